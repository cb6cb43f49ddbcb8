// Inbox: our replica of one partner's outbox for one context. Verifies that what arrived stands, in order and whole, under a
// checkpoint that the partner's log key signed. Pure. Errors: "inbox.gap" (numbers are missing: ask again from the size held),
// "keys.revoked" and "keys.superseded" (signed with keys that do not count there), "inbox.checkpoint" (signature or text), "inbox.root"
// (the partner's history is not the one it showed before: a fork, also where it is shown under numbers that we hold), those of outlined.h.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "federation/frame.pb.h"
#include "ledger/key_history.h"
#include "ledger/merkle.h"

namespace tsugite::federation {

struct Arrived {
  std::uint64_t number = 0;
  Digest digest, leaf;  // of the record, and its leaf in the tree
  int position = 0;     // in the frame
  Bytes outlined;       // not empty: its bytes are an outline, and this its originator's signature over that
};

struct Batch {
  std::vector<Arrived> fresh;  // those not held before; empty for a repeated frame
  ledger::Frontier after;
};

// The digest that is held under a number below held.size().
using HeldAt = std::function<const Digest&(std::uint64_t number)>;

Result<Batch> verify_entries(const v1::Entries& entries, const ledger::Frontier& held, const HeldAt& held_at, const std::string& origin,
                             const ledger::KeyHistory& log);

}  // namespace tsugite::federation
