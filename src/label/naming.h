// Naming: how labels of our policy are written under a policy identifier of other systems: a nation's, or the alliance's own. Data of
// the charter's marking policy; what reads and writes the XML is gateways/stanag4774.
//
// What a naming does not name cannot be written or read under it, so no label gets weaker on its way. Names are unique within their
// list, so that they read back as what they were. Values only; thread-safe for reading.
// Source: STANAG 4774 (ADatP-4774 edition A): policy identifier, classification, categories, originator, review.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/time.h"

namespace tsugite::label {

struct Category {
  // What a value does: one more thing that a reader must have, one more reader, or nothing to access.
  enum class Type { restrictive, permissive, informative };
  enum class Of { parties, caveats };
  std::string tag;  // the TagName
  Type type = Type::restrictive;
  std::string uri = {};
  Of of = Of::caveats;                        // what `values` names: parties a label is releasable to, or caveats
  std::map<std::string, std::string> values;  // our id -> their value
  bool required = false;                      // a label without it is refused
};

struct Naming {
  std::string identifier;                              // the PolicyIdentifier
  std::string uri = {};                                // its URN, where it has one
  std::string party = {};                              // whose national policy it is; empty: of several parties
  Duration review;                                     // a label is due for review so long after it was made
  std::string originator_type = {};                    // IDType, one of the standard's
  std::map<std::string, std::string> originators;      // party -> its OriginatorID
  std::map<std::string, std::string> classifications;  // our id -> their name
  std::vector<Category> categories;
};

}  // namespace tsugite::label
