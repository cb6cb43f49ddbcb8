// The reading half of a store: one connection, one thread. Sees what is committed.
#pragma once

#include "ledger/sqlite/rows.h"
#include "ledger/sqlite/segment.h"
#include "ledger/sqlite/statement.h"

namespace tsugite::ledger {

class Reader {
 public:
  explicit Reader(const Common& common) : common_(common) {}
  Result<void> open(sqlite3* db);  // which must outlive it

  Result<Entry> read(std::uint64_t index) const;
  Result<std::size_t> body_size(std::uint64_t index) const;
  Result<void> append_body(std::uint64_t index, Bytes& out) const;
  Result<void> scan(std::uint64_t first, const std::function<bool(const Entry&)>& row) const;
  Result<void> scan_numbered(const StreamKey& stream, std::uint64_t first, const std::function<bool(const Numbered&)>& row) const;
  Result<std::vector<StreamSeal>> seals(const StreamKey& stream, std::uint64_t from) const;
  Result<std::optional<StreamSeal>> last_seal(const StreamKey& stream) const;
  Result<std::optional<Bytes>> get(const std::string& name) const;
  static Result<Segment> segment_of(const Statement& row, Bytes memory = {});

 private:
  Result<void> hold(std::uint64_t index) const;
  Result<Entry> open_entry(const Segment& segment, std::uint64_t index) const;
  Result<void> scan_seals(const StreamKey& stream, std::uint64_t from, const char* order, const std::function<void(StreamSeal)>& row) const;

  const Common& common_;
  sqlite3* db_ = nullptr;
  mutable Statement read_, get_;
  mutable Segment recent_;  // the one read last: reads come in runs
};

}  // namespace tsugite::ledger
