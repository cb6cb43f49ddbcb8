// Call: one request that found its route, its person and its body, until it is answered, which may be after a commit. Handlers
// see this and nothing below it.
#pragma once

#include <boost/json/value.hpp>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "server/accounts.h"
#include "server/backend.h"
#include "server/metrics.h"
#include "server/password.h"
#include "server/rates.h"
#include "server/reply.h"
#include "server/request.h"
#include "server/sessions.h"
#include "server/window.h"

namespace tsugite::server {

// What handlers share. Owned by the Front.
struct Services {
  Backend& backend;
  Sessions& sessions;
  const Accounts& accounts;
  PasswordCheck& passwords;
  Metrics& metrics;
  Rates& sign_ins_by_account;  // address and account
  Rates& sign_ins_by_address;
  std::function<Metrics::Now()> now_counts;
  std::string cookie_name;
  bool tls = false;
  std::string openapi;                                                     // the text of openapi.yaml
  std::shared_ptr<const bool> alive = std::make_shared<const bool>(true);  // gone with the Front: late answers have nobody left
};

class Call : public std::enable_shared_from_this<Call> {
 public:
  Call(Services& services, Request request, Target target, std::function<void(Reply)> done)
      : services_(services), alive_(services.alive), request_(std::move(request)), target_(std::move(target)), done_(std::move(done)) {}

  Services& services() { return services_; }
  Backend& backend() { return services_.backend; }
  const Facts& facts() const { return services_.backend.facts(); }
  const Request& request() const { return request_; }
  const Target& target() const { return target_; }
  const boost::json::value& body() const { return body_; }
  const std::string& parameter(std::size_t at) const { return parameters_.at(at); }  // of the route's pattern
  const std::optional<Session>& session() const { return session_; }
  const std::optional<Principal>& principal() const { return principal_; }

  // A fresh look at what the signed-in person may see now. Only where the route asks for a person.
  Window window() const { return Window(facts(), *principal_); }
  // ?context= (default: the node's) and ?seat= (default: the person's first), checked.
  Result<std::string> context() const;
  Result<casework::Actor> actor() const;
  Result<casework::Actor> actor(const std::string& seat) const;
  Result<std::string> known_context(const std::string& context) const;
  // An id in the path; anything that is none is simply not there.
  template <class Id>
  Result<Id> id(std::size_t at) const {
    auto out = Id::from_hex_text(parameter(at));
    if (!out || out->hex() != parameter(at)) return std::unexpected(not_there());
    return *out;
  }
  // The one answer for what does not exist and for what this reader may not see.
  static Error not_there();

  // ---- answers; each call is answered once ----
  void answer(const Window& window, const boost::json::value& page, int status = 200);
  void answer(const Window& window, std::string text, std::string content_type);
  // Text that bears no label, to the signed-in person or to anybody.
  void plain(int status, std::string body, std::string content_type);
  void refuse(const Error& error);
  void refuse(const Error& error, std::int64_t retry_after_seconds);
  // Is there still a server to answer with? Asked first by whatever runs after a wait.
  bool served() const { return !alive_.expired(); }
  // After a wait: runs `work` only if the person who asked is still signed in; otherwise refuses.
  void later(const std::function<void()>& work);
  void add_header(std::string name, std::string value) { headers_.emplace_back(std::move(name), std::move(value)); }
  // From here on the call speaks for this session (none: for nobody).
  void speak_for(std::optional<Session> session);

 private:
  friend class Front;
  void send(int status, label::Released<std::string> body, std::string content_type);

  Services& services_;
  std::weak_ptr<const bool> alive_;
  Request request_;
  Target target_;
  boost::json::value body_;
  std::vector<std::string> parameters_;
  std::optional<Session> session_;
  std::optional<Principal> principal_;
  std::vector<std::pair<std::string, std::string>> headers_;
  std::string route_ = "none";  // for the counters
  bool head_ = false;
  std::function<void(Reply)> done_;
};

}  // namespace tsugite::server
