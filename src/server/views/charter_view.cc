#include "server/views/charter_view.h"

#include "server/json_write.h"

namespace tsugite::server {
namespace json = boost::json;
namespace {

json::array fields_view(const charter::Charter& charter, const charter::Procedure& procedure) {
  json::array out;
  for (const auto& field : procedure.fields) {
    json::array choices, units;
    for (const auto& unit : field.units) {
      auto name = charter.unit_names.find(unit);
      units.push_back(named(unit, name == charter.unit_names.end() ? Text{unit, unit} : name->second));
    }
    for (const auto& [id, name] : field.choices) choices.push_back(named(id, name));
    json::object one = named(field.id, field.name);
    one["help"] = to_json(field.help);
    one["type"] = type_id(field.type);
    one["settles"] = field.settles;
    one["required"] = field.required;
    one["units"] = std::move(units);
    one["choices"] = std::move(choices);
    one["choices_from"] = field.choices_from;
    out.push_back(std::move(one));
  }
  return out;
}

json::object step_view(const charter::StepSpec& step) {
  json::object bases;
  for (const auto& [party, list] : step.legal_bases) {
    json::array texts;
    for (const auto& [id, text] : list) texts.push_back({{"id", id}, {"text", to_json(text)}});
    bases[party] = std::move(texts);
  }
  json::object out = named(step.id, step.name);
  out["help"] = to_json(step.help);
  out["home"] = step.home;
  out["from"] = string_array(step.from);
  out["to"] = step.to;
  out["by"] = step.by;
  out["at"] = string_array(step.at);
  out["staffing"] = step.staffing;
  out["opens"] = step.opens;
  out["proposes"] = step.proposes;
  out["replies"] = step.replies;
  out["number"] = step.number;
  out["each"] = step.each;
  out["exclusive"] = step.exclusive;
  out["levels"] = string_array(step.levels);
  out["requires_home"] = step.requires_home;
  out["refers"] = step.refers;
  out["commitment"] = step.claims ? json::value(commitment_id(*step.claims)) : json::value(nullptr);
  out["fields"] = string_array(step.fields);
  out["legal_bases"] = std::move(bases);
  return out;
}

json::object procedure_view(const charter::Charter& charter, const charter::Procedure& procedure) {
  json::array roles, states, steps, clocks;
  for (const auto& role : procedure.roles) roles.push_back(named(role.id, role.name));
  for (const auto& state : procedure.states) {
    json::object one = named(state.id, state.name);
    one["kind"] = kind_id(state.kind);
    one["waits_for"] = state.waits_for;
    one["at"] = state.at;
    states.push_back(std::move(one));
  }
  for (const auto& step : procedure.steps) steps.push_back(step_view(step));
  for (const auto& clock : procedure.clocks)
    clocks.push_back({{"state", clock.state},
                      {"within_ms", clock.within.ms},
                      {"until", clock.until},
                      {"name", to_json(clock.name)},
                      {"warns", clock.warns}});
  return {{"id", procedure.id},
          {"title", to_json(procedure.title)},
          {"help", to_json(procedure.help)},
          {"number_prefix", procedure.number_prefix},
          {"commitment", commitment_id(procedure.commitment)},
          {"basis", string_array(procedure.basis)},
          {"carries", string_array(procedure.carries)},
          {"roles", std::move(roles)},
          {"fields", fields_view(charter, procedure)},
          {"states", std::move(states)},
          {"steps", std::move(steps)},
          {"clocks", std::move(clocks)}};
}

json::object marking_view(const label::Policy& policy) {
  json::array classifications, caveats;
  for (const auto& [id, one] : policy.classifications) {
    json::object view = named(id, one.name);
    view["rank"] = one.rank;
    view["party"] = one.party.empty() ? json::value(nullptr) : json::value(one.party);
    classifications.push_back(std::move(view));
  }
  for (const auto& [id, one] : policy.caveats) {
    json::object view = named(id, one.name);
    view["never_leaves"] = one.never_leaves;
    view["only_parties"] = string_array(one.only_parties);
    caveats.push_back(std::move(view));
  }
  return {{"id", policy.id}, {"classifications", std::move(classifications)}, {"caveats", std::move(caveats)}};
}

json::array people_places(const charter::Charter& charter) {
  json::array out;
  for (const auto& [id, seat] : charter.seats) {
    json::object one = named(id, seat.name);
    one["party"] = charter.party_of(id);
    one["organisation"] = seat.organisation;
    one["level"] = seat.level;
    one["bodies"] = string_array(seat.bodies);
    one["hosted_by"] = seat.hosted_by;
    one["stands"] = charter.stands(seat);
    out.push_back(std::move(one));
  }
  return out;
}

json::array bodies_view(const charter::Charter& charter) {
  json::array out;
  for (const auto& [id, body] : charter.bodies) {
    json::object one = named(id, body.name);
    one["purpose"] = to_json(body.purpose);
    one["basis"] = to_json(body.basis);
    one["levels"] = string_array(body.levels);
    one["feeds"] = string_array(body.feeds);
    one["lateral"] = string_array(body.lateral);
    one["from"] = body.from;
    one["to"] = body.to;
    one["party"] = body.party;
    one["mechanism"] = body.mechanism;
    one["bases"] = string_array(body.bases);
    one["commitment"] = commitment_id(body.commitment);
    one["stands"] = charter.stands(body);
    out.push_back(std::move(one));
  }
  return out;
}

json::array mechanisms_view(const charter::Charter& charter) {
  json::array out;
  for (const auto& [id, mechanism] : charter.mechanisms) {
    json::object one = named(id, mechanism.name);
    one["purpose"] = to_json(mechanism.purpose);
    one["bases"] = string_array(mechanism.bases);
    one["situations"] = string_array(mechanism.situations);
    one["bodies"] = string_array(mechanism.bodies);
    one["from"] = mechanism.from;
    one["to"] = mechanism.to;
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

json::object charter_view(const charter::Charter& charter) {
  json::array levels, parties, organisations, situations, measures, commitments, procedures;
  for (const auto& level : charter.levels) {
    auto name = charter.level_names.find(level);
    levels.push_back(named(level, name == charter.level_names.end() ? Text{level, level} : name->second));
  }
  for (const auto& party : charter.party_order) parties.push_back(party_ref(charter, party));
  for (const auto& [id, organisation] : charter.organisations) {
    json::object one = named(id, organisation.name);
    one["party"] = organisation.party;
    one["short_name"] = to_json(organisation.short_name);
    organisations.push_back(std::move(one));
  }
  for (const auto& [id, situation] : charter.situations) {
    json::object one = named(id, situation.name);
    one["basis"] = to_json(situation.basis);
    situations.push_back(std::move(one));
  }
  for (const auto& [id, measure] : charter.measures) {
    json::object one = named(id, measure.name);
    one["situations"] = string_array(measure.situations);
    one["bodies"] = string_array(measure.bodies);
    one["primary"] = measure.primary;
    measures.push_back(std::move(one));
  }
  for (const auto& [commitment, name] : charter.commitment_names) commitments.push_back(named(commitment_id(commitment), name));
  for (const auto& [id, procedure] : charter.procedures) procedures.push_back(procedure_view(charter, procedure));
  return {{"id", charter.id},
          {"version", charter.version},
          {"digest", charter.digest.hex()},
          {"title", to_json(charter.title)},
          {"levels", std::move(levels)},
          {"parties", std::move(parties)},
          {"organisations", std::move(organisations)},
          {"seats", people_places(charter)},
          {"mechanisms", mechanisms_view(charter)},
          {"bodies", bodies_view(charter)},
          {"situations", std::move(situations)},
          {"measures", std::move(measures)},
          {"commitments", std::move(commitments)},
          {"marking", marking_view(charter.marking)},
          {"procedures", std::move(procedures)}};
}

}  // namespace tsugite::server
