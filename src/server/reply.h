// Reply: the only thing a connection writes. Its body was released by the guard to one recipient; the outlet asks again, right before
// writing, whether the connection still speaks for that recipient (Front::admits).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "label/guard.h"
#include "server/sessions.h"

namespace tsugite::server {

struct Reply {
  int status = 200;
  label::Released<std::string> body;
  std::string content_type;  // empty: no body
  std::vector<std::pair<std::string, std::string>> headers;
  std::optional<SessionId> session;  // whose reply it is; none: anybody's
  bool head = false;                 // the answer to HEAD: length, no body
};

// The HTTP status that goes with an error of any room.
int status_of(const Error& error);
std::string error_json(const Error& error);

}  // namespace tsugite::server
