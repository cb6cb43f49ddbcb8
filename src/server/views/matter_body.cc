#include "server/views/matter_body.h"

#include <algorithm>

#include "server/conventions.h"

namespace tsugite::server {
namespace {

// A choice among bodies and nothing else.
bool names_a_body(const charter::Charter& charter, const charter::FieldSpec& spec) {
  return spec.type == charter::FieldSpec::Type::choice && !spec.choices.empty() &&
         std::all_of(spec.choices.begin(), spec.choices.end(), [&](const auto& choice) { return charter.bodies.contains(choice.first); });
}

std::set<std::string> where_taken(const charter::Charter& charter, const charter::StepSpec& step, const charter::Seat& seat) {
  std::set<std::string> out;
  for (const auto& place : step.at)
    if (charter.bodies.contains(place) && seat.bodies.contains(place)) out.insert(place);
  return out;
}

}  // namespace

std::set<std::string> bodies_before(Window& window, const casework::Case& c) {
  const auto& charter = window.charter_of(c);
  const auto* procedure = window.procedure_of(c);
  if (!procedure) return {};
  if (const auto* state = procedure->state(c.state); state && !state->at.empty()) return {state->at};
  const auto fields = standing_fields(window, c);
  for (const auto& spec : procedure->fields)
    if (auto hit = fields.find(spec.id);
        hit != fields.end() && names_a_body(charter, spec) && charter.bodies.contains(hit->second.choice()))
      return {hit->second.choice()};
  const auto seen = seen_records(window, c);
  for (auto it = seen.rbegin(); it != seen.rend(); ++it) {
    if (it->record->standing != casework::Standing::effective || !it->envelope->has_step()) continue;
    const auto* step = procedure->step(it->envelope->step().step());
    const auto* seat = charter.seat(it->envelope->seat());
    if (!step || !seat) continue;
    if (auto bodies = where_taken(charter, *step, *seat); !bodies.empty()) return bodies;
  }
  return {};
}

}  // namespace tsugite::server
