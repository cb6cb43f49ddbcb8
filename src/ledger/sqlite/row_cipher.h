// The body of one row: encrypted under the key of its slot, bound to everything else the row says.
//
// AES-256-GCM by OpenSSL, which has it on every processor, with instructions for it or without: a data file opens anywhere.
// Associated data is SHA-256 over all other columns, the nonce its first 12 bytes. A slot's key meets one body; where it meets
// another, after a crash or a restored backup, that has another nonce, so none serves twice for different content and no
// randomness is needed. Any byte of a row that is not as written makes it fail to open. Source: NIST SP 800-38D.
#pragma once

#include "ledger/store.h"

namespace tsugite::ledger {

// Durable: the first byte of a stored body.
enum class BodyCipher : unsigned char { aes_256_gcm = 1 };

// Into `out`, which is overwritten: a caller with many rows keeps its memory.
void seal_body(const Entry& entry, BytesView key, Bytes& out);
// Fills entry.bytes; false if the row is not what was written.
bool open_body(Entry& entry, BytesView key, BytesView stored);

}  // namespace tsugite::ledger
