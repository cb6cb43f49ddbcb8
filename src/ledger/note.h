// Signed notes (C2SP signed-note): a text, a blank line, and signature lines "— <key name> base64(key id || signature)".
//
// What a checkpoint and a key certificate have in common. A key id is the first four bytes of
// SHA-256(key name || 0x0A || signature type || public key): it finds the key, the signature proves it. Parsing is pure and
// bounded by limits::checkpoint_bytes; views point into the note that was parsed. Errors: "note.size", "note.characters",
// "note.structure", "note.signature-line", "note.unsigned", "note.signature".
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "ledger/keys.h"

namespace tsugite::ledger {

// Durable: assigned by signed-note and tlog-cosignature.
enum class SignatureType : unsigned char { ed25519 = 0x01, cosignature_v1 = 0x04 };

struct NoteSignature {
  BytesView name;
  Bytes key_id;     // 4 bytes
  Bytes signature;  // what follows the key id
};

struct Note {
  BytesView text;  // with its final newline, without the blank line
  std::vector<NoteSignature> signatures;

  // The signatures of this key: name and key id both match. Those of unknown keys are ignored, as signed-note demands.
  std::vector<const NoteSignature*> by(const std::string& name, SignatureType type, const PublicKey& key) const;
  // At least one signature by this key, and every one of them verifies over the text.
  Result<void> require(const std::string& name, const PublicKey& key) const;
};

Result<Note> parse_note(BytesView note);
// One signature line with its newline.
Bytes signature_line(const std::string& name, SignatureType type, const PublicKey& key, BytesView signature);
// A whole note with one Ed25519 signature over the text.
Bytes sign_note(BytesView text, const std::string& name, const SigningKey& key);

// Line by line over a text whose every line ends in a newline.
class Lines {
 public:
  explicit Lines(BytesView text) : rest_(text) {}
  bool done() const { return rest_.empty(); }
  // The next line without its newline; empty when done.
  BytesView next();
  // The next line is "<word> <value>": its value, otherwise empty.
  BytesView value(std::string_view word);

 private:
  BytesView rest_;
};

// Decimal digits without a leading zero, as checkpoints and certificates write numbers.
Result<std::uint64_t> canonical_number(std::string_view digits);

}  // namespace tsugite::ledger
