// The alliance that the simulator plays with: the shipped charter with root keys of its own, and the demonstration's annexes.
#pragma once

#include <map>
#include <string>

#include "core/core.h"

namespace tsugite::sim {

struct Alliance {
  std::shared_ptr<const charter::Charter> charter;
  std::map<std::string, core::Config> nodes;      // by party
  std::map<std::string, Digest> pins;             // of their TLS keys
};

// Aborts with the finding where the shipped data cannot be used: that is a broken build, not a result.
Alliance make_alliance(const std::string& source_dir);

}  // namespace tsugite::sim
