// What every store demands of a transaction before it writes: entries follow the last entry, numbers follow the last number of
// their stream and point at entries that are there. Kept in memory beside the rows it speaks of. Error: "store.order".
#pragma once

#include <cstdint>
#include <map>

#include "ledger/store.h"

namespace tsugite::ledger {

class StoreOrder {
 public:
  static constexpr std::uint64_t most = std::uint64_t{1} << 40;  // entries, and numbers in one stream

  std::uint64_t entries() const { return entries_; }
  void set_entries(std::uint64_t count) { entries_ = count; }
  void set_numbered(const StreamKey& stream, std::uint64_t count) { numbered_[stream] = count; }

  Result<void> check(const Transaction& transaction) const;
  // After the transaction became durable.
  void apply(const Transaction& transaction);

 private:
  std::uint64_t entries_ = 0;
  std::map<StreamKey, std::uint64_t> numbered_;
};

}  // namespace tsugite::ledger
