// One HTTP request as the handlers see it: no socket, no library type. Header values are as the client sent them, at most
// limits::http_header_bytes in all.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace tsugite::server {

struct Request {
  std::string method;  // "GET"
  std::string target;  // "/api/v1/cases?context=real"
  std::string body;
  std::string host, origin, fetch_site, content_type, cookie, csrf, if_none_match;
  std::string peer;        // address without port
  bool loopback = false;   // the peer's address is
  bool forwarded = false;  // a proxy says that it speaks for somebody else
  bool upgrade = false;    // asks for a WebSocket
};

// The target in parts, percent-decoded once. Refused: control characters, bytes that are no UTF-8, "." and ".." segments, encoded
// slashes, a parameter given twice (attack cases 35, 37, 46).
struct Target {
  std::string path;                   // decoded, "/api/v1/cases/0a1b"
  std::vector<std::string> segments;  // {"api", "v1", "cases", "0a1b"}
  std::map<std::string, std::string> query;

  std::string parameter(const std::string& name) const {
    auto hit = query.find(name);
    return hit == query.end() ? std::string() : hit->second;
  }
};

Result<Target> parse_target(std::string_view target);

// The value of one cookie of a Cookie header; empty if it is not there or there twice.
std::string cookie_value(std::string_view header, std::string_view name);

}  // namespace tsugite::server
