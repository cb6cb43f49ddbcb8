// Before which bodies a case lies now, so that the mechanism can say what is open where. Worked out of what the reader may see.
#pragma once

#include <set>
#include <string>

#include "server/views/case_facts.h"

namespace tsugite::server {

// Where its state was referred to; else the body that one of its fields names; else, of the places its latest step may be taken
// from, the bodies in which the seat that took it sits. None: the case lies before no body.
std::set<std::string> bodies_before(Window& window, const casework::Case& c);

}  // namespace tsugite::server
