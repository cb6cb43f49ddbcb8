// The machine does what casework/settle.cc does, step by step; and the checker is quick and bounded.
#include "charter/model/machine.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "charter/model/explore.h"
#include "charter/test_files.h"

namespace tsugite::charter::model {
namespace {

const Charter& shipped() {
  static const Charter charter = load_charter(shipped_charter()).charter;
  return charter;
}

class Support : public testing::Test {
 protected:
  Support() : machine_(*Machine::compile(shipped(), *shipped().procedure("support"))) {
    machine_.assign({0, 1});  // Japan receives, the United States provides
    at_ = machine_.first();
  }
  // Takes the step; false if it may not be taken here.
  bool take(std::size_t party, const std::string& step) {
    for (const auto& move : machine_.moves(at_, false))
      if (move.party == party && machine_.step(move.step).id == step) {
        at_ = move.to;
        early_ = move.settles_early;
        return true;
      }
    return false;
  }
  std::string state() const { return machine_.state(at_) ? machine_.state(at_)->id : "start"; }

  Machine machine_;
  Spot at_;
  bool early_ = false;
};

TEST_F(Support, ANeedIsValidatedBeforeItIsRequested) {
  EXPECT_FALSE(take(0, "request"));
  EXPECT_FALSE(take(1, "register-need"));
  EXPECT_TRUE(take(0, "register-need"));
  EXPECT_FALSE(take(0, "request"));
  EXPECT_TRUE(take(0, "validate"));
  EXPECT_FALSE(take(1, "request"));
  EXPECT_TRUE(take(0, "request"));
  EXPECT_EQ(state(), "requested");
  EXPECT_EQ(at_.replied, 0b01);
}

TEST_F(Support, AProposalVoidsTheRepliesBeforeIt) {
  ASSERT_TRUE(take(1, "offer"));
  EXPECT_EQ(at_.replied, 0b10);
  ASSERT_TRUE(take(0, "counter-by-receiver"));
  EXPECT_EQ(at_.replied, 0b01);
  ASSERT_TRUE(take(1, "agree"));
  EXPECT_FALSE(early_);
  EXPECT_EQ(at_.replied, 0b11);
  EXPECT_EQ(state(), "coordinated");
}

TEST_F(Support, EachPartyOrdersOnce) {
  for (const auto& [party, step] : std::vector<std::pair<std::size_t, std::string>>{{1, "offer"}, {0, "accept"}})
    ASSERT_TRUE(take(party, step));
  ASSERT_TRUE(take(1, "order"));
  EXPECT_EQ(state(), "coordinated");
  EXPECT_FALSE(take(1, "order"));
  ASSERT_TRUE(take(0, "order"));
  EXPECT_EQ(state(), "executing");
}

TEST(Assignments, EveryRoleIsAnotherPartysWhileThereAreEnough) {
  EXPECT_EQ(assignments(2, 2), (std::vector<Assignment>{{0, 1}, {1, 0}}));
  EXPECT_EQ(assignments(3, 3).size(), 6u);
  EXPECT_EQ(assignments(3, 2).size(), 6u);  // two of three roles are one party's
  EXPECT_EQ(assignments(1, 2).size(), 2u);
  EXPECT_TRUE(assignments(0, 2).empty());
}

TEST(Machine, ASeatThatDoesNotStandTakesNoStep) {
  Charter charter = shipped();
  for (auto& [id, seat] : charter.seats)
    if (charter.party_of(id) == "USA") seat.to = "2026-03-31";
  auto machine = Machine::compile(charter, *charter.procedure("rfi"));
  machine->assign({0, 1});
  for (const auto& at : explore(*machine).spots)
    for (const auto& move : machine->moves(at.spot, false)) EXPECT_EQ(move.party, 0u);
}

TEST(Machine, TooLargeAProcedureIsSaidToBe) {
  Files files = shipped_charter();
  std::string& text = files["procedures/rfi.yaml"];
  std::string states, steps;
  for (std::size_t i = 0; i <= max_states; ++i) {
    states += fmt::format("  - {{id: s{}, kind: joint, name: {{ja: 途中, en: On the way}}}}\n", i);
    steps += fmt::format("  - {{id: go{0}, name: {{ja: 次へ, en: On}}, help: {{ja: 次へ, en: On}}, by: asker, from: [{1}], to: s{0}}}\n", i,
                         i == 0 ? "asked" : fmt::format("s{}", i - 1));
  }
  steps += fmt::format("  - {{id: back, name: {{ja: 戻る, en: Back}}, help: {{ja: 戻る, en: Back}}, by: asker, from: [s{}], to: asked}}\n",
                       max_states);
  text.insert(text.find("\nsteps:\n") + 1, states);
  text.insert(text.find("\nsteps:\n") + 8, steps);
  text.erase(text.find("\n\n  - {id: s0"), 1);
  std::vector<std::string> codes;
  for (const auto& finding : load_charter(files).findings) codes.push_back(finding.error.code);
  EXPECT_EQ(codes, std::vector<std::string>{"charter.model-size"});
}

// All that can happen, counted: a guard against a machine that quietly walks nowhere.
TEST(Explore, TheShippedProceduresAreWalkedThrough) {
  std::size_t spots = 0;
  for (const auto& [id, procedure] : shipped().procedures) {
    auto machine = Machine::compile(shipped(), procedure);
    ASSERT_TRUE(machine) << id;
    std::size_t most = 0;
    for (const auto& roles : assignments(procedure.roles.size(), 2)) {
      machine->assign(roles);
      const Space space = explore(*machine);
      EXPECT_TRUE(space.complete) << id;
      most = std::max(most, space.spots.size());
      for (std::size_t i = 1; i < space.spots.size(); ++i) EXPECT_FALSE(space.trace(*machine, i).empty());
    }
    EXPECT_GE(most, 2u) << id;
    spots += most;
  }
  EXPECT_GT(spots, 500u);
}

}  // namespace
}  // namespace tsugite::charter::model
