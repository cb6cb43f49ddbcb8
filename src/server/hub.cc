#include "server/hub.h"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include "base/limits.h"

namespace tsugite::server {
namespace json = boost::json;

const char* topic_id(core::Topic topic) {
  switch (topic) {
    case core::Topic::cases: return "cases";
    case core::Topic::alerts: return "alerts";
    case core::Topic::links: return "links";
    case core::Topic::desk: return "desk";
  }
  return "";
}

Hub::Id Hub::join(Client client) {
  if (clients_.size() >= limits::stream_clients) return 0;
  const Id id = next_++;
  clients_[id] = std::make_shared<State>(State{std::move(client), false, {}, 0});
  return id;
}

void Hub::send(State& state, const std::set<core::Topic>& topics, const label::Guard& guard, WallTime now) {
  json::array names;
  for (auto topic : topics) names.emplace_back(topic_id(topic));
  state.busy = true;
  state.merged = 0;
  state.waiting.clear();
  // That something changed, never what: no record stands behind these words.
  state.client.send(guard.unlabelled(json::serialize(json::value{{"type", "changed"}, {"topics", std::move(names)}, {"at_ms", now.ms}}),
                                     state.client.reader));
}

void Hub::written(Id id, const label::Guard& guard, WallTime now) {
  auto hit = clients_.find(id);
  if (hit == clients_.end()) return;
  auto state = hit->second;
  state->busy = false;
  if (!state->waiting.empty()) send(*state, std::set(state->waiting), guard, now);
}

namespace {

bool concerns(const core::Change& change, const Hub::Client& client, const label::Guard& guard) {
  if (change.topic == core::Topic::desk && !client.desk) return false;
  if (!change.label || (change.topic == core::Topic::links && client.figures)) return true;
  return guard.judge_view(*change.label, client.reader).released();
}

}  // namespace

void Hub::changed(const core::Changes& changes, const label::Guard& guard, WallTime now) {
  const auto clients = clients_;  // a send may close, and so leave
  for (const auto& [id, state] : clients) {
    std::set<core::Topic> told;
    for (const auto& change : changes)
      if (concerns(change, state->client, guard)) told.insert(change.topic);
    if (told.empty() || !clients_.contains(id)) continue;
    if (!state->busy) {
      send(*state, told, guard, now);
      continue;
    }
    state->waiting.insert(told.begin(), told.end());
    if (++state->merged <= limits::stream_backlog) continue;
    ++dropped_;
    clients_.erase(id);
    state->client.close(stream_close::too_slow, "stream.slow");
  }
}

void Hub::end_session(const SessionId& session) {
  const auto clients = clients_;
  for (const auto& [id, state] : clients) {
    if (state->client.session != session) continue;
    clients_.erase(id);
    state->client.close(stream_close::session_ended, "session.ended");
  }
}

void Hub::close_all(const std::string& reason) {
  const auto clients = std::exchange(clients_, {});
  for (const auto& [id, state] : clients) state->client.close(stream_close::going_away, reason);
}

}  // namespace tsugite::server
