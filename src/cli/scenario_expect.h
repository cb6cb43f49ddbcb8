// Does what a node answered meet an expectation, and what was seen, in words for the person whose rehearsal
// stopped. Pure.
#pragma once

#include <boost/json.hpp>
#include <string>

#include "cli/scenario.h"

namespace tsugite::cli {

struct Seen {
  bool holds = false;
  std::string what;  // "state=requested settled=false"
};

// An element of a lane of a case: has this record effect, or is it a remark? A void one does not count.
bool stands(const boost::json::value& item);
// `answer` is GET /cases/{id}, or the refusal (a case that is not there is 404 "absent").
Seen look_at_case(const Expectation& expected, const Result<boost::json::value>& answer);
// GET /alerts and GET /desk: is the case with this id among them?
Seen look_for_alert(const Expectation& expected, const std::string& case_id, const boost::json::value& answer);
Seen look_at_desk(const Expectation& expected, const std::string& case_id, const boost::json::value& answer);
// GET /links of one node.
Seen look_at_link(const Expectation& expected, const boost::json::value& answer);
// GET /links of both nodes, each about the other: nothing waits in the context and both name the same digest.
Seen look_for_common(const std::string& here, const std::string& there, const std::string& context, const boost::json::value& answer_here,
                     const boost::json::value& answer_there);

}  // namespace tsugite::cli
