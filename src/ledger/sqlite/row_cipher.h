// The body of one row: encrypted under the key of its slot, bound to its place and to everything else the row says.
//
// AES-256-GCM by intel-ipsec-mb where the processor has instructions for it, else by OpenSSL, which has it on every one: a data file opens
// anywhere. Each body has a key of its own, and OpenSSL takes longer to be given one than the other to encrypt under it
// (docs/decisions/0018). Associated data is the index and the encoded row. A slot's key meets one body; where it meets another, after a
// crash or a restored backup, that one has another nonce: every commit draws its own. Any byte of a row that is not as written makes it
// fail to open. Source: NIST SP 800-38D.
#pragma once

#include <array>
#include <cstdint>

#include "base/bytes.h"

namespace tsugite::ledger {

using BodyNonce = std::array<unsigned char, 12>;
inline constexpr std::size_t body_key_bytes = 32, body_tag_bytes = 16;

// Appends body and tag to `out`.
void seal_body(std::uint64_t index, BytesView row, BytesView body, BytesView key, const BodyNonce& nonce, Bytes& out);
// Appends the body to `out`; false, and nothing appended, if that is not what was written.
bool open_body(std::uint64_t index, BytesView row, BytesView stored, BytesView key, const BodyNonce& nonce, Bytes& out);

// The same by OpenSSL on every processor.
void seal_body_anywhere(std::uint64_t index, BytesView row, BytesView body, BytesView key, const BodyNonce& nonce, Bytes& out);
bool open_body_anywhere(std::uint64_t index, BytesView row, BytesView stored, BytesView key, const BodyNonce& nonce, Bytes& out);

}  // namespace tsugite::ledger
