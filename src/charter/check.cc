#include "charter/check.h"

#include <algorithm>
#include <set>

#include "charter/parts.h"

namespace tsugite::charter {
namespace {

bool contains(const std::vector<std::string>& all, const std::string& one) { return std::find(all.begin(), all.end(), one) != all.end(); }

void check_counts(const Charter& charter, Report& report) {
  if (charter.parties.size() < 2 && !charter.parties.empty())
    report.at(report.sources.at("charter|parties"), "parties", "an alliance has at least two parties", "当事者は二者以上必要です");
}

// Feeding must lead upward: a body that reports to itself by any way round has no superior.
bool feeds_itself(const Charter& charter, const std::string& start) {
  std::set<std::string> seen;
  std::vector<std::string> open{start};
  while (!open.empty()) {
    const auto it = charter.bodies.find(open.back());
    open.pop_back();
    if (it == charter.bodies.end()) continue;
    for (const auto& next : it->second.feeds) {
      if (next == start) return true;
      if (seen.insert(next).second) open.push_back(next);
    }
  }
  return false;
}

void check_bodies(const Charter& charter, Report& report) {
  const auto bodies = ids_of(charter.bodies);
  for (const auto& [id, body] : charter.bodies) {
    const std::string path = "body|" + id;
    for (const auto& level : body.levels) check_known(level, charter.levels, path + "|levels|" + level, "level", "職級", report);
    for (const auto& other : body.feeds) check_known(other, bodies, path + "|feeds|" + other, "body", "調整の場", report);
    for (const auto& other : body.lateral) {
      const std::string place = path + "|lateral|" + other;
      if (!check_known(other, bodies, place, "body", "調整の場", report)) continue;
      if (other == id || !contains(charter.bodies.at(other).lateral, id))
        report.at(report.sources.at(place), "lateral", fmt::format("{} is no equal of {}: \"lateral\" must stand on both", id, other),
                  fmt::format("{}と{}が対等になっていません。「lateral」は双方に書いてください", id, other));
    }
    if (feeds_itself(charter, id))
      report.at(report.sources.at(path + "|feeds"), "feeds-cycle", fmt::format("{} reports to itself, by way of what it feeds", id),
                fmt::format("{}の報告先をたどると{}自身に戻ります", id, id));
  }
}

void check_seats(const Charter& charter, Report& report) {
  const auto parties = ids_of(charter.parties), organisations = ids_of(charter.organisations), bodies = ids_of(charter.bodies);
  for (const auto& [id, organisation] : charter.organisations)
    check_known(organisation.party, parties, "organisation|" + id + "|party", "party", "当事者", report);
  for (const auto& [id, seat] : charter.seats) {
    const std::string path = "seat|" + id;
    check_known(seat.organisation, organisations, path + "|organisation", "organisation", "機関", report);
    if (!check_known(seat.level, charter.levels, path + "|level", "level", "職級", report)) continue;
    for (const auto& body : seat.bodies) {
      const std::string place = path + "|bodies|" + body;
      if (!check_known(body, bodies, place, "body", "調整の場", report)) continue;
      const auto found = charter.bodies.find(body);
      if (found != charter.bodies.end() && !seat.level.empty() && !found->second.levels.empty() &&
          !contains(found->second.levels, seat.level))
        report.at(report.sources.at(place), "seat-level", fmt::format("{} does not meet at the level \"{}\"", body, seat.level),
                  fmt::format("{}は職級「{}」では開かれません", body, seat.level));
    }
  }
}

void check_measures(const Charter& charter, Report& report) {
  const auto parties = ids_of(charter.parties), situations = ids_of(charter.situations), bodies = ids_of(charter.bodies);
  for (const auto& [id, measure] : charter.measures) {
    const std::string path = "measure|" + id;
    for (const auto& one : measure.situations) check_known(one, situations, path + "|situations|" + one, "situation", "事態", report);
    for (const auto& one : measure.bodies) check_known(one, bodies, path + "|bodies|" + one, "body", "調整の場", report);
    check_known(measure.primary, parties, path + "|primary", "party", "当事者", report);
  }
}

// What a role may be: one of the procedure's, or the word that stands for all of them.
std::vector<std::string> roles_and(const Procedure& procedure, const std::string& word) {
  auto out = ids_of(procedure.roles);
  if (!out.empty()) out.push_back(word);
  return out;
}

// A procedure may have no fields at all, and still name one.
void check_field(const Procedure& procedure, const std::string& id, const std::string& place, Report& report) {
  if (const auto fields = ids_of(procedure.fields); !fields.empty()) check_known(id, fields, place, "field", "欄", report);
  else if (!id.empty())
    report.at(report.sources.at(place), "unknown-field", fmt::format("the procedure has no field \"{}\"", id),
              fmt::format("手続に欄「{}」はありません", id));
}

void check_step_names(const Charter& charter, const Procedure& procedure, const StepSpec& step, const std::string& path, Report& report) {
  auto states = ids_of(procedure.states);
  check_known(step.to, states, path + "|to", "state", "状態", report);
  check_known(step.requires_home, states, path + "|requires_home", "state", "状態", report);
  if (!states.empty()) states.push_back("start");
  for (const auto& state : step.from) check_known(state, states, path + "|from|" + state, "state", "状態", report);
  check_known(step.by, roles_and(procedure, "any"), path + "|by", "role", "役割", report);
  auto places = ids_of(charter.bodies);
  if (charter.organisations.empty()) places.clear();
  if (!places.empty())
    for (const auto& [id, organisation] : charter.organisations) places.push_back(id);
  for (const auto& place : step.at) check_known(place, places, path + "|at|" + place, "body-or-organisation", "調整の場・機関", report);
  for (const auto& level : step.levels) check_known(level, charter.levels, path + "|levels|" + level, "level", "職級", report);
  check_known(step.refers, ids_of(charter.bodies), path + "|refers", "body", "調整の場", report);
  for (const auto& field : step.fields) check_field(procedure, field, path + "|fields|" + field, report);
  for (std::size_t i = 0; i < step.needs.size(); ++i) {
    const std::string place = path + "|needs|" + std::to_string(i);
    check_known(step.needs[i].step, ids_of(procedure.steps), place + "|step", "step", "処置", report);
    check_field(procedure, step.needs[i].field, place + "|field", report);
    check_known(step.needs[i].party, ids_of(charter.parties), place + "|party", "party", "当事者", report);
  }
}

// "procedure/step" or "procedure/*". A kind that no record has would ask for nothing.
void check_kind(const Charter& charter, const std::string& kind, const std::string& path, Report& report) {
  const auto slash = kind.find('/');
  const std::string of = kind.substr(0, slash), step = slash == std::string::npos ? std::string() : kind.substr(slash + 1);
  if (charter.procedures.empty() || !check_known(of, ids_of(charter.procedures), path, "procedure", "手続", report)) return;
  const auto found = charter.procedures.find(of);
  if (found == charter.procedures.end() || step == "*") return;
  if (step.empty())
    report.at(report.sources.at(path), "kind", "a kind of record is a procedure, a slash and a step or *",
              "記録の種類は「手続/処置」又は「手続/*」と書いてください");
  else check_known(step, ids_of(found->second.steps), path, "step", "処置", report);
}

// The states a case settles in, the settlements that fields name, and what an amendment is read from.
void check_settled_names(const Procedure& procedure, const std::string& path, Report& report) {
  const auto states = ids_of(procedure.states), settlements = ids_of(procedure.settled_states);
  for (const auto& [settlement, state] : procedure.settled_states)
    check_known(state, states, path + (settlement.empty() ? "|settled_state" : "|settled_states|" + settlement), "state", "状態", report);
  const bool several = !procedure.settled_states.empty() && !procedure.settled_states.contains("");
  for (const auto& field : procedure.fields) {
    if (!field.settles || (field.settlement.empty() && !several) || procedure.settled_states.contains(field.settlement)) continue;
    report.at(report.sources.at(path + "|field|" + field.id + "|settles"), "unknown-settlement",
              fmt::format("\"settled_states\" has no settlement \"{}\"", field.settlement.empty() ? "true" : field.settlement),
              fmt::format("「settled_states」に「{}」がありません", field.settlement.empty() ? "true" : field.settlement));
  }
  if (!procedure.amends) return;
  check_field(procedure, procedure.amends->digest, path + "|amends|digest", report);
  check_field(procedure, procedure.amends->effective, path + "|amends|effective", report);
  for (const auto& state : procedure.amends->in) check_known(state, states, path + "|amends|in|" + state, "state", "状態", report);
}

}  // namespace

bool seat_may(const Charter& charter, const StepSpec& step, const Seat& seat) {
  if (!step.levels.empty() && !contains(step.levels, seat.level)) return false;
  return step.at.empty() || std::any_of(step.at.begin(), step.at.end(), [&](const std::string& place) {
           if (seat.organisation == place) return true;
           const auto body = charter.bodies.find(place);
           return body != charter.bodies.end() && charter.stands(body->second) && seat.bodies.contains(place);
         });
}

void check_alliance(const Charter& charter, Report& report) {
  check_counts(charter, report);
  check_bodies(charter, report);
  check_seats(charter, report);
  check_measures(charter, report);
}

void check_marking(const Charter& charter, Report& report) {
  const auto parties = ids_of(charter.parties);
  const label::Policy& policy = charter.marking;
  for (const auto& [id, one] : policy.classifications)
    check_known(one.party, parties, "classification|" + id + "|party", "party", "当事者", report);
  for (const auto& [id, one] : policy.caveats)
    for (const auto& party : one.only_parties)
      check_known(party, parties, "caveat|" + id + "|only_parties|" + party, "party", "当事者", report);
  for (const auto& [id, one] : policy.caveats)
    check_known(one.group, ids_of(policy.groups), "caveat|" + id + "|group", "caveat-group", "注意事項の系列", report);
  for (const auto& [id, group] : policy.groups)
    for (const auto& kind : group.required_on) check_kind(charter, kind, "caveat-group|" + id + "|required_on|" + kind, report);
  for (const auto& naming : charter.namings)
    check_known(naming.party, parties, "naming|" + naming.identifier + "|party", "party", "当事者", report);
  for (const auto& [id, procedure] : charter.procedures)
    for (const auto& field : procedure.fields)
      check_known(field.marks, ids_of(policy.groups), "procedure|" + id + "|field|" + field.id + "|marks", "caveat-group", "注意事項の系列",
                  report);
  if (policy.classifications.empty()) return;
  for (const auto& party : charter.party_order)
    if (policy.lowest(party).empty())
      report.at(report.sources.at("marking|classifications"), "no-classification",
                fmt::format("{} has no classification it could mark a record with", party),
                fmt::format("{}が記録に表示できる区分がありません", party));
}

void check_references(const Charter& charter, const Procedure& procedure, Report& report) {
  const std::string path = "procedure|" + procedure.id;
  const auto measures = ids_of(charter.measures), states = ids_of(procedure.states), units = ids_of(charter.unit_names);
  const auto parties = ids_of(charter.parties);
  for (const auto& measure : procedure.carries) check_known(measure, measures, path + "|carries|" + measure, "measure", "措置", report);
  const auto foundations = ids_of(charter.foundations);
  const auto foundation = [&](const std::string& id, const std::string& place) {
    if (std::find(foundations.begin(), foundations.end(), id) != foundations.end()) return;
    const Text guess = did_you_mean(id, foundations);
    report.at(report.sources.at(place), "unknown-foundation", fmt::format("there is no foundation \"{}\"{}", id, guess.en),
              fmt::format("根拠「{}」はありません{}", id, guess.ja));
  };
  for (const auto& id : procedure.basis) foundation(id, path + "|basis|" + id);
  std::set<std::string> bare;  // each basis of a party once
  for (const auto& step : procedure.steps)
    for (const auto& [party, bases] : step.legal_bases)
      for (const auto& [id, name] : bases)
        if (bare.insert(party + "|" + id).second && charter.foundations.contains(id)) {
          // One party's own law is no basis of another's step.
          const auto law = charter.instruments.find(charter.foundations.at(id).instrument);
          if (law != charter.instruments.end() && !law->second.party.empty() && law->second.party != party &&
              charter.parties.contains(party))
            report.at(report.sources.at(path + "|bases|" + party + "|" + id), "basis-party",
                      fmt::format("\"{}\" stands in {}'s own law, so it is no basis for {}", id, law->second.party, party),
                      fmt::format("「{}」は{}の国内法令であり、{}の根拠になりません", id, law->second.party, party));
        } else if (name == Text{}) {
          foundation(id, path + "|bases|" + party + "|" + id);
        }
  check_known(procedure.same_shape_as, ids_of(charter.procedures), path + "|same_shape_as|procedure", "procedure", "手続", report);
  check_settled_names(procedure, path, report);
  for (const auto& field : procedure.fields)
    for (const auto& unit : field.units) check_known(unit, units, path + "|field|" + field.id + "|units|" + unit, "unit", "単位", report);
  for (const auto& state : procedure.states)
    check_known(state.at, ids_of(charter.bodies), path + "|state|" + state.id + "|at", "body", "調整の場", report);
  for (const auto& state : procedure.states)
    check_known(state.waits_for, roles_and(procedure, "each"), path + "|state|" + state.id + "|waits_for", "role", "役割", report);
  for (const auto& step : procedure.steps) check_step_names(charter, procedure, step, path + "|step|" + step.id, report);
  for (const auto& step : procedure.steps)
    for (const auto& [party, bases] : step.legal_bases)
      if (!check_known(party, parties, path + "|bases|" + party, "party", "当事者", report)) return;
  for (const auto& clock : procedure.clocks) {
    const std::string place = path + "|clock|" + clock.state;
    check_known(clock.state, states, place + "|state", "state", "状態", report);
    check_known(clock.warns, ids_of(procedure.roles), place + "|warns", "role", "役割", report);
    check_field(procedure, clock.until, place + "|until", report);
  }
  for (const auto& [id, other] : charter.procedures)
    if (id < procedure.id && other.number_prefix == procedure.number_prefix && !other.number_prefix.empty())
      report.at(report.sources.at(path + "|number_prefix"), "number-prefix",
                fmt::format("the procedure \"{}\" numbers its cases \"{}\" too", id, other.number_prefix),
                fmt::format("手続「{}」も番号の頭字「{}」を使っています", id, other.number_prefix));
}

}  // namespace tsugite::charter
