// The body of one row: encrypted under the key of its slot, bound to everything else the row says.
//
// XChaCha20-Poly1305 (libsodium): a data file opens on every machine, whatever its processor has. Associated data is SHA-256
// over all other columns, the nonce its first 24 bytes: a slot that meets another body, after a crash or an old backup, gets
// another nonce, so none is ever used twice for different content and no randomness is needed. Any byte of a row that is not
// as written makes it fail to open. Source: draft-irtf-cfrg-xchacha-03.
#pragma once

#include "ledger/store.h"

namespace tsugite::ledger {

// Durable: the first byte of a stored body.
enum class BodyCipher : unsigned char { xchacha20_poly1305 = 1 };

// Into `out`, which is overwritten: a caller with many rows keeps its memory.
void seal_body(const Entry& entry, BytesView key, Bytes& out);
// Fills entry.bytes; false if the row is not what was written.
bool open_body(Entry& entry, BytesView key, BytesView stored);

}  // namespace tsugite::ledger
