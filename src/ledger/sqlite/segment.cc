#include "ledger/sqlite/segment.h"

#include <cstring>

#include "base/varint.h"

namespace tsugite::ledger {
namespace {

constexpr char kLayout = 1;  // durable: the first byte of a segment

void put_bytes(Bytes& out, BytesView value) {
  put_varint(out, value.size());
  out.append(value);
}

// What is left of a segment, read from the front. `good` stays false once something was not there.
struct Reader {
  BytesView rest;
  bool good = true;

  BytesView take(std::size_t size) {
    if (size > rest.size()) {
      good = false;
      rest = {};
      return {};
    }
    const BytesView out = rest.substr(0, size);
    rest.remove_prefix(size);
    return out;
  }
  std::uint64_t number() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (rest.empty()) break;
      const auto byte = static_cast<unsigned char>(rest.front());
      rest.remove_prefix(1);
      value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
      if (byte < 0x80) return value;
    }
    good = false;
    return 0;
  }
  BytesView bytes() { return take(number()); }
};

void put_row(Bytes& out, const Entry& e) {
  out.append(e.digest.view());
  put_varint(out, e.source_number);
  put_varint(out, static_cast<std::uint64_t>(e.seen_ms));
  put_bytes(out, e.source);
  put_bytes(out, e.context);
  put_bytes(out, e.dispositions);
  put_bytes(out, e.sidecar);
}

// The row as it is read: everything of an entry but its index and its body.
Entry read_row(Reader& in) {
  Entry e;
  const BytesView digest = in.take(Digest::size);
  if (in.good) e.digest = *Digest::from(digest);
  e.source_number = in.number();
  e.seen_ms = static_cast<std::int64_t>(in.number());
  e.source = in.bytes();
  e.context = in.bytes();
  e.dispositions = in.bytes();
  e.sidecar = in.bytes();
  return e;
}

}  // namespace

std::size_t Segment::take(std::span<const Entry> entries) {
  std::size_t count = 0, bytes = 0;
  while (count < entries.size() && count < most_entries && (count == 0 || bytes + entries[count].bytes.size() <= most_bytes))
    bytes += entries[count++].bytes.size();
  return count;
}

void Segment::encode(std::span<const Entry> entries, BytesView keys, const BodyNonce& nonce, Bytes& out) {
  out.clear();
  out.push_back(kLayout);
  out.append(reinterpret_cast<const char*>(nonce.data()), nonce.size());
  put_varint(out, entries.size());
  thread_local Bytes row;
  for (const Entry& entry : entries) {
    row.clear();
    put_row(row, entry);
    put_bytes(out, row);
    put_varint(out, entry.bytes.size());
    seal_body(entry.index, row, entry.bytes, keys.substr(0, body_key_bytes), nonce, out);
    keys.remove_prefix(body_key_bytes);
  }
}

std::optional<Segment> Segment::parse(std::uint64_t first, Bytes content) {
  Segment out;
  out.first_ = first;
  out.content_ = std::move(content);
  Reader in{out.content_};
  if (const BytesView layout = in.take(1); !in.good || layout[0] != kLayout) return std::nullopt;
  const BytesView nonce = in.take(out.nonce_.size());
  if (!in.good) return std::nullopt;
  std::memcpy(out.nonce_.data(), nonce.data(), nonce.size());
  const std::uint64_t count = in.number();
  if (!in.good || count == 0 || count > most_entries) return std::nullopt;
  const auto at = [&](BytesView part) { return static_cast<std::uint32_t>(part.data() - out.content_.data()); };
  for (std::uint64_t i = 0; i < count; ++i) {
    const BytesView row = in.bytes();
    const std::uint64_t size = in.number();
    if (!in.good || size > in.rest.size()) return std::nullopt;
    const BytesView body = in.take(size + body_tag_bytes);
    if (!in.good) return std::nullopt;
    out.rows_.push_back({at(row), static_cast<std::uint32_t>(row.size()), at(body), static_cast<std::uint32_t>(body.size())});
  }
  if (!in.rest.empty()) return std::nullopt;
  return out;
}

std::optional<Entry> Segment::entry(std::uint64_t index, BytesView key) const {
  const Row& where = rows_[index - first_];
  const BytesView content = content_, row = content.substr(where.at, where.size);
  Reader in{row};
  Entry out = read_row(in);
  if (!in.good || !in.rest.empty()) return std::nullopt;
  out.index = index;
  out.disposed = key.empty();
  if (!out.disposed && !append_body(index, key, out.bytes)) return std::nullopt;
  return out;
}

bool Segment::append_body(std::uint64_t index, BytesView key, Bytes& out) const {
  const Row& where = rows_[index - first_];
  const BytesView content = content_;
  return open_body(index, content.substr(where.at, where.size), content.substr(where.body, where.body_size), key, nonce_, out);
}

}  // namespace tsugite::ledger
