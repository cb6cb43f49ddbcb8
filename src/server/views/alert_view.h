// Alerts for the map: cases of procedures that declare the marks of an alert (conventions.h), by their fields as they stand.
#pragma once

#include <boost/json/object.hpp>

#include "server/window.h"

namespace tsugite::server {

boost::json::object alerts_view(Window& window, const std::string& context);

}  // namespace tsugite::server
