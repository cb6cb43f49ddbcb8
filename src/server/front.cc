#include "server/front.h"

#include <algorithm>
#include <cctype>

#include "base/limits.h"
#include "server/json_read.h"

namespace tsugite::server {
namespace {

// A person clicks, a console opens with some dozens of requests, a script asks each second. Sign-in: a typing error or two, not a search.
constexpr Rates::Rule request_rule{400, 100};
constexpr Rates::Rule sign_in_account_rule{6, 1.0 / 15};
constexpr Rates::Rule sign_in_address_rule{60, 1};

bool is_safe(const std::string& method) { return method == "GET" || method == "HEAD"; }

Error no_session() { return {"session.none", "", {"サインインしてください", "sign in first"}}; }

bool has_type(const std::string& header, std::initializer_list<std::string_view> types) {
  std::string bare = header.substr(0, header.find(';'));
  while (!bare.empty() && bare.back() == ' ') bare.pop_back();
  std::transform(bare.begin(), bare.end(), bare.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::find(types.begin(), types.end(), bare) != types.end();
}

}  // namespace

std::string cookie_name(const std::string& party, bool tls) {
  std::string out = tls ? "__Host-tsugite_session_" : "tsugite_session_";
  for (unsigned char c : party) out += std::isalnum(c) ? static_cast<char>(std::tolower(c)) : '_';
  return out;
}

Front::Front(Backend& backend, Settings settings, Accounts accounts, PasswordCheck& passwords)
    : backend_(backend), settings_(std::move(settings)), accounts_(std::move(accounts)), sessions_(backend.clock(), backend.random()),
      requests_(request_rule, limits::rate_keys), sign_ins_by_account_(sign_in_account_rule, limits::rate_keys),
      sign_ins_by_address_(sign_in_address_rule, limits::rate_keys), services_{
                                                                         backend,
                                                                         sessions_,
                                                                         accounts_,
                                                                         passwords,
                                                                         metrics_,
                                                                         sign_ins_by_account_,
                                                                         sign_ins_by_address_,
                                                                         [this] {
                                                                           return Metrics::Now{sessions_.size(), connections_, hub_.size()};
                                                                         },
                                                                         cookie_name(backend.facts().party(), settings_.doors.tls),
                                                                         settings_.doors.tls,
                                                                         settings_.openapi,
                                                                         std::make_shared<const bool>(true)} {
  sessions_.on_end([this](const SessionId& id) { hub_.end_session(id); });
  backend_.subscribe([this](const core::Changes& changes) {
    const auto before = hub_.dropped();
    hub_.changed(changes, backend_.facts().guard(), backend_.clock().now());
    for (auto dropped = before; dropped < hub_.dropped(); ++dropped) metrics_.stream_dropped();
  });
}

Front::~Front() { backend_.subscribe({}); }

void Front::set_doors(Doors doors) {
  settings_.doors = std::move(doors);
  services_.tls = settings_.doors.tls;
  services_.cookie_name = cookie_name(backend_.facts().party(), services_.tls);
}

Reply Front::refusal(const Error& error) {
  const int status = status_of(error);
  metrics_.request("none", status);
  return {status, backend_.facts().guard().unlabelled(error_json(error), nobody()), "application/json", {}, std::nullopt, false};
}

bool Front::admits(const label::Released<std::string>& body, const std::optional<SessionId>& id) const {
  label::Recipient now = nobody();
  if (id) {
    const auto* session = sessions_.find(*id);
    const auto principal = session ? principal_of(backend_.facts(), session->account) : std::nullopt;
    if (!principal) return false;
    now = principal->reader;
  }
  return backend_.facts().guard().still_valid(body, now);
}

void Front::handle(Request request, std::function<void(Reply)> done) {
  auto target = parse_target(request.target);
  const bool head = request.method == "HEAD";
  auto call = std::make_shared<Call>(services_, std::move(request), target ? std::move(*target) : Target{}, std::move(done));
  call->head_ = head;
  if (auto ok = check_host(call->request(), settings_.doors); !ok) return call->refuse(ok.error());
  if (!target) return call->refuse(target.error());
  take(call);
}

void Front::take(const std::shared_ptr<Call>& call) {
  const auto& segments = call->target().segments;
  auto found = match(call->request().method, call->target());
  if (!found) {
    if (!segments.empty() && segments.front() == "api") return call->refuse(Call::not_there());
    return serve_file(call);
  }
  if (!found->route) {
    std::string allow;
    for (const auto& method : found->methods) allow += (allow.empty() ? "" : ", ") + method;
    call->add_header("Allow", allow);
    return call->refuse({"request.method", "", {"このアドレスではその操作はできません", "this address does not take that method"}});
  }
  if (enter(call, *found)) found->route->handler(call);
}

bool Front::enter(const std::shared_ptr<Call>& call, const Match& found) {
  const Route& route = *found.route;
  call->route_ = std::string(route.method) + " " + std::string(route.pattern);
  call->parameters_ = found.parameters;
  return find_person(call, route) && pass_rate(call) && permitted(call, route) && read_body(call, route);
}

bool Front::pass_rate(const std::shared_ptr<Call>& call) {
  const std::string key = call->session_ ? "session " + call->session_->id.hex() : "address " + call->request().peer;
  const auto wait = requests_.take(key, backend_.clock().monotonic());
  if (wait == 0) return true;
  call->refuse({"rate.requests", "", {"要求が多すぎます。少し待ってから続けてください", "too many requests; wait a little and go on"}},
               wait);
  return false;
}

// The session, and that it is the person's own page that asks.
bool Front::find_person(const std::shared_ptr<Call>& call, const Route& route) {
  const auto& request = call->request();
  if (const auto* session = sessions_.use(cookie_value(request.cookie, services_.cookie_name))) {
    const SessionId id = session->id;
    call->speak_for(*session);
    if (!call->session_) sessions_.end(id);  // the annex does not know the person any more
  }
  if (is_safe(request.method)) return true;
  if (auto ok = check_origin(request, settings_.doors, false); !ok) {
    call->refuse(ok.error());
    return false;
  }
  if (route.permission == Permission::everyone || !call->session_) return true;
  if (same_secret(request.csrf, call->session_->csrf)) return true;
  call->refuse({"session.csrf",
                "X-Tsugite-CSRF",
                {"この画面からの要求であることを確認できません。画面を読み込み直してください",
                 "the request does not carry this session's token; reload the page"}});
  return false;
}

bool Front::permitted(const std::shared_ptr<Call>& call, const Route& route) {
  const auto& request = call->request();
  const bool here = request.loopback && !request.forwarded;
  if (route.permission == Permission::everyone || (route.permission == Permission::operations && here)) return true;
  if (!call->principal_) {
    call->refuse(no_session());
    return false;
  }
  const auto& person = call->principal_->person;
  const bool may = route.permission == Permission::person || (route.permission == Permission::release && person.release_authority) ||
                   (route.permission != Permission::release && person.administrator);
  if (may) return true;
  call->refuse(route.permission == Permission::release
                   ? Error{"request.forbidden", "", {"対外提供審査の権限がありません", "you have no release authority"}}
                   : Error{"request.forbidden", "", {"管理者の権限がありません", "you are no administrator"}});
  return false;
}

bool Front::read_body(const std::shared_ptr<Call>& call, const Route& route) {
  const auto& request = call->request();
  if (request.body.size() > limits::http_body_bytes) {
    call->refuse({"request.too-large", "", {"本文が大きすぎます", "the body is too large"}});
    return false;
  }
  const bool typed =
      route.body == BodyType::none || (route.body == BodyType::json ? has_type(request.content_type, {"application/json"})
                                                                    : has_type(request.content_type, {"application/xml", "text/xml"}));
  if (!typed) {
    call->refuse({"request.content-type",
                  "Content-Type",
                  {route.body == BodyType::json ? "本文はapplication/jsonで送ってください" : "本文はapplication/xmlで送ってください",
                   route.body == BodyType::json ? "send the body as application/json" : "send the body as application/xml"}});
    return false;
  }
  if (route.body != BodyType::json) return true;
  auto body = parse_json(request.body);
  if (!body) {
    call->refuse(body.error());
    return false;
  }
  call->body_ = std::move(*body);
  return true;
}

void Front::serve_file(const std::shared_ptr<Call>& call) {
  call->route_ = "file";
  if (!is_safe(call->request().method)) {
    call->add_header("Allow", "GET, HEAD");
    return call->refuse({"request.method", "", {"このアドレスではその操作はできません", "this address does not take that method"}});
  }
  const auto* asset = settings_.assets.find(call->target().path);
  if (!asset) return call->refuse(Call::not_there());
  call->add_header("ETag", asset->etag);
  call->add_header("Cache-Control", asset->cache);
  if (call->request().if_none_match == asset->etag) return call->plain(304, "", "");
  call->plain(200, asset->content, asset->type);
}

Result<Hub::Client> Front::open_stream(const Request& request) {
  if (auto ok = check_host(request, settings_.doors); !ok) return std::unexpected(ok.error());
  if (auto ok = check_origin(request, settings_.doors, true); !ok) return std::unexpected(ok.error());
  const auto* session = sessions_.use(cookie_value(request.cookie, services_.cookie_name));
  const auto principal = session ? principal_of(backend_.facts(), session->account) : std::nullopt;
  if (!principal) return std::unexpected(no_session());
  metrics_.request("GET /api/v1/stream", 101);
  return Hub::Client{session->id, principal->reader, principal->person.release_authority, principal->person.administrator, {}, {}};
}

void Front::stream_written(Hub::Id id) { hub_.written(id, backend_.facts().guard(), backend_.clock().now()); }

}  // namespace tsugite::server
