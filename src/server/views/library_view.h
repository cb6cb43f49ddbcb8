// What everything rests on, as it can be looked up: instruments, foundations, limits, situations, measures, programmes, third parties.
// Bears no label: every party holds it.
#pragma once

#include <boost/json/object.hpp>

#include "charter/charter.h"

namespace tsugite::server {

boost::json::object library_view(const charter::Charter& charter);

}  // namespace tsugite::server
