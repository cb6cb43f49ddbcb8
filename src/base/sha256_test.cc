#include "base/sha256.h"

#include <gtest/gtest.h>

#include <string>

namespace tsugite {
namespace {

// FIPS 180-4's own examples stand in base_test.cc; here, that many at once are what each is alone: short and long ones, in any order, more
// and fewer than there are lanes.
TEST(Sha256, ManyAtOnceAreWhatEachIsAlone) {
  for (const std::size_t count : {0, 1, 2, 15, 16, 17, 31, 200}) {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t size = i % 7 == 0 ? i : i % 11 == 0 ? 3900 + i * 7 : i % 13 == 0 ? 70'000 : 100 + i * 37 % 900;
      texts.emplace_back(size, static_cast<char>('a' + i % 26));
    }
    const std::vector<BytesView> views(texts.begin(), texts.end());
    const auto all = sha256_each(views);
    ASSERT_EQ(all.size(), count);
    for (std::size_t i = 0; i < count; ++i)
      EXPECT_EQ(all[i], sha256(views[i])) << i << " of " << count << ", " << views[i].size() << " bytes";
  }
}

TEST(Sha256, EveryLengthFromNothingToALongRecord) {
  std::vector<std::string> texts;
  for (std::size_t size = 0; size < 4200; ++size) texts.emplace_back(size, static_cast<char>(size));
  const std::vector<BytesView> views(texts.begin(), texts.end());
  const auto all = sha256_each(views);
  for (std::size_t size = 0; size < all.size(); ++size) ASSERT_EQ(all[size], sha256(views[size])) << size;
}

}  // namespace
}  // namespace tsugite
