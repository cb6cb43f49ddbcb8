// Sign-in, sign-out, and who is signed in.
#include "server/handlers/handlers.h"
#include "server/json_read.h"
#include "server/views/me_view.h"

namespace tsugite::server {
namespace {

std::string cookie(const Services& services, const std::string& token, bool gone) {
  std::string out = services.cookie_name + "=" + token + "; Path=/; HttpOnly; SameSite=Strict";
  if (services.tls) out += "; Secure";
  if (gone) out += "; Max-Age=0";
  return out;
}

Error wrong() { return {"session.wrong", "", {"アカウント又はパスワードが違います", "the account or the password is wrong"}}; }

void answer_me(const std::shared_ptr<Call>& call, int status) {
  auto window = call->window();
  call->answer(window, me_view(window, call->session()->csrf, call->backend().software(), call->backend().clock().now()), status);
}

void signed_in(const std::shared_ptr<Call>& call, const std::string& account, const std::string& rate_key, bool fits) {
  if (!call->served()) return;
  auto& services = call->services();
  // A hash without a person opens nothing, and says no more than a wrong password does.
  if (!fits || !principal_of(call->facts(), account)) {
    services.metrics.sign_in_failed();
    return call->refuse(wrong());
  }
  services.sign_ins_by_account.forgive(rate_key);
  // A session that the browser already had ends: a token set before sign-in must not become a signed-in one.
  if (const auto* before = services.sessions.use(cookie_value(call->request().cookie, services.cookie_name)))
    services.sessions.end(before->id);
  auto begun = services.sessions.begin(account);
  call->add_header("Set-Cookie", cookie(services, begun.token, false));
  call->speak_for(begun.session);
  answer_me(call, 200);
}

}  // namespace

void handle_sign_in(const std::shared_ptr<Call>& call) {
  auto& services = call->services();
  Body body(call->body());
  const std::string account = body.string("account", true);
  const std::string password = body.string("password", true, limits::password_bytes);
  body.nothing_else();
  if (!body.good()) return call->refuse(body.error());

  const Duration now = call->backend().clock().monotonic();
  const std::string key = call->request().peer + " " + account;
  const auto wait = std::max(services.sign_ins_by_address.take(call->request().peer, now), services.sign_ins_by_account.take(key, now));
  if (wait > 0)
    return call->refuse(
        {"rate.sign-in",
         "",
         {"サインインの試行が多すぎます。しばらく待ってからやり直してください", "too many attempts to sign in; wait before the next"}},
        wait);
  const bool taken = services.passwords.check(services.accounts.hash_of(account), password,
                                              [call, account, key](bool fits) { signed_in(call, account, key, fits); });
  if (!taken)
    call->refuse({"server.sign-ins-waiting",
                  "",
                  {"サインインが集中しています。数秒後にやり直してください", "many people are signing in; try again in a few seconds"}},
                 5);
}

void handle_me(const std::shared_ptr<Call>& call) { answer_me(call, 200); }

void handle_sign_out(const std::shared_ptr<Call>& call) {
  auto& services = call->services();
  services.sessions.end(call->session()->id);
  call->speak_for(std::nullopt);
  call->add_header("Set-Cookie", cookie(services, "", true));
  call->plain(204, "", "");
}

}  // namespace tsugite::server
