// Recalls as pages show them: on the record itself, and as a list of who was asked and who has answered.
#pragma once

#include <boost/json/value.hpp>

#include "server/window.h"

namespace tsugite::server {

boost::json::object recall_view(const core::RecallStatus& status);
// What is in force of a record; null: nothing.
boost::json::value recall_of(const Window& window, const Digest& record);
// Those of records that the reader may see, the newest first, each with its case.
boost::json::object recalls_view(Window& window, const std::string& context);

}  // namespace tsugite::server
