#include "ledger/memory_store.h"

namespace tsugite::ledger {
namespace {

std::unexpected<Error> broken() {
  return fail("store.io", "", "the disk failed; the store must be opened again", "ディスク障害のため、保存領域を開き直す必要があります");
}
std::unexpected<Error> corrupt(std::uint64_t index) {
  return fail("store.corrupt", "entry " + std::to_string(index), "the entry is not what was written",
              "項目が書き込まれた内容と一致しません");
}
std::unexpected<Error> missing(std::uint64_t index) {
  return fail("store.missing", "entry " + std::to_string(index), "the ledger has no such entry", "台帳にその項目はありません");
}

}  // namespace

Result<void> MemoryStore::commit(const Transaction& transaction) {
  if (failed()) return broken();
  if (auto ok = order_.check(transaction); !ok) return ok;
  const std::uint64_t now = commits_++;
  if (now >= faults_.full_from && now - faults_.full_from < faults_.full_count)
    return fail("store.full", "", "the disk is full; nothing was written, reading goes on",
                "ディスクに空きがありません。何も書き込まれておらず、読み取りは続けられます");
  if (now == faults_.io_at) {
    if (faults_.io_whole) apply(transaction);
    broken_ = true;
    return broken();
  }
  apply(transaction);
  return {};
}

void MemoryStore::flip(std::uint64_t index) {
  if (index < entries_.size() && !entries_[index].bytes.empty()) flipped_.insert(index);
}

void MemoryStore::audit(std::uint64_t first, const std::function<bool(const Entry&)>& row) const {
  for (std::uint64_t i = first; i < entries_.size(); ++i)
    if (!row(entries_[i])) return;
}

void MemoryStore::apply(const Transaction& t) {
  order_.apply(t);
  entries_.insert(entries_.end(), t.append.begin(), t.append.end());
  for (const Numbered& numbered : t.numbered) streams_[numbered.stream].numbered.push_back(numbered);
  for (const StreamSeal& seal : t.seals) streams_[seal.stream].seals.insert_or_assign(seal.size, seal);
  for (const auto& [name, value] : t.put) named_.insert_or_assign(name, value);
  for (const std::uint64_t index : t.dispose) (void)dispose(index);
}

Result<Entry> MemoryStore::read(std::uint64_t index) const {
  if (broken_) return broken();
  if (index >= entries_.size()) return missing(index);
  const bool lost = !calm_ && reads_++ == faults_.read_at, changed = !calm_ && flipped_.contains(index);
  if (lost || changed) unread_ = true;
  if (lost) return broken();
  if (changed) return corrupt(index);
  return entries_[index];
}

Result<void> MemoryStore::scan(std::uint64_t first, const std::function<bool(const Entry&)>& row) const {
  if (broken_) return broken();
  for (std::uint64_t i = first; i < entries_.size(); ++i) {
    if (!calm_ && flipped_.contains(i)) {
      unread_ = true;
      return corrupt(i);
    }
    if (!row(entries_[i])) break;
  }
  return {};
}

Result<void> MemoryStore::scan_numbered(const StreamKey& stream, std::uint64_t first,
                                        const std::function<bool(const Numbered&)>& row) const {
  if (broken_) return broken();
  if (auto at = streams_.find(stream); at != streams_.end())
    for (std::uint64_t i = first; i < at->second.numbered.size(); ++i)
      if (!row(at->second.numbered[i])) break;
  return {};
}

Result<std::vector<StreamKey>> MemoryStore::streams() const {
  if (broken_) return broken();
  std::vector<StreamKey> out;
  for (const auto& [key, stream] : streams_) out.push_back(key);
  return out;
}

Result<std::vector<StreamSeal>> MemoryStore::seals(const StreamKey& stream, std::uint64_t from) const {
  if (broken_) return broken();
  std::vector<StreamSeal> out;
  if (auto at = streams_.find(stream); at != streams_.end())
    for (auto seal = at->second.seals.lower_bound(from); seal != at->second.seals.end(); ++seal) out.push_back(seal->second);
  return out;
}

Result<std::optional<StreamSeal>> MemoryStore::last_seal(const StreamKey& stream) const {
  if (broken_) return broken();
  auto at = streams_.find(stream);
  if (at == streams_.end() || at->second.seals.empty()) return std::nullopt;
  return at->second.seals.rbegin()->second;
}

Result<std::optional<Bytes>> MemoryStore::get(const std::string& name) const {
  if (broken_) return broken();
  auto at = named_.find(name);
  if (at == named_.end()) return std::nullopt;
  return at->second;
}

Result<void> MemoryStore::dispose(std::uint64_t index) {
  if (broken_) return broken();
  if (index >= entries_.size()) return missing(index);
  entries_[index].bytes.clear();
  entries_[index].disposed = true;
  return {};
}

}  // namespace tsugite::ledger
