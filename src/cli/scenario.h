// Scenario: a story as data, that a rehearsal plays on running nodes through their HTTP interface, as people
// would.
//
// Values and a pure parser. docs/formats/scenario.md is the grammar. A scenario names nodes by party, people
// by account, cases by names of its own; times in `at` are the story's and are only shown. Texts may hold
// ${name}: what was given by
// --set, else nothing. All errors are found at once, each with "file:line". Thread-safe as values are.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace tsugite::cli {

// ---- values of fields, as an author writes them ----

struct WrittenText {
  Text text;
  std::string original;  // "ja", "en", "both"; empty: the habit of the node it is given to
};
struct WrittenPlace {
  double lat = 0, lon = 0;  // degrees, WGS 84
  Text name;
};
struct WrittenQuantity {
  double amount = 0;
  std::string unit;
};
struct WrittenPeriod {
  WallTime from, to;
};
struct WrittenArea {
  std::string code;
  Text name;
  std::string level;
};
struct WrittenRecord {  // the record of this step in that case, as the node shows it when the act is played
  std::string case_name, step;
};
// A plain word or number becomes what the field's type in the charter says: text, choice, integer, time or
// record.
using WrittenValue =
    std::variant<std::string, WrittenText, WrittenPlace, WrittenQuantity, WrittenPeriod, std::vector<WrittenArea>, WrittenRecord>;

struct WrittenField {
  std::string id;
  WrittenValue value;
  int line = 0;
};

struct WrittenLabel {
  std::string classification;
  std::vector<std::string> releasable_to, caveats;
};

// ---- actions ----

struct CommandAction {    // POST /commands
  std::string kind;       // step, draft, amend, concur, nonconcur, decide, withdraw
  std::string case_name;  // empty: opens a case of `procedure`
  std::string procedure, step, number, legal_basis, organisation;
  std::map<std::string, std::string> roles;
  std::vector<WrittenField> fields;
  std::optional<WrittenText> reason;
  std::optional<WrittenLabel> label;
};
struct JmaAction {   // POST /gateways/jma
  std::string path;  // as written: beside the scenario file
};
struct DeskAction {  // POST /desk/{record}: the item of this case, for this partner
  std::string case_name, partner, verdict;
  WrittenText reason;
};
struct LinkAction {  // POST /links/{party}
  std::string partner;
  bool enabled = true;
};
struct Expectation {  // looked at again and again until it holds or `within` has passed
  enum class What { case_, alert, desk, link, common };
  What what = What::case_;
  std::string name;  // a case's; of link and common the partner
  bool absent = false;
  std::optional<std::string> state, home_state, waits_for;
  std::optional<bool> settled, ended;
  std::vector<std::string> numbers;    // parties that have entered their own order number
  std::vector<std::string> taken;      // joint steps that were taken, and have not become void
  std::vector<std::string> may;        // acts on rounds of staffing that are open to who looks
  std::optional<std::int64_t> due_ms;  // 0: no clock runs for who looks
  std::optional<double> within;        // seconds
};
using Action = std::variant<std::monostate, CommandAction, JmaAction, DeskAction, LinkAction, Expectation>;

struct Act {
  int line = 0;
  std::string at;  // the story's time, shown as written
  Text say;
  std::string node, account, seat;
  std::string save;                    // the name later acts know the case by
  std::optional<std::string> refused;  // the code of the refusal that must come
  double wait = 0;                     // seconds after it, whatever the pace
  Action action;
};

struct Scenario {
  std::string file;
  Text title;
  std::string context;
  std::map<std::string, std::string> originals;  // party -> the language its people write in
  double patience = 20;                          // seconds an expectation is given
  std::vector<Act> acts;
};

struct ParsedScenario {
  Scenario scenario;
  std::vector<Error> errors;  // empty: it can be played
};
using Substitutions = std::map<std::string, std::string>;
ParsedScenario parse_scenario(std::string_view yaml, const std::string& file, const Substitutions& set = {});

}  // namespace tsugite::cli
