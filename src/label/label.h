// Label: what a record is marked with, and the lattice it lives in.
//
// A Policy is compiled by the charter room from the alliance's marking policy and the party's own rules; this room knows
// no file. Labels join to the most restrictive of both: higher rank, fewer recipients, more caveats (attack case 8).
// Whatever a policy does not name denies. Pure values; thread-safe for reading.
// Source: reference practice.md "markings"; STANAG 4774 confidentiality label (policy, classification, categories).
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"

namespace tsugite::label {

struct Label {
  std::string policy;
  std::string classification;
  std::set<std::string> releasable_to;  // party codes
  std::set<std::string> caveats;
  std::string originator;  // party code

  bool operator==(const Label&) const = default;
  auto operator<=>(const Label&) const = default;
};

struct Classification {
  std::string id;
  int rank = 0;  // higher is more restrictive; ranks of different parties' markings are comparable only through this number
  Text name;
  std::string party = {};  // whose marking it is; empty: anyone's
};

struct Caveat {
  std::string id;
  Text name;
  bool never_leaves = false;           // e.g. names of persons: no release rule can let it leave as it stands
  std::set<std::string> only_parties;  // where not empty, only these parties may hold it
  Text reason;                         // shown at the release desk
  std::string group = {};              // it is one of: at most one of a group stands on a label
  int rank = 0;                        // in its group: where two meet, the highest stands
  bool by_person = false;              // no rule lets it leave by itself: a person releases each record
  bool named_only = false;             // the audience holds nobody whom the label does not name
  bool two_persons = false;            // as by_person, and a second person confirms the first one's release
};

// Caveats of which a label carries one, as the colours of the traffic light protocol.
struct CaveatGroup {
  std::string id;
  Text name;
  std::set<std::string> required_on;  // kinds of record, as in ReleaseRule, that may not leave without one of them
};

struct Policy {
  std::string id;
  std::set<std::string> parties;
  std::map<std::string, Classification> classifications;
  std::map<std::string, Caveat> caveats;
  std::map<std::string, CaveatGroup> groups;
  std::map<std::string, std::map<std::string, int>> ceiling;  // originator -> recipient -> highest rank that it may release to it

  // Every part of the label is named by this policy. The error names the first part that is not.
  Result<void> check(const Label& label) const;

  // The lowest marking that party uses, for records that nobody marked: of its own ones, or of those that are anyone's.
  // Empty if it has none.
  std::string lowest(const std::string& party) const;

  // The caveats with that one among them: of its group the highest rank stands. A caveat that the policy does not name is added.
  void add_caveat(std::set<std::string>& caveats, const std::string& id) const;
};

// The most restrictive of both. Labels of different policies or originators have no join: an error.
Result<Label> join(const Policy& policy, const Label& a, const Label& b);

// a is at least as restrictive as b in every respect.
bool dominates(const Policy& policy, const Label& a, const Label& b);

}  // namespace tsugite::label
