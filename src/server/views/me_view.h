// Me: who is signed in, in which seats, on which node.
#pragma once

#include <boost/json/object.hpp>

#include "server/window.h"

namespace tsugite::server {

boost::json::object me_view(const Window& window, const std::string& csrf, const std::string& software, WallTime now);

// Every context the node knows: the real one, then the exercises.
bool knows_context(const charter::Annex& annex, const std::string& context);

inline constexpr const char* real_context = "real";

}  // namespace tsugite::server
