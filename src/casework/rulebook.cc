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

using BodyDays = std::vector<std::pair<std::string_view, charter::Days>>;

BodyDays bodies_of(const charter::Charter& charter, const charter::StepSpec& step) {
  BodyDays out;
  for (const auto& place : step.at)
    if (const auto body = charter.bodies.find(place); body != charter.bodies.end())
      out.emplace_back(place, charter::days_between(body->second.from, body->second.to));
  return out;
}

// Adds when the seat may take the step: as one of an organisation named, or while a body stands that it sits in.
void add_when(const BodyDays& bodies, const SeatRule& seat, const charter::StepSpec& step, std::vector<charter::Days>& out) {
  if (!step.levels.empty() && std::ranges::find(step.levels, seat.spec->level) == step.levels.end()) return;
  if (step.at.empty() || std::ranges::find(step.at, seat.spec->organisation) != step.at.end()) return out.push_back(seat.days);
  const auto begin = static_cast<std::ptrdiff_t>(out.size());
  for (const auto& [body, stands] : bodies) {
    if (!seat.spec->bodies.contains(std::string(body))) continue;
    const auto days = charter::common(seat.days, stands);
    if (!days.empty() && std::find(out.begin() + begin, out.end(), days) == out.end()) out.push_back(days);
  }
}

int number_of(const std::vector<std::string>& all, const std::optional<std::string>& one) {
  const auto it = one ? std::ranges::find(all, *one) : all.end();
  return it == all.end() ? -1 : static_cast<int>(it - all.begin());
}

}  // namespace

const StepRule* ProcedureRule::step(std::string_view id) const { return find_or<const StepRule*>(step_of, id, nullptr); }

const std::string& ProcedureRule::state_id(int state) const {
  const auto* spec_of = states[static_cast<std::size_t>(state)];
  return spec_of == nullptr ? start : spec_of->id;
}

bool ProcedureRule::ended(int state) const {
  const auto* spec_of = states[static_cast<std::size_t>(state)];
  return spec_of != nullptr && spec_of->ends();
}

bool StepRule::may(std::uint32_t seat, charter::Day day) const {
  return std::any_of(days.begin() + seats[seat], days.begin() + seats[seat + 1],
                     [day](const charter::Days& one) { return one.holds(day); });
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
    seats_.push_back({static_cast<std::uint32_t>(seats_.size()), of, &seat, charter_->days_of(seat)});
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
  for (const auto& [settlement, state] : spec.settled_states) rule.settlements.push_back(settlement);

  rule.steps.reserve(spec.steps.size());
  for (const auto& step : spec.steps) {
    StepRule one;
    one.spec = &step;
    one.procedure = &rule;
    compile(one);
    rule.steps.push_back(std::move(one));
  }
  for (const auto& step : rule.steps) rule.step_of.emplace(step.spec->id, &step);
  link(rule);
}

void Rulebook::compile(StepRule& one) const {
  const auto& rule = *one.procedure;
  const auto& step = *one.spec;
  one.from.assign(rule.states.size(), false);
  for (const auto& state : step.from)
    if (int n = find_or(rule.state_of, state, -1); n >= 0) one.from[static_cast<std::size_t>(n)] = true;
  if (!step.to.empty()) one.to = find_or(rule.state_of, step.to, -1);
  // An unknown role is nobody's: it must not read as "any".
  one.by = step.by == "any" ? -1 : find_or(rule.role_of, step.by, 0xffff);
  one.settles = number_of(rule.settlements, rule.spec->settled_by(step.to));
  one.settlement = number_of(rule.settlements, rule.spec->settlement_of(step));
  for (const auto& name : step.fields)
    if (const auto* field = rule.spec->field(name)) one.fields.push_back(field);
  one.seats.reserve(seats_.size() + 1);
  const auto bodies = bodies_of(*charter_, step);
  for (const auto& seat : seats_) {
    one.seats.push_back(static_cast<std::uint32_t>(one.days.size()));
    add_when(bodies, seat, step, one.days);
  }
  one.seats.push_back(static_cast<std::uint32_t>(one.days.size()));
  if (const auto body = charter_->bodies.find(step.refers); body != charter_->bodies.end())
    one.refers_on = charter::days_between(body->second.from, body->second.to);
}

// What steps ask of others, once all of them are there.
void Rulebook::link(ProcedureRule& rule) const {
  const auto note = [&](StepRule& step, const charter::FieldSpec* field) {
    if (std::ranges::find(step.noted, field) == step.noted.end()) step.noted.push_back(field);
  };
  for (auto& step : rule.steps)
    for (const auto& need : step.spec->needs) {
      const auto said = std::ranges::find(rule.steps, need.step, [](const StepRule& one) { return one.spec->id; });
      const auto* field = rule.spec->field(need.field);
      if (said == rule.steps.end() || field == nullptr) continue;
      note(*said, field);
      for (const auto& value : need.values)
        step.needs.push_back({&*said, field, choice_of(*field, value), need.party.empty() ? no_party : party(need.party)});
    }
  for (const auto& clock : rule.spec->clocks) {
    const auto* field = rule.spec->field(clock.until);
    if (field == nullptr) continue;
    if (field->settles) rule.noted.push_back(field);
    else
      for (auto& step : rule.steps) note(step, field);
  }
}

std::int64_t choice_of(const charter::FieldSpec& field, std::string_view choice) {
  const auto it = std::ranges::find(field.choices, choice, &std::pair<std::string, Text>::first);
  return it == field.choices.end() ? -1 : it - field.choices.begin();
}

const ProcedureRule* Rulebook::procedure(std::string_view id) const { return find_or<const ProcedureRule*>(procedure_of_, id, nullptr); }

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
