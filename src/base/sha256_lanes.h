// SHA-256 of many messages at once, a lane of the processor's widest registers for each. base/sha256.h is what others include.
#pragma once

#include <span>

#include "base/ids.h"

namespace tsugite {

inline constexpr std::size_t lanes_from = 16;  // messages: with fewer most lanes would be idle

// False where this machine has none of it: `out` is then not to be used. It is as long as `messages`. Any thread, each with lanes of its
// own.
bool sha256_in_lanes(std::span<const BytesView> messages, std::span<Digest> out);

}  // namespace tsugite
