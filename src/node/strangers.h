// Strangers: the last few keys of no partner, one entry a key, the last seen first. Whoever reaches the federation port can fill it,
// so it is bounded (limits::strangers) and keeps nothing of them but key, address and times; it is gone when the node stops.
#pragma once

#include <string>
#include <vector>

#include "server/stranger.h"

namespace tsugite::node {

class Strangers {
 public:
  // True if the key was not among those remembered.
  bool met(const std::string& address, const Digest& pin, const std::string& dialled, WallTime now);
  const std::vector<server::Stranger>& last() const { return last_; }
  std::uint64_t total() const { return total_; }

 private:
  std::vector<server::Stranger> last_;
  std::uint64_t total_ = 0;
};

}  // namespace tsugite::node
