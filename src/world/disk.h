// The few things the shell asks of a disk besides the store: room left, and small files that are there whole or not at all.
#pragma once

#include <cstdint>
#include <string>

#include "base/bytes.h"

namespace tsugite::world {

class Disk {
 public:
  virtual ~Disk() = default;
  virtual Result<Bytes> read(const std::string& path) const = 0;
  // Written beside, synced, renamed, folder synced. `secret`: mode 0600.
  virtual Result<void> write(const std::string& path, BytesView content, bool secret) = 0;
  virtual Result<std::uint64_t> free_bytes(const std::string& path) const = 0;
};

}  // namespace tsugite::world
