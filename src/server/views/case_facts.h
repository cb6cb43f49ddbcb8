// What the views of a case have in common, worked out of what its reader may see: its fields as they stand, its title, its state
// in words, whose turn it is. Takes a Window, so that nothing is worked out of what the reader may not see.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "server/window.h"

namespace tsugite::server {

// A record of the case that may be shown, with how it stands.
struct Seen {
  const casework::CaseRecord* record = nullptr;
  const v1::Envelope* envelope = nullptr;
};
std::vector<Seen> seen_records(Window& window, const casework::Case& c);

bool is_void(casework::Standing standing);
const char* standing_id(casework::Standing standing);

// The fields as they stand: those of the standing proposal, then of effective steps and remarks (the later one wins). While nothing
// joint stands, those of home steps, drafts and withheld records; never both, so that a joint case is headed and placed by what is joint.
using StandingFields = std::map<std::string, v1::Field>;
StandingFields standing_fields(Window& window, const casework::Case& c);

struct Heading {
  Text title;
  std::string original;  // of a field that says it
};
// By the first title field that is filled; else by the situation that was determined; else by procedure and number.
Heading heading_of(Window& window, const casework::Case& c, const StandingFields& fields);
// Where it is about: the first place, in the order of its procedure. None: nullptr.
const v1::Field* place_of(const charter::Procedure* procedure, const StandingFields& fields);
// The joint record that opened it: what another case names to speak of this one. None while it is at home.
std::optional<Digest> opened_with(Window& window, const casework::Case& c);
// The partners that hold, or will get by themselves, something of the case, as far as this reader sees it.
std::set<std::string> held_by(Window& window, const casework::Case& c);

// The step as the case's charter declares it, or nullptr.
const charter::StepSpec* step_of(const charter::Procedure* procedure, const std::string& step);

struct Standpoint {
  std::string id;
  Text name;
  std::string kind;
};
Standpoint state_of(const charter::Procedure* procedure, const std::string& state);
// The joint state, or the home state while nothing joint stands.
Standpoint shown_state(const Window& window, const casework::Case& c);

// The party whose turn it is; of a state that waits for each, ours while ours is open. None: nobody's.
std::optional<std::string> waits_for(Window& window, const casework::Case& c);

// The newest record that may be shown, our time.
std::int64_t updated_ms(Window& window, const casework::Case& c);

}  // namespace tsugite::server
