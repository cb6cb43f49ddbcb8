// Plays a scenario on running nodes through their HTTP interface: signs each person in, takes each act in
// order, waits where an expectation stands, and stops at the first thing that is not as the scenario says. It
// looks at a case before it acts on it, as a person does: the version of a round and the standing proposal
// are those it then sees. Blocking; not thread-safe; time, randomness and files come in.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "cli/scenario.h"
#include "cli/scenario_http.h"
#include "world/clock.h"
#include "world/disk.h"
#include "world/random.h"

namespace tsugite::cli {

struct PlayWorld {
  const world::Clock& clock;
  world::Random& random;
  const world::Disk& disk;
  std::function<void(Duration)> pause;
};

using Sessions = std::map<std::pair<std::string, std::string>, Session>;  // node, account

struct PlayOptions {
  std::map<std::string, HttpClient> nodes;       // party -> its node
  std::map<std::string, std::string> passwords;  // account -> password; "*" for all others
  Duration pace;                                 // between acts
  std::string folder;                            // where the scenario's files are
  // Who is signed in already: several scenarios in a row share it, as people stay at their consoles.
  std::shared_ptr<Sessions> sessions = std::make_shared<Sessions>();
};

// One act as it happened.
struct Played {
  const Act* act = nullptr;
  std::string did;  // "draft support/request", empty for words alone
  std::string case_id, number;
  std::string seen;  // expectation
};

class Player {
 public:
  Player(const Scenario& scenario, PlayOptions options, PlayWorld world);

  // Signs in everybody who acts. An error is a node's or a password's.
  Result<void> sign_in();
  // What the charter in force does not know: procedures, steps, fields, or values of the wrong type. Errors
  // are the file's.
  std::vector<Error> check();
  // `begin` before each act, `end` after it. The error names the act's line.
  Result<void> play(const std::function<void(const Act&)>& begin, const std::function<void(const Played&)>& end);

 private:
  using Json = boost::json::value;
  Result<Session> sign_in(const Act& act) const;
  Result<Played> take(const Act& act);
  Result<Json> perform(const Act& act, const Session& session);
  Result<Json> command(const Act& act, const CommandAction& action, const Session& session);
  Result<void> on_case(const Act& act, const CommandAction& action, const Session& session, boost::json::object& out);
  Result<void> expect(const Act& act, const Expectation& expected, const Session& session, Played& out);
  Result<Json> desk(const Act& act, const DeskAction& action, const Session& session);
  Result<Json> wait_for_case(const Act& act, const Session& session, const std::string& id);
  // Asks again until `ask` is content or the time has passed; what it last said.
  bool until(double seconds, const std::function<bool()>& ask);
  const Session& session_of(const Act& act) const;
  std::string query(const Act& act) const;
  std::string seat_of(const Act& act) const;
  // The type of a field of a procedure in a node's charter; empty if it has none such.
  std::string field_type(const std::string& node, const std::string& procedure, const std::string& field) const;
  std::string procedure_of(const CommandAction& action) const;
  // Without a session, as before the first act, records of other cases are left out.
  Result<boost::json::array> fields(const Act& act, const CommandAction& action, const Session* session);
  Result<std::string> record_of(const Act& act, const WrittenRecord& record, const Session& session);
  void check_command(const Act& act, const CommandAction& action, std::vector<Error>& out);
  Error error_at(const Act& act, Error error) const;

  const Scenario& scenario_;
  PlayOptions options_;
  PlayWorld world_;
  std::map<std::string, Json> charters_;           // by node
  std::map<std::string, std::string> cases_;       // name -> id
  std::map<std::string, std::string> procedures_;  // name of a case -> procedure
};

}  // namespace tsugite::cli
