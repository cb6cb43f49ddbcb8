#include "server/routes.h"

#include "server/handlers/handlers.h"

namespace tsugite::server {
namespace {

using enum Permission;

constexpr Route table[] = {
    {"POST", "/api/v1/session", everyone, BodyType::json, handle_sign_in},
    {"GET", "/api/v1/session", person, BodyType::none, handle_me},
    {"DELETE", "/api/v1/session", person, BodyType::none, handle_sign_out},
    {"GET", "/api/v1/charter", person, BodyType::none, handle_charter},
    {"GET", "/api/v1/library", person, BodyType::none, handle_library},
    {"GET", "/api/v1/procedures/{procedure}/graph.svg", person, BodyType::none, handle_procedure_graph},
    {"POST", "/api/v1/renderings", person, BodyType::json, handle_renderings},
    {"GET", "/api/v1/mechanism", person, BodyType::none, handle_mechanism},
    {"GET", "/api/v1/today", person, BodyType::none, handle_today},
    {"GET", "/api/v1/cases", person, BodyType::none, handle_cases},
    {"GET", "/api/v1/cases/{case}", person, BodyType::none, handle_case},
    {"GET", "/api/v1/search", person, BodyType::none, handle_search},
    {"GET", "/api/v1/openings", person, BodyType::none, handle_openings},
    {"POST", "/api/v1/commands", person, BodyType::json, handle_command},
    {"GET", "/api/v1/alerts", person, BodyType::none, handle_alerts},
    {"POST", "/api/v1/gateways/jma", administrator, BodyType::xml, handle_gateway_jma},
    {"GET", "/api/v1/links", person, BodyType::none, handle_links},
    {"POST", "/api/v1/links/{party}", administrator, BodyType::json, handle_set_link},
    {"POST", "/api/v1/links/{party}/end", administrator, BodyType::json, handle_end_link},
    {"DELETE", "/api/v1/links/{party}/end", administrator, BodyType::none, handle_readmit},
    {"POST", "/api/v1/doctor", administrator, BodyType::none, handle_doctor},
    {"GET", "/api/v1/desk", release, BodyType::none, handle_desk},
    {"GET", "/api/v1/desk/{record}/preview", release, BodyType::none, handle_desk_preview},
    {"POST", "/api/v1/desk/{record}", release, BodyType::json, handle_desk_verdict},
    {"POST", "/api/v1/desk/{record}/derived", release, BodyType::json, handle_desk_derive},
    {"POST", "/api/v1/desk/{record}/rule", release, BodyType::json, handle_desk_rule},
    {"POST", "/api/v1/release-rules/{rule}", release, BodyType::json, handle_rule_withdrawal},
    {"GET", "/api/v1/records/{record}", person, BodyType::none, handle_record},
    {"GET", "/api/v1/records/{record}/label.xml", person, BodyType::none, handle_record_label},
    {"POST", "/api/v1/records/{record}/recall", release, BodyType::json, handle_recall},
    {"POST", "/api/v1/records/{record}/purge", release, BodyType::json, handle_purge},
    {"GET", "/api/v1/retention", release, BodyType::none, handle_retention},
    {"POST", "/api/v1/cases/{case}/disposal", release, BodyType::json, handle_disposal},
    {"GET", "/api/v1/recalls", person, BodyType::none, handle_recalls},
    {"GET", "/api/v1/stream", person, BodyType::none, handle_stream_without_upgrade},
    {"GET", "/api/v1/openapi.yaml", everyone, BodyType::none, handle_openapi},
    {"GET", "/healthz", everyone, BodyType::none, handle_health},
    {"GET", "/metrics", operations, BodyType::none, handle_metrics},
};

// The segments of the path that stand for {name}, or nothing if the pattern is another.
std::optional<std::vector<std::string>> fits(std::string_view pattern, const std::vector<std::string>& segments) {
  std::vector<std::string> out;
  for (const auto& segment : segments) {
    if (pattern.empty()) return std::nullopt;
    pattern.remove_prefix(1);
    const std::string_view part = pattern.substr(0, pattern.find('/'));
    if (part.starts_with('{')) out.push_back(segment);
    else if (part != segment) return std::nullopt;
    pattern.remove_prefix(part.size());
  }
  if (!pattern.empty()) return std::nullopt;
  return out;
}

}  // namespace

std::span<const Route> routes() { return table; }

std::optional<Match> match(const std::string& method, const Target& target) {
  Match out;
  const std::string_view wanted = method == "HEAD" ? std::string_view("GET") : std::string_view(method);
  for (const auto& route : table) {
    auto parameters = fits(route.pattern, target.segments);
    if (!parameters) continue;
    out.methods.emplace(route.method);
    if (route.method == "GET") out.methods.emplace("HEAD");
    if (route.method != wanted) continue;
    out.route = &route;
    out.parameters = std::move(*parameters);
  }
  if (out.methods.empty()) return std::nullopt;
  return out;
}

}  // namespace tsugite::server
