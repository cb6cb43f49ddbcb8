// Checks of a charter that has been read: every name it uses exists, seats sit where they may, and each procedure can run as a
// state machine: no state out of reach, no dead end, no step without a seat, no way to commit a party without its word.
// Each rule has a code; docs/formats/charter.md lists them. Pure. A procedure with an unknown name in it is not model-checked:
// one fault is one finding.
#pragma once

#include <fmt/format.h>

#include "charter/reader.h"

namespace tsugite::charter {

void check_alliance(const Charter& charter, Report& report);   // parties, bodies, seats, measures
void check_catalogue(const Charter& charter, Report& report);  // foundations, mechanisms, situations, programmes
void check_coverage(const Charter& charter, Report& report);   // every measure has its procedure, every step its basis
void check_shapes(const Charter& charter, Report& report);     // no two procedures are one graph under two names
void check_marking(const Charter& charter, Report& report);
void check_references(const Charter& charter, const Procedure& procedure, Report& report);  // names used in a procedure
void check_model(const Charter& charter, const Procedure& procedure, Report& report);       // the procedure as a machine

// Reports the name that stands at `path` unless it is empty or its table is (both are reported already) or it is known.
// noun: "party"; the code is "unknown-" + noun.
inline bool check_known(const std::string& name, const std::vector<std::string>& known, const std::string& path, const std::string& noun,
                        const std::string& noun_ja, Report& report) {
  if (name.empty() || known.empty()) return true;
  for (const auto& one : known)
    if (one == name) return true;
  const Text guess = did_you_mean(name, known);
  report.at(report.sources.at(path), "unknown-" + noun, fmt::format("there is no {} \"{}\"{}", noun, name, guess.en),
            fmt::format("{}「{}」はありません{}", noun_ja, name, guess.ja));
  return false;
}

template <class T>
std::vector<std::string> ids_of(const std::map<std::string, T>& all) {
  std::vector<std::string> out;
  for (const auto& [id, one] : all) out.push_back(id);
  return out;
}
template <class T>
std::vector<std::string> ids_of(const std::vector<T>& all) {
  std::vector<std::string> out;
  for (const auto& one : all) out.push_back(one.id);
  return out;
}

// The codes of rules that a limit may cite as what holds it, without their prefix.
const std::vector<std::string>& rule_codes();

// May this seat take the step, as far as bodies that stand, organisation and level say?
bool seat_may(const Charter& charter, const StepSpec& step, const Seat& seat);

}  // namespace tsugite::charter
