#include "cli/scenario_expect.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "cli/scenario_http.h"

namespace tsugite::cli {

namespace json = boost::json;

namespace {

// GET /alerts answers {alerts: [...]}, GET /desk {items: [...]}; each element names its case.
Seen among(const Expectation& expected, const std::string& case_id, const json::array& list, const char* kind) {
  bool there = false;
  for (const auto& item : list) there = there || string_at(at(item, "case"), "id") == case_id;
  return {there != expected.absent, fmt::format("{} {}, {} in all", kind, there ? "there" : "absent", list.size())};
}

const json::value* link_to(const json::value& answer, const std::string& partner) {
  for (const auto& link : list_at(answer, "links"))
    if (string_at(at(link, "partner"), "id") == partner) return &link;
  return nullptr;
}

std::int64_t queued(const json::value& answer, const std::string& partner, const std::string& context) {
  const auto* link = link_to(answer, partner);
  if (!link) return -1;
  for (const auto& stream : list_at(*link, "streams"))
    if (string_at(stream, "context") == context) {
      const auto& count = at(stream, "queued");
      return count.is_number() ? count.to_number<std::int64_t>() : -1;
    }
  return 0;
}

// Steps among the records that all parties hold, those aside that have no effect.
std::set<std::string> steps_taken(const json::value& page) {
  std::set<std::string> out;
  for (const char* lane : {"joint", "theirs"})
    for (const auto& item : list_at(at(page, "lanes"), lane))
      if (stands(item)) out.insert(string_at(item, "step"));
  return out;
}

std::set<std::string> acts_open(const json::value& page) {
  std::set<std::string> out;
  for (const auto& round : list_at(page, "rounds"))
    for (const auto& act : list_at(round, "may"))
      if (act.is_string()) out.emplace(act.as_string());
  return out;
}

}  // namespace

bool stands(const json::value& item) {
  const auto standing = string_at(item, "standing");
  return standing == "effective" || standing == "remark";
}

Seen look_at_case(const Expectation& expected, const Result<json::value>& answer) {
  if (!answer) return {expected.absent && answer.error().code != "scenario.no-answer", describe(answer.error())};
  const std::string state = string_at(at(*answer, "state"), "id"), home = string_at(at(*answer, "home_state"), "id"),
                    waits_for = string_at(*answer, "waits_for");
  const bool settled = flag_at(at(*answer, "proposal"), "settled"), ended = flag_at(*answer, "ended");
  std::string numbers;
  bool numbered = true;
  const auto& given = at(*answer, "numbers");
  for (const auto& party : expected.numbers) numbered = numbered && !string_at(given, party).empty();
  if (given.is_object())
    for (const auto& [party, number] : given.get_object()) numbers += fmt::format(" {}={}", std::string(party), string_at(given, party));
  const auto taken = steps_taken(*answer);
  const bool all_taken = std::ranges::all_of(expected.taken, [&](const auto& step) { return taken.contains(step); });
  const auto acts = acts_open(*answer);
  const bool may = std::ranges::all_of(expected.may, [&](const auto& one) { return acts.contains(one); });
  const auto& due = at(*answer, "due_ms");
  const std::int64_t due_ms = due.is_number() ? due.to_number<std::int64_t>() : 0;
  const bool holds = !expected.absent && all_taken && may && (!expected.due_ms || *expected.due_ms == due_ms) &&
                     (!expected.state || *expected.state == state) && (!expected.home_state || *expected.home_state == home) &&
                     (!expected.waits_for || *expected.waits_for == waits_for) && (!expected.settled || *expected.settled == settled) &&
                     (!expected.ended || *expected.ended == ended) && numbered;
  std::string what = "state=" + state;
  const auto tell = [&](const char* name, const std::string& value) {
    if (!value.empty()) what += fmt::format(" {}={}", name, value);
  };
  tell("home_state", home);
  tell("waits_for", waits_for);
  tell("settled", settled ? "true" : "");
  tell("ended", ended ? "true" : "");
  if (expected.due_ms) tell("due", due_ms == 0 ? "none" : to_iso({due_ms}));
  if (!may) tell("may", fmt::format("{}", fmt::join(acts, ",")));
  if (!all_taken) tell("taken", fmt::format("{}", fmt::join(taken, ",")));
  return {holds, what + numbers};
}

Seen look_for_alert(const Expectation& expected, const std::string& case_id, const json::value& answer) {
  return among(expected, case_id, list_at(answer, "alerts"), "alert");
}

Seen look_at_desk(const Expectation& expected, const std::string& case_id, const json::value& answer) {
  return among(expected, case_id, list_at(answer, "items"), "desk item");
}

Seen look_at_link(const Expectation& expected, const json::value& answer) {
  const auto* link = link_to(answer, expected.name);
  if (!link) return {false, "no link to " + expected.name};
  const std::string state = string_at(*link, "state"), code = string_at(at(*link, "reason"), "code");
  return {expected.state == state, "link " + state + (code.empty() ? "" : " " + code)};
}

Seen look_for_common(const std::string& here, const std::string& there, const std::string& context, const json::value& answer_here,
                     const json::value& answer_there) {
  const std::string ours = string_at(at(answer_here, "common_digest"), there), theirs = string_at(at(answer_there, "common_digest"), here);
  const auto waits_here = queued(answer_here, there, context), waits_there = queued(answer_there, here, context);
  return {
      !ours.empty() && ours == theirs && waits_here == 0 && waits_there == 0,
      fmt::format("{} {} waiting {}, {} {} waiting {}", here, ours.substr(0, 16), waits_here, there, theirs.substr(0, 16), waits_there)};
}

}  // namespace tsugite::cli
