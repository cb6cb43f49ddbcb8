// The body of POST /commands as a command of the casework. Pure: form and types only; whether it may be done is the Core's to say.
#pragma once

#include <functional>

#include "casework/casework.h"
#include "server/json_read.h"

namespace tsugite::server {

struct CommandBody {
  std::string id;             // the client's
  std::string seat;           // empty: the person's first
  casework::Command command;  // actor and entropy are still to come
};

// `find`: a case the person may see, or nullptr. `charter_of`: the charter it runs under; of a new case the current one.
struct CommandPlace {
  std::function<const casework::Case*(const CaseId&, const std::string& context)> find;
  std::function<const charter::Charter&(const casework::Case*)> charter_of;
};
// Errors: "request.*" with a JSON pointer; "request.not-found" for a case that is not there or may not be seen.
Result<CommandBody> read_command(const boost::json::value& body, const CommandPlace& place);

// {classification, releasable_to, caveats?} under "label", if it is there; policy and originator are the node's to say.
std::optional<v1::Label> read_label(Body& body);

}  // namespace tsugite::server
