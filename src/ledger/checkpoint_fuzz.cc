#include <cstdlib>

#include "ledger/checkpoint.h"
#include "ledger/merkle.h"

namespace tsugite {

// Foreign notes: whatever parses must have a text that parses again, and nobody's signature verifies by chance.
void fuzz_checkpoint(std::string_view input) {
  using namespace ledger;
  static const SigningKey key = *SigningKey::from_seed(std::string(32, 'f'));
  static const std::string origin = ledger_origin("japan-us", "JPN");
  (void)open_checkpoint(input, origin, key.public_key());
  (void)open_cosignature(input, origin, key.public_key());
  (void)KeyCertificate::open(input, "JPN", key.public_key());
  if (auto frontier = Frontier::decode(input); frontier && frontier->encode() != input) std::abort();
  auto text = note_text(input);
  if (!text) return;
  const Bytes cosigned = cosign_checkpoint(input, origin, key, {1'460'636'789'000});
  if (note_text(cosigned) && *note_text(cosigned) != *text) std::abort();
}

}  // namespace tsugite
