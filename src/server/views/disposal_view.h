// Disposal as pages show it: in the place of a record that is gone, and as the list of cases whose retention has run out.
#pragma once

#include <boost/json/value.hpp>

#include "server/window.h"

namespace tsugite::server {

boost::json::value disposed_of(const Window& window, const Digest& record);  // null: it is here
boost::json::object retention_view(Window& window, const std::string& context);

}  // namespace tsugite::server
