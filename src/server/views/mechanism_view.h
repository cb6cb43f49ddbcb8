// The mechanism as it stands now: determinations in force and the bodies they set in motion, what lies before each body, the duty
// rosters that were released, and who on the other side is the counterpart of a seat. Who may sit where is the charter's (charter_view).
//
// Worked out of the cases that this reader may see; `shared_only`: of those a partner holds something of, since what is counted of
// others must not be told beside him.
#pragma once

#include <boost/json/object.hpp>

#include "server/window.h"

namespace tsugite::server {

boost::json::object mechanism_view(Window& window, const std::string& context, const casework::Actor& actor, bool shared_only);

}  // namespace tsugite::server
