// Hub: who is told of changes. One client per open stream, told of what its reader may read and of nothing else, not even that there was
// something: when a message comes is a message too. A case that leaves a reader's sight through a record that he or she may not read
// is found gone at the next look.
// While a client's last message is still on its way, changes merge
// into one waiting set, so a slow reader costs a few bytes and always reads the newest state; one that merges more than
// limits::stream_backlog changes is dropped by name. A stream ends with its session. Pure but for the callbacks; one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>

#include "server/principal.h"
#include "server/sessions.h"

namespace tsugite::server {

class Hub {
 public:
  using Message = label::Released<std::string>;
  struct Client {
    SessionId session;
    label::Recipient reader;
    bool desk = false;     // has release authority: is told of the desk
    bool figures = false;  // an administrator: is told of the links whatever goes over them
    // Sends one message and calls Hub::written() when it is on its way.
    std::function<void(Message)> send;
    // Closes with a WebSocket code and a reason, and calls Hub::leave().
    std::function<void(std::uint16_t code, const std::string& reason)> close;
  };
  using Id = std::uint64_t;

  // 0: too many streams are open.
  Id join(Client client);
  void leave(Id id) { clients_.erase(id); }
  void written(Id id, const label::Guard& guard, WallTime now);
  void changed(const core::Changes& changes, const label::Guard& guard, WallTime now);
  void end_session(const SessionId& session);
  void close_all(const std::string& reason);

  std::size_t size() const { return clients_.size(); }
  std::uint64_t dropped() const { return dropped_; }

 private:
  struct State {
    Client client;
    bool busy = false;
    std::set<core::Topic> waiting;
    std::size_t merged = 0;
  };
  void send(State& state, const std::set<core::Topic>& topics, const label::Guard& guard, WallTime now);

  std::map<Id, std::shared_ptr<State>> clients_;
  Id next_ = 1;
  std::uint64_t dropped_ = 0;
};

const char* topic_id(core::Topic topic);

// Close codes of the stream (4000-4999 are an application's own).
namespace stream_close {
inline constexpr std::uint16_t going_away = 1001;
inline constexpr std::uint16_t too_slow = 4008;
inline constexpr std::uint16_t session_ended = 4401;
inline constexpr std::uint16_t says_nothing = 4400;  // the client sent data; this stream only tells
}  // namespace stream_close

}  // namespace tsugite::server
