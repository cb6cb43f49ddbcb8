// What the reading and the writing half of a store share: how rows are named, and what both know of the file.
#pragma once

#include <sodium.h>

#include <array>
#include <atomic>
#include <map>
#include <mutex>
#include <optional>

#include "ledger/sqlite/keyring.h"
#include "ledger/store.h"

namespace tsugite::ledger {

// Key of a row of one stream: its short number and a number or size in it.
inline constexpr int number_bits = 40;
inline std::uint64_t stream_key(std::int64_t no, std::uint64_t number) { return static_cast<std::uint64_t>(no) << number_bits | number; }
inline std::uint64_t number_in(std::int64_t k) { return static_cast<std::uint64_t>(k) & ((std::uint64_t{1} << number_bits) - 1); }

inline constexpr const char* select_segment = "SELECT n,entries FROM segment ";

std::unexpected<Error> damaged(std::uint64_t index);
std::unexpected<Error> damaged(const StreamKey& stream, std::uint64_t number);
std::unexpected<Error> missing(std::uint64_t index);
// The disk under the keyring fails by the same names as the disk under the data file.
Error as_store(Error error);

// Thread-safe: one thread reads while another commits.
class Common {
 public:
  explicit Common(Keyring& keyring) : keyring_(keyring) {}

  // A copy of the slot's key, wiped after use; without one where it was disposed of.
  struct Key {
    std::array<char, Keyring::slot_bytes> bytes{};
    bool disposed = true;
    ~Key() { sodium_memzero(bytes.data(), bytes.size()); }
    BytesView view() const { return disposed ? BytesView() : BytesView(bytes.data(), bytes.size()); }
  };
  Result<Key> key(std::uint64_t slot) const;
  std::optional<std::int64_t> stream_no(const StreamKey& stream) const;
  std::vector<StreamKey> streams() const;
  std::size_t stream_count() const;
  void add_stream(const StreamKey& stream, std::int64_t no);
  void forget_streams_after(std::size_t count);
  // Work on the keyring that nobody else may see halfway.
  template <class Work>
  auto with_keyring(Work work) const {
    const std::lock_guard held(mutex_);
    return work(keyring_);
  }
  std::atomic<std::uint64_t> size = 0;  // entries in the ledger

 private:
  mutable std::mutex mutex_;
  Keyring& keyring_;
  std::map<StreamKey, std::int64_t> stream_nos_;
};

}  // namespace tsugite::ledger
