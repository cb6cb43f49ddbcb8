#include "casework/rulebook.h"

#include <algorithm>

namespace tsugite::casework {
namespace {

const std::string start = "start";

template <class T>
T find_or(const ByName<T>& map, std::string_view name, T otherwise) {
  auto it = map.find(name);
  return it == map.end() ? otherwise : it->second;
}

bool seat_may(const charter::Seat& seat, const charter::StepSpec& step) {
  if (!step.levels.empty() && std::ranges::find(step.levels, seat.level) == step.levels.end()) return false;
  if (step.at.empty()) return true;
  return std::ranges::any_of(
      step.at, [&](const std::string& place) { return place == seat.organisation || seat.bodies.contains(place); });
}

}  // namespace

const StepRule* ProcedureRule::step(std::string_view id) const { return find_or<const StepRule*>(step_of, id, nullptr); }

const std::string& ProcedureRule::state_id(int state) const {
  const auto* spec_of = states[static_cast<std::size_t>(state)];
  return spec_of == nullptr ? start : spec_of->id;
}

bool ProcedureRule::ended(int state) const {
  const auto* spec_of = states[static_cast<std::size_t>(state)];
  return spec_of != nullptr && spec_of->kind == charter::State::Kind::end;
}

Rulebook::Rulebook(std::shared_ptr<const charter::Charter> charter) : charter_(std::move(charter)) {
  for (const auto& id : charter_->party_order)
    if (party_ids_.size() < most_parties && charter_->parties.contains(id)) party_ids_.push_back(id);
  for (std::size_t i = 0; i < party_ids_.size(); ++i) party_of_.emplace(party_ids_[i], static_cast<std::uint8_t>(i));

  seats_.reserve(charter_->seats.size());
  for (const auto& [id, seat] : charter_->seats) {
    auto organisation = charter_->organisations.find(seat.organisation);
    const auto of = organisation == charter_->organisations.end() ? no_party : party(organisation->second.party);
    seat_of_.emplace(id, static_cast<std::uint32_t>(seats_.size()));
    seats_.push_back({static_cast<std::uint32_t>(seats_.size()), of, &seat});
  }
  for (const auto& [id, spec] : charter_->procedures) {
    auto rule = std::make_unique<ProcedureRule>();
    compile(*rule, spec);
    procedure_of_.emplace(id, rule.get());
    procedures_.push_back(std::move(rule));
  }
}

void Rulebook::compile(ProcedureRule& rule, const charter::Procedure& spec) {
  rule.spec = &spec;
  rule.charter = charter_.get();
  rule.states.push_back(nullptr);
  rule.state_of.emplace(start, 0);
  for (const auto& state : spec.states) {
    if (state.id == start) {
      rule.states[0] = &state;
      continue;
    }
    rule.state_of.emplace(state.id, static_cast<int>(rule.states.size()));
    rule.states.push_back(&state);
  }
  for (std::size_t i = 0; i < spec.roles.size(); ++i) rule.role_of.emplace(spec.roles[i].id, static_cast<int>(i));
  rule.settling = std::ranges::any_of(spec.fields, &charter::FieldSpec::settles);
  if (!spec.settled_state.empty()) rule.settled_state = find_or(rule.state_of, spec.settled_state, -1);

  rule.steps.reserve(spec.steps.size());
  for (const auto& step : spec.steps) {
    StepRule one;
    one.spec = &step;
    one.procedure = &rule;
    one.from.assign(rule.states.size(), false);
    for (const auto& state : step.from)
      if (int n = find_or(rule.state_of, state, -1); n >= 0) one.from[static_cast<std::size_t>(n)] = true;
    if (!step.to.empty()) one.to = find_or(rule.state_of, step.to, -1);
    // An unknown role is nobody's: it must not read as "any".
    one.by = step.by == "any" ? -1 : find_or(rule.role_of, step.by, 0xffff);
    one.settles = one.to >= 0 && one.to == rule.settled_state;
    one.seats.reserve(seats_.size());
    for (const auto& seat : seats_) one.seats.push_back(seat_may(*seat.spec, step));
    rule.steps.push_back(std::move(one));
  }
  for (const auto& step : rule.steps) rule.step_of.emplace(step.spec->id, &step);
}

const ProcedureRule* Rulebook::procedure(std::string_view id) const {
  return find_or<const ProcedureRule*>(procedure_of_, id, nullptr);
}

const SeatRule* Rulebook::seat(std::string_view id) const {
  auto it = seat_of_.find(id);
  return it == seat_of_.end() ? nullptr : &seats_[it->second];
}

std::uint8_t Rulebook::party(std::string_view id) const {
  // Of few, looking is faster than hashing.
  if (party_ids_.size() > 8) return find_or<std::uint8_t>(party_of_, id, no_party);
  for (std::size_t i = 0; i < party_ids_.size(); ++i)
    if (party_ids_[i] == id) return static_cast<std::uint8_t>(i);
  return no_party;
}

}  // namespace tsugite::casework
