// Item: one record in a lane of a case page, and the lanes. Ours is what never leaves: staffing, home steps, desk decisions. Joint is
// what all parties hold and what moves or settles the case, whoever said it, and our own remarks. Theirs is the partners' word:
// their official replies and remarks; a partner's official reply stands in both.
#pragma once

#include <boost/json/object.hpp>

#include "server/views/case_facts.h"

namespace tsugite::server {

struct Lanes {
  boost::json::array ours, joint, theirs;
};

Lanes lanes_of(Window& window, const casework::Case& c);

// "ours", "joint" or "theirs" where one must do: a partner's record is theirs.
const char* lane_of(const Window& window, const Seen& seen);
// What the record did, in words.
Text act_name(Window& window, const casework::Case& c, const Seen& seen);
// Not every record is an item: a proposal is shown with the step that proposes it.
bool is_item(const v1::Envelope& envelope);

boost::json::object item_view(Window& window, const casework::Case& c, const Seen& seen);
boost::json::array delivery_view(const Window& window, const Digest& record, const v1::Envelope& envelope);
boost::json::object label_view(const label::Policy& policy, const v1::Label& label);

const char* act_id(v1::Staffing::Act act);

}  // namespace tsugite::server
