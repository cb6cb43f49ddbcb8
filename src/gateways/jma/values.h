// The numbers of a JMA message, without floating point. Each returns nothing where the text is not exactly
// such a number or lies outside what the Earth allows.
#pragma once

#include <optional>
#include <string_view>

#include "gateways/jma/alert.h"

namespace tsugite::gateways::jma {

// "7.3" with `decimals` 1 -> 73; at most that many digits behind the point. Within [low, high], both in the
// same unit.
std::optional<int> scaled(std::string_view text, int decimals, int low, int high);

struct Coordinate {
  Position position;
  std::optional<int> depth_km;
};

// ISO 6709 as JMA writes it: "+32.7+130.8-11000/" in degrees, "+3244.5+13048.5-11000/" in degrees and
// minutes; depth in metres below the sea, absent where unknown. A datum shift of the old Japanese datum (400
// m) is below its precision.
std::optional<Coordinate> coordinate(std::string_view text);

}  // namespace tsugite::gateways::jma
