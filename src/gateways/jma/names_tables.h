// The tables behind names.h, one file each. Ascending by code; names_test.cc holds them to it.
#pragma once

#include <span>

#include "gateways/jma/names.h"

namespace tsugite::gateways::jma {

std::span<const Name> prefecture_names();
std::span<const Name> area_names();
std::span<const Name> city_names();
std::span<const Name> warning_region_names();
std::span<const Name> coast_names();
std::span<const Name> epicentre_names();
std::span<const Name> tsunami_category_names();

}  // namespace tsugite::gateways::jma
