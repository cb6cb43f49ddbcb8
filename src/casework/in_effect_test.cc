// A charter is amended by a case of its own: new cases begin with the new one from its date, and what runs ends as it began.
#include <gmock/gmock.h>

#include "casework/test_lab.h"

namespace tsugite::casework::testing {
namespace {

std::shared_ptr<Charter> version(std::uint32_t number) {
  using S = StepSpec;
  using K = State::Kind;
  auto out = std::make_shared<Charter>(*make_charter());
  out->digest.value.fill(static_cast<std::uint8_t>(0x10 * number));
  out->version = number;
  auto& amendment = out->procedures["amendment"];
  amendment.id = "amendment";
  amendment.roles = {{"proposer", both("proposer")}, {"approver", both("approver")}};
  amendment.fields = {field("digest", FieldSpec::Type::text, true, true), field("effective", FieldSpec::Type::time, true, true)};
  amendment.states = {state("proposed", K::joint, "approver"), state("approved", K::joint, "each"), state("in-effect", K::end),
                      state("lapsed", K::end)};
  amendment.steps = {
      StepMaker("propose", {"start"}, "proposed", "proposer").set(&S::opens).set(&S::proposes).carry({"digest", "effective"}),
      StepMaker("approve", {"proposed"}, "approved", "approver").set(&S::replies).first(10),
      StepMaker("apply", {"approved"}, "in-effect", "any").set(&S::each).first(20),
      StepMaker("lapse", {"approved"}, "lapsed", "any").first(5)};
  amendment.settled_states = {{"", "approved"}};
  amendment.amends = charter::Amends{"digest", "effective", {"approved", "in-effect"}};
  return out;
}

struct Amended : ::testing::Test {
  std::shared_ptr<const Charter> first = version(1), second = version(2), third = version(3);
  Engine a{"ALPHA", {first, second, third}}, b{"BRAVO", {first, second, third}};
  CaseId id;

  std::string act(Engine& engine, Command command, const std::string& context = "real") {
    command.context = context;
    const auto done = engine.run(command);
    if (done) id = case_of(done->front());
    a.receive_all(b);
    b.receive_all(a);
    return code_of(done);
  }
  void amend(const Charter& to, std::int64_t effective, const std::string& context = "real") {
    v1::Field from;
    from.set_name("effective");
    from.set_time_ms(effective);
    auto propose = Ask(a, "watch", "propose").field(words("digest", to.digest.hex())).field(from).command;
    propose.procedure = "amendment";
    ASSERT_EQ(act(a, propose, context), "");
    EXPECT_EQ(a.casework().in_effect({effective}).version, 1u) << "proposed is not approved";
    ASSERT_EQ(act(b, Ask(b, "watch", "approve", id).on(b.the(id)), context), "");
  }
  std::uint32_t asked(Engine& engine) {
    auto ask = Ask(engine, "watch", "ask").field(words("question", "x")).command;
    ask.procedure = "rfi";
    EXPECT_EQ(act(engine, ask), "");
    return engine.casework().find(id)->charter == first->digest ? 1u : engine.casework().find(id)->charter == second->digest ? 2u : 3u;
  }
};

TEST_F(Amended, FromItsDateAndForNewCasesOnly) {
  EXPECT_EQ(asked(a), 1u) << "loaded is not yet in effect";
  const auto before = id;
  amend(*second, 5'000'000);
  EXPECT_EQ(asked(a), 1u);
  for (auto* one : {&a, &b}) one->now = 5'000'000;
  EXPECT_EQ(asked(a), 2u);
  EXPECT_EQ(asked(b), 2u) << "on both sides alike";
  ASSERT_EQ(act(b, Ask(b, "watch", "answer", before).field(words("answer", "y"))), "");
  EXPECT_EQ(a.the(before).charter, first->digest) << "what runs ends under the charter it began with";
  ASSERT_EQ(act(a, Ask(a, "watch", "close", before)), "");
  EXPECT_TRUE(b.the(before).ended);
}

TEST_F(Amended, StaysInEffectOnceBothHaveApplied) {
  amend(*second, 5'000'000);
  ASSERT_EQ(act(a, Ask(a, "watch", "apply", id)), "");
  ASSERT_EQ(act(b, Ask(b, "watch", "apply", id)), "");
  EXPECT_TRUE(a.the(id).ended);
  EXPECT_EQ(a.casework().in_effect({5'000'000}).version, 2u);
  EXPECT_EQ(a.casework().in_effect({4'999'999}).version, 1u);
}

TEST_F(Amended, NotWhereItLapsed) {
  amend(*second, 5'000'000);
  ASSERT_EQ(act(a, Ask(a, "watch", "lapse", id)), "");
  EXPECT_EQ(a.casework().in_effect({6'000'000}).version, 1u);
}

TEST_F(Amended, ARehearsalChangesNothing) {
  amend(*second, 5'000'000, "drill");
  EXPECT_EQ(a.casework().in_effect({6'000'000}).version, 1u);
}

TEST_F(Amended, TheNewestOfSeveral) {
  amend(*third, 7'000'000);
  amend(*second, 5'000'000);
  EXPECT_EQ(a.casework().in_effect({6'000'000}).version, 2u);
  EXPECT_EQ(b.casework().in_effect({7'000'000}).version, 3u);
}

TEST_F(Amended, NobodyGivesItsWordOnFilesItDoesNotHold) {
  Engine other{"BRAVO", {first}};
  v1::Field from;
  from.set_name("effective");
  from.set_time_ms(5'000'000);
  const auto propose = [&](const Digest& digest, const std::string& context) {
    auto command = Ask(a, "watch", "propose").field(words("digest", digest.hex())).field(from).command;
    command.procedure = "amendment";
    return act(a, command, context);
  };
  Digest unknown;
  unknown.value.fill(0x77);
  EXPECT_EQ(propose(unknown, "real"), "casework.charter-not-held");
  EXPECT_EQ(propose(unknown, "drill"), "") << "a rehearsal may name any";
  ASSERT_EQ(propose(second->digest, "real"), "");
  other.receive_all(a);
  EXPECT_EQ(code_of(other.run(Ask(other, "watch", "approve", id).on(other.the(id)))), "casework.charter-not-held");
}

}  // namespace
}  // namespace tsugite::casework::testing
