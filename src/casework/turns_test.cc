// What requires action, of whom, and by when; and what stands on the buttons.
#include <gmock/gmock.h>

#include "casework/test_lab.h"

namespace tsugite::casework::testing {
namespace {

using Why = Waiting::Why;

struct Turns : ::testing::Test {
  Engine a{"ALPHA"}, b{"BRAVO"};

  CaseId offered() {
    auto offer = b.run(Ask(b, "cell", "offer").field(words("what", "airlift")));
    EXPECT_TRUE(offer);
    a.receive_all(b);
    return case_of(offer->back());
  }
  static std::vector<Waiting> waits(Engine& engine, const std::string& seat) {
    return engine.casework().waiting("real", {"", engine.party() + "-" + seat}, {engine.now});
  }
  static std::vector<std::string> buttons(Engine& engine, const std::string& seat, const CaseId& id) {
    std::vector<std::string> out;
    for (const auto& one : engine.casework().available(engine.the(id), {"", engine.party() + "-" + seat}, {engine.now}))
      out.push_back(one.step);
    return out;
  }
};

TEST_F(Turns, OursWithItsClockTheirsWithout) {
  a.now = 5'000'000;
  const auto id = offered();
  const auto ours = waits(a, "cell");
  ASSERT_EQ(ours.size(), 1u);
  EXPECT_EQ(ours[0].why, Why::our_turn);
  EXPECT_EQ(ours[0].case_id, id);
  EXPECT_EQ(ours[0].due, (WallTime{5'000'000 + 14'400'000})) << "from when we had it, by our own clock";
  EXPECT_EQ(ours[0].clock_state, "offered");
  const auto theirs = waits(b, "cell");
  ASSERT_EQ(theirs.size(), 1u);
  EXPECT_EQ(theirs[0].why, Why::partner);
  EXPECT_EQ(theirs[0].due, std::nullopt) << "no clock on the partner";
  EXPECT_TRUE(waits(a, "treasurer").empty()) << "none of its steps";
  EXPECT_TRUE(a.casework().waiting("drill", {"", "ALPHA-cell"}, {0}).empty());
}

TEST_F(Turns, EachHasItsOwnOrderToEnter) {
  const auto id = offered();
  ASSERT_TRUE(a.run(Ask(a, "cell", "agree", id).on(a.the(id))));
  b.receive_all(a);
  EXPECT_EQ(waits(a, "watch").at(0).why, Why::our_turn);
  EXPECT_EQ(waits(b, "watch").at(0).why, Why::our_turn);
  ASSERT_TRUE(a.run(Ask(a, "watch", "order", id).number("A-1").basis("act-83")));
  EXPECT_EQ(waits(a, "watch").at(0).why, Why::partner);
}

TEST_F(Turns, ARoundStandsForTheTurnAndKeepsItsClock) {
  const auto id = offered();
  ASSERT_TRUE(a.run(Ask(a, "watch", "formal-agree", id).kind(Command::Kind::draft).on(a.the(id))));
  EXPECT_TRUE(waits(a, "cell").empty());
  const auto asked = waits(a, "lawyer");
  ASSERT_EQ(asked.size(), 1u);
  EXPECT_EQ(asked[0].why, Why::concurrence);
  EXPECT_EQ(asked[0].organisation, "ALPHA-law");
  EXPECT_TRUE(asked[0].due.has_value());
  EXPECT_EQ(waits(b, "cell").at(0).why, Why::partner) << "what the partner does at home does not show";
}

TEST_F(Turns, ACaseThatEndedAsksNothing) {
  const auto id = offered();
  ASSERT_TRUE(a.run(Ask(a, "cell", "not-needed", id)));
  b.receive_all(a);
  EXPECT_TRUE(waits(a, "cell").empty());
  EXPECT_TRUE(waits(b, "cell").empty());
}

TEST_F(Turns, TheSoonestFirst) {
  const auto support = offered();
  auto ask = Ask(b, "watch", "ask").field(words("question", "which pad?")).command;
  ask.procedure = "rfi";
  auto asked = b.run(ask);
  ASSERT_TRUE(asked) << describe(asked.error());
  a.receive_all(b);
  const auto list = waits(a, "cell");
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[0].case_id, case_of(asked->back())) << "fifteen minutes before four hours";
  EXPECT_EQ(list[1].case_id, support);
}

TEST_F(Turns, ButtonsAreWhatMayBeDone) {
  const auto id = offered();
  EXPECT_THAT(buttons(a, "cell", id),
              ::testing::ElementsAre("counter", "formal-counter", "agree", "formal-agree", "not-needed", "withdraw"));
  EXPECT_THAT(buttons(b, "cell", id), ::testing::ElementsAre("counter", "formal-counter", "withdraw")) << "its own proposal is its reply";
  EXPECT_THAT(buttons(a, "lawyer", id), ::testing::ElementsAre("formal-counter", "formal-agree")) << "may draft, not decide";
  EXPECT_TRUE(a.casework().available(a.the(id), {"", "BRAVO-cell"}, {a.now}).empty());
  const auto all = a.casework().available(a.the(id), {"", "ALPHA-cell"}, {a.now});
  EXPECT_EQ(all[0].readers, (std::set<std::string>{"ALPHA", "BRAVO"}));
  EXPECT_FALSE(all[0].needs_staffing);
  EXPECT_TRUE(all[1].needs_staffing);
  EXPECT_EQ(all[0].commitment, charter::Commitment::operational_coordination);
  EXPECT_THAT(all[0].fields, ::testing::ElementsAre("what", "amount", "remark"));
}

TEST_F(Turns, OpeningsAreWhatMayBegin) {
  std::vector<std::string> steps;
  for (const auto& one : a.casework().openings("support", {"", "ALPHA-cell"}, {a.now})) steps.push_back(one.step);
  EXPECT_THAT(steps, ::testing::ElementsAre("register", "offer", "formal-offer")) << "a request only after a validated need";
  EXPECT_EQ(a.casework().openings("support", {"", "ALPHA-watch"}, {a.now}).front().readers, std::set<std::string>{"ALPHA"})
      << "a home step";
  EXPECT_EQ(a.casework().openings("rfi", {"", "ALPHA-lawyer"}, {a.now}).size(), 1u);
  EXPECT_TRUE(a.casework().openings("rfi", {"", "BRAVO-cell"}, {a.now}).empty());
  EXPECT_TRUE(a.casework().openings("none", {"", "ALPHA-cell"}, {a.now}).empty());
}

TEST_F(Turns, ACaseThatBeganAtHomeWaitsAtHome) {
  auto charter = std::make_shared<Charter>(*make_charter());
  for (auto& one : charter->procedures["support"].states)
    if (one.id == "need") one.waits_for = "receiver";
  Engine own("ALPHA", charter);
  auto need = own.run(Ask(own, "watch", "register").field(words("what", "water")));
  ASSERT_TRUE(need);
  EXPECT_EQ(waits(own, "watch").at(0).why, Why::our_turn);
  ASSERT_TRUE(own.run(Ask(own, "watch", "validate", case_of(need->back()))));
  EXPECT_TRUE(waits(own, "watch").empty());
  EXPECT_EQ(own.the(case_of(need->back())).home_state, "validated");
}

}  // namespace
}  // namespace tsugite::casework::testing
