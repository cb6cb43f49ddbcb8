// The world as interfaces: clock, randomness, disk room. Real ones are in world/posix and are built only in mains; the
// simulator and the tests bring their own.
#pragma once

#include <cstdint>

#include "base/time.h"

namespace tsugite::world {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual WallTime now() const = 0;        // may jump
  virtual Duration monotonic() const = 0;  // since some start; never goes back
};

}  // namespace tsugite::world
