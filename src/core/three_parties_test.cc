// What only shows where a record has two partners that it goes to one after the other.
#include <gtest/gtest.h>

#include "core/test_trio.h"

namespace tsugite::core {
namespace {

using Kind = casework::Command::Kind;
using State = Delivery::State;

v1::Field words(const std::string& name, const std::string& said) {
  v1::Field out;
  out.set_name(name);
  out.mutable_text()->set_ja(said);
  out.mutable_text()->set_original("ja");
  return out;
}

v1::Field persons(const std::string& name, std::int64_t count) {
  v1::Field out;
  out.set_name(name);
  out.mutable_quantity()->set_milli(count * 1000);
  out.mutable_quantity()->set_unit("person");
  return out;
}

class ThreeParties : public testing::Test {
 protected:
  Core& aomi() { return *trio["AOM"].core; }

  Result<Done> damage() {
    casework::Command file;
    file.actor = {"watch", "aom-watch"};
    file.procedure = "damage";
    file.step = "file";
    file.roles = {{"reporter", "AOM"}, {"reader", "SRM"}, {"other-reader", "MDK"}};
    file.fields = {words("body", "the road is open")};
    return trio.run("AOM", file);
  }
  Result<Done> rule(v1::StandingRule::Act act, const std::string& partner, const Digest& like, const RecordId& which = {}) {
    RuleInput input{1, {"chief", "aom-chief"}, act, like, partner, which, {}, trio.entropy()};
    input.reason.set_en("what is always told");
    return trio.after("AOM", [&](Core& core) { core.desk(input, test_now); });
  }
  RecordId rule_for(const std::string& partner) {
    for (const auto& one : aomi().standing_rules())
      if (one.rule.recipient == partner) return *RecordId::from(*from_hex(one.rule.id));
    return {};
  }

  // A need of SRM, staffed and put to both others.
  CaseId proposed_by_srm() {
    casework::Command need;
    need.actor = {"watch", "srm-watch"};
    need.procedure = "dispatch";
    need.step = "register";
    need.roles = {{"requester", "SRM"}, {"first", "AOM"}, {"second", "MDK"}};
    need.fields = {words("subject", "shelters")};
    const auto registered = trio.run("SRM", need);
    EXPECT_TRUE(registered) << describe(registered.error());
    casework::Command draft;
    draft.kind = Kind::draft;
    draft.actor = {"watch", "srm-watch"};
    draft.case_id = registered->case_id;
    draft.step = "propose";
    draft.fields = {words("subject", "shelters"), persons("share-first", 40), persons("share-second", 20)};
    const auto drafted = trio.run("SRM", draft);
    EXPECT_TRUE(drafted) << describe(drafted.error());
    const auto round = [&] { return trio["SRM"].core->casework().find(draft.case_id)->rounds.back(); };
    const auto act = [&](Kind kind, const casework::Actor& actor) {
      casework::Command command;
      command.kind = kind;
      command.actor = actor;
      command.case_id = draft.case_id;
      command.staffing = round().id;
      command.version = round().version;
      const auto done = trio.run("SRM", command);
      EXPECT_TRUE(done) << actor.seat << (done ? "" : ": " + describe(done.error()));
    };
    for (std::size_t left = round().asked.size(); left > 0; --left) act(Kind::concur, {"medical", "srm-medical"});
    act(Kind::decide, {"chief", "srm-chief"});
    return draft.case_id;
  }

  Result<Done> take(const std::string& party, const CaseId& id, const std::string& step, const std::string& seat) {
    casework::Command command;
    command.actor = {seat.substr(4), seat};
    command.case_id = id;
    command.step = step;
    command.fields = {words(step == "refer" ? "reason" : "remark", "too few vehicles")};
    auto done = trio.run(party, command);
    EXPECT_TRUE(done) << describe(done.error());
    return done;
  }
  void set_back(const ledger::MemoryStore& backup) {
    for (const char* other : {"SRM", "MDK"}) trio.part("AOM", other);
    trio["AOM"].store = backup;
    trio.load("AOM");
  }
  // The clock is set right, all come together; and again after a start.
  void all_see(const std::string& state, const CaseId& id) {
    trio.clock_error.clear();
    for (int start = 0; start < 2; ++start) {
      for (const char* other : {"SRM", "MDK", "SRM"})
        trio.join("AOM", other);  // what comes back from one takes the link with the other down
      for (const char* party : {"AOM", "SRM", "MDK"}) EXPECT_EQ(trio.state(party, id), state) << party;
      trio.load("AOM");
    }
  }

