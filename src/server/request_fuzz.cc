// Targets of requests: no bytes crash the parser or find a route that another spelling of the path would not.
#include <cstdlib>
#include <string_view>

#include "server/routes.h"

namespace tsugite {

void fuzz_http_target(std::string_view input) {
  using namespace server;
  auto target = parse_target(input);
  if (!target) return;
  for (const auto& segment : target->segments)
    if (segment.empty() || segment == "." || segment == ".." || segment.find('/') != std::string::npos) std::abort();
  for (const char* method : {"GET", "HEAD", "POST", "DELETE", "PUT"}) {
    const auto found = match(method, *target);
    if (found && found->route && target->segments.front() != "api" && target->segments.size() != 1) std::abort();
  }
  cookie_value(input, "tsugite_session_jpn");
}

}  // namespace tsugite
