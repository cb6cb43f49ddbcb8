// Invariant 8, checked without the fold: from the raw records alone, is there a party in a role whose own word on the settled
// proposal cannot be found?
#pragma once

#include "casework/test_lab.h"

namespace tsugite::casework::testing {

// Empty, or what is wrong.
inline std::string unsettled(const Charter& charter, const std::vector<Kept>& ledger, const Case& of) {
  if (!of.settled) return "";
  const auto in_case = [&](const Kept& record) { return case_of(record) == of.id && !record.home(); };
  const auto proposal = std::ranges::find_if(ledger, [&](const Kept& r) { return r.digest == *of.settled && in_case(r); });
  if (proposal == ledger.end() || !proposal->envelope.has_proposal()) return "what is settled is no proposal of the case";
  const auto& procedure = charter.procedures.at(of.procedure);
  const auto of_it = std::ranges::find_if(of.settlements, [&](const auto& one) { return one.second == *of.settled; });
  if (of_it == of.settlements.end()) return "it settles nothing that has a name";
  for (const auto& spec : procedure.fields) {
    const auto there = std::ranges::count(proposal->envelope.proposal().field(), spec.id, &v1::Field::name);
    const bool settles = spec.settles && spec.settlement == of_it->first;
    if (settles ? (spec.required && there == 0) : there != 0) return "the proposal does not hold exactly what settles";
  }
  if (of.roles.empty()) return "settled without roles";
  for (const auto& [role, party] : of.roles) {
    const bool word = std::ranges::any_of(ledger, [&, &party = party](const Kept& record) {
      const auto& e = record.envelope;
      if (!in_case(record) || !e.has_step() || e.party() != party || e.step().proposal() != of.settled->bytes()) return false;
      const auto* step = procedure.step(e.step().step());
      return step != nullptr && (step->proposes ? proposal->envelope.party() == party : step->replies);
    });
    if (!word) return party + " never gave its word on it";
    if (!of.audience.contains(party)) return party + " holds a role outside the audience";
  }
  return "";
}

inline std::string unsettled(const Charter& charter, Engine& engine) {
  for (const Case* one : engine.casework().cases("real"))
    if (auto wrong = unsettled(charter, engine.ledger(), *one); !wrong.empty()) return wrong;
  return "";
}

}  // namespace tsugite::casework::testing
