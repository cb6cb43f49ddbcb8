// Front: from a request to a reply, without a socket. Finds the route, the person and the body, refuses what may not be, calls the
// handler, and says at the outlet whether a reply may still go to whom it was made for.
//
// Order of the checks: host, address, route, method, rate, session, origin and CSRF, permission, body. One thread; replies may
// come after the call returns.
#pragma once

#include <functional>
#include <string>

#include "server/accounts.h"
#include "server/assets.h"
#include "server/backend.h"
#include "server/call.h"
#include "server/hub.h"
#include "server/routes.h"
#include "server/security.h"

namespace tsugite::server {

class Front {
 public:
  struct Settings {
    Doors doors;
    std::string openapi;
    Assets assets;
  };
  Front(Backend& backend, Settings settings, Accounts accounts, PasswordCheck& passwords);
  ~Front();

  void handle(Request request, std::function<void(Reply)> done);
  // What never became a request: too large, malformed.
  Reply refusal(const Error& error);
  // The outlet's question: is this body still for whom it was made? If not, nothing of it may be written.
  bool admits(const Reply& reply) const { return admits(reply.body, reply.session); }
  bool admits(const label::Released<std::string>& body, const std::optional<SessionId>& session) const;

  // Who opens a stream, checked like any request; the connection adds how to send and close.
  Result<Hub::Client> open_stream(const Request& request);
  Hub& hub() { return hub_; }
  void stream_written(Hub::Id id);

  void expire() { sessions_.expire(); }  // called now and then
  void set_connections(std::size_t count) { connections_ = count; }
  void set_doors(Doors doors);  // once the port is known
  const Doors& doors() const { return settings_.doors; }
  Sessions& sessions() { return sessions_; }

 private:
  void take(const std::shared_ptr<Call>& call);
  bool enter(const std::shared_ptr<Call>& call, const Match& match);
  bool pass_rate(const std::shared_ptr<Call>& call);
  bool find_person(const std::shared_ptr<Call>& call, const Route& route);
  bool permitted(const std::shared_ptr<Call>& call, const Route& route);
  bool read_body(const std::shared_ptr<Call>& call, const Route& route);
  void serve_file(const std::shared_ptr<Call>& call);

  Backend& backend_;
  Settings settings_;
  Accounts accounts_;
  Sessions sessions_;
  Hub hub_;
  Metrics metrics_;
  Rates requests_, sign_ins_by_account_, sign_ins_by_address_;
  Services services_;
  std::size_t connections_ = 0;
};

// "tsugite_session_jpn": cookies know no ports, and two nodes may be open on one machine. Under TLS with the __Host- prefix.
std::string cookie_name(const std::string& party, bool tls);

}  // namespace tsugite::server
