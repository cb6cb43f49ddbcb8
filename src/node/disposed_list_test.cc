#include "node/disposed_list.h"

#include <gtest/gtest.h>

#include "base/sha256.h"

namespace tsugite::node {
namespace {

TEST(DisposedList, IsReadAsItWasWritten) {
  const DisposedList list{{sha256("a"), {"purge", Bytes("outline\0\n", 9)}}, {sha256("b"), {"rfi-30", ""}}};
  const auto read = parse_disposed(disposed_text(list), "x");
  ASSERT_TRUE(read) << describe(read.error());
  EXPECT_EQ(disposed_text(*read), disposed_text(list));
  EXPECT_EQ(read->at(sha256("a")).rule, "purge");
  EXPECT_EQ(read->at(sha256("a")).outline, Bytes("outline\0\n", 9));
}

TEST(DisposedList, NothingOfADamagedOneIsBelieved) {
  const Bytes good = disposed_text({{sha256("a"), {"purge", "outline"}}});
  EXPECT_FALSE(parse_disposed("", "x"));
  EXPECT_FALSE(parse_disposed(good.substr(0, good.size() - 1), "x")) << "cut";
  EXPECT_FALSE(parse_disposed(good + "zz purge b3V0\n", "x"));
  EXPECT_FALSE(parse_disposed(good + good.substr(good.find('\n') + 1, 64) + " two words here b3V0\n", "x"));
  EXPECT_FALSE(parse_disposed("another file\n" + good, "x"));
}

}  // namespace
}  // namespace tsugite::node
