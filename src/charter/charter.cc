#include "charter/charter.h"

#include <algorithm>
#include <iterator>

namespace tsugite::charter {
namespace {

template <class T>
const T* by_id(const std::vector<T>& all, const std::string& id) {
  auto it = std::find_if(all.begin(), all.end(), [&](const T& one) { return one.id == id; });
  return it == all.end() ? nullptr : &*it;
}

template <class T>
const T* by_id(const std::map<std::string, T>& all, const std::string& id) {
  auto it = all.find(id);
  return it == all.end() ? nullptr : &it->second;
}

}  // namespace

const StepSpec* Procedure::step(const std::string& wanted) const { return by_id(steps, wanted); }
const State* Procedure::state(const std::string& wanted) const { return by_id(states, wanted); }
const FieldSpec* Procedure::field(const std::string& wanted) const { return by_id(fields, wanted); }

std::optional<std::string> Procedure::settlement_of(const StepSpec& of) const {
  if (of.replies) return settled_by(of.to);
  std::optional<std::string> out;
  if (!of.proposes) return out;
  for (const auto& name : of.fields) {
    const FieldSpec* one = field(name);
    if (!one || !one->settles) continue;
    if (out && *out != one->settlement) return std::nullopt;
    out = one->settlement;
  }
  return out;
}

std::optional<std::string> Procedure::settled_by(const std::string& wanted) const {
  for (const auto& [settlement, of] : settled_states)
    if (of == wanted && !wanted.empty()) return settlement;
  return std::nullopt;
}

bool Procedure::all_home() const {
  return std::all_of(steps.begin(), steps.end(), [](const StepSpec& one) { return one.home; });
}

const Procedure* Charter::procedure(const std::string& wanted) const { return by_id(procedures, wanted); }
const Seat* Charter::seat(const std::string& wanted) const { return by_id(seats, wanted); }

std::string Charter::party_of(const std::string& wanted) const {
  const Seat* found = seat(wanted);
  const Organisation* organisation = found ? by_id(organisations, found->organisation) : nullptr;
  return organisation ? organisation->party : std::string();
}

Days Charter::days_of(const Seat& one) const {
  const Organisation* organisation = by_id(organisations, one.organisation);
  const Days own = days_between(one.from, one.to);
  return organisation ? common(own, days_between(organisation->from, organisation->to)) : own;
}

bool Charter::stands(const Seat& one) const {
  if (!by_id(organisations, one.organisation)) return false;
  return effective.empty() || days_of(one).holds(days_between(effective, "").first);
}

bool Charter::stands(const Body& one) const {
  return effective.empty() || days_between(one.from, one.to).holds(days_between(effective, "").first);
}

bool Person::holds(const std::string& seat, Day day) const {
  if (std::find(seats.begin(), seats.end(), seat) == seats.end()) return false;
  const auto term = terms.find(seat);
  return term == terms.end() || term->second.holds(day);
}

std::vector<std::string> Person::seats_on(Day day) const {
  std::vector<std::string> out;
  std::copy_if(seats.begin(), seats.end(), std::back_inserter(out), [&](const std::string& seat) { return holds(seat, day); });
  return out;
}

bool Delegation::covers(const std::string& wanted, const std::string& step) const {
  return (procedure == "*" || procedure == wanted) && (steps.empty() || std::find(steps.begin(), steps.end(), step) != steps.end());
}

bool Annex::absent(const std::string& seat, Day day) const {
  return std::any_of(absences.begin(), absences.end(), [&](const Absence& one) { return one.seat == seat && one.days.holds(day); }) ||
         std::none_of(people.begin(), people.end(), [&](const Person& one) { return one.holds(seat, day); });
}

const Person* Annex::person(const std::string& account) const {
  auto it = std::find_if(people.begin(), people.end(), [&](const Person& one) { return one.account == account; });
  return it == people.end() ? nullptr : &*it;
}

const ClearanceRule* Annex::rule(const std::string& procedure, const std::string& step) const {
  const auto matches = [](const std::string& pattern, const std::string& word) { return pattern == "*" || pattern == word; };
  auto it = std::find_if(clearance.begin(), clearance.end(),
                         [&](const ClearanceRule& one) { return matches(one.procedure, procedure) && matches(one.step, step); });
  return it == clearance.end() ? nullptr : &*it;
}

}  // namespace tsugite::charter
