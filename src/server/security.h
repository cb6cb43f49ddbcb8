// Rules of the web surface that need no socket: where the server may listen, whom it answers, what it tells browsers to refuse.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "server/request.h"

namespace tsugite::server {

// "127.0.0.1", "::1" or "localhost" may be served in plain HTTP; any other address needs TLS. Error: "server.plain-http".
Result<void> check_bind(const std::string& address, bool tls);
bool is_loopback(const std::string& address);

// "host:port" as a Host header may say it, for a bound address and for further names the node is known by.
std::set<std::string> allowed_hosts(const std::string& address, std::uint16_t port, const std::vector<std::string>& names, bool tls);

struct Doors {
  std::set<std::string> hosts;  // lower case
  bool tls = false;
};
// A Host that is none of ours is a name somebody else points here (DNS rebinding). Error: "request.host".
Result<void> check_host(const Request& request, const Doors& doors);
// Requests that change something, and streams, come from our own pages only: Origin, and Sec-Fetch-Site where sent. Clients that
// are no browsers send neither. Error: "session.origin".
Result<void> check_origin(const Request& request, const Doors& doors, bool required);

// On every answer. There is no CORS header anywhere.
const std::vector<std::pair<std::string, std::string>>& security_headers(bool tls);

}  // namespace tsugite::server
