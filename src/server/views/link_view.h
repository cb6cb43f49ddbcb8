// Links to the partners: state, lag, what waits, refusals of both directions; and the keys of no partner that were met.
#pragma once

#include <boost/json/object.hpp>

#include "server/stranger.h"
#include "server/window.h"

namespace tsugite::server {

boost::json::object link_view(Window& window, const core::LinkStatus& link);
boost::json::object links_view(Window& window, const std::string& context);
boost::json::array strangers_view(const std::vector<Stranger>& strangers);

}  // namespace tsugite::server
