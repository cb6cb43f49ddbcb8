// Disposal 廃棄: the key of a record's body is destroyed here; digest, place, marking and an outline stay, so that every proof still
// verifies and the case folds as before. Two ways to it: a whole case by a retention rule of the national annex, once it has ended and
// nothing holds it; one record at once, after a wrong release (a purge). A person with release authority decides either.
// It reaches this node's copies alone: partners are asked by a recall (recall.h).
// Errors: "dispose.authority", "dispose.unknown", "dispose.reason", "dispose.not-due", "dispose.held", "dispose.needed" (an open case names
// it, or a charter is in effect by it), "dispose.under-way" (it waits to be sent: withdraw it first), "dispose.repeated".
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/ids.h"
#include "base/result.h"
#include "casework/casework.h"

namespace tsugite::core {

struct DisposeInput {
  std::uint64_t ticket = 0;
  casework::Actor actor;
  CaseId case_id;  // all of the case; all zero: the one record, with the proposal it makes and the drafts it was released from
  Digest record;
  v1::Text reason;
  Bytes entropy;
};

struct Disposed {    // of one record
  std::string rule;  // of the annex, "purge", or "originator": its text never came
  Text reason;
  std::string seat;
  std::int64_t at_ms = 0;
};

// As it stands beside the keys, outside the ledger: a ledger restored from before a disposal goes on with what is left here.
struct RememberedDisposal {
  std::string rule;
  Bytes outline;
};

struct DueCase {  // that a retention rule speaks of
  CaseId case_id;
  std::string rule;
  Text reason;
  std::int64_t ended_ms = 0, due_ms = 0;
  std::optional<Error> kept;  // why it stays for now though it is due
};

}  // namespace tsugite::core
