#include <cstdlib>

#include "ledger/evidence.h"

namespace tsugite {

void fuzz_evidence(std::string_view input);

// What is read is written the same, and nothing verifies under a root that signed none of it.
void fuzz_evidence(std::string_view input) {
  using namespace ledger;
  static const std::map<std::string, PublicKey> roots = [] {
    const PublicKey key = SigningKey::from_seed(std::string(32, 'f'))->public_key();
    return std::map<std::string, PublicKey>{{"JPN", key}, {"USA", key}};
  }();
  const auto read = decode_evidence(input);
  if (read && encode(*read) != input) std::abort();
  if (!read && (read.error().code != "evidence.form" || read.error().message.ja.empty())) std::abort();
  if (verify_evidence(input, roots)) std::abort();
}

}  // namespace tsugite
