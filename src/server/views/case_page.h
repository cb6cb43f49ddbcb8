// A case in full: CaseRef and the path, the standing proposal, replies, numbers, lanes, staffing rounds, and what the asking seat may
// do next.
#pragma once

#include <boost/json/object.hpp>

#include "server/window.h"

namespace tsugite::server {

boost::json::object case_page(Window& window, const casework::Case& c, const casework::Actor& actor, WallTime now);

}  // namespace tsugite::server