  Trio trio;
};

// What one partner has counts here, whatever a person then says of the other; and it is a person that says it.
TEST_F(ThreeParties, ARuleThatIsWithdrawnBetweenTwoPartnersAsksAPersonForTheSecond) {
  const auto first = damage();
  ASSERT_TRUE(first) << describe(first.error());
  for (const char* partner : {"SRM", "MDK"}) {
    const auto adopted = rule(v1::StandingRule::ADOPT, partner, first->records[0]);
    ASSERT_TRUE(adopted) << describe(adopted.error());
  }
  trio.join("AOM", "SRM");
  const auto told = damage();
  ASSERT_TRUE(told);
  const Digest record = told->records[0];
  ASSERT_EQ(aomi().delivery(record, "SRM").state, State::receipted);
  ASSERT_EQ(aomi().delivery(record, "MDK").state, State::queued);
  ASSERT_TRUE(rule(v1::StandingRule::WITHDRAW, "MDK", {}, rule_for("MDK")));
  for (int start = 0; start < 2; ++start) {
    trio.join("AOM", "MDK");
    EXPECT_EQ(aomi().delivery(record, "MDK").state, State::withheld);
    EXPECT_EQ(trio.state("MDK", told->case_id), "");
    EXPECT_EQ(trio.state("AOM", told->case_id), "current");
    EXPECT_EQ(trio.state("SRM", told->case_id), "current");
    trio.load("AOM");
    trio.join("AOM", "SRM");
  }
  trio.join("AOM", "MDK");
  DeskInput release{2, {"chief", "aom-chief"}, record, "MDK", v1::Release::RELEASE, {}, trio.entropy()};
  release.reason.set_en("told after all");
  const auto released = trio.after("AOM", [&](Core& core) { core.desk(release, test_now); });
  ASSERT_TRUE(released) << describe(released.error());
  EXPECT_EQ(aomi().delivery(record, "MDK").state, State::receipted);
  for (const char* party : {"AOM", "SRM", "MDK"}) EXPECT_EQ(trio.state(party, told->case_id), "current") << party;
}

// Set back, and its clock wrong: what it had taken and receipted is not refused for its date, though a record of its own that rests on it
// stands with another alone.
TEST_F(ThreeParties, WhatWasReceiptedIsTakenAgainWhateverTheClockSays) {
  for (const char* other : {"SRM", "MDK"}) trio.join("AOM", other);
  trio.join("SRM", "MDK");
  const ledger::MemoryStore backup = trio["AOM"].store;
  const CaseId id = proposed_by_srm();
  ASSERT_EQ(trio.state("AOM", id), "proposed");
  trio.part("AOM", "SRM");
  ASSERT_TRUE(take("AOM", id, "refer", "aom-watch"));
  ASSERT_EQ(trio.state("MDK", id), "before-council");
  set_back(backup);
  trio.clock_error["AOM"] = Duration{-2 * 86'400'000};
  trio.join("AOM", "SRM");
  EXPECT_EQ(trio.state("AOM", id), "proposed");
  all_see("before-council", id);
}

// The receipt was lost. Before its own record comes back it refuses what that one rests on; then that counts, for itself as for the others.
TEST_F(ThreeParties, WhatWasRefusedCountsOnceARecordThatRestsOnItComesBack) {
  for (const char* first : {"SRM", "MDK"}) {
    trio = Trio();
    for (const char* other : {"SRM", "MDK"}) trio.join("AOM", other);
    trio.join("SRM", "MDK");
    const CaseId id = proposed_by_srm();
    const ledger::MemoryStore backup = trio["AOM"].store;
    trio.lose = [](const std::string& from, const std::string& to, const v1::Frame& frame) {
      return from == "AOM" && to == "SRM" && frame.has_cosign();
    };
    ASSERT_TRUE(take("SRM", id, "refer", "srm-watch"));
    ASSERT_EQ(trio.state("AOM", id), "before-council");
    trio.part("AOM", "SRM");
    ASSERT_TRUE(take("AOM", id, "hand-back", "aom-chief"));
    ASSERT_EQ(trio.state("MDK", id), "proposed");
    set_back(backup);
    trio.lose = nullptr;
    trio.clock_error["AOM"] = Duration{-2 * 86'400'000};
    if (first == std::string("SRM")) {
      trio.join("AOM", "SRM");
      ASSERT_EQ(trio["SRM"].core->links().front().refusals.size(), 1u);
    } else {
      trio.join("AOM", "MDK");
      trio.join("AOM", "SRM");
      ASSERT_TRUE(trio["SRM"].core->links().front().refusals.empty()) << "what its own record rests on is taken again";
    }
    all_see("proposed", id);
  }
}

}  // namespace
}  // namespace tsugite::core
