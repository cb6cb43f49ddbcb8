// The simulator's random numbers: splitmix64, one stream for each use, so that what one part draws never moves another's luck
// (invariant 3 is checked by comparing runs). Seeds print and replay.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/sha256.h"

namespace tsugite::sim {

class Rng {
 public:
  explicit Rng(std::uint64_t seed) : state_(seed) {}
  Rng(std::uint64_t seed, std::string_view use) {
    const Digest d = sha256(std::to_string(seed), "/", use);
    for (int i = 0; i < 8; ++i) state_ = state_ << 8 | d.value[static_cast<std::size_t>(i)];
  }
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ull);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
  }
  std::uint64_t below(std::uint64_t n) { return n == 0 ? 0 : next() % n; }
  bool chance(double p) { return static_cast<double>(next() >> 11) * 0x1.0p-53 < p; }

 private:
  std::uint64_t state_ = 0;
};

}  // namespace tsugite::sim
