// Body/Intensity: what was measured (VXSE51, VXSE53) or is expected (VXSE43), by prefecture, area and
// municipality. The same area named twice keeps the stronger value. Lists come back with the strongest first.
//   jma.intensity       not one of JMA's intensity classes
//   jma.too-many-areas  more than 256 prefectures or areas: there are 188
#pragma once

#include <vector>

#include "gateways/jma/alert.h"
#include "gateways/jma/reader.h"

namespace tsugite::gateways::jma {

void read_observation(Reader& reader, pugi::xml_node body, bool required, Alert& alert);
void read_forecast(Reader& reader, pugi::xml_node body, Alert& alert);

inline constexpr std::size_t max_areas = 256;
inline constexpr std::size_t max_cities = 64;

// Adds to a list of areas, or raises the entry that has the code already.
void add_area(Reader& reader, pugi::xml_node at, std::vector<Area>& list, Area area);
void strongest_first(std::vector<Area>& list);

}  // namespace tsugite::gateways::jma
