// A procedure as a machine. The rules here are what makes a procedure safe to run unattended; each is one small function.
#include <algorithm>
#include <functional>
#include <set>

#include "charter/check.h"
#include "charter/model/rules.h"

namespace tsugite::charter {
namespace {

using Kind = State::Kind;

class Model {
 public:
  Model(const Charter& charter, const Procedure& procedure, Report& report)
      : charter_(charter), procedure_(procedure), report_(report), path_("procedure|" + procedure.id) {
    for (const auto& step : procedure.steps) proposes_ = proposes_ || step.proposes;
  }

  void check() {
    const std::size_t before = report_.findings.size();
    for (const auto& step : procedure_.steps) {
      check_shape(step);
      check_kinds(step);
      check_word(step);
      check_seats(step);
      check_bases(step);
    }
    check_states();
    check_clocks();
    model::check_settlements(procedure_, report_);
    model::check_needs(procedure_, report_);
    model::check_amends(procedure_, report_);
    model::check_roles(procedure_, report_);
    model::check_claims(charter_, procedure_, report_);
    model::check_referrals(charter_, procedure_, report_);
    // Where a step itself is at fault, what can be reached by it says nothing new.
    if (report_.findings.size() == before) check_paths();
    if (report_.findings.size() == before) model::check_product(charter_, procedure_, report_);
  }

 private:
  std::string place(const StepSpec& step, const std::string& key = "") const {
    return report_.sources.at(path_ + "|step|" + step.id + (key.empty() ? "" : "|" + key));
  }
  void add(std::string where, const std::string& rule, std::string en, std::string ja) {
    report_.at(std::move(where), rule, std::move(en), std::move(ja));
  }

  void check_shape(const StepSpec& step) {
    if (step.exclusive && step.to.empty())
      add(place(step), "exclusive", "a step that leads to no other state must say \"exclusive: false\"; else give it a \"to\"",
          "状態を変えない処置には「exclusive: false」と書くか、「to」を書いてください");
    if (!step.exclusive && !step.to.empty())
      add(place(step, "exclusive"), "exclusive", "a step that leads to another state is exclusive; leave \"exclusive: false\" out",
          "状態を変える処置は排他です。「exclusive: false」を除いてください");
    if (step.each && step.by != "any")
      add(place(step, "by"), "each", "a step that each party takes is open to any role: write \"by: any\"",
          "各当事者が行う処置は「by: any」としてください");
    if (step.from.empty())
      add(place(step, "from"), "from", "name at least one state that the step is taken in", "処置ができる状態を一つ以上書いてください");
    const bool from_start = std::find(step.from.begin(), step.from.end(), "start") != step.from.end();
    if (step.opens && !from_start)
      add(place(step, "opens"), "opens", "a step that opens a case is taken from \"start\"",
          "案件を開く処置の「from」には start が要ります");
    if (!step.opens && from_start && !step.home)
      add(place(step, "from"), "opens", "a joint step taken from \"start\" must say \"opens: true\"",
          "start からの共同の処置には「opens: true」と書いてください");
  }

  // Home steps move the home track, joint steps the joint one. A home step that led to a joint state would be a reply that
  // nobody staffed.
  void check_kinds(const StepSpec& step) {
    const State* to = procedure_.state(step.to);
    if (step.home && to && !to->home())
      add(place(step, "to"), "home-step", "a home step never leaves, so it cannot lead to a joint state",
          "国内の処置は相手側に渡らないため、共同の状態には移せません");
    if (!step.home && to && to->home())
      add(place(step, "to"), "joint-step", "a joint step cannot lead to a home state", "共同の処置から国内の状態には移せません");
    for (const auto& id : step.from) {
      const State* from = procedure_.state(id);
      if (!from) continue;
      if (from->ends())
        add(place(step, "from|" + id), "from-end", "a case that has ended takes no more steps", "終了した案件では処置できません");
      else if (from->home() != step.home)
        add(place(step, "from|" + id), step.home ? "home-step" : "joint-step",
            "the state is on the other side: home and joint steps have states of their own",
            "国内の処置と共同の処置では、使える状態が異なります");
    }
    const State* home = procedure_.state(step.requires_home);
    if (home && (step.home || home->kind != Kind::home))
      add(place(step, "requires_home"), "requires-home", "\"requires_home\" stands on a joint step and names a home state",
          "「requires_home」は共同の処置に書き、国内の状態を指定してください");
    if (step.home && (step.proposes || step.replies || step.number || step.each || step.urgent))
      add(place(step), "home-step", "a home step is no official word: no proposal, reply, number, each or urgent",
          "国内の処置は正式回答ではありません。proposes、replies、number、each、urgent は使えません");
  }

