// Keys of a party and of its node, all Ed25519 (RFC 8032, libsodium).
//
// The root stays offline: it certifies a node's log key (signs checkpoints of ledger and outboxes), cosigner key (receipts,
// cosignature/v1) and the SHA-256 pin of its TLS key in one KeyCertificate. The root's public key stands in the charter.
// A SigningKey holds its secret in guarded, unswappable memory and never prints it. Signing is deterministic: no randomness here.
// Format page: docs/formats/keys.md
#pragma once

#include <array>
#include <map>
#include <memory>
#include <string>

#include "base/ids.h"
#include "base/result.h"

namespace tsugite::ledger {

using PublicKey = Fixed<struct PublicKeyTag, 32>;
using Signature = Fixed<struct SignatureTag, 64>;

class SigningKey {
 public:
  // From the 32-byte seed of RFC 8032.
  static Result<SigningKey> from_seed(BytesView seed);
  const PublicKey& public_key() const { return public_; }
  Signature sign(BytesView message) const;

 private:
  SigningKey() = default;
  std::shared_ptr<const void> secret_;  // sodium_malloc'ed
  PublicKey public_;
};

bool verify(const PublicKey& key, BytesView message, const Signature& signature);

// What a party's root says about its node. Text form, signed note style; see docs/formats/keys.md.
struct KeyCertificate {
  std::string party;
  PublicKey log;
  PublicKey cosigner;
  Digest tls_pin;            // SHA-256 over the node's TLS SubjectPublicKeyInfo (DER)
  std::uint64_t serial = 1;  // a later certificate has a higher one
  // Of a later one. The keys of every certificate with at most this serial are revoked; 0: none is.
  std::uint64_t revoked = 0;
  // By the origin of a log: the size from which on these keys are in use and the earlier ones are not (key_history.h). One that is not
  // named was empty.
  std::map<std::string, std::uint64_t> from = {};

  Bytes sign(const SigningKey& root) const;
  // Errors name the rule that failed: "note.*", "keys.not-signed-by-root", "keys.signature", "keys.format", "keys.party",
  // "keys.shared". The party and the root's key come from the charter, never from the text.
  static Result<KeyCertificate> open(BytesView text, const std::string& party, const PublicKey& root);
};

}  // namespace tsugite::ledger
