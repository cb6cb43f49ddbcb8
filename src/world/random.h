// Randomness for ids, salts, keys and tokens. Cryptographically strong in posix/, seeded in the simulator.
#pragma once

#include <cstddef>

#include "base/bytes.h"

namespace tsugite::world {

class Random {
 public:
  virtual ~Random() = default;
  virtual Bytes bytes(std::size_t count) = 0;
};

}  // namespace tsugite::world
