// Links to the partners: state, lag, what waits, refusals of both directions.
#pragma once

#include <boost/json/object.hpp>

#include "server/window.h"

namespace tsugite::server {

boost::json::object link_view(Window& window, const core::LinkStatus& link);
boost::json::object links_view(Window& window, const std::string& context);

}  // namespace tsugite::server
