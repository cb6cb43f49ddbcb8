// Evidence 証拠: one file that proves an exchange to anybody, offline, with the parties' root public keys alone.
//
// A claim speaks of one record in one party's outbox to another: that it was sent (the sender's signed checkpoint covers it), held (the
// partner co-signed that checkpoint), replied to or refused (a record in the partner's own outbox names it); or it speaks of the outbox
// itself: that its owner signed two histories. The record's body is not in it: its digest is, and whoever has the body can compare.
// An answer's body is, since it is the proof. Text, one form only: whatever is changed in it refuses. Pure and bounded by
// limits::evidence_bytes. Format page: docs/formats/evidence.md
// Errors: "evidence.form" (not this form), "evidence.root" (no root key for a party), "evidence.keys", "evidence.checkpoint",
// "evidence.receipt", "evidence.inclusion", "evidence.answer", "evidence.fork": which part does not hold.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "base/time.h"
#include "ledger/key_history.h"
#include "ledger/store.h"

namespace tsugite::ledger {

enum class Claim { sent, held, replied, refused, fork };
// "sent" ...; the words stand in the format.
const char* word(Claim claim);
std::optional<Claim> claim_of(std::string_view word);

// A place in an outbox: the number, a checkpoint that covers it, and the way from the leaf to its root.
struct Covered {
  std::uint64_t number = 0;
  Bytes checkpoint;  // signed note; with the receiver's cosignature where it was receipted
  std::vector<Digest> path;
};

// Two checkpoints of one outbox, the smaller first, that no one history has.
struct Fork {
  Bytes smaller, larger;
  // Where the sizes differ: the root that the larger history had at the smaller size, and the proof that it grew from that.
  std::optional<Digest> prefix;
  std::vector<Digest> path;
};

struct Evidence {
  Claim claim = Claim::sent;
  std::string charter_id;                     // as origins are named
  StreamKey outbox;                           // from, to, context
  std::map<std::string, Bytes> certificates;  // party -> its key history; of those the claim needs
  Digest record;                              // but for a fork
  Covered sent;
  Bytes answer;  // replied, refused: the answering record, from the outbox the other way
  Covered answered;
  Fork fork;
};

Bytes encode(const Evidence& evidence);
Result<Evidence> decode_evidence(BytesView text);

// What evidence proves, once verified.
struct Proved {
  Claim claim = Claim::sent;
  StreamKey outbox;
  Digest record;
  std::uint64_t number = 0;
  std::optional<WallTime> held;           // when the receiver co-signed, by its own clock
  Digest answer;                          // replied, refused
  std::string said;                       // replied: "procedure/step"; refused: the code
  Text reason;                            // refused
  std::uint64_t smaller = 0, larger = 0;  // fork: the sizes
};

Result<Proved> verify_evidence(BytesView text, const std::map<std::string, PublicKey>& roots);

}  // namespace tsugite::ledger
