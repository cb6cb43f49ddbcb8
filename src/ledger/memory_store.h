// A store in memory for the simulator and the tests, with the faults a disk has.
//
// Faults are told by the caller, counted in commits from the one after set_faults() (0 is the next); nothing here is random.
// A commit that fails for I/O leaves either all of its transaction or nothing behind, and the store then refuses every call
// with "store.io" until reopen(), as a real one does until the process starts again; after a read that fails it takes no commit. A flipped
// bit is noticed by who reads that entry, and by the scan that reaches it. Copyable: a copy is a backup.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "ledger/store.h"
#include "ledger/store_order.h"

namespace tsugite::ledger {

struct Faults {
  static constexpr std::uint64_t never = ~std::uint64_t{0};
  std::uint64_t full_from = never;  // commits full_from .. full_from + full_count - 1 find the disk full
  std::uint64_t full_count = 1;
  std::uint64_t io_at = never;    // this commit fails half-way, with the power going
  bool io_whole = false;          // whether the disk has that commit when the power is back
  std::uint64_t read_at = never;  // of reads, counted likewise: this one fails
};

class MemoryStore : public Store {
 public:
  void set_faults(Faults faults) { faults_ = faults, commits_ = reads_ = 0; }
  std::uint64_t commits() const { return commits_; }  // tried since set_faults()
  // The process died and starts again. Everything acknowledged is there.
  void reopen() { broken_ = unread_ = false; }
  bool failed() const override { return broken_ || unread_; }
  void flip(std::uint64_t index);
  // While calm, reads meet no fault: for who checks from outside.
  void calm(bool calm) { calm_ = calm; }
  bool flipped() const { return !flipped_.empty(); }
  // Every entry as it was written, whatever became of it: for who checks from outside.
  void audit(std::uint64_t first, const std::function<bool(const Entry&)>& row) const;

  Result<void> commit(const Transaction& transaction) override;
  std::uint64_t size() const override { return order_.entries(); }
  Result<Entry> read(std::uint64_t index) const override;
  Result<void> scan(std::uint64_t first, const std::function<bool(const Entry&)>& row) const override;
  Result<void> scan_numbered(const StreamKey& stream, std::uint64_t first, const std::function<bool(const Numbered&)>& row) const override;
  Result<std::vector<StreamKey>> streams() const override;
  Result<std::vector<StreamSeal>> seals(const StreamKey& stream, std::uint64_t from) const override;
  Result<std::optional<StreamSeal>> last_seal(const StreamKey& stream) const override;
  Result<std::optional<Bytes>> get(const std::string& name) const override;
  Result<void> dispose(std::uint64_t index) override;

 private:
  struct Stream {
    std::vector<Numbered> numbered;
    std::map<std::uint64_t, StreamSeal> seals;
  };
  void apply(const Transaction& transaction);

  StoreOrder order_;
  std::vector<Entry> entries_;
  std::map<StreamKey, Stream> streams_;
  std::map<std::string, Bytes> named_;
  Faults faults_;
  std::uint64_t commits_ = 0;
  mutable std::uint64_t reads_ = 0;
  bool broken_ = false;
  mutable bool unread_ = false;
  bool calm_ = false;
  std::set<std::uint64_t> flipped_;  // entries
};

}  // namespace tsugite::ledger
