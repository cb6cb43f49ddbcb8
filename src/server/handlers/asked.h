// What a page is asked for: the context, the seat, and flags that are true, false or left out.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "ledger/record.pb.h"
#include "server/call.h"
#include "server/json_read.h"

namespace tsugite::server {

struct Asked {
  std::string context;
  casework::Actor actor;
};
// Or the refusal, sent.
std::optional<Asked> asked(const std::shared_ptr<Call>& call);

// The end of what a person decides, {..., reason, seat}: nothing else stands there, and the seat is one of that person's. Or the refusal,
// sent.
struct Decided {
  v1::Text reason;
  casework::Actor actor;
};
std::optional<Decided> decided(const std::shared_ptr<Call>& call, Body& body);

// Anything but true, false or nothing is an error.
Result<std::optional<bool>> flag(const std::shared_ptr<Call>& call, const std::string& name);

}  // namespace tsugite::server
