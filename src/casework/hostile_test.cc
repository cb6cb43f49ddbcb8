// A partner that writes what it likes: whatever its records say, nothing settles for us without our own word, nothing of ours
// is held up, and all holders still agree (invariants 7, 8).
#include <gmock/gmock.h>

#include "casework/test_settled.h"

namespace tsugite::casework::testing {
namespace {

struct Hostile : ::testing::Test {
  std::shared_ptr<const Charter> charter = make_charter();
  Engine a{"ALPHA", charter}, b{"BRAVO", charter};
  CaseId id;
  int drawn = 0;

  void SetUp() override {
    auto offer = b.run(Ask(b, "cell", "offer").field(words("what", "airlift")));
    ASSERT_TRUE(offer);
    id = case_of(offer->back());
    a.receive_all(b);
  }

  // A record as BRAVO could forge it: any body, any parents.
  v1::Envelope forged(const std::vector<Digest>& after) {
    v1::Envelope out;
    const auto salt = sha256("forged" + std::to_string(++drawn)).bytes();
    out.set_id(salt.substr(0, 16));
    out.set_salt(salt.substr(16));
    out.set_schema(1);
    out.set_charter(charter->digest.bytes());
    out.set_context("real");
    out.set_case_id(id.bytes());
    for (const auto& one : after) out.add_after(one.bytes());
    out.set_party("BRAVO");
    out.set_seat("BRAVO-cell");
    out.mutable_label()->set_policy("test");
    out.mutable_label()->set_classification("open");
    out.mutable_label()->set_originator("BRAVO");
    for (const char* party : {"ALPHA", "BRAVO"}) {
      out.add_audience(party);
      out.mutable_label()->add_releasable_to(party);
    }
    return out;
  }
  v1::Envelope step(const std::string& name, const std::vector<Digest>& after, const Bytes& proposal = {}) {
    auto out = forged(after);
    out.mutable_step()->set_procedure("support");
    out.mutable_step()->set_step(name);
    out.mutable_step()->set_proposal(proposal);
    return out;
  }
  Kept proposal(const std::vector<Digest>& after, const v1::Field& one) {
    auto out = forged(after);
    *out.mutable_proposal()->add_field() = one;
    return sealed(out);
  }
  // Both hold it, as if it had come over the link unrefused; it never counts, and both agree.
  void expect_void(const v1::Envelope& envelope, Standing standing, bool refused) {
    EXPECT_EQ(!a.casework().admissible(envelope).has_value(), refused);
    const auto record = sealed(envelope);
    const Case before = a.the(id);
    a.keep(record);
    b.keep(record);
    EXPECT_EQ(record_of(a.the(id), record.digest).standing, standing);
    EXPECT_EQ(a.the(id).state, before.state);
    EXPECT_EQ(a.the(id).settled, before.settled);
    EXPECT_EQ(a.the(id).replies.size(), before.replies.size());
    EXPECT_EQ(a.state({"ALPHA", "BRAVO"}), b.state({"ALPHA", "BRAVO"}));
    EXPECT_EQ(unsettled(*charter, a), "");
  }
  std::vector<Digest> heads() { return a.the(id).heads; }
  Bytes standing() { return a.the(id).proposal->bytes(); }
};

TEST_F(Hostile, AnAcceptMadeForBoth) { expect_void(step("agree", heads(), standing()), Standing::void_out_of_state, false); }

TEST_F(Hostile, AStepInOurName) {
  auto record = step("agree", heads(), standing());
  record.set_party("ALPHA");
  expect_void(record, Standing::void_not_permitted, true);
}

TEST_F(Hostile, OurSeat) {
  auto record = step("agree", heads(), standing());
  record.set_seat("ALPHA-cell");
  expect_void(record, Standing::void_not_permitted, true);
}

TEST_F(Hostile, ASeatTheStepIsNotFor) {
  auto record = step("withdraw", heads());
  record.set_seat("BRAVO-watch");
  expect_void(record, Standing::void_not_permitted, true);
}

TEST_F(Hostile, TheOtherRolesStep) { expect_void(step("not-needed", heads()), Standing::void_not_permitted, false); }

TEST_F(Hostile, AHomeStepSentAbroad) {
  auto record = step("validate", heads());
  expect_void(record, Standing::void_not_permitted, true);
}

TEST_F(Hostile, AReplyOnAProposalOfAnotherCase) {
  auto other = b.run(Ask(b, "cell", "offer").field(words("what", "something else")));
  ASSERT_TRUE(other);
  a.receive_all(b);
  auto ours = a.run(Ask(a, "cell", "agree", case_of(other->back())).on(a.the(case_of(other->back()))));
  ASSERT_TRUE(ours);
  b.receive_all(a);
  expect_void(step("agree", heads(), (*other)[0].digest.bytes()), Standing::void_out_of_state, false);
  expect_void(step("counter", heads(), (*other)[0].digest.bytes()), Standing::void_not_permitted, false);
}

TEST_F(Hostile, OurProposalPutForwardAsItsOwn) {
  auto counter = a.run(Ask(a, "cell", "counter", id).field(tons(1)));
  ASSERT_TRUE(counter);
  b.receive_all(a);
  expect_void(step("counter", heads(), (*counter)[0].digest.bytes()), Standing::void_not_permitted, false);
}

TEST_F(Hostile, AnOldProposalPutForwardAgain) {
  const auto old = standing();
  ASSERT_TRUE(a.run(Ask(a, "cell", "counter", id).field(tons(1))));
  b.receive_all(a);
  expect_void(step("counter", heads(), old), Standing::void_not_permitted, false);
}

TEST_F(Hostile, AProposalThatHoldsMoreOrLessThanSettles) {
  for (const auto& one : {tons(5), words("remark", "and besides")}) {
    const auto text = proposal(heads(), one);
    EXPECT_FALSE(a.casework().admissible(text.envelope));
    a.keep(text);
    b.keep(text);
    expect_void(step("counter", heads(), text.digest.bytes()), Standing::void_not_permitted, false);
  }
}

TEST_F(Hostile, AProposalItsAuthorDidNotHoldBefore) {
  const auto base = heads();
  const auto text = proposal(base, words("what", "else"));
  const auto early = step("counter", base, text.digest.bytes());
  EXPECT_TRUE(a.casework().admissible(early));
  b.keep(text);
  for (Engine* one : {&a, &b}) one->keep(sealed(early));
  a.keep(text);
  EXPECT_EQ(record_of(a.the(id), sealed(early).digest).standing, Standing::void_not_permitted);
  EXPECT_EQ(a.state({"ALPHA", "BRAVO"}), b.state({"ALPHA", "BRAVO"}));
}

TEST_F(Hostile, AnOrderNumberForBoth) {
  ASSERT_TRUE(a.run(Ask(a, "cell", "agree", id).on(a.the(id))));
  b.receive_all(a);
  auto order = step("order", heads());
  order.mutable_step()->set_number("B-1");
  const auto first = sealed(order);
  a.keep(first);
  b.keep(first);
  auto again = step("order", heads());
  again.mutable_step()->set_number("B-2");
  expect_void(again, Standing::void_out_of_state, false);
  EXPECT_EQ(a.the(id).state, "coordinated");
  EXPECT_THAT(a.the(id).numbers, ::testing::ElementsAre(std::pair("BRAVO", "B-1")));
  auto remark = step("progress", heads());
  remark.mutable_step()->set_number("A-1");
  expect_void(remark, Standing::void_not_permitted, true);
}

TEST_F(Hostile, ParentsWithoutEndOrThatDoNotExist) {
  std::vector<Digest> many;
  for (int i = 0; i < 1500; ++i) many.push_back(sha256(std::to_string(i)));
  expect_void(step("withdraw", many), Standing::void_not_permitted, true);
  expect_void(step("withdraw", {many[0]}), Standing::held, false);
  EXPECT_EQ(code_of(a.run(Ask(a, "cell", "agree", id).on(a.the(id)))), "") << "what waits holds nobody up";
  EXPECT_EQ(a.the(id).state, "coordinated");
}

TEST_F(Hostile, ParentsOfAnotherCase) {
  auto other = b.run(Ask(b, "cell", "offer").field(words("what", "something else")));
  ASSERT_TRUE(other);
  a.receive_all(b);
  auto after = heads();
  after.push_back(other->back().digest);
  expect_void(step("withdraw", after), Standing::held, false);
}

TEST_F(Hostile, TheSameCaseForOtherEyes) {
  const Case before = a.the(id);
  for (int change = 0; change < 3; ++change) {
    auto record = step("withdraw", heads());
    if (change == 0) record.set_context("drill");
    if (change == 1) record.add_audience("CHARL");
    if (change == 2) record.mutable_audience()->RemoveLast();
    EXPECT_FALSE(a.casework().admissible(record)) << change;
    a.keep(sealed(record));
    EXPECT_EQ(a.the(id).state, before.state);
    EXPECT_EQ(a.the(id).records.size(), before.records.size()) << change;
  }
  EXPECT_EQ(a.state({"ALPHA", "BRAVO"}), b.state({"ALPHA", "BRAVO"}));
}

TEST_F(Hostile, ASecondOpeningTurnsNoRolesRound) {
  const auto text = proposal({}, words("what", "mine"));
  a.keep(text);
  b.keep(text);
  auto opening = step("offer", {text.digest}, text.digest.bytes());
  (*opening.mutable_step()->mutable_role())["provider"] = "BRAVO";
  (*opening.mutable_step()->mutable_role())["receiver"] = "BRAVO";
  expect_void(opening, Standing::void_not_permitted, true);
  (*opening.mutable_step()->mutable_role())["receiver"] = "ALPHA";
  const auto second = sealed(opening);
  a.keep(second);
  b.keep(second);
  EXPECT_EQ(a.state({"ALPHA", "BRAVO"}), b.state({"ALPHA", "BRAVO"}));
  const auto effective = std::ranges::count(a.the(id).records, Standing::effective, &CaseRecord::standing);
  EXPECT_EQ(effective, 1) << "one opening counts";
}

TEST_F(Hostile, ARefusalOfWhatItBuiltOn) {
  ASSERT_TRUE(a.run(Ask(a, "cell", "agree", id).on(a.the(id))));
  const auto agreed = a.ledger().back().digest;
  b.receive_all(a);
  const auto remark = sealed(step("progress", {agreed}));
  a.keep(remark);
  auto refusal = forged({});
  refusal.mutable_refusal()->set_record(agreed.bytes());
  refusal.mutable_refusal()->set_code("record.late");
  a.keep(sealed(refusal));
  EXPECT_EQ(record_of(a.the(id), agreed).standing, Standing::effective) << "whoever goes on from a record has accepted it";
  EXPECT_EQ(a.the(id).state, "coordinated");
}

TEST_F(Hostile, ARefusalCountsOnlyFromAPartyOfTheCaseToAllOfThem) {
  ASSERT_TRUE(a.run(Ask(a, "cell", "agree", id).on(a.the(id))));
  const auto agreed = a.ledger().back().digest;
  const auto refuse = [&](const std::function<void(v1::Envelope&)>& change) {
    auto out = forged({});
    out.mutable_refusal()->set_record(agreed.bytes());
    out.mutable_refusal()->set_code("record.label");
    out.set_case_id(CaseId{}.bytes());  // a node's notice may name no case
    change(out);
    a.keep(sealed(out));
    return record_of(a.the(id), agreed).standing;
  };
  EXPECT_EQ(refuse([](v1::Envelope& e) { e.set_party("ALPHA"); }), Standing::effective);
  EXPECT_EQ(refuse([](v1::Envelope& e) { e.set_context("drill"); }), Standing::effective);
  EXPECT_EQ(refuse([](v1::Envelope& e) { e.mutable_audience()->RemoveLast(); }), Standing::effective);
  EXPECT_EQ(refuse([](v1::Envelope&) {}), Standing::void_refused);
  EXPECT_EQ(record_of(a.the(id), agreed).why.code, "record.label");
  EXPECT_EQ(a.the(id).state, "offered");
  EXPECT_EQ(a.the(id).settled, std::nullopt);
  // It comes back only as a new record, which does not rest on the refused one.
  auto again = a.run(Ask(a, "cell", "agree", id).on(a.the(id)));
  ASSERT_TRUE(again) << describe(again.error());
  EXPECT_EQ(a.the(id).state, "coordinated");
  EXPECT_THAT(again->back().envelope.after(), ::testing::Not(::testing::Contains(agreed.bytes())));
}

TEST(HostileThree, NoForcedSettlementOfThree) {
  const std::vector<std::string> parties = {"ALPHA", "BRAVO", "CHARL"};
  auto charter = make_charter(parties);
  Engine a("ALPHA", charter), b("BRAVO", charter), c("CHARL", charter);
  auto command = Ask(a, "cell", "propose").field(words("what", "route")).command;
  command.procedure = "plan";
  command.roles = {{"lead", "ALPHA"}, {"second", "BRAVO"}, {"third", "CHARL"}};
  auto opened = a.run(command);
  ASSERT_TRUE(opened) << describe(opened.error());
  const auto id = case_of(opened->back());
  b.receive_all(a);
  c.receive_all(a);
  EXPECT_EQ(code_of(b.run(Ask(b, "cell", "force", id).on(b.the(id)))), "casework.replies-missing");
  // Sent anyway, it is void: two of three have spoken.
  auto forced = opened->back().envelope;
  forced.set_party("BRAVO");
  forced.set_seat("BRAVO-cell");
  forced.clear_after();
  forced.add_after(opened->back().digest.bytes());
  forced.mutable_step()->clear_role();
  forced.mutable_step()->set_step("force");
  const auto record = sealed(forced);
  for (Engine* one : {&a, &b, &c}) one->keep(record);
  EXPECT_EQ(record_of(c.the(id), record.digest).standing, Standing::void_out_of_state);
  EXPECT_EQ(c.the(id).settled, std::nullopt);
  // Each gives its own word, in whatever order, and then it is settled for all.
  ASSERT_TRUE(b.run(Ask(b, "cell", "agree", id).on(b.the(id))));
  ASSERT_TRUE(c.run(Ask(c, "cell", "agree", id).on(c.the(id))));
  a.receive_all(c);
  EXPECT_EQ(a.the(id).state, "proposed");
  EXPECT_EQ(a.the(id).settled, std::nullopt);
  a.receive_all(b);
  EXPECT_EQ(a.the(id).state, "settled");
  EXPECT_EQ(a.the(id).settled, opened->front().digest);
  EXPECT_EQ(unsettled(*charter, a), "");
}

}  // namespace
}  // namespace tsugite::casework::testing
