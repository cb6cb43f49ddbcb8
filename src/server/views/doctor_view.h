// The doctor's findings, one a fault: whose link, who says so, what to do and on which side.
#pragma once

#include <boost/json/object.hpp>

#include "server/diagnosis.h"
#include "server/window.h"

namespace tsugite::server {

boost::json::object doctor_view(const Window& window, const Diagnosis& diagnosis, WallTime at);

}  // namespace tsugite::server
