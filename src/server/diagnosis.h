// What is wrong with the node and its links as the doctor found it from both ends, and what to do: for administrators.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace tsugite::server {

struct Diagnosis {
  enum class Mender { nobody, ours, theirs, either };  // nobody: there is no prescription
  struct Finding {
    std::string partner;  // whose link it is about; empty: this node itself
    bool told = false;    // the partner's node says so; else this end found it
    Error fault;
    Mender who = Mender::nobody;
    Text todo;
  };
  std::vector<std::string> partners;  // that were looked at
  std::vector<Finding> findings;      // the own node's first
};

}  // namespace tsugite::server
