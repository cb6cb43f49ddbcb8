#include "core/sharing.h"

#include <gtest/gtest.h>

#include <cmath>

#include "core/test_pair.h"

namespace tsugite::core {
namespace {

TEST(Spread, SaysMedianNinetiethAndWorst) {
  Spread spread;
  EXPECT_EQ(spread.at_ms(0.5), 0);
  for (std::int64_t i = 1; i <= 1000; ++i) spread.add(i * 60'000);
  EXPECT_EQ(spread.count(), 1000u);
  EXPECT_EQ(spread.worst_ms(), 60'000'000);
  for (const double part : {0.1, 0.5, 0.9, 0.99})
    EXPECT_NEAR(std::log2(static_cast<double>(spread.at_ms(part)) / (part * 60'000'000)), 0, 0.26) << part;
}

TEST(Spread, HoldsWhateverComes) {
  Spread spread;
  for (const std::int64_t ms : {std::int64_t{-5}, std::int64_t{0}, std::int64_t{1}, INT64_MAX}) spread.add(ms);
  EXPECT_EQ(spread.count(), 4u);
  EXPECT_EQ(spread.at_ms(0.5), 0);
  EXPECT_EQ(spread.worst_ms(), INT64_MAX);
  Spread both;
  both.add(spread);
  both.add(spread);
  EXPECT_EQ(both.count(), 8u);
}

TEST(Sharing, CountsFromKnowingToTheReceiptByKind) {
  Pair pair;
  ASSERT_TRUE(pair.open("JPN", "rfi", "ask", {{"question", "着陸できるか"}}));
  EXPECT_TRUE(pair["JPN"].core->sharing("real").empty()) << "nothing was shared yet";
  pair.ahead = Duration{90'000};
  pair.connect();
  ASSERT_TRUE(pair.open("JPN", "report", "file", {{"subject", "s"}, {"body", "b"}})) << "waits at the desk";
  const auto all = pair["JPN"].core->sharing("real");
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].kind, "rfi/ask");
  EXPECT_EQ(all[0].partner, "USA");
  EXPECT_EQ(all[0].numbered.count(), 1u);
  EXPECT_EQ(all[0].numbered.worst_ms(), 90'000);
  EXPECT_EQ(all[0].receipted.count(), 1u);
  EXPECT_GE(all[0].receipted.worst_ms(), 90'000);
  EXPECT_TRUE(pair["JPN"].core->sharing("kumamoto-2016").empty());
}

}  // namespace
}  // namespace tsugite::core
