// What the loader derives once every file is read, so that each list stands in one place and points both ways.
#include <algorithm>
#include <functional>
#include <set>

#include "charter/parts.h"

namespace tsugite::charter {
namespace {

template <class Map>
void offer(FieldSpec& field, const std::string& list, const Map& all) {
  if (field.choices_from != list) return;
  for (const auto& [id, one] : all) field.choices.emplace_back(id, one.name);
}

// The strictest first: what is chosen in haste is then the safe one.
void offer_markings(FieldSpec& field, const label::Policy& policy) {
  std::vector<const label::Caveat*> of_group;
  for (const auto& [id, one] : policy.caveats)
    if (one.group == field.marks) of_group.push_back(&one);
  std::ranges::stable_sort(of_group, std::greater<>{}, &label::Caveat::rank);
  for (const auto* one : of_group) field.choices.emplace_back(one->id, one->name);
}

void fill_procedure(Procedure& procedure, const Charter& charter) {
  for (auto& field : procedure.fields) {
    offer(field, "situations", charter.situations);
    offer(field, "bodies", charter.bodies);
    offer(field, "organisations", charter.organisations);
    offer(field, "third-parties", charter.third_parties);
    offer(field, "programmes", charter.programmes);
    offer(field, "own-seats", charter.seats);
    if (!field.marks.empty()) offer_markings(field, charter.marking);
  }
  for (auto& step : procedure.steps)
    for (auto& [party, bases] : step.legal_bases)
      for (auto& [id, name] : bases)
        if (auto it = charter.foundations.find(id); it != charter.foundations.end() && name == Text{}) name = it->second.name;
}

}  // namespace

const std::vector<std::string>& choice_lists() {
  static const std::vector<std::string> lists{"situations", "bodies", "organisations", "third-parties", "programmes", "own-seats"};
  return lists;
}

void fill_in(Charter& charter) {
  for (auto& [id, procedure] : charter.procedures) {
    fill_procedure(procedure, charter);
    for (const auto& measure : procedure.carries)
      if (auto it = charter.measures.find(measure); it != charter.measures.end()) it->second.procedures.push_back(id);
  }
  for (const auto& [id, measure] : charter.measures)
    for (const auto& situation : measure.situations)
      if (auto it = charter.situations.find(situation); it != charter.situations.end()) it->second.measures.push_back(id);
  for (const auto& [id, body] : charter.bodies)
    if (auto it = charter.mechanisms.find(body.mechanism); it != charter.mechanisms.end()) it->second.bodies.push_back(id);
}

}  // namespace tsugite::charter
