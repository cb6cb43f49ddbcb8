// Days on which what is dated stands. A day is one of UTC, so that every holder of a record reads the same day from its own time; a
// date may be a year or a month ("2025", "2025-03"), which as a beginning is its first day and as an end its last.
// Pure; malformed dates, which the loader reports, leave that side open.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <string>

#include "base/time.h"

namespace tsugite::charter {

using Day = std::int32_t;  // since 1970-01-01

Day day_of(WallTime time);

struct Days {  // both included
  Day first = std::numeric_limits<Day>::min(), last = std::numeric_limits<Day>::max();
  auto operator<=>(const Days&) const = default;

  bool holds(Day day) const { return first <= day && day <= last; }
  bool always() const { return *this == Days{}; }
  bool empty() const { return last < first; }
};

Days days_between(const std::string& from, const std::string& to);  // either may be empty: open
Days common(const Days& a, const Days& b);

}  // namespace tsugite::charter
