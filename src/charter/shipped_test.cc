// The charter and the annexes that ship have no findings, and say what the rest of the system relies on.
#include <gtest/gtest.h>

#include "charter/test_files.h"

namespace tsugite::charter {
namespace {

void expect_none(const std::vector<Finding>& findings) {
  for (const auto& finding : findings) ADD_FAILURE() << describe(finding.error);
}

TEST(Shipped, CharterHasNoFindings) { expect_none(load_charter(shipped_charter()).findings); }

TEST(Shipped, AnnexesHaveNoFindings) {
  const Charter charter = load_charter(shipped_charter()).charter;
  for (const auto* party : {"JPN", "USA"}) {
    const auto loaded = load_annex(shipped_annex(party), charter);
    expect_none(loaded.findings);
    EXPECT_EQ(loaded.annex.party, party);
  }
}

}  // namespace
}  // namespace tsugite::charter
