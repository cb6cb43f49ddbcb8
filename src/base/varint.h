// Numbers of variable length as protocol buffers write them: seven bits a byte, lowest first, the top bit set on all but the last.
#pragma once

#include <cstdint>

#include "base/bytes.h"

namespace tsugite {

inline void put_varint(Bytes& out, std::uint64_t value) {
  for (; value >= 0x80; value >>= 7) out.push_back(static_cast<char>(value | 0x80));
  out.push_back(static_cast<char>(value));
}

}  // namespace tsugite
