#include "ledger/sqlite/reader.h"

#include <fmt/format.h>

#include "ledger/sqlite/numbers.h"

namespace tsugite::ledger {

Result<void> Reader::open(sqlite3* db) {
  db_ = db;
  auto read = Statement::prepare(db, fmt::format("{}WHERE n<=? ORDER BY n DESC LIMIT 1", select_segment).c_str());
  auto get = Statement::prepare(db, "SELECT value FROM named WHERE name=?");
  if (!read || !get) return std::unexpected((!read ? read : get).error());
  read_ = std::move(*read);
  get_ = std::move(*get);
  return {};
}

Result<Segment> Reader::segment_of(const Statement& row, Bytes memory) {
  const auto first = static_cast<std::uint64_t>(row.integer(0));
  memory.assign(row.bytes(1));
  auto segment = Segment::parse(first, std::move(memory));
  if (!segment) return damaged(first);
  return std::move(*segment);
}

Result<Entry> Reader::open_entry(const Segment& segment, std::uint64_t index) const {
  auto key_of = common_.key(index);
  if (!key_of) return std::unexpected(key_of.error());
  auto entry = segment.entry(index, key_of->view());
  if (!entry) return damaged(index);
  return std::move(*entry);
}

// Into recent_ the segment that holds the entry.
Result<void> Reader::hold(std::uint64_t index) const {
  if (recent_.holds(index)) return {};
  auto row = read_.bind(1, index).step();
  if (!row) return std::unexpected(row.error());
  if (!*row) return missing(index);
  auto segment = segment_of(read_, std::exchange(recent_, {}).memory());
  read_.reset();
  if (!segment) return std::unexpected(segment.error());
  if (!segment->holds(index)) return missing(index);
  recent_ = std::move(*segment);
  return {};
}

Result<Entry> Reader::read(std::uint64_t index) const {
  if (auto ok = hold(index); !ok) return std::unexpected(ok.error());
  return open_entry(recent_, index);
}

Result<std::size_t> Reader::body_size(std::uint64_t index) const {
  if (auto ok = hold(index); !ok) return std::unexpected(ok.error());
  return recent_.body_size(index);
}

Result<void> Reader::append_body(std::uint64_t index, Bytes& out) const {
  if (auto ok = hold(index); !ok) return ok;
  auto key_of = common_.key(index);
  if (!key_of) return std::unexpected(key_of.error());
  if (!key_of->disposed && !recent_.append_body(index, key_of->view(), out)) return damaged(index);
  return {};
}

Result<void> Reader::scan(std::uint64_t first, const std::function<bool(const Entry&)>& row) const {
  if (first >= common_.size) return {};
  auto rows = Statement::prepare(db_, fmt::format("{}WHERE n>=(SELECT max(n) FROM segment WHERE n<=?) ORDER BY n", select_segment).c_str());
  if (!rows) return std::unexpected(rows.error());
  rows->bind(1, first);
  Bytes memory;
  for (std::uint64_t next = first;;) {
    auto more = rows->step();
    if (!more) return std::unexpected(more.error());
    if (!*more) return next < common_.size ? Result<void>(missing(next)) : Result<void>{};
    auto segment = segment_of(*rows, std::move(memory));
    if (!segment) return std::unexpected(segment.error());
    if (!segment->holds(next)) return missing(next);
    for (; segment->holds(next); ++next) {
      auto entry = open_entry(*segment, next);
      if (!entry) return std::unexpected(entry.error());
      if (!row(*entry)) return {};
    }
    memory = std::move(*segment).memory();
  }
}

Result<void> Reader::scan_numbered(const StreamKey& stream, std::uint64_t first, const std::function<bool(const Numbered&)>& row) const {
  const auto no = common_.stream_no(stream);
  if (!no) return {};
  // From the row that holds the first one: it is the last that begins at or before it.
  auto rows = Statement::prepare(db_,
                                 "SELECT k,entries FROM numbered WHERE k BETWEEN "
                                 "ifnull((SELECT max(k) FROM numbered WHERE k BETWEEN ?1 AND ?2),?2) AND ?3 ORDER BY k");
  if (!rows) return std::unexpected(rows.error());
  rows->bind(1, stream_key(*no, 0)).bind(2, stream_key(*no, first)).bind(3, stream_key(*no + 1, 0) - 1);
  for (;;) {
    auto more = rows->step();
    if (!more) return std::unexpected(more.error());
    if (!*more) return {};
    std::uint64_t number = number_in(rows->integer(0));
    BytesView run = rows->bytes(1);
    if (run.empty() || run.size() % numbered_bytes != 0) return damaged(stream, number);
    for (; !run.empty(); run.remove_prefix(numbered_bytes), ++number)
      if (number >= first && !row(decode_numbered(stream, number, run))) return {};
  }
}

Result<void> Reader::scan_seals(const StreamKey& stream, std::uint64_t from, const char* order,
                                const std::function<void(StreamSeal)>& row) const {
  const auto no = common_.stream_no(stream);
  if (!no) return {};
  auto rows =
      Statement::prepare(db_, (std::string("SELECT k,checkpoint,receipt FROM seal WHERE k BETWEEN ? AND ? ORDER BY k ") + order).c_str());
  if (!rows) return std::unexpected(rows.error());
  rows->bind(1, stream_key(*no, from)).bind(2, stream_key(*no + 1, 0) - 1);
  for (;;) {
    auto more = rows->step();
    if (!more) return std::unexpected(more.error());
    if (!*more) return {};
    row({stream, number_in(rows->integer(0)), Bytes(rows->bytes(1)), Bytes(rows->bytes(2))});
  }
}

Result<std::vector<StreamSeal>> Reader::seals(const StreamKey& stream, std::uint64_t from) const {
  std::vector<StreamSeal> out;
  auto ok = scan_seals(stream, from, "ASC", [&](StreamSeal seal) { out.push_back(std::move(seal)); });
  if (!ok) return std::unexpected(ok.error());
  return out;
}

Result<std::optional<StreamSeal>> Reader::last_seal(const StreamKey& stream) const {
  std::optional<StreamSeal> out;
  auto ok = scan_seals(stream, 0, "DESC LIMIT 1", [&](StreamSeal seal) { out = std::move(seal); });
  if (!ok) return std::unexpected(ok.error());
  return out;
}

Result<std::optional<Bytes>> Reader::get(const std::string& name) const {
  auto row = get_.text(1, name).step();
  if (!row) return std::unexpected(row.error());
  if (!*row) return std::nullopt;
  Bytes value(get_.bytes(0));
  get_.reset();
  return value;
}

}  // namespace tsugite::ledger
