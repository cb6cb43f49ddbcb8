// Every route there is, in one table: method, pattern, who may, what body. openapi.yaml says the same to the outside; a test
// compares the two. A pattern's {name} takes one path segment.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "server/request.h"

namespace tsugite::server {

class Call;

enum class Permission {
  everyone,
  person,         // signed in
  release,        // signed in, with release authority
  administrator,  // signed in, administrator
  operations,     // from this machine itself, or an administrator
};
enum class BodyType { none, json, xml };

struct Route {
  std::string_view method;
  std::string_view pattern;
  Permission permission;
  BodyType body;
  void (*handler)(const std::shared_ptr<Call>&);
};

std::span<const Route> routes();

struct Match {
  const Route* route = nullptr;  // nullptr: the path is known, the method is not
  std::vector<std::string> parameters;
  std::set<std::string> methods;  // that the path knows, for Allow
};
// Nothing: no route has such a path. HEAD goes where GET goes.
std::optional<Match> match(const std::string& method, const Target& target);

}  // namespace tsugite::server
