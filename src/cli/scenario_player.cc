#include "cli/scenario_player.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/scenario_expect.h"

namespace tsugite::cli {

namespace json = boost::json;

namespace {

constexpr Duration look_again{100};

std::string did_of(const Act& act) {
  if (const auto* command = std::get_if<CommandAction>(&act.action)) {
    const std::string what = command->procedure.empty() ? command->step : command->procedure + "/" + command->step;
    const std::string of = command->case_name.empty() ? act.save : command->case_name;
    return fmt::format("{}{}{}{}{}", command->kind, what.empty() ? "" : " ", what, of.empty() ? "" : " of ", of);
  }
  if (const auto* jma = std::get_if<JmaAction>(&act.action)) return "jma " + jma->path;
  if (const auto* desk = std::get_if<DeskAction>(&act.action)) return fmt::format("desk {} {}", desk->verdict, desk->case_name);
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
    return fail("scenario.no-password", "", "no password was given for " + act.account, "「" + act.account + "」のパスワードがありません");
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
      out.push_back(error_at(
          act, {"scenario.common",
                "",
                {"「" + expected->name + "」のノードに誰も登場しません", "nobody of this scenario is at the node of " + expected->name}}));
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
                                 {"共通定義書に手続「" + procedure + "」がありません", "the charter has no procedure " + procedure}}));
  if (!found) return;
  if (!action.step.empty() && !by_id(list_at(*found, "steps"), action.step))
    out.push_back(error_at(act, {"scenario.unknown-step",
                                 "",
                                 {fmt::format("手続「{}」に処置「{}」がありません", procedure, action.step),
                                  fmt::format("the procedure {} has no step {}", procedure, action.step)}}));
  if (auto made = fields(act, action, nullptr); !made) out.push_back(made.error());
}

Result<void> Player::play(const std::function<void(const Act&)>& begin, const std::function<void(const Played&)>& end) {
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
              fmt::format("the refusal {} was expected; seen: {}", *act.refused, answer ? "done" : describe(answer.error())),
              fmt::format("{} による拒否が期待されていました。実際: {}", *act.refused,
                          answer ? "実行された" : describe(answer.error(), Language::ja)));
}

Result<void> Player::expect(const Act& act, const Expectation& expected, const Session& session, Played& out) {
  using What = Expectation::What;
  const std::string id = expected.what == What::link || expected.what == What::common ? "" : cases_[expected.name];
  out.case_id = id;
  Seen seen;
  const bool held = until(expected.within.value_or(scenario_.patience), [&] {
    if (expected.what == What::case_) {
      seen = look_at_case(expected, session.get("/cases/" + id + query(act)));
      return seen.holds;
    }
    const char* target = expected.what == What::alert ? "/alerts" : expected.what == What::desk ? "/desk" : "/links";
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
      seen = there ? look_for_common(act.node, expected.name, scenario_.context, *answer, *there) : Seen{false, describe(there.error())};
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

Error Player::error_at(const Act& act, Error error) const {
  const std::string line = fmt::format("{}:{}", scenario_.file, act.line);
  if (!error.where.starts_with(scenario_.file)) error.where = error.where.empty() ? line : line + ": " + error.where;
  return error;
}

}  // namespace tsugite::cli
