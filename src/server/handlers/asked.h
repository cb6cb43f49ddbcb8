// What a page is asked for: the context, the seat, and flags that are true, false or left out.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "server/call.h"

namespace tsugite::server {

struct Asked {
  std::string context;
  casework::Actor actor;
};
// Or the refusal, sent.
std::optional<Asked> asked(const std::shared_ptr<Call>& call);

// Anything but true, false or nothing is an error.
Result<std::optional<bool>> flag(const std::shared_ptr<Call>& call, const std::string& name);

}  // namespace tsugite::server
