#include "fuzz/mutate.h"

#include <gtest/gtest.h>

#include <set>

namespace tsugite::fuzz {
namespace {

const std::vector<std::string> pool = {"size=12;name=gate;place=Minamiaso", "one two three four five six seven"};

TEST(Mutator, GivesTheSameInputsForTheSameSeed) {
  Mutator a(7, 4096), b(7, 4096), c(8, 4096);
  int different = 0;
  for (int i = 0; i < 1000; ++i) {
    const std::string x = a.next(pool);
    EXPECT_EQ(x, b.next(pool));
    different += x != c.next(pool);
  }
  EXPECT_GT(different, 900);
}

TEST(Mutator, KeepsToTheLongestInput) {
  Mutator mutator(1, 64);
  for (int i = 0; i < 10000; ++i) EXPECT_LE(mutator.next(pool).size(), 64u);
}

TEST(Mutator, ReachesFarAndStaysNear) {
  Mutator mutator(1, 4096);
  std::set<std::string> seen;
  std::size_t longest = 0, near = 0;
  for (int i = 0; i < 10000; ++i) {
    const std::string input = mutator.next(pool);
    longest = std::max(longest, input.size());
    near += input.starts_with("size=");
    seen.insert(input);
  }
  EXPECT_GT(seen.size(), 8000u);
  EXPECT_GT(longest, 500u);
  EXPECT_GT(near, 2000u);
}

TEST(Mutator, WorksFromNothing) {
  Mutator mutator(1, 4096);
  bool some = false;
  for (int i = 0; i < 100; ++i) some |= !mutator.next({}).empty();
  EXPECT_TRUE(some);
}

}  // namespace
}  // namespace tsugite::fuzz
