// Body/Earthquake: origin time, hypocentre, magnitude. A tsunami may name several earthquakes; the first is
// the alert's.
//   jma.number  a coordinate, depth or magnitude that is not one or lies outside what the Earth allows
//   jma.code    a code that is not digits
#pragma once

#include "gateways/jma/alert.h"
#include "gateways/jma/reader.h"

namespace tsugite::gateways::jma {

// Fills origin and hypocentre. Nothing happens where the element is absent and not `required`.
void read_earthquake(Reader& reader, pugi::xml_node body, bool required, Alert& alert);

// A code element: one to seven digits.
std::string read_code(Reader& reader, pugi::xml_node node);

}  // namespace tsugite::gateways::jma
