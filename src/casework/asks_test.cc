// What a step waits for (`needs`), clocks that a date sets, and our own track: its turn, its end, its staffing.
#include <gmock/gmock.h>

#include "casework/test_lab.h"

namespace tsugite::casework::testing {
namespace {

using Why = Waiting::Why;
using Kind = Command::Kind;

v1::Field chosen(const std::string& name, const std::string& choice) {
  v1::Field out;
  out.set_name(name);
  out.set_choice(choice);
  return out;
}
v1::Field at_time(const std::string& name, std::int64_t ms) {
  v1::Field out;
  out.set_name(name);
  out.set_time_ms(ms);
  return out;
}

// The question that asks for more, and a log of one party.
std::shared_ptr<const Charter> charter() {
  auto out = std::make_shared<Charter>(*make_charter());
  ask_for_more(out->procedures["rfi"]);
  Procedure log;
  using S = StepSpec;
  log.id = "log";
  log.roles = {{"watch", both("watch")}};
  log.fields = {field("what", FieldSpec::Type::text, false, true)};
  log.states = {state("open", State::Kind::home), state("ready", State::Kind::home, "watch"), state("closed", State::Kind::home_end)};
  log.steps = {StepMaker("open", {"start"}, "open", "watch").set(&S::home).set(&S::opens),
               StepMaker("prepare", {"open"}, "ready", "watch").set(&S::home).set(&S::staffing).carry({"what"}),
               StepMaker("close", {"ready"}, "closed", "watch").set(&S::home)};
  out->procedures["log"] = log;
  return out;
}

struct Asks : ::testing::Test {
  std::shared_ptr<const Charter> shared = charter();
  Engine a{"ALPHA", shared}, b{"BRAVO", shared};
  CaseId id;

