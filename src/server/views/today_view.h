// What requires action by a seat 要処理, and what changed lately.
#pragma once

#include <boost/json/object.hpp>

#include "server/window.h"

namespace tsugite::server {

// Due first, then the longest untouched. What waits for the partner comes last and does not count.
boost::json::object today_view(Window& window, const std::string& context, const casework::Actor& actor, WallTime now);

}  // namespace tsugite::server
