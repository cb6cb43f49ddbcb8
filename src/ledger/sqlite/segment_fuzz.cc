#include <cstdlib>

#include "ledger/sqlite/segment.h"

namespace tsugite {

// A row of a data file that somebody else could write to: whatever it holds is taken apart within its bounds, and an entry that
// opens without its body says of itself what the one that opens with it says.
void fuzz_segment(std::string_view input) {
  const auto segment = ledger::Segment::parse(7, Bytes(input));
  if (!segment) return;
  if (segment->count() == 0 || segment->count() > ledger::Segment::most_entries) std::abort();
  const Bytes key(ledger::body_key_bytes, 'k');
  for (std::uint64_t at = segment->first(); segment->holds(at); ++at) {
    const auto closed = segment->entry(at, {}), opened = segment->entry(at, key);
    if (opened && (!closed || opened->digest != closed->digest || opened->bytes.size() != segment->body_size(at))) std::abort();
    if (closed && !closed->bytes.empty()) std::abort();
  }
}

}  // namespace tsugite
