// The second charter: three parties, a settlement that takes three words, a matter that only two of the three see.
#include <gtest/gtest.h>

#include "charter/companions/companions.h"
#include "charter/model/explore.h"
#include "charter/test_files.h"

namespace tsugite::charter {
namespace {

Files files() { return read_folder(std::filesystem::path(TSUGITE_SOURCE_DIR) / "charters/three-prefectures"); }

const Charter& pact() {
  static const Charter charter = load_charter(files()).charter;
  return charter;
}

TEST(ThreePrefectures, HaveNoFindings) {
  for (const auto& finding : load_charter(files()).findings) ADD_FAILURE() << describe(finding.error);
  for (const auto& finding : load_companions(files(), pact()).findings) ADD_FAILURE() << describe(finding.error);
  EXPECT_EQ(pact().party_order, (std::vector<std::string>{"AOM", "SRM", "MDK"}));
}

TEST(ThreePrefectures, TheirAnnexesHaveNoFindings) {
  for (const auto& party : pact().party_order) {
    const auto loaded = load_annex(shipped_annex(party), pact());
    for (const auto& finding : loaded.findings) ADD_FAILURE() << describe(finding.error);
    EXPECT_EQ(loaded.annex.party, party);
    ASSERT_NE(loaded.annex.rule("dispatch", "agree"), nullptr);
  }
}

// In every way that a dispatch can go, it is coordinated only where all three have replied.
TEST(ThreePrefectures, ADispatchTakesThreeWords) {
  auto machine = model::Machine::compile(pact(), pact().procedures.at("dispatch"));
  ASSERT_TRUE(machine);
  std::size_t settled = 0;
  for (const auto& roles : model::assignments(3, 3)) {
    machine->assign(roles);
    const auto space = model::explore(*machine);
    for (std::size_t i = 0; i < space.spots.size(); ++i) {
      const State* state = machine->state(space.spots[i].spot);
      if (!state || state->id != "coordinated") continue;
      ++settled;
      EXPECT_EQ(space.spots[i].spot.replied, 0b111);
      EXPECT_GE(space.trace(*machine, i).size(), 4u);  // a need, a proposal, two replies
    }
  }
  EXPECT_GT(settled, 0u);
}

// The third prefecture is in no role: there is nothing that it could do, whatever the state of the matter.
TEST(ThreePrefectures, AnAdmissionIsBetweenTwo) {
  auto machine = model::Machine::compile(pact(), pact().procedures.at("patients"));
  ASSERT_TRUE(machine);
  const auto all = model::assignments(2, 3);
  EXPECT_EQ(all.size(), 6u);
  for (const auto& roles : all) {
    machine->assign(roles);
    for (const auto& at : model::explore(*machine).spots)
      for (const auto& move : machine->moves(at.spot, false)) EXPECT_TRUE(move.party == roles[0] || move.party == roles[1]);
  }
}

}  // namespace
}  // namespace tsugite::charter
