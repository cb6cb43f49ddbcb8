// "host:port", "[v6]:port". The port stays text: it may be a service's name where one dials.
#pragma once

#include <string>

namespace tsugite::node {

struct Address {
  std::string host, port;
};

inline Address split_address(const std::string& text) {
  const auto colon = text.rfind(':');
  if (colon == std::string::npos) return {text, ""};
  std::string host = text.substr(0, colon);
  if (host.size() > 1 && host.front() == '[' && host.back() == ']') host = host.substr(1, host.size() - 2);
  return {host, text.substr(colon + 1)};
}

}  // namespace tsugite::node