  // Nothing counts as a party's word but what proposes or replies, and that carries or names exactly one proposal.
  void check_word(const StepSpec& step) {
    if (step.proposes && step.replies)
      add(place(step, "replies"), "proposes-and-replies", "a step either brings a new proposal or replies to the standing one",
          "新しい案を出す処置と、現在の案に回答する処置は別にしてください");
    const auto settlement = procedure_.settlement_of(step);
    for (const auto& field : procedure_.fields) {
      const bool carried = std::find(step.fields.begin(), step.fields.end(), field.id) != step.fields.end();
      if (proposes_ && field.settles && carried && !step.proposes && !step.home)
        add(place(step, "fields|" + field.id), "settling-field",
            fmt::format("\"{}\" settles, so only a step that proposes may carry it", field.id),
            fmt::format("欄「{}」は案の一部です。案を出す処置でのみ記入できます", field.id));
      if (field.settles && field.required && step.proposes && settlement == field.settlement && !carried)
        add(place(step, "fields"), "proposal-field", fmt::format("a proposal needs the field \"{}\"", field.id),
            fmt::format("案には欄「{}」が必要です", field.id));
    }
    const bool any = std::any_of(procedure_.fields.begin(), procedure_.fields.end(), [](const FieldSpec& f) { return f.settles; });
    if (step.proposes && !any)
      add(place(step, "proposes"), "proposal-field", "a proposal needs a field that settles",
          "案の一部となる欄（settles: true）がありません");
  }

  void check_seats(const StepSpec& step) {
    if (charter_.seats.empty()) return;
    std::set<std::string> parties;
    for (const auto& [id, seat] : charter_.seats)
      if (charter_.stands(seat) && seat_may(charter_, step, seat)) parties.insert(charter_.party_of(id));
    if (parties.empty())
      add(place(step, step.at.empty() ? "levels" : "at"), "no-seat", "no seat that stands may take this step",
          "この処置を行える配置がありません");
    else if (step.each)
      for (const auto& party : charter_.party_order)
        if (!parties.contains(party))
          add(place(step, step.at.empty() ? "levels" : "at"), "no-seat",
              fmt::format("each party takes this step, but no seat of {} may", party),
              fmt::format("各当事者が行う処置ですが、{}に行える配置がありません", party));
  }

  void check_bases(const StepSpec& step) {
    if (step.legal_bases.empty()) return;
    for (const auto& party : charter_.party_order)
      if (!step.legal_bases.contains(party))
        add(place(step, "bases"), "basis", fmt::format("the step names a legal basis, but none for {}", party),
            fmt::format("根拠を示す処置ですが、{}の根拠がありません", party));
  }

  void check_states() {
    for (const auto& state : procedure_.states) {
      const std::string where = report_.sources.at(path_ + "|state|" + state.id + "|waits_for");
      if (state.ends() && !state.waits_for.empty())
        add(where, "waits-for", "what has ended waits for nobody", "終了した状態が待つ相手はありません");
      else if (state.kind == Kind::home && !state.waits_for.empty() && !acts_at_home(state))
        add(where, "waits-for", fmt::format("\"{}\" has no home step that \"{}\" takes there", state.id, state.waits_for),
            fmt::format("状態「{}」には、「{}」が行う国内の処置がありません", state.id, state.waits_for));
    }
  }

  bool acts_at_home(const State& state) const {
    return std::any_of(procedure_.steps.begin(), procedure_.steps.end(), [&](const StepSpec& step) {
      return step.home && (step.by == state.waits_for || step.by == "any") &&
             std::find(step.from.begin(), step.from.end(), state.id) != step.from.end();
    });
  }

