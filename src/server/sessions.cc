#include "server/sessions.h"

#include <sodium.h>

#include <algorithm>

#include "base/limits.h"
#include "base/sha256.h"

namespace tsugite::server {

bool same_secret(std::string_view a, std::string_view b) {
  // Hashing first makes both equally long, whatever was sent.
  const Digest x = sha256(a), y = sha256(b);
  return sodium_memcmp(x.value.data(), y.value.data(), Digest::size) == 0;
}

Sessions::Begun Sessions::begin(const std::string& account) {
  expire();
  std::vector<const Session*> own;
  const Session* oldest = nullptr;
  for (const auto& [id, session] : sessions_) {
    if (session.account == account) own.push_back(&session);
    if (!oldest || session.used < oldest->used) oldest = &session;
  }
  if (own.size() >= limits::sessions_per_account)
    end((*std::min_element(own.begin(), own.end(), [](auto* a, auto* b) { return a->used < b->used; }))->id);
  else if (sessions_.size() >= limits::sessions) end(oldest->id);
  Begun out;
  out.token = to_hex(random_.bytes(32));
  const Duration now = clock_.monotonic();
  out.session = {sha256(out.token), account, to_hex(random_.bytes(32)), now, now};
  sessions_[out.session.id] = out.session;
  return out;
}

bool Sessions::live(const Session& session) const {
  const Duration now = clock_.monotonic();
  return now.ms - session.used.ms < limits::session_idle_ms && now.ms - session.began.ms < limits::session_total_ms;
}

const Session* Sessions::use(const std::string& token) {
  if (token.size() != 64) return nullptr;
  auto hit = sessions_.find(sha256(token));
  if (hit == sessions_.end()) return nullptr;
  if (!live(hit->second)) {
    end(hit->first);
    return nullptr;
  }
  hit->second.used = clock_.monotonic();
  return &hit->second;
}

const Session* Sessions::find(const SessionId& id) const {
  auto hit = sessions_.find(id);
  return hit != sessions_.end() && live(hit->second) ? &hit->second : nullptr;
}

void Sessions::end(const SessionId& id) {
  const SessionId ended = id;  // the argument may stand in the table
  if (sessions_.erase(ended) && ended_) ended_(ended);
}

void Sessions::end_account(const std::string& account) {
  std::vector<SessionId> ids;
  for (const auto& [id, session] : sessions_)
    if (session.account == account) ids.push_back(id);
  for (const auto& id : ids) end(id);
}

void Sessions::expire() {
  std::vector<SessionId> ids;
  for (const auto& [id, session] : sessions_)
    if (!live(session)) ids.push_back(id);
  for (const auto& id : ids) end(id);
}

}  // namespace tsugite::server
