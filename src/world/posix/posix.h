// The real world of a POSIX host. Built only in mains.
#pragma once

#include "world/clock.h"
#include "world/disk.h"
#include "world/random.h"

namespace tsugite::world {

class PosixClock : public Clock {
 public:
  WallTime now() const override;
  Duration monotonic() const override;
};

// libsodium's randombytes: getrandom(2) beneath. Thread-safe.
class SodiumRandom : public Random {
 public:
  SodiumRandom();
  Bytes bytes(std::size_t count) override;
};

class PosixDisk : public Disk {
 public:
  Result<Bytes> read(const std::string& path) const override;
  Result<void> write(const std::string& path, BytesView content, bool secret) override;
  Result<std::uint64_t> free_bytes(const std::string& path) const override;
};

}  // namespace tsugite::world