  Ask open(Engine& engine, const std::string& procedure, const std::string& step) {
    Ask out(engine, "watch", step);
    out.command.procedure = procedure;
    return out;
  }
  std::string act(Engine& engine, const Command& command) {
    const auto done = engine.run(command);
    if (done) id = case_of(done->front());
    a.receive_all(b);
    b.receive_all(a);
    EXPECT_EQ(a.state({"ALPHA", "BRAVO"}), b.state({"ALPHA", "BRAVO"}));
    return code_of(done);
  }
  std::vector<Waiting> waits(Engine& engine, const std::string& seat = "watch") {
    return engine.casework().waiting("real", {"", engine.party() + "-" + seat}, {engine.now});
  }
};

TEST_F(Asks, AStepWaitsForWhatMustBeToldFirst) {
  ASSERT_EQ(act(a, open(a, "rfi", "ask").field(words("question", "which?"))), "");
  EXPECT_EQ(act(a, Ask(a, "watch", "close", id)), "casework.needs");
  const auto can_close = [&] {
    return std::ranges::any_of(a.casework().available(a.the(id), {"", "ALPHA-watch"}, {a.now}),
                               [](const auto& one) { return one.step == "close"; });
  };
  ASSERT_EQ(act(b, Ask(b, "watch", "told", id).field(chosen("colour", "red"))), "");
  EXPECT_FALSE(can_close()) << "of ALPHA the other colour is asked too";
  ASSERT_EQ(act(a, Ask(a, "watch", "told", id).field(chosen("colour", "blue"))), "");
  EXPECT_TRUE(can_close());
  ASSERT_EQ(act(a, Ask(a, "watch", "close", id)), "");
  EXPECT_TRUE(b.the(id).ended);
}

TEST_F(Asks, WhereTheOtherPartyTakesItLessIsAsked) {
  ASSERT_EQ(act(b, open(b, "rfi", "ask").field(words("question", "which?"))), "");
  ASSERT_EQ(act(a, Ask(a, "watch", "told", id).field(chosen("colour", "red"))), "");
  EXPECT_EQ(act(b, Ask(b, "watch", "close", id)), "");
}

// A partner that does not keep to it: its close is void for every holder.
TEST_F(Asks, WhatWasNotToldVoidsTheStepForAll) {
  ASSERT_EQ(act(a, open(a, "rfi", "ask").field(words("question", "which?"))), "");
  auto lax = std::make_shared<Charter>(*shared);
  lax->procedures["rfi"].steps[2].needs.clear();
  Engine other("ALPHA", lax);
  other.receive_all(b);
  other.now = 2'000'000;
  ASSERT_TRUE(other.run(Ask(other, "watch", "close", id)));
  b.receive_all(other);
  EXPECT_FALSE(b.the(id).ended);
  EXPECT_EQ(record_of(b.the(id), other.ledger().back().digest).standing, Standing::void_out_of_state);
}

TEST_F(Asks, AClockIsDueWhenTheLatestDateSays) {
  const auto due = [&](Engine& engine) { return waits(engine).at(0).due; };
  ASSERT_EQ(act(a, open(a, "rfi", "ask").field(words("question", "when?")).field(at_time("needed-by", 50'000'000))), "");
  EXPECT_EQ(due(b), WallTime{50'000'000});
  EXPECT_EQ(due(a), std::nullopt) << "nobody's clock warns the partner";
  ASSERT_EQ(act(b, Ask(b, "watch", "answer", id).field(words("answer", "now"))), "");
  EXPECT_EQ(due(a), WallTime{50'000'000});
  ASSERT_EQ(act(a, open(a, "rfi", "ask").field(words("question", "and?"))), "");
  const auto list = waits(b);
  const auto fresh = std::ranges::find(list, id, &Waiting::case_id);
  ASSERT_NE(fresh, list.end());
  EXPECT_EQ(fresh->due, (WallTime{b.now} + Duration{900'000})) << "without a date, so long after it began";
  ASSERT_EQ(act(b, Ask(b, "watch", "answer", id).field(words("answer", "yes"))), "");
  const auto ours = waits(a);
  EXPECT_EQ(std::ranges::find(ours, id, &Waiting::case_id)->due, std::nullopt) << "a clock by a date only, and none was given";
}

TEST_F(Asks, APaperThatNeverLeavesIsStaffedAndItsTrackEnds) {
  ASSERT_EQ(act(a, open(a, "log", "open")), "");
  EXPECT_TRUE(waits(a).empty());
  EXPECT_EQ(act(a, Ask(a, "watch", "prepare", id).field(words("what", "all quiet"))), "casework.staffing-needed");
  ASSERT_EQ(act(a, Ask(a, "lawyer", "prepare", id).kind(Kind::draft).field(words("what", "all quiet"))), "");
  const auto round = a.the(id).rounds.at(0);
  EXPECT_EQ(a.the(id).home_state, "open");
  ASSERT_EQ(act(a, Ask(a, "chief", "", id).kind(Kind::decide).round(round)), "");
  EXPECT_EQ(a.the(id).home_state, "ready");
  EXPECT_TRUE(std::ranges::all_of(a.ledger(), [](const Kept& record) { return record.home(); }));
  EXPECT_TRUE(b.ledger().empty());
  EXPECT_EQ(waits(a).at(0).why, Why::our_turn) << "the relief's";
  ASSERT_EQ(act(a, Ask(a, "watch", "close", id)), "");
  EXPECT_TRUE(a.the(id).ended);
  EXPECT_TRUE(waits(a).empty());
  EXPECT_EQ(act(a, Ask(a, "watch", "close", id)), "casework.home-state");
}

// A need that we meet ourselves: the matter ends at home, and nothing joint can follow.
TEST_F(Asks, WhatEndedAtHomeIsNotTakenToThePartner) {
  auto own = std::make_shared<Charter>(*shared);
  auto& support = own->procedures["support"];
  support.states.push_back(state("own-means", State::Kind::home_end));
  support.steps.push_back(StepMaker("own-means", {"need", "validated"}, "own-means", "receiver").set(&StepSpec::home));
  for (auto& step : support.steps)
    if (step.id == "request") step.requires_home.clear();
  Engine one("ALPHA", own);
  auto need = one.run(Ask(one, "watch", "register").field(words("what", "water")));
  ASSERT_TRUE(need);
  const auto at = case_of(need->back());
  ASSERT_TRUE(one.run(Ask(one, "watch", "own-means", at)));
  EXPECT_TRUE(one.the(at).ended);
  EXPECT_EQ(code_of(one.run(Ask(one, "cell", "request", at).field(words("what", "water")))), "casework.home-state");
}

}  // namespace
}  // namespace tsugite::casework::testing
