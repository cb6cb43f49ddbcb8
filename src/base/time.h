// Wall time as a value. Advisory everywhere: no rule orders anything by it, it only dates and warns.
// Milliseconds since 1970-01-01T00:00:00Z. The clock itself is world/clock.h.
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tsugite {

struct Duration {
  std::int64_t ms = 0;
  auto operator<=>(const Duration&) const = default;
};

struct WallTime {
  std::int64_t ms = 0;
  auto operator<=>(const WallTime&) const = default;
  WallTime operator+(Duration d) const { return {ms + d.ms}; }
  Duration operator-(WallTime o) const { return {ms - o.ms}; }
};

// "2016-04-14T12:26:00Z", always UTC; milliseconds only where they are not zero.
std::string to_iso(WallTime t);
// RFC 3339 with an offset ("Z" or "+09:00"), seconds and fraction optional.
Result<WallTime> from_iso(std::string_view text);
// ISO 8601 durations of days and less: "P3D", "PT2H", "PT30M", "P1DT12H".
Result<Duration> duration_from_iso(std::string_view text);

}  // namespace tsugite
