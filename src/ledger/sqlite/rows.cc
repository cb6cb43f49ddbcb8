#include "ledger/sqlite/rows.h"

namespace tsugite::ledger {

std::unexpected<Error> damaged(std::uint64_t index) {
  return fail("store.corrupt", "entry " + std::to_string(index), "the entry is not what was written",
              "項目が書き込まれた内容と一致しません");
}

std::unexpected<Error> damaged(const StreamKey& stream, std::uint64_t number) {
  return fail("store.corrupt", stream.to + ", " + stream.context + ", number " + std::to_string(number),
              "the entry is not what was written", "項目が書き込まれた内容と一致しません");
}
std::unexpected<Error> missing(std::uint64_t index) {
  return fail("store.missing", "entry " + std::to_string(index), "the ledger has no such entry", "台帳にその項目はありません");
}

Error as_store(Error error) {
  if (error.code == "disk.full") error.code = "store.full";
  if (error.code == "disk.io") error.code = "store.io";
  return error;
}

Result<Common::Key> Common::key(std::uint64_t slot) const {
  const std::lock_guard held(mutex_);
  auto key = keyring_.key(slot);
  if (!key) return std::unexpected(as_store(key.error()));
  Key out;
  out.disposed = key->empty();
  key->copy(out.bytes.data(), out.bytes.size());
  return out;
}

std::optional<std::int64_t> Common::stream_no(const StreamKey& stream) const {
  const std::lock_guard held(mutex_);
  auto at = stream_nos_.find(stream);
  if (at == stream_nos_.end()) return std::nullopt;
  return at->second;
}

std::vector<StreamKey> Common::streams() const {
  const std::lock_guard held(mutex_);
  std::vector<StreamKey> out;
  for (const auto& [stream, no] : stream_nos_) out.push_back(stream);
  return out;
}

std::size_t Common::stream_count() const {
  const std::lock_guard held(mutex_);
  return stream_nos_.size();
}

void Common::add_stream(const StreamKey& stream, std::int64_t no) {
  const std::lock_guard held(mutex_);
  stream_nos_[stream] = no;
}

void Common::forget_streams_after(std::size_t count) {
  const std::lock_guard held(mutex_);
  std::erase_if(stream_nos_, [&](const auto& one) { return static_cast<std::size_t>(one.second) > count; });
}

}  // namespace tsugite::ledger
