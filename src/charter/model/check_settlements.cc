// What a case settles: the states that only replies lead to, and the proposals that are replied to. A procedure may settle one thing
// after another, such as the dates of a meeting and then its text; each has fields and a state of its own.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "charter/model/rules.h"

namespace tsugite::charter::model {
namespace {

class Settlements {
 public:
  Settlements(const Procedure& procedure, Report& report) : procedure_(procedure), report_(report), path_("procedure|" + procedure.id) {}

  void check() {
    for (const auto& [settlement, state] : procedure_.settled_states) check_state(settlement, state);
    for (const auto& step : procedure_.steps)
      if (!check_step(step)) return;
    const bool proposes = std::any_of(procedure_.steps.begin(), procedure_.steps.end(), [](const StepSpec& step) { return step.proposes; });
    for (const auto& field : procedure_.fields)
      if (field.settles && !proposes)
        add("|field|" + field.id + "|settles", "proposal-field", "the field settles, but no step proposes",
            "案の一部となる欄ですが、案を出す処置がありません");
  }

 private:
  void add(const std::string& path, const std::string& rule, std::string en, std::string ja) {
    report_.at(report_.sources.at(path_ + path), rule, std::move(en), std::move(ja));
  }

  void check_state(const std::string& settlement, const std::string& id) {
    const std::string place = settlement.empty() ? "|settled_state" : "|settled_states|" + settlement;
    const State* state = procedure_.state(id);
    if (state && state->home())
      add(place, "settled-state", "what is settled is settled jointly: name a joint state", "調整が済むのは共同の状態です");
    if (std::none_of(procedure_.steps.begin(), procedure_.steps.end(), [](const StepSpec& step) { return step.replies; }))
      add(place, "settled-state", "no step replies, so nothing ever settles", "回答する処置がないため、調整が済むことがありません");
    if (!settled_.insert(id).second)
      add(place, "settled-state", fmt::format("\"{}\" settles two things at once", id),
          fmt::format("状態「{}」で二つの調整が同時に済むことになっています", id));
  }

  // False: what follows says nothing new.
  bool check_step(const StepSpec& step) {
    const std::string place = "|step|" + step.id;
    if (step.replies && procedure_.settled_states.empty()) {
      add(place + "|replies", "settled-state", "a step replies, but the procedure names no settled_state",
          "回答する処置がありますが、「settled_state」がありません");
      return false;
    }
    const bool replies = std::any_of(procedure_.steps.begin(), procedure_.steps.end(), [](const StepSpec& one) { return one.replies; });
    const bool settles = procedure_.settled_by(step.to).has_value();
    if (step.replies && !settles) {
      const std::string& wanted = procedure_.settled_states.begin()->second;
      add(place + "|to", "settled-state", fmt::format("an official reply leads to the settled state \"{}\"", wanted),
          fmt::format("正式回答の行き先は、調整が済む状態「{}」です", wanted));
    } else if (settles && !step.replies && replies) {
      add(place + "|to", "settled-without-reply",
          fmt::format("only a step that replies may lead to \"{}\": nobody is committed without its own word", step.to),
          fmt::format("「{}」に移せるのは回答する処置だけです。自らの回答なしに調整済とはなりません", step.to));
    }
    if (step.proposes && mixed(step))
      add(place + "|fields", "settlement", "a proposal is about one settlement: its fields are of two",
          "案は一つの調整についてのものです。二つの調整の欄が混ざっています");
    return true;
  }

  bool mixed(const StepSpec& step) const {
    std::set<std::string> of;
    for (const auto& id : step.fields)
      if (const FieldSpec* field = procedure_.field(id); field && field->settles) of.insert(field->settlement);
    return of.size() > 1;
  }

  const Procedure& procedure_;
  Report& report_;
  std::string path_;
  std::set<std::string> settled_;
};

}  // namespace

void check_settlements(const Procedure& procedure, Report& report) { Settlements(procedure, report).check(); }

void check_needs(const Procedure& procedure, Report& report) {
  const auto has = [](const auto& all, const auto& one) { return std::find(all.begin(), all.end(), one) != all.end(); };
  for (const auto& step : procedure.steps)
    for (std::size_t i = 0; i < step.needs.size(); ++i) {
      const Precondition& need = step.needs[i];
      const std::string place = report.sources.at("procedure|" + procedure.id + "|step|" + step.id + "|needs|" + std::to_string(i));
      const StepSpec* said = procedure.step(need.step);
      const FieldSpec* field = procedure.field(need.field);
      if (!said || !field) continue;
      if (step.home || said->home || said->exclusive || !has(said->fields, need.field) || field->type != FieldSpec::Type::choice) {
        report.at(place, "needs", "a joint step needs joint remarks, by a choice that they carry",
                  "要件にできるのは、共同の付記とその選択欄です");
        continue;
      }
      for (const auto& value : need.values)
        if (!std::any_of(field->choices.begin(), field->choices.end(), [&](const auto& choice) { return choice.first == value; }))
          report.at(place, "needs", fmt::format("\"{}\" is no choice of \"{}\"", value, need.field),
                    fmt::format("「{}」は欄「{}」の選択肢にありません", value, need.field));
      for (const auto& from : step.from)
        if (!has(said->from, from))
          report.at(place, "needs", fmt::format("in \"{}\" the step waits for what cannot be said there any more", from),
                    fmt::format("状態「{}」では、要件となる付記をもう行えません", from));
    }
}

void check_amends(const Procedure& procedure, Report& report) {
  if (!procedure.amends) return;
  const FieldSpec *digest = procedure.field(procedure.amends->digest), *effective = procedure.field(procedure.amends->effective);
  const auto is = [](const FieldSpec* field, FieldSpec::Type type) { return field->type == type && field->settles && field->required; };
  const bool ends_home = std::any_of(procedure.amends->in.begin(), procedure.amends->in.end(), [&](const std::string& id) {
    const State* state = procedure.state(id);
    return state && state->home();
  });
  if (!is(digest, FieldSpec::Type::text) || !is(effective, FieldSpec::Type::time) || digest->settlement != effective->settlement ||
      procedure.amends->in.empty() || ends_home)
    report.at(report.sources.at("procedure|" + procedure.id + "|amends"), "amends",
              "an amendment settles, together, the digest as a required text and a required time, and holds in joint states",
              "改定は、必須の文字列であるダイジェストと必須の時刻を一体で調整し、共同の状態において効力を持つものです");
}

}  // namespace tsugite::charter::model
