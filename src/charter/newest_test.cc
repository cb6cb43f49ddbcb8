#include "charter/newest.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/sha256.h"

namespace tsugite::charter {
namespace {

std::shared_ptr<const Charter> version(std::uint32_t number) {
  Charter out;
  out.version = number;
  return std::make_shared<const Charter>(std::move(out));
}

TEST(Newest, IsTheHighestVersionWhateverItsDigest) {
  EXPECT_EQ(newest_of({}), nullptr);
  for (const char* salt : {"a", "b", "c", "d"}) {
    Charters charters;
    for (std::uint32_t number : {2u, 11u, 3u}) charters[sha256(salt + std::to_string(number))] = version(number);
    EXPECT_EQ(newest_of(charters)->version, 11u) << salt;
  }
}

TEST(Newest, OfOneVersionTheLowerDigestDecides) {
  const Digest a = sha256("a"), b = sha256("b");
  const Charters charters{{a, version(1)}, {b, version(1)}};
  EXPECT_EQ(newest_of(charters), charters.at(std::min(a, b)));
}

}  // namespace
}  // namespace tsugite::charter
