// The doctor: what is wrong with a node and its links, found from this end and asked of the other, with what to do in plain words.
//
// Looks at the folder (own_checks.h), asks the own node how its links stand and the partners' nodes what stands against us (ask.h), and
// compares keys, clocks, charters and versions of both ends (greeting.h). Changes nothing and takes no link's place.
#pragma once

#include <string>
#include <vector>

#include "node/doctor/advice.h"
#include "node/folder.h"
#include "world/clock.h"

namespace tsugite::node {

struct Finding {
  std::string partner;  // whose link it is about; empty: this node itself
  bool told = false;    // the partner's node says so; else this end found it
  Error fault;
  const Advice* advice = nullptr;
};

struct Diagnosis {
  std::string party;
  std::vector<std::string> partners;  // that were looked at
  std::vector<Finding> findings;      // the own node's first; none: nothing is wrong
};

// Errors: where there is no node in the folder. `port`: where the own node listens, if its settings leave that open.
Result<Diagnosis> diagnose(const Folder& folder, const world::Disk& disk, const world::Clock& clock, std::uint16_t port = 0);

}  // namespace tsugite::node
