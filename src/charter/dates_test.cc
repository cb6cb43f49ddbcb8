#include "charter/dates.h"

#include <gtest/gtest.h>

namespace tsugite::charter {
namespace {

Day day(const std::string& date) { return days_between(date, "").first; }

TEST(Dates, ADayIsOneOfUtc) {
  EXPECT_EQ(day_of(*from_iso("2025-03-24T00:00:00Z")), day("2025-03-24"));
  EXPECT_EQ(day_of(*from_iso("2025-03-24T08:59:59+09:00")), day("2025-03-23"));
  EXPECT_EQ(day_of({-1}), -1);
  EXPECT_EQ(day("1970-01-01"), 0);
  EXPECT_EQ(day_of({std::numeric_limits<std::int64_t>::max()}), std::numeric_limits<Day>::max());
}

struct Row {
  const char *from, *to, *day;
  bool stands;
};

TEST(Dates, AYearOrAMonthIsAllOfIt) {
  for (const Row& row :
       {Row{"2015-11-03", "", "2015-11-03", true}, Row{"2015-11-03", "", "2015-11-02", false}, Row{"", "2015", "2015-12-31", true},
        Row{"", "2015", "2016-01-01", false}, Row{"2015-11", "2016-02", "2016-02-29", true}, Row{"2015-11", "", "2015-10-31", false},
        Row{"", "", "0001-01-01", true}, Row{"2020-01-01", "2020-01-01", "2020-01-01", true}})
    EXPECT_EQ(days_between(row.from, row.to).holds(day(row.day)), row.stands) << row.from << " to " << row.to << ": " << row.day;
}

TEST(Dates, WhatIsMalformedLeavesItsSideOpen) {
  for (const char* wrong : {"", "20", "20x5", "2015-13", "2015-1", "2015-02-30", "2015-02-3x"})
    EXPECT_TRUE(days_between(wrong, wrong).always()) << wrong;
}

TEST(Dates, InCommon) {
  EXPECT_EQ(common(days_between("2015", ""), days_between("2012", "2016-05")), days_between("2015", "2016-05"));
  EXPECT_TRUE(common(days_between("2015", ""), days_between("", "2012")).empty());
}

}  // namespace
}  // namespace tsugite::charter
