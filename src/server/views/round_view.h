// Round: one staffing round of our own party, with what the asking seat may do in it. Home: the whole of it is shown only to
// those who may read the text being staffed.
#pragma once

#include <boost/json/array.hpp>

#include "server/views/case_facts.h"

namespace tsugite::server {

boost::json::array rounds_view(Window& window, const casework::Case& c, const casework::Actor& actor);

}  // namespace tsugite::server
