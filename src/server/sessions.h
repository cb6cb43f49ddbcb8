// Sessions of signed-in people, in memory: a restart signs everyone out.
//
// The cookie holds 32 random bytes in hex; here stands only their SHA-256, so that a core dump or a log of this table opens nothing.
// A session ends by sign-out, after session_idle_ms without a request, after session_total_ms in any case, or when the account
// is signed out everywhere. Whoever watches is told at once, so that an open stream ends with its session (attack case 24).
// One thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "world/clock.h"
#include "world/random.h"

namespace tsugite::server {

using SessionId = Digest;  // SHA-256 of the cookie's token

struct Session {
  SessionId id;
  std::string account;
  std::string csrf;
  Duration began, used;  // monotonic
};

class Sessions {
 public:
  Sessions(const world::Clock& clock, world::Random& random) : clock_(clock), random_(random) {}

  struct Begun {
    std::string token;  // for the cookie
    Session session;
  };
  // Ends the account's oldest where it has too many, the oldest of all where the table is full.
  Begun begin(const std::string& account);
  // The session behind a cookie's value, if it is live; counts as use.
  const Session* use(const std::string& token);
  // The same without counting as use.
  const Session* find(const SessionId& id) const;
  void end(const SessionId& id);
  void end_account(const std::string& account);
  void expire();
  std::size_t size() const { return sessions_.size(); }

  void on_end(std::function<void(const SessionId&)> ended) { ended_ = std::move(ended); }

 private:
  bool live(const Session& session) const;

  const world::Clock& clock_;
  world::Random& random_;
  std::map<SessionId, Session> sessions_;
  std::function<void(const SessionId&)> ended_;
};

// In a time that does not depend on where the two differ.
bool same_secret(std::string_view a, std::string_view b);

}  // namespace tsugite::server
