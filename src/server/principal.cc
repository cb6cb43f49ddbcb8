#include "server/principal.h"

#include <algorithm>
#include <utility>

namespace tsugite::server {

bool Principal::holds(const std::string& seat) const {
  return std::find(person.seats.begin(), person.seats.end(), seat) != person.seats.end();
}

std::optional<Principal> principal_of(const Facts& facts, const std::string& account) {
  if (account.empty()) return std::nullopt;
  for (const auto& person : facts.annex().people) {
    if (person.account != account) continue;
    const auto& classifications = facts.guard().policy().classifications;
    auto clearance = classifications.find(person.clearance);
    if (clearance == classifications.end()) return std::nullopt;
    charter::Person today = person;
    today.seats = person.seats_on(charter::day_of(facts.now()));
    return Principal{std::move(today), label::Recipient{facts.party(), account, clearance->second.rank}};
  }
  return std::nullopt;
}

label::Recipient nobody() { return label::Recipient{"", "", -1}; }

}  // namespace tsugite::server
