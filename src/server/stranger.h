// Stranger: a key that showed itself on the federation port, or answered where we dialled, and is no partner's. Whoever held it was
// told so and cut; nothing of it was read. Remembered so that a person can ask the partner whether the key is theirs.
#pragma once

#include <cstdint>
#include <string>

#include "base/ids.h"
#include "base/time.h"

namespace tsugite::server {

struct Stranger {
  Digest pin;           // SHA-256 of its SubjectPublicKeyInfo, as in a key certificate
  std::string address;  // of the last time; plain ASCII
  std::string dialled;  // the partner we wanted when it answered, the last time; empty: it came by itself
  WallTime first, last;
  std::uint64_t count = 0;
};

}  // namespace tsugite::server
