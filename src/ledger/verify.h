// Verification (fsck): everything a ledger claims, checked again from its store and the parties' public keys alone.
//
// Every entry opens, digests to what its row says and is a well-formed record; places follow one another; each seal is signed by
// our log key and states the tree at its size, and no more entries are without one than a node leaves so. Each outbox numbers entries of
// ours without a gap, its checkpoints state its tree, its receipts are co-signed by the partner. Each inbox stands under checkpoints of its
// sender. The first thing that is wrong is named: entry, place and rule. Works beside a running node. Not found: a ledger cut back to an
// earlier seal together with everything after it; what partners hold finds that.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "ledger/key_history.h"
#include "ledger/store.h"

namespace tsugite::ledger {

struct VerifyKeys {
  std::string charter_id;  // as origins and cosigners are named
  std::string party;       // whose ledger this is
  KeyHistory own;
  std::map<std::string, KeyHistory> partners;
  std::set<Digest> disposed = {};  // remembered beside the keys: a ledger from before a disposal does not speak of it
};

struct Finding {
  std::string rule;                    // "verify.<rule>", or the code of what refused: "record.*", "checkpoint.*", "store.*"
  std::optional<std::uint64_t> entry;  // place in the ledger, where the finding is about one
  std::string where;                   // "entry 7", "JPN > USA, real, number 3"
  Text message;
};

struct VerifyReport {
  std::uint64_t entries = 0;     // that were found right
  std::uint64_t disposed = 0;    // of them, without a body: only place, digest and seals were checked
  std::uint64_t to_dispose = 0;  // of them, with a body that was disposed of since: it goes when the node starts
  std::uint64_t ledger_seals = 0;
  std::uint64_t unsealed = 0;  // at the end: the node seals them when it stops, or within seconds
  std::uint64_t numbered = 0;
  std::uint64_t stream_seals = 0;
  std::uint64_t receipts = 0;
  std::optional<Finding> wrong;

  bool right() const { return !wrong; }
};

// An error only where the store could not be read at all; what is read and wrong is a finding.
Result<VerifyReport> verify_ledger(const Store& store, const VerifyKeys& keys);

}  // namespace tsugite::ledger
