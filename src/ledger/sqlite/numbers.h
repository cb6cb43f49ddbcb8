// Runs of numbers of one outbox as the data file holds them: what one commit numbered, in one row. Each is 8 bytes of the entry's
// place, big-endian, and its digest.
#pragma once

#include <span>

#include "ledger/store.h"

namespace tsugite::ledger {

inline constexpr std::size_t numbered_bytes = 8 + Digest::size;

// Those at the front that follow one another in one stream.
std::span<const Numbered> take_run(std::span<const Numbered> numbered);
// Into `out`, which is overwritten.
void encode_run(std::span<const Numbered> run, Bytes& out);
// The first one of at least numbered_bytes.
Numbered decode_numbered(const StreamKey& stream, std::uint64_t number, BytesView run);

}  // namespace tsugite::ledger
