// The release desk 対外提供審査: what waits for a person or may never leave, with the reason. For release authority only.
#pragma once

#include <boost/json/object.hpp>

#include "server/window.h"

namespace tsugite::server {

boost::json::object desk_view(Window& window, const std::string& context);

}  // namespace tsugite::server
