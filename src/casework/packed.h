// A Joint as the fewest bytes that hold all of it, for a case that nobody looks at. For this process alone: it names what the rulebook
// holds by address, so it is never stored and never sent. Pure; unpack() takes only what pack() gave.
#pragma once

#include <memory>

#include "base/bytes.h"
#include "casework/joint.h"

namespace tsugite::casework {

class Packed {
 public:
  Packed() = default;
  // `scratch`: memory to write in, used again from call to call.
  Packed(const Joint& joint, Bytes& scratch);
  bool empty() const { return bytes_ == nullptr; }
  // All of `into` is replaced; what it has of memory is used again.
  void unpack(Joint& into) const;

 private:
  std::unique_ptr<char[]> bytes_;
};

}  // namespace tsugite::casework
