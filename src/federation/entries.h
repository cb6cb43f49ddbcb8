// An Entries frame while it is filled: records are written straight into its bytes, once. What comes out is what encode_frame() would
// give for the same content (docs/formats/federation.md).
#pragma once

#include "base/bytes.h"
#include "base/ids.h"

namespace tsugite::federation {

class EntriesFrame {
 public:
  // `first`: number of the first record. `expected`: bytes of the records to come, roughly.
  EntriesFrame(const std::string& context, std::uint64_t first, std::size_t expected);

  // `write` appends the record's bytes to what it is given and says whether it did; false: the frame is as before.
  template <class Write>
  bool add(std::size_t size, Write write) {
    const std::size_t before = bytes_.size();
    begin_record(size);
    const std::size_t start = bytes_.size();
    if (write(bytes_) && bytes_.size() == start + size) {
      ++count_;
      record_bytes_ += size;
      return true;
    }
    bytes_.resize(before);
    return false;
  }
  // A record's outline, with its originator's word that it stands for that record.
  void add_outline(BytesView outline, const Digest& record, BytesView signature);
  std::size_t count() const { return count_; }
  std::size_t record_bytes() const { return record_bytes_; }
  Bytes finish(BytesView checkpoint) &&;

 private:
  void begin_record(std::size_t size);

  Bytes bytes_, outlined_;
  std::size_t count_ = 0, record_bytes_ = 0;
};

}  // namespace tsugite::federation
