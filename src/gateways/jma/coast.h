// Body/Tsunami/Forecast: what is in force on each coast, the height and time expected there. Most severe
// first. A coast named twice keeps the more severe entry.
#pragma once

#include "gateways/jma/alert.h"
#include "gateways/jma/reader.h"

namespace tsugite::gateways::jma {

void read_coasts(Reader& reader, pugi::xml_node body, Alert& alert);

}  // namespace tsugite::gateways::jma
