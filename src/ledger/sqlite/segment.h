// Segment: consecutive entries of the ledger as one value, as a row of the data file holds them.
//
// A commit writes its entries in segments of at most `most_entries` and about `most_bytes`, so that a group costs few rows and the
// reading of one entry reads little beside it. Each body is encrypted under the key of its own slot, bound to the rest of its row;
// the rows stand in the clear. Layout: docs/formats/datafile.md. Pure; what is not as written is told, never trusted.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "ledger/sqlite/row_cipher.h"
#include "ledger/store.h"

namespace tsugite::ledger {

class Segment {
 public:
  static constexpr std::size_t most_entries = 128;
  static constexpr std::size_t most_bytes = 64 * 1024;  // of bodies; a larger entry has a segment of its own

  // How many of these entries the next segment takes.
  static std::size_t take(std::span<const Entry> entries);
  // `keys`: body_key_bytes for each entry, one after the other. Into `out`, which is overwritten.
  static void encode(std::span<const Entry> entries, BytesView keys, const BodyNonce& nonce, Bytes& out);

  Segment() = default;
  // Nothing where the content is no segment.
  static std::optional<Segment> parse(std::uint64_t first, Bytes content);
  // Its content as memory for the next one.
  Bytes memory() && { return std::move(content_); }

  std::uint64_t first() const { return first_; }
  std::size_t count() const { return rows_.size(); }
  bool holds(std::uint64_t index) const { return index >= first_ && index - first_ < rows_.size(); }
  // The entry, which it must hold, opened with its key; with an empty key as disposed of. Nothing where it is not what was written.
  std::optional<Entry> entry(std::uint64_t index, BytesView key) const;
  std::size_t body_size(std::uint64_t index) const { return rows_[index - first_].body_size - body_tag_bytes; }
  bool append_body(std::uint64_t index, BytesView key, Bytes& out) const;

 private:
  struct Row {
    std::uint32_t at, size;  // in content_
    std::uint32_t body, body_size;
  };
  std::uint64_t first_ = 0;
  BodyNonce nonce_{};
  Bytes content_;
  std::vector<Row> rows_;
};

}  // namespace tsugite::ledger
