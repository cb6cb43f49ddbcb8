// Whether bytes are the canonical encoding of a record, and where its marks stand, told by one look over them that keeps nothing.
//
// Canonical is what encode() gives: fields by number, each once, lists together, maps by key, nothing that is at its default, numbers in as
// few bytes as they need, no field that the schema does not have. Texts are not looked into: whether they are UTF-8 the parser says.
// The marks are the fields that consecutive records of one seat mostly have in common: party, seat, label, audience. Pure.
#pragma once

#include <optional>

#include "base/bytes.h"

namespace tsugite::ledger {

inline constexpr int first_mark = 8, last_mark = 11;  // field numbers of an Envelope

struct RecordLayout {
  std::size_t marks = 0, marks_end = 0;
  bool same_marks = false;  // they are `marks_before`, byte for byte
};

// Nothing where the bytes are no canonical record. `marks_before`: those of an earlier one, or empty.
std::optional<RecordLayout> layout_of(BytesView record, BytesView marks_before = {});

}  // namespace tsugite::ledger
