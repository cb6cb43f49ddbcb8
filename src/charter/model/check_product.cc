// What can go wrong between parties who each may do only what is theirs. Every rule is asked of every spot under every
// assignment of parties to roles under which a case can begin; each finding comes with a shortest way to it. Of rules that one
// fault breaks at once, the first in `order` speaks alone.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "charter/check.h"
#include "charter/model/explore.h"
#include "charter/model/rules.h"

namespace tsugite::charter {
namespace model {
namespace {

// In the order in which they speak.
enum class Rule { size, never_opens, settles, stuck, in_vain, no_way_out, clock, referral, never_reached, never_taken };

struct Found {
  std::string place;
  std::string code;
  Text message;
  std::vector<TraceStep> trace;
};

class Product {
 public:
  Product(Machine machine, const Charter& charter, Report& report)
      : machine_(std::move(machine)), procedure_(machine_.procedure()), charter_(charter), report_(report),
        path_("procedure|" + procedure_.id) {}

  void check() {
    bool opened = false;
    for (auto& roles : assignments(procedure_.roles.size(), charter_.party_order.size())) {
      machine_.assign(std::move(roles));
      const Space space = explore(machine_);
      if (space.spots.size() == 1 && space.spots[0].moves.empty()) continue;  // nobody can begin such a case
      opened = true;
      look(space);
    }
    if (!opened)
      add(Rule::never_opens, path_ + "|steps", "never-opens", "no seat that stands can open a case of this procedure",
          "この手続の案件を開始できる配置がありません", {});
    else unused();
    for (const auto& [rule, found] : found_) {
      for (const auto& [key, one] : found) report_.traced(one.place, one.code, one.message.en, one.message.ja, one.trace);
      return;
    }
  }

 private:
  // One finding for each place; the shortest way to it counts.
  void add(Rule rule, const std::string& path, const std::string& code, std::string en, std::string ja, std::vector<TraceStep> trace) {
    Found one{report_.sources.at(path), code, Text{std::move(ja), std::move(en)}, std::move(trace)};
    // Where a case cannot end, neither can it before: the nearest such state is the one to mend.
    auto [it, fresh] = found_[rule].emplace(rule == Rule::no_way_out ? path_ : path, one);
    if (!fresh && one.trace.size() < it->second.trace.size()) it->second = std::move(one);
  }

  std::string state_path(const State* state) const { return path_ + "|state|" + (state ? state->id : ""); }

  void look(const Space& space) {
    if (!space.complete)
      add(Rule::size, path_, "model-size", "the procedure has too many ways to go to be checked; split it",
          "手続の取り得る経過が多すぎて検査できません。分割してください", {});
    const auto ending = space.ending(machine_);
    for (std::size_t i = 0; i < space.spots.size(); ++i) {
      const auto& at = space.spots[i];
      const State* state = machine_.state(at.spot);
      if (state) reached_.insert(state->id);
      const auto possible = machine_.moves(at.spot, false);
      for (const auto& move : possible) taken_.insert(machine_.step(move.step).id);
      for (const auto& move : at.moves)
        if (move.settles_early) early(space, i, move);
      if (machine_.ended(at.spot) || !state) continue;  // before the first joint step a matter may rest at home
      const std::string& name = state->id;
      if (at.moves.empty())
        add(Rule::stuck, state_path(state), "stuck", fmt::format("in the state \"{}\" nobody can do anything any more", name),
            fmt::format("状態「{}」で、どの側も何もできなくなることがあります", name), space.trace(machine_, i));
      else if (!ending[i])
        add(Rule::no_way_out, state_path(state), "no-way-out", fmt::format("from the state \"{}\" the case can go on but never end", name),
            fmt::format("状態「{}」から、案件を終えられないことがあります", name), space.trace(machine_, i));
      waiting(space, i, *state, possible);
      if (!state->at.empty()) referred(space, i, *state);
    }
  }

  void early(const Space& space, std::size_t i, const Move& move) {
    const StepSpec& step = machine_.step(move.step);
    add(Rule::settles, path_ + "|step|" + step.id, "settles-without-word",
        fmt::format("\"{}\" would settle the matter for a party that has not replied; let each party take it", step.id),
        fmt::format("「{}」により、回答していない側についても調整済となります。各当事者が行う処置にしてください", step.id),
        space.trace(machine_, i, &move));
  }

  static bool acts(const std::vector<Move>& moves, Parties parties) {
    return std::any_of(moves.begin(), moves.end(), [&](const Move& move) { return parties & only(move.party); });
  }

