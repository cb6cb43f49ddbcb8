// The table of routes and openapi.yaml say the same, and a path's verbs are exactly those listed.
#include "server/routes.h"

#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cctype>

namespace tsugite::server {
namespace {

const std::vector<std::string> verbs = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get", ""};

std::string filled(std::string_view pattern) {
  std::string out;
  bool inside = false;
  for (char c : pattern) {
    if (c == '{') inside = true;
    if (!inside) out += c;
    if (c == '}') out += "x", inside = false;
  }
  return out;
}

TEST(Routes, MatchOpenapiBothWays) {
  const auto file = YAML::LoadFile(std::string(TSUGITE_SOURCE_DIR) + "/src/server/openapi.yaml");
  std::set<std::string> described, served;
  for (const auto& path : file["paths"])
    for (const auto& operation : path.second) {
      std::string method = operation.first.as<std::string>();
      std::transform(method.begin(), method.end(), method.begin(), [](unsigned char c) { return std::toupper(c); });
      described.insert(method + " " + path.first.as<std::string>());
    }
  for (const auto& route : routes()) served.insert(std::string(route.method) + " " + std::string(route.pattern));
  EXPECT_EQ(described, served);
  EXPECT_EQ(file["openapi"].as<std::string>(), "3.1.0");
}

// What openapi.yaml says of permission and body holds in the table.
TEST(Routes, AgreeWithOpenapiOnPermissionAndBody) {
  const auto file = YAML::LoadFile(std::string(TSUGITE_SOURCE_DIR) + "/src/server/openapi.yaml");
  for (const auto& route : routes()) {
    std::string method(route.method);
    std::transform(method.begin(), method.end(), method.begin(), [](unsigned char c) { return std::tolower(c); });
    const auto operation = file["paths"][std::string(route.pattern)][method];
    const auto security = operation["security"];
    EXPECT_EQ(security && security.size() == 0, route.permission == Permission::everyone) << route.pattern;
    const auto body = operation["requestBody"];
    const auto takes = [&](const char* type) { return body && body["content"][type]; };
    EXPECT_EQ(takes("application/json"), route.body == BodyType::json) << route.pattern;
    EXPECT_EQ(takes("application/xml"), route.body == BodyType::xml) << route.pattern;
    bool token = false;
    for (const auto& parameter : operation["parameters"])
      token = token || (parameter["$ref"] && parameter["$ref"].as<std::string>() == "#/components/parameters/csrf");
    EXPECT_EQ(token, method != "get" && route.permission != Permission::everyone) << method << " " << route.pattern;
  }
}

// Every $ref leads somewhere.
void follow(const YAML::Node& node, const YAML::Node& root, int& count) {
  if (node.IsSequence())
    for (const auto& item : node) follow(item, root, count);
  if (!node.IsMap()) return;
  for (const auto& item : node) {
    if (item.first.as<std::string>() == "$ref") {
      std::string path = item.second.as<std::string>().substr(2);
      YAML::Node at = YAML::Clone(root);
      while (!path.empty()) {
        const auto slash = std::min(path.find('/'), path.size());
        at.reset(at[path.substr(0, slash)]);
        path.erase(0, slash + 1);
      }
      EXPECT_TRUE(at.IsDefined() && !at.IsNull()) << item.second.as<std::string>();
      ++count;
    } else {
      follow(item.second, root, count);
    }
  }
}
TEST(Routes, OpenapiReferencesHold) {
  const auto file = YAML::LoadFile(std::string(TSUGITE_SOURCE_DIR) + "/src/server/openapi.yaml");
  int count = 0;
  follow(file["paths"], file, count);
  EXPECT_GT(count, 50);
}

TEST(Routes, Attack03_EveryOtherVerbIsRefused) {
  for (const auto& one : routes()) {
    const auto target = parse_target(filled(one.pattern));
    ASSERT_TRUE(target) << one.pattern;
    for (const auto& verb : verbs) {
      const std::string means = verb == "HEAD" ? "GET" : verb;
      const bool listed = std::any_of(routes().begin(), routes().end(),
                                      [&](const Route& route) { return route.pattern == one.pattern && route.method == means; });
      const auto found = match(verb, *target);
      ASSERT_TRUE(found) << one.pattern;
      // "/api/v1/openapi.yaml" and the like are one path each; a verb finds a route exactly where one is listed.
      EXPECT_EQ(found->route != nullptr, listed) << verb << " " << one.pattern;
    }
  }
}

TEST(Routes, HeadGoesWhereGetGoesWithTheSamePermission) {
  const auto target = parse_target("/api/v1/desk");
  EXPECT_EQ(match("HEAD", *target)->route, match("GET", *target)->route);
}

TEST(Routes, UnknownPathsMatchNothing) {
  for (const char* path :
       {"/", "/api", "/api/v1", "/api/v1/nothing", "/api/v1/cases/a/b", "/api/v2/session", "/healthz/x", "/api/v1/session/x"})
    EXPECT_FALSE(match("GET", *parse_target(path))) << path;
}

TEST(Routes, GiveTheSegmentsOfTheirPattern) {
  const auto found = match("POST", *parse_target("/api/v1/desk/0a1b"));
  ASSERT_TRUE(found && found->route);
  EXPECT_EQ(found->parameters, std::vector<std::string>{"0a1b"});
}

}  // namespace
}  // namespace tsugite::server
