#include "server/call.h"

#include <utility>

#include "server/views/me_view.h"

namespace tsugite::server {

Result<std::string> Call::known_context(const std::string& context) const {
  if (knows_context(facts().annex(), context)) return context;
  return fail("request.context", "context", "this node knows no such context", "このノードにそのような実任務・演習の区分はありません");
}

Result<std::string> Call::context() const {
  const std::string asked = target_.parameter("context");
  return known_context(asked.empty() ? facts().annex().default_context : asked);
}

Result<casework::Actor> Call::actor(const std::string& asked) const {
  const auto& person = principal_->person;
  const std::string seat = asked.empty() && !person.seats.empty() ? person.seats.front() : asked;
  if (!principal_->holds(seat)) return fail("request.forbidden-seat", "seat", "this is none of your seats", "この配置に就いていません");
  return casework::Actor{person.account, seat};
}

// Who has no seat, e.g. an administrator, may still look; nothing waits for such a reader.
Result<casework::Actor> Call::actor() const {
  const std::string asked = target_.parameter("seat");
  if (asked.empty() && principal_->person.seats.empty()) return casework::Actor{principal_->person.account, ""};
  return actor(asked);
}

Error Call::not_there() { return {"request.not-found", "", {"該当するものがありません", "there is no such thing here"}}; }

void Call::send(int status, label::Released<std::string> body, std::string content_type) {
  if (!done_) return;
  services_.metrics.request(route_, status);
  Reply reply{status, std::move(body), std::move(content_type), std::move(headers_), std::nullopt, head_};
  if (session_) reply.session = session_->id;
  auto done = std::exchange(done_, nullptr);
  done(std::move(reply));
}

void Call::answer(const Window& window, const boost::json::value& page, int status) {
  send(status, window.answer(page), "application/json");
}

void Call::answer(const Window& window, std::string text, std::string content_type) {
  send(200, window.text(std::move(text)), std::move(content_type));
}

void Call::plain(int status, std::string body, std::string content_type) {
  const label::Recipient reader = principal_ ? principal_->reader : nobody();
  send(status, facts().guard().unlabelled(std::move(body), reader), std::move(content_type));
}

void Call::refuse(const Error& error) { plain(status_of(error), error_json(error), "application/json"); }

void Call::refuse(const Error& error, std::int64_t retry_after_seconds) {
  add_header("Retry-After", std::to_string(retry_after_seconds));
  services_.metrics.rate_refused();
  refuse(error);
}

void Call::later(const std::function<void()>& work) {
  if (!served()) return;
  const auto* session = session_ ? services_.sessions.find(session_->id) : nullptr;
  principal_ = session ? principal_of(facts(), session->account) : std::nullopt;
  if (principal_) return work();
  session_.reset();
  refuse({"session.none", "", {"サインインが終了しています。もう一度サインインしてください", "the session has ended; sign in again"}});
}

void Call::speak_for(std::optional<Session> session) {
  session_ = std::move(session);
  principal_ = session_ ? principal_of(facts(), session_->account) : std::nullopt;
  if (!principal_) session_.reset();
}

}  // namespace tsugite::server
