// JMA seismic intensity 震度: ten classes that are reported, of which 0 is never the maximum of a message.
// The codes "1" ... "7" with "5-", "5+", "6-", "6+" are JMA's own and durable: they are what records and
// charters hold. Values are ordered: a larger one is stronger shaking. JMA's English says "5 Lower" and "5
// Upper".
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/text.h"

namespace tsugite::gateways::jma {

enum class Intensity : std::uint8_t {
  i1 = 1,
  i2,
  i3,
  i4,
  i5_lower,
  i5_upper,
  i6_lower,
  i6_upper,
  i7,
};

// "5-" -> i5_lower. Anything that is not one of the nine codes is nothing.
std::optional<Intensity> intensity_from(std::string_view code);
std::string_view code_of(Intensity intensity);
// 震度５弱 / Intensity 5 Lower
Text name_of(Intensity intensity);

}  // namespace tsugite::gateways::jma
