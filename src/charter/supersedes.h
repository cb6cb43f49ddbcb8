// What a new version of the shared definition must keep of the one before: records of both stand in one ledger and are judged by one guard,
// so a marking's name never changes its meaning. A version adds markings, caveats and parties; what shall mean something else gets another
// name. Nor does a root key change: every certificate, receipt and proof of that party rests on it. Ceilings, bodies and procedures may
// change: they count from when the version takes effect. Pure.
// Errors, of one name each: "charter.other-policy", "charter.party-gone", "charter.root-changed", "charter.marking-gone",
// "charter.marking-changed".
#pragma once

#include <vector>

#include "charter/charter.h"

namespace tsugite::charter {

// In the order of the names; none: it may stand beside the earlier one.
std::vector<Error> supersedes(const Charter& later, const Charter& earlier);

}  // namespace tsugite::charter
