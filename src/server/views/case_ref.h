// CaseRef: a case as it stands in a list.
#pragma once

#include <boost/json/object.hpp>

#include "server/views/case_facts.h"

namespace tsugite::server {

boost::json::object state_view(const Standpoint& state);
boost::json::object case_ref(Window& window, const casework::Case& c);

}  // namespace tsugite::server
