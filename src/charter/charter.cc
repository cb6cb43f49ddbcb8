#include "charter/charter.h"

#include <algorithm>

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

const Procedure* Charter::procedure(const std::string& wanted) const { return by_id(procedures, wanted); }
const Seat* Charter::seat(const std::string& wanted) const { return by_id(seats, wanted); }

std::string Charter::party_of(const std::string& wanted) const {
  const Seat* found = seat(wanted);
  const Organisation* organisation = found ? by_id(organisations, found->organisation) : nullptr;
  return organisation ? organisation->party : std::string();
}

namespace {
bool between(const std::string& from, const std::string& to, const std::string& day) {
  return day.empty() || ((from.empty() || from <= day) && (to.empty() || day <= to));
}
}  // namespace

bool Charter::stands(const Seat& one) const {
  const Organisation* organisation = by_id(organisations, one.organisation);
  return between(one.from, one.to, effective) && organisation && between(organisation->from, organisation->to, effective);
}

bool Charter::stands(const Body& one) const { return between(one.from, one.to, effective); }

const Person* Annex::person(const std::string& account) const {
  auto it = std::find_if(people.begin(), people.end(), [&](const Person& one) { return one.account == account; });
  return it == people.end() ? nullptr : &*it;
}

const ClearanceRule* Annex::rule(const std::string& procedure, const std::string& step) const {
  const auto matches = [](const std::string& pattern, const std::string& word) { return pattern == "*" || pattern == word; };
  auto it = std::find_if(clearance.begin(), clearance.end(), [&](const ClearanceRule& one) {
    return matches(one.procedure, procedure) && matches(one.step, step);
  });
  return it == clearance.end() ? nullptr : &*it;
}

}  // namespace tsugite::charter
