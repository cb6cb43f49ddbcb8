// Checkpoints as C2SP tlog-checkpoint signed notes, receipts as C2SP tlog-cosignature (cosignature/v1).
//
// Origin lines: "tsugite.example/<charter id>/<party>/ledger" and ".../<party>/outbox/<partner>/<context>"; the key name of a log
// signature is the origin, that of a cosigner "tsugite.example/<charter id>/<party>/cosigner". Parsing is pure and bounded
// (limits::checkpoint_bytes); whatever is not canonical is refused. Format page: docs/formats/checkpoint.md
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "base/time.h"
#include "ledger/keys.h"

namespace tsugite::ledger {

struct Checkpoint {
  std::string origin;
  std::uint64_t size = 0;
  Digest root;
  bool operator==(const Checkpoint&) const = default;
};

std::string ledger_origin(const std::string& charter_id, const std::string& party);
std::string outbox_origin(const std::string& charter_id, const std::string& party, const std::string& partner, const std::string& context);
std::string cosigner_name(const std::string& charter_id, const std::string& party);

// The signed note: text, blank line, one signature line "— <origin> base64(key id || signature)".
Bytes sign_checkpoint(const Checkpoint& checkpoint, const SigningKey& log);
// Checks that the note's origin is the expected one and that its log signature verifies. Further signature lines are ignored.
// Errors: "note.*", "checkpoint.origin", "checkpoint.format", "checkpoint.unsigned", "checkpoint.signature".
Result<Checkpoint> open_checkpoint(BytesView note, const std::string& origin, const PublicKey& log);

// Adds a cosignature/v1 line over the same text. `time` is when the cosigner saw it; seconds go into the signature. The note
// is one that open_checkpoint accepted; of anything else nothing comes back.
Bytes cosign_checkpoint(BytesView note, const std::string& name, const SigningKey& cosigner, WallTime time);
// The time of a valid cosignature by that key over this note; errors: "checkpoint.not-cosigned", "checkpoint.cosignature".
Result<WallTime> open_cosignature(BytesView note, const std::string& name, const PublicKey& cosigner);
// The note text up to and including the blank line: what a signature covers, plus its separator. Equal for a note and its cosigned copy.
Result<BytesView> note_text(BytesView note);

}  // namespace tsugite::ledger
