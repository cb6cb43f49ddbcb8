#include "ledger/store_order.h"

namespace tsugite::ledger {
namespace {

std::unexpected<Error> out_of_order(const char* what, std::uint64_t at) {
  return fail("store.order", what + std::string(" ") + std::to_string(at),
              "an entry, number or checkpoint does not follow the one before it; nothing was written",
              "項目、番号またはチェックポイントが直前のものに続いていません。何も書き込まれていません");
}

}  // namespace

Result<void> StoreOrder::check(const Transaction& t) const {
  std::uint64_t entries = entries_;
  for (const Entry& entry : t.append) {
    if (entry.index != entries || entries >= most || entry.bytes.empty() || entry.disposed) return out_of_order("entry", entry.index);
    ++entries;
  }
  // Numbers come in runs of one stream: looked up where the stream changes only.
  std::map<StreamKey, std::uint64_t> next;
  const StreamKey* stream = nullptr;
  std::uint64_t* count = nullptr;
  for (const Numbered& numbered : t.numbered) {
    if (stream == nullptr || *stream != numbered.stream) {
      stream = &numbered.stream;
      auto [at, fresh] = next.try_emplace(*stream, 0);
      if (fresh)
        if (auto known = numbered_.find(*stream); known != numbered_.end()) at->second = known->second;
      count = &at->second;
    }
    if (numbered.number != *count || *count >= most || numbered.index >= entries) return out_of_order("number", numbered.number);
    ++*count;
  }
  for (const StreamSeal& seal : t.seals)
    if (seal.size > most || seal.checkpoint.empty()) return out_of_order("seal", seal.size);
  for (const std::uint64_t index : t.dispose)
    if (index >= entries) return out_of_order("disposal", index);
  return {};
}

void StoreOrder::apply(const Transaction& t) {
  entries_ += t.append.size();
  const StreamKey* stream = nullptr;
  std::uint64_t* count = nullptr;
  for (const Numbered& numbered : t.numbered) {
    if (stream == nullptr || *stream != numbered.stream) {
      stream = &numbered.stream;
      count = &numbered_[*stream];
    }
    ++*count;
  }
}

}  // namespace tsugite::ledger
