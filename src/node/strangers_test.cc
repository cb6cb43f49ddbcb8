#include "node/strangers.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "base/sha256.h"

namespace tsugite::node {
namespace {

Digest key(const std::string& name) { return sha256("key " + name); }

TEST(Strangers, OneKeyIsOneEntryWithItsFirstAndLastTime) {
  Strangers strangers;
  EXPECT_TRUE(strangers.met("192.0.2.7", key("a"), "", {1000}));
  EXPECT_FALSE(strangers.met("192.0.2.8", key("a"), "USA", {5000}));
  ASSERT_EQ(strangers.last().size(), 1u);
  const auto& one = strangers.last().front();
  EXPECT_EQ(one.pin, key("a"));
  EXPECT_EQ(one.address, "192.0.2.8");
  EXPECT_EQ(one.dialled, "USA");
  EXPECT_EQ(one.first.ms, 1000);
  EXPECT_EQ(one.last.ms, 5000);
  EXPECT_EQ(one.count, 2u);
}

TEST(Strangers, TheLastSeenStandsFirstAndTheOneSeenLongestAgoGoes) {
  Strangers strangers;
  for (std::size_t i = 0; i < limits::strangers; ++i) strangers.met("::1", key(std::to_string(i)), "", {static_cast<std::int64_t>(i)});
  strangers.met("::1", key("0"), "", {100});  // seen again: the oldest is now "1"
  EXPECT_TRUE(strangers.met("::1", key("new"), "", {101}));
  ASSERT_EQ(strangers.last().size(), limits::strangers);
  EXPECT_EQ(strangers.last()[0].pin, key("new"));
  EXPECT_EQ(strangers.last()[1].pin, key("0"));
  for (const auto& one : strangers.last()) EXPECT_NE(one.pin, key("1"));
  EXPECT_EQ(strangers.total(), limits::strangers + 2);
}

TEST(Strangers, AnAddressIsBoundedAndPlain) {
  Strangers strangers;
  strangers.met("fe80::1%eth0", key("a"), "", {1});
  EXPECT_EQ(strangers.last().front().address, "fe80::1%eth0");
  strangers.met("<b>\n\xe2\x80\xae" + std::string(1000, 'x'), key("a"), "", {1});
  EXPECT_EQ(strangers.last().front().address, "?b?????" + std::string(limits::name_bytes - 7, 'x'));
}

}  // namespace
}  // namespace tsugite::node
