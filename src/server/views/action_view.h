// Action: a step that a seat may take now, with who will read it and what it settles, before it is taken.
#pragma once

#include <boost/json/object.hpp>

#include "server/window.h"

namespace tsugite::server {

// Empty if the procedure does not know the step.
boost::json::object action_view(const Window& window, const charter::Procedure& procedure, const casework::Available& available);

}  // namespace tsugite::server
