// An alliance that the simulator plays with: a shipped charter with root keys of its own, and the annexes of its examples. There are two:
// two nations, and three prefectures.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "core/core.h"

namespace tsugite::sim {

struct Alliance {
  std::shared_ptr<const charter::Charter> charter;
  std::map<std::string, core::Config> nodes;  // by party
  std::map<std::string, Digest> pins;         // of their TLS keys
  std::map<std::string, ledger::SigningKey> roots;
  std::vector<std::string> contexts;  // real, and one exercise that all take part in
  std::set<std::string> waits;        // procedures whose records people release one by one
  std::size_t persons = 1;            // so many of them, each another
};

// Aborts with the finding where the shipped data cannot be used: that is a broken build, not a result.
Alliance two_nations(const std::string& source_dir);
Alliance three_prefectures(const std::string& source_dir);

}  // namespace tsugite::sim
