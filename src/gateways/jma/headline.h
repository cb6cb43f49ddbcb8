// The English headline of an alert, made from its values: short, in the order an officer asks (what, where,
// how strong, when). It is a reference rendering, not a translation of JMA's Japanese headline, and says
// nothing that is not in it or in the body. Times are Japan Standard Time.
#pragma once

#include <string>

#include "gateways/jma/alert.h"

namespace tsugite::gateways::jma {

std::string english_headline(const Alert& alert);

}  // namespace tsugite::gateways::jma
