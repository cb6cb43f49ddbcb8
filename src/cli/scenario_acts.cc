// How a person's act becomes a request: what he or she saw before it, and the fields in the types of the charter in force.
#include <fmt/format.h>

#include "cli/scenario_expect.h"
#include "cli/scenario_fields.h"
#include "cli/scenario_player.h"

namespace tsugite::cli {

namespace json = boost::json;

Result<json::value> Player::perform(const Act& act, const Session& session) {
  if (const auto* command_action = std::get_if<CommandAction>(&act.action)) return command(act, *command_action, session);
  if (const auto* desk_action = std::get_if<DeskAction>(&act.action)) return desk(act, *desk_action, session);
  if (const auto* link = std::get_if<LinkAction>(&act.action)) return session.post("/links/" + link->partner, {{"enabled", link->enabled}});
  const auto& jma = std::get<JmaAction>(act.action);
  auto xml = world_.disk.read(jma.path.starts_with('/') ? jma.path : options_.folder + "/" + jma.path);
  if (!xml) return std::unexpected(xml.error());
  return session.post_xml("/gateways/jma?context=" + scenario_.context, *xml);
}

Result<json::value> Player::command(const Act& act, const CommandAction& action, const Session& session) {
  json::object body{
      {"id", "scenario-" + to_hex(world_.random.bytes(16))}, {"kind", action.kind}, {"context", scenario_.context}, {"seat", seat_of(act)}};
  json::object seen;
  if (!action.case_name.empty())
    if (auto known = on_case(act, action, session, seen); !known) return std::unexpected(known.error());
  for (const auto& [key, value] : {std::pair{"procedure", action.procedure},
                                   {"step", action.step},
                                   {"number", action.number},
                                   {"legal_basis", action.legal_basis},
                                   {"organisation", action.organisation}})
    if (!value.empty()) body[key] = value;
  if (!action.roles.empty()) {
    json::object roles;
    for (const auto& [role, party] : action.roles) roles[role] = party;
    body["roles"] = roles;
  }
  auto values = fields(act, action, &session);
  if (!values) return std::unexpected(values.error());
  if (!values->empty()) body["fields"] = std::move(*values);
  if (action.reason) {
    const auto habit = scenario_.originals.find(act.node);
    body["reason"] = text_json(*action.reason, habit == scenario_.originals.end() ? "" : habit->second);
  }
  if (action.label) {
    const json::object label{{"classification", action.label->classification},
                             {"releasable_to", json::value_from(action.label->releasable_to)},
                             {"caveats", json::value_from(action.label->caveats)}};
    body["label"] = label;
  }
  if (seen.contains("staffing")) body.erase("step");
  for (auto& member : seen) body[member.key()] = std::move(member.value());
  return session.post("/commands", body);
}

// What a person has seen before acting: the round and its version, and the standing proposal.
Result<void> Player::on_case(const Act& act, const CommandAction& action, const Session& session, json::object& out) {
  const std::string id = cases_[action.case_name];
  auto seen = wait_for_case(act, session, id);
  if (!seen) return std::unexpected(seen.error());
  procedures_[action.case_name] = string_at(*seen, "procedure");
  out["case"] = id;
  if (const auto digest = string_at(at(*seen, "proposal"), "digest"); !digest.empty()) out["expected_proposal"] = digest;
  if (action.kind == "step" || action.kind == "draft") return {};
  std::vector<const json::value*> open;
  for (const auto& round : list_at(*seen, "rounds"))
    if (string_at(round, "status") == (action.kind == "seen" ? "decided" : "open") &&
        (action.step.empty() || string_at(round, "step") == action.step))
      open.push_back(&round);
  if (open.size() != 1)
    return fail("scenario.round", "", fmt::format("{} rounds of staffing are open here; \"step\" says which one is meant", open.size()),
                fmt::format("合議中の起案が {} 件あります。どれかを step で示してください", open.size()));
  out["staffing"] = string_at(*open.front(), "id");
  out["version"] = at(*open.front(), "version");
  return {};
}

Result<json::value> Player::wait_for_case(const Act& act, const Session& session, const std::string& id) {
  Result<json::value> seen;
  until(scenario_.patience, [&] {
    seen = session.get("/cases/" + id + query(act));
    return seen.has_value();
  });
  return seen;
}

Result<json::value> Player::desk(const Act& act, const DeskAction& action, const Session& session) {
  std::string record;
  Result<json::value> seen;
  until(scenario_.patience, [&] {
    seen = session.get("/desk" + query(act));
    if (!seen) return false;
    for (const auto& item : list_at(*seen, "items"))
      if (string_at(at(item, "case"), "id") == cases_[action.case_name] && string_at(item, "partner") == action.partner)
        record = string_at(item, "record");
    return !record.empty();
  });
  if (!seen) return std::unexpected(seen.error());
  if (record.empty())
    return fail("scenario.desk", "", "no record of this case waits at the desk for " + action.partner,
                "この案件の記録で" + action.partner + "への対外提供審査を待つものはありません");
  return session.post(
      "/desk/" + record,
      {{"partner", action.partner}, {"verdict", action.verdict}, {"reason", text_json(action.reason, "")}, {"seat", seat_of(act)}});
}

std::string Player::procedure_of(const CommandAction& action) const {
  if (action.case_name.empty()) return action.procedure;
  const auto found = procedures_.find(action.case_name);
  return found == procedures_.end() ? "" : found->second;
}

std::string Player::field_type(const std::string& node, const std::string& procedure, const std::string& field) const {
  const auto charter = charters_.find(node);
  if (charter == charters_.end()) return {};
  const auto* found = by_id(list_at(charter->second, "procedures"), procedure);
  const auto* spec = found ? by_id(list_at(*found, "fields"), field) : nullptr;
  return spec ? string_at(*spec, "type") : "";
}

Result<std::string> Player::record_of(const Act& act, const WrittenRecord& record, const Session& session) {
  std::string out;
  until(scenario_.patience, [&] {
    const auto seen = session.get("/cases/" + cases_[record.case_name] + query(act));
    if (!seen) return false;
    for (const char* lane : {"joint", "theirs"})
      for (const auto& item : list_at(at(*seen, "lanes"), lane))
        if (string_at(item, "step") == record.step && stands(item)) out = string_at(item, "digest");
    return !out.empty();
  });
  if (!out.empty()) return out;
  return fail("scenario.record", "", fmt::format("{} holds no record of the step {}", record.case_name, record.step),
              fmt::format("「{}」に処置「{}」の記録がありません", record.case_name, record.step));
}

Result<json::array> Player::fields(const Act& act, const CommandAction& action, const Session* session) {
  const auto habit = scenario_.originals.find(act.node);
  json::array out;
  for (const auto& field : action.fields) {
    const std::string type = field_type(act.node, procedure_of(action), field.id);
    if (type.empty())
      return fail("scenario.unknown-field", fmt::format("{}:{}", scenario_.file, field.line),
                  fmt::format("the procedure {} has no field {}", procedure_of(action), field.id),
                  fmt::format("手続「{}」に項目「{}」がありません", procedure_of(action), field.id));
    WrittenField given = field;
    if (const auto* record = std::get_if<WrittenRecord>(&field.value); record && type == "record") {
      if (!session) continue;
      auto digest = record_of(act, *record, *session);
      if (!digest) return std::unexpected(digest.error());
      given.value = *std::move(digest);
    }
    auto value = field_json(given, type, habit == scenario_.originals.end() ? "" : habit->second, scenario_.file);
    if (!value) return std::unexpected(value.error());
    out.push_back({{"id", field.id}, {"value", std::move(*value)}});
  }
  return out;
}

}  // namespace tsugite::cli
