// 100,000 pairs of guards, half of them under the shipped markings and the release rules of the examples' five annexes.
#include <gtest/gtest.h>

#include "charter/test_files.h"
#include "label/test_guard_pairs.h"

namespace tsugite::attacks {
namespace {

void add_settings(std::vector<label::GuardSetting>& out, const charter::Files& files) {
  const auto charter = charter::load_charter(files).charter;
  for (const auto& [party, unused] : charter.parties)
    out.push_back({charter.marking, charter::load_annex(charter::shipped_annex(party), charter).annex.release, party});
}

}  // namespace

TEST(Noninterference, APartnerGetsTheSameOfAGuardWhateverItMayNotSee) {
  constexpr std::uint64_t pairs = 100'000;
  std::vector<label::GuardSetting> shipped;
  add_settings(shipped, charter::shipped_charter());
  add_settings(shipped, charter::read_folder(std::filesystem::path(TSUGITE_SOURCE_DIR) / "charters/three-prefectures"));
  ASSERT_EQ(shipped.size(), 5u);
  for (const auto& setting : shipped) ASSERT_FALSE(setting.rules.empty()) << setting.own;
  label::GuardFigures figures;
  for (std::uint64_t number = 1; number <= pairs; ++number) {
    const auto wrong = label::guard_pair(shipped, number, figures);
    ASSERT_FALSE(wrong) << "pair " << number << ": " << *wrong;
  }
  // What is compared is worth comparing.
  EXPECT_GT(figures.released, pairs / 20);
  EXPECT_GT(figures.desk, pairs / 20);
  EXPECT_GT(figures.never, pairs / 20);
}

}  // namespace tsugite::attacks
