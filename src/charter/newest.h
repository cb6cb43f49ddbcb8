// Which of a node's approved charters is the newest: what new cases begin with and what partners are known by.
#pragma once

#include <map>
#include <memory>

#include "charter/charter.h"

namespace tsugite::charter {

using Charters = std::map<Digest, std::shared_ptr<const Charter>>;

// By version. Of two of one version the one with the lower digest, so that every reader of the same folder names the same one.
// nullptr: there is none.
std::shared_ptr<const Charter> newest_of(const Charters& charters);

}  // namespace tsugite::charter
