// The shared definition as the console needs it. Bears no label: every party holds it.
#pragma once

#include <boost/json/object.hpp>

#include "charter/charter.h"

namespace tsugite::server {

boost::json::object charter_view(const charter::Charter& charter);

}  // namespace tsugite::server