  void check_clocks() {
    for (const auto& clock : procedure_.clocks) {
      const State* state = procedure_.state(clock.state);
      const std::string where = path_ + "|clock|" + clock.state;
      if (!state) continue;
      if (state->kind != Kind::joint)
        add(report_.sources.at(where + "|state"), "clock", "a clock runs in a joint state only", "時計は共同の状態にだけ設けられます");
      else if (state->waits_for != clock.warns && state->waits_for != "each")
        add(report_.sources.at(where + "|warns"), "clock",
            fmt::format("a clock warns the side that must act, and \"{}\" waits for \"{}\"", clock.state, state->waits_for),
            fmt::format("時計が知らせるのは処置すべき側です。状態「{}」が待つ役割は「{}」です", clock.state, state->waits_for));
      const FieldSpec* until = procedure_.field(clock.until);
      const bool told = until && std::any_of(procedure_.steps.begin(), procedure_.steps.end(), [&](const StepSpec& step) {
                          return !step.home && std::find(step.fields.begin(), step.fields.end(), clock.until) != step.fields.end();
                        });
      if (until && (until->type != FieldSpec::Type::time || !told))
        add(report_.sources.at(where + "|until"), "clock", fmt::format("\"{}\" is no time that a joint step carries", clock.until),
            fmt::format("欄「{}」は、共同の処置で記入する時刻ではありません", clock.until));
    }
  }

  // States that can be reached from `start` on one track by steps that pass the filter.
  std::set<std::string> reached(bool home, const std::function<bool(const StepSpec&)>& use) const {
    std::set<std::string> out{"start"};
    for (bool more = true; more;) {
      more = false;
      for (const auto& step : procedure_.steps) {
        if (step.home != home || step.to.empty() || out.contains(step.to) || !use(step)) continue;
        if (std::any_of(step.from.begin(), step.from.end(), [&](const std::string& id) { return out.contains(id); }))
          more = out.insert(step.to).second;
      }
    }
    return out;
  }

  // States from which an end of their track can be reached.
  std::set<std::string> ending() const {
    std::set<std::string> out;
    for (const auto& state : procedure_.states)
      if (state.ends()) out.insert(state.id);
    for (bool more = true; more;) {
      more = false;
      for (const auto& step : procedure_.steps)
        if (out.contains(step.to))
          for (const auto& id : step.from) more = out.insert(id).second || more;
    }
    return out;
  }

  void check_paths() {
    const auto all = [](const StepSpec&) { return true; };
    const auto home = reached(true, all), joint = reached(false, all), ends = ending();
    // Where only our own track runs, it is what must end; beside a joint one it may just stay where it is.
    const Kind kept = procedure_.all_home() ? Kind::home : Kind::joint;
    for (const auto& state : procedure_.states) {
      const std::string where = report_.sources.at(path_ + "|state|" + state.id);
      if (!(state.home() ? home : joint).contains(state.id))
        add(where, "unreachable", fmt::format("no step leads to the state \"{}\"", state.id),
            fmt::format("状態「{}」に至る処置がありません", state.id));
      else if (state.kind == kept && !ends.contains(state.id))
        add(where, "dead-end", fmt::format("from the state \"{}\" the case can never end", state.id),
            fmt::format("状態「{}」からは案件を終えることができません", state.id));
    }
    for (const auto& step : procedure_.steps) {
      if (!step.replies) continue;
      const auto settlement = procedure_.settlement_of(step);
      const auto unproposed =
          reached(false, [&](const StepSpec& one) { return !one.proposes || procedure_.settlement_of(one) != settlement; });
      for (const auto& id : step.from)
        if (unproposed.contains(id))
          add(place(step, "from|" + id), "reply-without-proposal", fmt::format("\"{}\" can be reached without a proposal to reply to", id),
              fmt::format("状態「{}」には案のないまま至ることがあり、回答の対象がありません", id));
    }
  }

  const Charter& charter_;
  const Procedure& procedure_;
  Report& report_;
  std::string path_;
  bool proposes_ = false;  // some step does
};

}  // namespace

void check_model(const Charter& charter, const Procedure& procedure, Report& report) { Model(charter, procedure, report).check(); }

}  // namespace tsugite::charter
