#include "charter/retention.h"

#include <gtest/gtest.h>

#include "charter/test_files.h"

namespace tsugite::charter {
namespace {

const Charter& shipped() {
  static const Charter charter = load_charter(shipped_charter()).charter;
  return charter;
}

LoadedRetention loaded(const std::string& text) { return load_retention({{retention_file, text}}, shipped()); }

TEST(Retention, IsReadAsItIsWritten) {
  const auto read = loaded(
      "retention:\n  - {id: traffic, procedures: [rfi], after: P365D, reason: {ja: 一年, en: A year}}\n"
      "  - {id: rest, procedures: ['*'], after: P1825D, reason: {ja: 五年, en: Five years}}\n"
      "holds:\n  - {id: inquiry, cases: [00112233445566778899aabbccddeeff], reason: {ja: 調査, en: An inquiry}}\n");
  ASSERT_TRUE(read.findings.empty()) << describe(read.findings.front().error);
  ASSERT_EQ(read.retention.rules.size(), 2u);
  EXPECT_EQ(read.retention.rules[0].after.ms, 365ll * 86'400'000);
  EXPECT_EQ(read.retention.rules[1].procedures, std::vector<std::string>{"*"});
  ASSERT_EQ(read.retention.holds.size(), 1u);
  EXPECT_EQ(read.retention.holds[0].reason.ja, "調査");
  EXPECT_TRUE(load_retention({}, shipped()).findings.empty()) << "none: nothing is ever due";
}

TEST(Retention, OfTheRehearsalIsInOrder) {
  for (const std::string party : {"JPN", "USA"}) {
    const auto read = load_retention(shipped_annex(party), shipped());
    EXPECT_TRUE(read.findings.empty()) << party << ": " << describe(read.findings.front().error);
    EXPECT_FALSE(read.retention.rules.empty()) << party;
  }
}

TEST(Retention, AFaultIsNamed) {
  const std::string reason = ", reason: {ja: 理由, en: why}}\n";
  const struct {
    const char* code;
    std::string text;
  } cases[] = {
      {"annex.duration", "retention:\n  - {id: a, procedures: [rfi], after: PT0S" + reason},
      {"annex.unknown-procedure", "retention:\n  - {id: a, procedures: [rfii], after: P1D" + reason},
      {"annex.duplicate-id",
       "retention:\n  - {id: a, procedures: [rfi], after: P1D" + reason + "  - {id: a, procedures: [rfi], after: P2D" + reason},
      {"annex.hold", "retention: []\nholds:\n  - {id: a, cases: [12]" + reason},
      {"annex.hold", "retention: []\nholds:\n  - {id: a" + reason},
  };
  for (const auto& one : cases) {
    const auto read = loaded(one.text);
    ASSERT_FALSE(read.findings.empty()) << one.text;
    EXPECT_EQ(read.findings.front().error.code, one.code) << one.text;
  }
}

}  // namespace
}  // namespace tsugite::charter
