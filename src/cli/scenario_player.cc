#include "cli/scenario_player.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/scenario_expect.h"
#include "cli/scenario_fields.h"

namespace tsugite::cli {

namespace json = boost::json;

namespace {

constexpr Duration look_again{100};

const json::value* by_id(const json::array& list, std::string_view id) {
  for (const auto& item : list)
    if (string_at(item, "id") == id) return &item;
  return nullptr;
}

std::string did_of(const Act& act) {
  if (const auto* command = std::get_if<CommandAction>(&act.action)) {
    const std::string what =
        command->procedure.empty() ? command->step : command->procedure + "/" + command->step;
    const std::string of = command->case_name.empty() ? act.save : command->case_name;
    return fmt::format("{}{}{}{}{}", command->kind, what.empty() ? "" : " ", what, of.empty() ? "" : " of ",
                       of);
  }
  if (const auto* jma = std::get_if<JmaAction>(&act.action)) return "jma " + jma->path;
  if (const auto* desk = std::get_if<DeskAction>(&act.action))
    return fmt::format("desk {} {}", desk->verdict, desk->case_name);
  if (const auto* link = std::get_if<LinkAction>(&act.action))
    return fmt::format("link {} {}", link->partner, link->enabled ? "enabled" : "disabled");
  if (const auto* expected = std::get_if<Expectation>(&act.action)) {
    static constexpr std::array names{"case", "alert", "desk", "link", "common"};
    return fmt::format("expect {} {}", names[static_cast<std::size_t>(expected->what)], expected->name);
  }
  return {};
}

}  // namespace

Player::Player(const Scenario& scenario, PlayOptions options, PlayWorld world)
    : scenario_(scenario), options_(std::move(options)), world_(std::move(world)) {}

Result<void> Player::sign_in() {
  for (const auto& act : scenario_.acts) {
    if (act.node.empty() || act.account.empty()) continue;
    auto& sessions = *options_.sessions;
    auto session = sessions.find({act.node, act.account});
    if (session == sessions.end()) {
      auto signed_in = sign_in(act);
      if (!signed_in) return std::unexpected(error_at(act, signed_in.error()));
      session = sessions.emplace(std::pair(act.node, act.account), std::move(*signed_in)).first;
    }
    if (charters_.contains(act.node)) continue;
    auto charter = session->second.get("/charter");
    if (!charter) return std::unexpected(error_at(act, charter.error()));
    charters_.emplace(act.node, std::move(*charter));
  }
  return {};
}

Result<Session> Player::sign_in(const Act& act) const {
  const auto node = options_.nodes.find(act.node);
  if (node == options_.nodes.end())
    return fail("scenario.unknown-node", "", "no address was given for " + act.node + " (--node)",
                "「" + act.node + "」のアドレスがありません（--node）");
  auto password = options_.passwords.find(act.account);
  if (password == options_.passwords.end()) password = options_.passwords.find("*");
  if (password == options_.passwords.end())
    return fail("scenario.no-password", "", "no password was given for " + act.account,
                "「" + act.account + "」のパスワードがありません");
  return Session::sign_in(node->second, act.account, password->second);
}

std::vector<Error> Player::check() {
  std::vector<Error> out;
  for (const auto& act : scenario_.acts) {
    if (const auto* command = std::get_if<CommandAction>(&act.action)) check_command(act, *command, out);
    const auto* expected = std::get_if<Expectation>(&act.action);
    if (!expected || expected->what != Expectation::What::common) continue;
    bool somebody = false;
    for (const auto& [who, session] : (*options_.sessions)) somebody = somebody || who.first == expected->name;
    if (!somebody)
      out.push_back(error_at(act, {"scenario.common",
                                   "",
                                   {"「" + expected->name + "」のノードに誰も登場しません",
                                    "nobody of this scenario is at the node of " + expected->name}}));
  }
  return out;
}

void Player::check_command(const Act& act, const CommandAction& action, std::vector<Error>& out) {
  if (action.case_name.empty()) procedures_[act.save] = action.procedure;
  const std::string procedure = procedure_of(action);
  const auto* found = by_id(list_at(charters_.at(act.node), "procedures"), procedure);
  if (!found && !procedure.empty())
    out.push_back(error_at(act, {"scenario.unknown-procedure",
                                 "",
                                 {"共通定義書に手続「" + procedure + "」がありません",
                                  "the charter has no procedure " + procedure}}));
  if (!found) return;
  if (!action.step.empty() && !by_id(list_at(*found, "steps"), action.step))
    out.push_back(error_at(act, {"scenario.unknown-step",
                                 "",
                                 {fmt::format("手続「{}」に処置「{}」がありません", procedure, action.step),
                                  fmt::format("the procedure {} has no step {}", procedure, action.step)}}));
  if (auto made = fields(act, action, nullptr); !made) out.push_back(made.error());
}

Result<void> Player::play(const std::function<void(const Act&)>& begin,
                          const std::function<void(const Played&)>& end) {
  for (const auto& act : scenario_.acts) {
    begin(act);
    auto played = take(act);
    if (!played) return std::unexpected(error_at(act, played.error()));
    end(*played);
    // A look that tells nothing needs no time to be watched.
    const bool watched = !act.say.en.empty() || !std::holds_alternative<Expectation>(act.action);
    const Duration rest{std::max(watched ? options_.pace.ms : 0, static_cast<std::int64_t>(act.wait * 1000))};
    if (rest.ms > 0) world_.pause(rest);
  }
  return {};
}

Result<Played> Player::take(const Act& act) {
  Played out{&act, did_of(act), {}, {}, {}};
  if (std::holds_alternative<std::monostate>(act.action)) return out;
  const Session& session = session_of(act);
  if (const auto* expected = std::get_if<Expectation>(&act.action)) {
    if (auto held = expect(act, *expected, session, out); !held) return std::unexpected(held.error());
    return out;
  }
  auto answer = perform(act, session);
  if (!act.refused) {
    if (!answer) return std::unexpected(answer.error());
    out.case_id = string_at(*answer, "case");
    out.number = string_at(*answer, "number");
    if (!act.save.empty()) cases_[act.save] = out.case_id;
    return out;
  }
  if (!answer && answer.error().code == *act.refused) {
    out.seen = describe(answer.error());
    return out;
  }
  return fail("scenario.not-refused", "",
              fmt::format("the refusal {} was expected; seen: {}", *act.refused,
                          answer ? "done" : describe(answer.error())),
              fmt::format("{} による拒否が期待されていました。実際: {}", *act.refused,
                          answer ? "実行された" : describe(answer.error(), Language::ja)));
}

Result<json::value> Player::perform(const Act& act, const Session& session) {
  if (const auto* command_action = std::get_if<CommandAction>(&act.action))
    return command(act, *command_action, session);
  if (const auto* desk_action = std::get_if<DeskAction>(&act.action)) return desk(act, *desk_action, session);
  if (const auto* link = std::get_if<LinkAction>(&act.action))
    return session.post("/links/" + link->partner, {{"enabled", link->enabled}});
  const auto& jma = std::get<JmaAction>(act.action);
  auto xml = world_.disk.read(jma.path.starts_with('/') ? jma.path : options_.folder + "/" + jma.path);
  if (!xml) return std::unexpected(xml.error());
  return session.post_xml("/gateways/jma?context=" + scenario_.context, *xml);
}

Result<json::value> Player::command(const Act& act, const CommandAction& action, const Session& session) {
  json::object body{{"id", "scenario-" + to_hex(world_.random.bytes(16))},
                    {"kind", action.kind},
                    {"context", scenario_.context},
                    {"seat", seat_of(act)}};
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
Result<void> Player::on_case(const Act& act, const CommandAction& action, const Session& session,
                             json::object& out) {
  const std::string id = cases_[action.case_name];
  auto seen = wait_for_case(act, session, id);
  if (!seen) return std::unexpected(seen.error());
  procedures_[action.case_name] = string_at(*seen, "procedure");
  out["case"] = id;
  if (const auto digest = string_at(at(*seen, "proposal"), "digest"); !digest.empty())
    out["expected_proposal"] = digest;
  if (action.kind == "step" || action.kind == "draft") return {};
  std::vector<const json::value*> open;
  for (const auto& round : list_at(*seen, "rounds"))
    if (string_at(round, "status") == "open" &&
        (action.step.empty() || string_at(round, "step") == action.step))
      open.push_back(&round);
  if (open.size() != 1)
    return fail(
        "scenario.round", "",
        fmt::format("{} rounds of staffing are open here; \"step\" says which one is meant", open.size()),
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
      if (string_at(at(item, "case"), "id") == cases_[action.case_name] &&
          string_at(item, "partner") == action.partner)
        record = string_at(item, "record");
    return !record.empty();
  });
  if (!seen) return std::unexpected(seen.error());
  if (record.empty())
    return fail("scenario.desk", "", "no record of this case waits at the desk for " + action.partner,
                "この案件の記録で" + action.partner + "への対外提供審査を待つものはありません");
  return session.post("/desk/" + record, {{"partner", action.partner},
                                          {"verdict", action.verdict},
                                          {"reason", text_json(action.reason, "")},
                                          {"seat", seat_of(act)}});
}

Result<void> Player::expect(const Act& act, const Expectation& expected, const Session& session,
                            Played& out) {
  using What = Expectation::What;
  const std::string id =
      expected.what == What::link || expected.what == What::common ? "" : cases_[expected.name];
  out.case_id = id;
  Seen seen;
  const bool held = until(expected.within.value_or(scenario_.patience), [&] {
    if (expected.what == What::case_) {
      seen = look_at_case(expected, session.get("/cases/" + id + query(act)));
      return seen.holds;
    }
    const char* target = expected.what == What::alert  ? "/alerts"
                         : expected.what == What::desk ? "/desk"
                                                       : "/links";
    const auto answer = session.get(target + query(act));
    if (!answer) {
      seen = {false, describe(answer.error())};
    } else if (expected.what == What::alert) {
      seen = look_for_alert(expected, id, *answer);
    } else if (expected.what == What::desk) {
      seen = look_at_desk(expected, id, *answer);
    } else if (expected.what == What::link) {
      seen = look_at_link(expected, *answer);
    } else {
      // The first person of the other node lends his eyes.
      const auto other = options_.sessions->lower_bound({expected.name, ""});
      const auto there = other->second.get("/links?context=" + scenario_.context);
      seen = there ? look_for_common(act.node, expected.name, scenario_.context, *answer, *there)
                   : Seen{false, describe(there.error())};
    }
    return seen.holds;
  });
  out.seen = seen.what;
  if (held) return {};
  return fail("scenario.expectation", "", "the expectation did not come true; seen: " + seen.what,
              "期待した状態になりませんでした。実際: " + seen.what);
}

bool Player::until(double seconds, const std::function<bool()>& ask) {
  const Duration end{world_.clock.monotonic().ms + static_cast<std::int64_t>(seconds * 1000)};
  while (!ask()) {
    if (world_.clock.monotonic() >= end) return false;
    world_.pause(look_again);
  }
  return true;
}

const Session& Player::session_of(const Act& act) const { return options_.sessions->at({act.node, act.account}); }

std::string Player::seat_of(const Act& act) const {
  if (!act.seat.empty()) return act.seat;
  const auto& seats = list_at(session_of(act).me(), "seats");
  return seats.empty() ? "" : string_at(seats.front(), "id");
}

std::string Player::query(const Act& act) const {
  const std::string seat = seat_of(act);
  return fmt::format("?context={}{}{}", scenario_.context, seat.empty() ? "" : "&seat=", seat);
}

std::string Player::procedure_of(const CommandAction& action) const {
  if (action.case_name.empty()) return action.procedure;
  const auto found = procedures_.find(action.case_name);
  return found == procedures_.end() ? "" : found->second;
}

std::string Player::field_type(const std::string& node, const std::string& procedure,
                               const std::string& field) const {
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
  return fail("scenario.record", "",
              fmt::format("{} holds no record of the step {}", record.case_name, record.step),
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
    auto value =
        field_json(given, type, habit == scenario_.originals.end() ? "" : habit->second, scenario_.file);
    if (!value) return std::unexpected(value.error());
    out.push_back({{"id", field.id}, {"value", std::move(*value)}});
  }
  return out;
}

Error Player::error_at(const Act& act, Error error) const {
  const std::string line = fmt::format("{}:{}", scenario_.file, act.line);
  if (!error.where.starts_with(scenario_.file))
    error.where = error.where.empty() ? line : line + ": " + error.where;
  return error;
}

}  // namespace tsugite::cli
