// Records one after another, as they come in a frame: each into the memory of the one before, and what it has in common with that one is
// not read, checked and kept anew. What it takes and what it says of a record is what open_record() would. Not thread-safe.
#pragma once

#include "ledger/envelope.h"

namespace tsugite::ledger {

class RecordReader {
 public:
  // As open_record() on a new envelope.
  Result<void> read(BytesView bytes);
  // The record read last; of one that was refused, as much as could be read. Until the next one.
  const v1::Envelope& envelope() const { return envelope_; }
  // It bears the party, seat, label and audience of the one before it, and both were good.
  bool same_marks() const { return same_marks_; }

 private:
  v1::Envelope envelope_;
  Bytes marks_;  // of the record read last, as they stand in its bytes; empty where it was not good
  bool same_marks_ = false;
};

}  // namespace tsugite::ledger
