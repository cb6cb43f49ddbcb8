// Cases by words in their title, number and place, among those that this reader may see: the same guard as for the lists, and
// nothing, no count either, of what it does not show.
#pragma once

#include <boost/json/object.hpp>

#include "server/search.h"
#include "server/window.h"

namespace tsugite::server {

// The one of that number first, then the latest changed; at most limits::search_results, and whether there are more. `shared_only`:
// of those a partner holds something of, since counts of others must not be told beside him.
boost::json::object search_view(Window& window, const std::string& context, const SearchWords& words, bool shared_only);

}  // namespace tsugite::server
