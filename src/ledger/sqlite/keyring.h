// The keys of record bodies, in a store of their own, so that no backup of the data file brings a disposed body back.
//
// Files "records-00000001.keys" onward in the key folder: a header of 32 bytes (kind and the keyring's id), then 4096 slots of 32
// random bytes; the slot is the ledger index. A file is written whole, synced and renamed before any of its slots is used, and
// the next one when three quarters of the last are used: an append costs no sync here. Disposing of a slot overwrites it with
// zeros in place and syncs; what copies the device itself keeps below the file is the operator's to destroy (docs/formats/keys.md).
// One owner; not thread-safe. Errors: "keyring.foreign" (a file is not of this keyring or not whole), "keyring.missing",
// "disk.full", "disk.io".
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "base/ids.h"
#include "base/result.h"
#include "world/disk.h"
#include "world/random.h"

namespace tsugite::ledger {

using KeyringId = Fixed<struct KeyringIdTag, 16>;

class Keyring {
 public:
  static constexpr std::size_t slot_bytes = 32;
  static constexpr std::uint64_t slots_per_file = 4096;

  // What the folder holds. Where it holds nothing yet, the keyring is not started and has no id.
  static Result<Keyring> open(std::string folder, world::Disk& disk, world::Random& random);

  bool started() const { return !id_.zero(); }
  const KeyringId& id() const { return id_; }
  // Writes the first file. The id ties the keyring to one data file.
  Result<void> start(const KeyringId& id);
  KeyringId new_id();
  // Random bytes for what is encrypted under these keys and must not repeat.
  Bytes fresh(std::size_t count) { return random_->bytes(count); }

  // Makes slots [first, first + count) durable.
  Result<void> reserve(std::uint64_t first, std::uint64_t count);
  // The slot's 32 bytes, valid until the next call; empty if it was disposed of.
  Result<BytesView> key(std::uint64_t slot);
  Result<void> dispose(std::uint64_t slot);
  // A fresh key in a slot that was disposed of and is free again: the data file was restored from before that entry.
  Result<void> renew(std::uint64_t slot);

 private:
  Keyring(std::string folder, world::Disk& disk, world::Random& random) : folder_(std::move(folder)), disk_(&disk), random_(&random) {}
  std::string path(std::uint64_t file) const;
  Result<void> create(std::uint64_t file);
  Result<const Bytes*> load(std::uint64_t file);
  Result<void> overwrite(std::uint64_t slot, BytesView content);

  std::string folder_;
  world::Disk* disk_;
  world::Random* random_;
  KeyringId id_;
  std::uint64_t files_ = 0;  // 1 to files_ exist
  std::map<std::uint64_t, Bytes> loaded_;
};

}  // namespace tsugite::ledger
