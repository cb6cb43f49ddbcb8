// What a partner would get, byte for byte: each record's size, digest and the whole envelope in words, and what the guard says of it.
//
// Everything that is in the bytes is a line; what is not a line is not in them. Our people, our reasons and our staffing are in none.
#pragma once

#include <boost/json/object.hpp>

#include "server/window.h"

namespace tsugite::server {

boost::json::object preview_view(Window& window, const core::Preview& preview, const std::string& partner);

}  // namespace tsugite::server
