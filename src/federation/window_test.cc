#include "federation/window.h"

#include <gtest/gtest.h>

namespace tsugite::federation {
namespace {

TEST(Window, HoldsBackUntilReceiptsCome) {
  Window window;
  EXPECT_EQ(window.batch(), limits::in_flight_bytes / 2);
  window.sent("real", 10, limits::in_flight_bytes / 2, {0});
  window.sent("real", 20, limits::in_flight_bytes / 2, {0});
  EXPECT_EQ(window.batch(), 0u);
  window.acknowledged("real", 9, {5000});
  EXPECT_EQ(window.batch(), 0u) << "a receipt for less than a frame frees nothing";
  window.acknowledged("real", 20, {500});
  EXPECT_EQ(window.in_flight(), 0u);
}

TEST(Window, GrowsOnQuickReceiptsAndShrinksOnSlowOnes) {
  Window window;
  std::uint64_t end = 0;
  std::size_t most = 0;
  for (std::int64_t now = 0; now < 20'000; now += 100) {
    while (window.batch() != 0) window.sent("real", ++end, window.batch(), {now});
    most = std::max(most, window.in_flight());
    window.acknowledged("real", end, {now + 100});
  }
  EXPECT_GT(most, limits::in_flight_most - limits::batch_bytes);
  for (std::int64_t now = 20'000; now < 60'000; now += 2000) {
    while (window.batch() != 0) window.sent("real", ++end, window.batch(), {now});
    most = window.in_flight();
    window.acknowledged("real", end, {now + 2000});
  }
  EXPECT_LE(most, limits::in_flight_bytes);
}

}  // namespace
}  // namespace tsugite::federation
