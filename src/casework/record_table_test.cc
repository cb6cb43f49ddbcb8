#include "casework/record_table.h"

#include <gtest/gtest.h>

#include "base/sha256.h"

namespace tsugite::casework {
namespace {

TEST(RecordTable, EachRecordIsInItsCase) {
  RecordTable table;
  for (std::uint32_t n = 0; n < 20'000; ++n) table.add(sha256(std::to_string(n)), n / 10);
  for (std::uint32_t n = 0; n < 20'000; ++n) EXPECT_EQ(table.candidate(sha256(std::to_string(n))), n / 10);
  EXPECT_FALSE(table.candidate(sha256("none of them")));
}

// Two whose kept bits are the same: the first is a candidate for both until the second is there, and then each has its own.
TEST(RecordTable, RecordsThatLookAlikeAreToldApart) {
  RecordTable table;
  Digest one = sha256("one"), other = one;
  other.value.back() ^= 1;
  table.add(one, 1);
  EXPECT_EQ(table.candidate(other), 1u) << "the caller asks the case";
  table.add(other, 2);
  EXPECT_EQ(table.candidate(one), 1u);
  EXPECT_EQ(table.candidate(other), 2u);
}

}  // namespace
}  // namespace tsugite::casework
