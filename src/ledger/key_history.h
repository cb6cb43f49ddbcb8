// Key history: every certificate that a party's root gave its node, the oldest first, and up to where the keys of each count.
//
// A later certificate says for each outbox from which size on its keys are in use. It names the outboxes of one partner alone and is for
// that partner: how much goes to another is no business of this one. A ledger's own seals are for its owner, and its size is told to
// nobody: any key of the history counts there. What an earlier key signed beyond that does not count:
// neither a checkpoint nor a receipt, whoever holds that key now. Where the party says that a key was stolen, the certificate revokes
// all up to a serial, and what such a key signed beyond those sizes is refused as stolen. Newer keys count for smaller sizes too: a
// node signs again what it had signed. Text: the certificates one after another (docs/formats/keys.md).
// Errors: those of certificates, "keys.history" (serials out of order, too many), "keys.superseded", "keys.revoked".
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/limits.h"
#include "ledger/checkpoint.h"
#include "ledger/store.h"

namespace tsugite::ledger {

class KeyHistory {
 public:
  static constexpr std::size_t most = 64, most_bytes = most * limits::checkpoint_bytes;

  KeyHistory() = default;  // of nobody: nothing counts
  explicit KeyHistory(KeyCertificate only) : all_{std::move(only)} {}
  // Party and root come from the charter, never from the text.
  static Result<KeyHistory> open(BytesView text, const std::string& party, const PublicKey& root);

  // For our own use: the histories that we gave to several partners as one.
  void join(const KeyHistory& other);

  bool empty() const { return all_.empty(); }
  const KeyCertificate& newest() const { return all_.back(); }
  const std::vector<KeyCertificate>& all() const { return all_; }
  // As it was read, with the root's signature under each and no other.
  const Bytes& text() const { return text_; }
  // That the keys of this certificate of the history count for that size of that log.
  Result<void> counts(const KeyCertificate& one, const std::string& origin, std::uint64_t size) const;

 private:
  std::vector<KeyCertificate> all_;  // serials ascending
  Bytes text_;
};

// For a party's next certificate: from which sizes on of its outbox to that partner, and of the partner's to it, new keys would be in use.
Result<std::map<std::string, std::uint64_t>> sizes_with(const Store& store, const std::string& charter_id, const std::string& party,
                                                        const std::string& partner);

// As open_checkpoint and open_cosignature, by whichever of the keys signed it, if that key counts there.
Result<Checkpoint> open_checkpoint(BytesView note, const std::string& origin, const KeyHistory& log);
Result<WallTime> open_cosignature(BytesView note, const std::string& name, const std::string& origin, const KeyHistory& cosigner);

}  // namespace tsugite::ledger
