// Reads a charter and a national annex from YAML text. Pure: the caller hands over the files. Errors name file, line and rule
// ("charterfile.yaml:12"). docs/formats/charter.md is the grammar.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "charter/charter.h"

namespace tsugite::charter {

using Files = std::map<std::string, Bytes>;  // path relative to the charter's folder -> content

// SHA-256 over the sorted (path, file SHA-256) pairs of the files that gate: *.yaml except glossary, chronology and registers.
Digest digest_of(const Files& files);

// All findings at once, so that an author mends them in one go. Empty findings: the charter is usable.
struct TraceStep {                 // one party takes one step
  std::string party, step, state;  // the state it leads to; empty where none was begun
  auto operator<=>(const TraceStep&) const = default;
};
std::string show(const TraceStep& step);  // "JPN: request -> requested"
struct Finding {
  Error error;                        // where = "file:line"
  std::vector<TraceStep> trace = {};  // of a procedure that can go wrong: a shortest way there
};
struct Loaded {
  Charter charter;
  std::vector<Finding> findings;
  bool usable() const { return findings.empty(); }
};
Loaded load_charter(const Files& files);

struct LoadedAnnex {
  Annex annex;
  std::vector<Finding> findings;
  bool usable() const { return findings.empty(); }
};
// Checked against the charter: every seat, organisation, classification and step it names exists and is the party's own.
LoadedAnnex load_annex(const Files& files, const Charter& charter);

}  // namespace tsugite::charter
