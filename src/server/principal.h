// Principal: the signed-in person as the guard and the procedures know him or her. Made anew for each request out of the annex,
// so that whoever leaves it, or whose clearance falls, is another reader from that moment (attack case 24).
#pragma once

#include <optional>
#include <string>

#include "server/facts.h"

namespace tsugite::server {

struct Principal {
  charter::Person person;  // with the seats of today
  label::Recipient reader;

  bool holds(const std::string& seat) const;
};

// Nobody, if the annex does not know the account or the marking policy not the clearance.
std::optional<Principal> principal_of(const Facts& facts, const std::string& account);

// Whoever is not signed in. Nothing that bears a label can be released to it.
label::Recipient nobody();

}  // namespace tsugite::server