  // A remark is an answer too: that a notice was delivered is waited for, and moves nothing.
  void waiting(const Space& space, std::size_t i, const State& state, const std::vector<Move>& possible) {
    if (!state.waits_for.empty() && !acts(possible, machine_.holding(state.waits_for)))
      add(Rule::in_vain, state_path(&state) + "|waits_for", "waits-in-vain",
          fmt::format("\"{}\" waits for \"{}\", who can do nothing there", state.id, state.waits_for),
          fmt::format("状態「{}」は「{}」を待ちますが、その側にできる処置がありません", state.id, state.waits_for),
          space.trace(machine_, i));
    for (const auto& clock : procedure_.clocks)
      if (clock.state == state.id) {
        clock_states_.emplace(clock.state, space.trace(machine_, i));
        if (acts(possible, machine_.holding(clock.warns))) clocks_.insert(clock.state);
      }
  }

  // A matter before another body comes back, or ends there, by what that body's own seats can do, without being sent on.
  void referred(const Space& space, std::size_t start, const State& state) {
    std::set<std::size_t> seen{start};
    std::vector<std::size_t> open{start};
    while (!open.empty()) {
      const auto at = open.back();
      open.pop_back();
      const auto& spot = space.spots[at];
      for (std::size_t i = 0; i < spot.moves.size(); ++i) {
        const Move& move = spot.moves[i];
        const StepSpec& step = machine_.step(move.step);
        if (spot.to[i] == Space::npos || step.home || !step.refers.empty() || !machine_.from_body(move.step, move.party, state.at))
          continue;
        const State* there = machine_.state(move.to);
        if (there && there->at != state.at) return;
        if (seen.insert(spot.to[i]).second) open.push_back(spot.to[i]);
      }
    }
    add(Rule::referral, state_path(&state), "referral-without-end",
        fmt::format("nothing that a seat of {} can do brings the matter back from \"{}\"", state.at, state.id),
        fmt::format("{}の配置が行える処置では、状態「{}」から付議が終わりません", state.at, state.id), space.trace(machine_, start));
  }

  // Of states in a row that nobody reaches, the first is the one to mend.
  bool next_to_reached(const State& state) const {
    return std::any_of(procedure_.steps.begin(), procedure_.steps.end(), [&](const StepSpec& step) {
      return step.to == state.id && std::any_of(step.from.begin(), step.from.end(),
                                                [&](const std::string& from) { return from == "start" || reached_.contains(from); });
    });
  }

  void unused() {
    for (const auto& clock : procedure_.clocks)
      if (clock_states_.contains(clock.state) && !clocks_.contains(clock.state))
        add(Rule::clock, path_ + "|clock|" + clock.state + "|warns", "clock-in-vain",
            fmt::format("the clock warns \"{}\", who can never act in \"{}\"", clock.warns, clock.state),
            fmt::format("時計が知らせる「{}」は、状態「{}」で何もできません", clock.warns, clock.state), clock_states_.at(clock.state));
    for (const auto& state : procedure_.states)
      if (state.kind != State::Kind::home && !reached_.contains(state.id) && next_to_reached(state))
        add(Rule::never_reached, state_path(&state), "never-reached",
            fmt::format("no way that the parties can go leads to \"{}\"", state.id),
            fmt::format("当事者の取り得るどの経過でも、状態「{}」に至りません", state.id), {});
    for (const auto& step : procedure_.steps)
      if (!step.home && !taken_.contains(step.id))
        add(Rule::never_taken, path_ + "|step|" + step.id, "never-taken",
            fmt::format("there is no way to a point where \"{}\" can be taken", step.id),
            fmt::format("「{}」を行える時点に至る経過がありません", step.id), {});
  }

  Machine machine_;
  const Procedure& procedure_;
  const Charter& charter_;
  Report& report_;
  std::string path_;
  std::map<Rule, std::map<std::string, Found>> found_;
  std::set<std::string> reached_, taken_, clocks_;
  std::map<std::string, std::vector<TraceStep>> clock_states_;
};

}  // namespace

void check_product(const Charter& charter, const Procedure& procedure, Report& report) {
  if (charter.seats.empty() || charter.party_order.size() < 2) return;
  auto machine = Machine::compile(charter, procedure);
  if (machine) Product(*std::move(machine), charter, report).check();
  else
    report.at(report.sources.at("procedure|" + procedure.id), "model-size",
              fmt::format("a procedure that can be checked has at most {} states and {} steps that each party takes", max_states, max_each),
              fmt::format("検査できる手続は、状態{}個、各当事者が行う処置{}個までです", max_states, max_each));
}

}  // namespace model
}  // namespace tsugite::charter
