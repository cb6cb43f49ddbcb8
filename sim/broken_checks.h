// What looks for a planted fault: the simulator's histories; and for two kinds of leak that no history of nodes shows, pairs of guards
// (label/test_guard_pairs.h) and what persons are given at the browser's outlets (server/test_person_pairs.h).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "label/test_guard_draw.h"
#include "runs.h"

namespace tsugite::sim {

class BrokenChecks {
 public:
  BrokenChecks();
  std::uint64_t histories(const std::string& invariant) const;  // so many are tried before nobody noticed
  Wrong unbroken() const;  // that they notice nothing where nothing is broken: of the pairs; the histories have a test of their own
  Wrong run(const std::string& invariant, std::uint64_t number) const;

 private:
  Alliances alliances_;
  std::vector<label::GuardSetting> guards_;
};

}  // namespace tsugite::sim
