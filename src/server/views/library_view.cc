#include "server/views/library_view.h"

#include "server/json_write.h"

namespace tsugite::server {
namespace json = boost::json;
namespace {

const char* kind_id(charter::Instrument::Kind kind) {
  using Kind = charter::Instrument::Kind;
  switch (kind) {
    case Kind::treaty: return "treaty";
    case Kind::agreement: return "agreement";
    case Kind::guidelines: return "guidelines";
    case Kind::exchange_of_notes: return "exchange-of-notes";
    case Kind::national_law: return "national-law";
    case Kind::directive: return "directive";
  }
  return "";
}

json::object by_party(const std::map<std::string, Text>& texts) {
  json::object out;
  for (const auto& [party, text] : texts) out[party] = to_json(text);
  return out;
}

json::array instruments_view(const charter::Charter& charter) {
  json::array out;
  for (const auto& [id, instrument] : charter.instruments) {
    json::object one = named(id, instrument.name);
    one["kind"] = kind_id(instrument.kind);
    one["party"] = instrument.party;
    one["from"] = instrument.from;
    one["to"] = instrument.to;
    out.push_back(std::move(one));
  }
  return out;
}

json::array foundations_view(const charter::Charter& charter) {
  json::array out;
  for (const auto& [id, foundation] : charter.foundations) {
    json::object one = named(id, foundation.name);
    one["instrument"] = foundation.instrument;
    one["provides"] = to_json(foundation.provides);
    out.push_back(std::move(one));
  }
  return out;
}

json::array limits_view(const charter::Charter& charter) {
  json::array out;
  for (const auto& [id, limit] : charter.limits) {
    json::object one = named(id, limit.name);
    one["basis"] = limit.basis;
    one["rules"] = string_array(limit.rules);
    out.push_back(std::move(one));
  }
  return out;
}

json::array situations_view(const charter::Charter& charter) {
  json::array out;
  for (const auto& [id, situation] : charter.situations) {
    json::object one = named(id, situation.name);
    one["basis"] = to_json(situation.basis);
    one["bodies"] = string_array(situation.bodies);
    one["determined"] = by_party(situation.determined);
    one["measures"] = string_array(situation.measures);
    out.push_back(std::move(one));
  }
  return out;
}

json::array measures_view(const charter::Charter& charter) {
  json::array out;
  for (const auto& [id, measure] : charter.measures) {
    json::object one = named(id, measure.name);
    one["situations"] = string_array(measure.situations);
    one["bodies"] = string_array(measure.bodies);
    one["bases"] = string_array(measure.bases);
    one["primary"] = measure.primary;
    one["roles"] = by_party(measure.roles);
    one["procedures"] = string_array(measure.procedures);
    out.push_back(std::move(one));
  }
  return out;
}

json::array programmes_view(const charter::Charter& charter) {
  json::array out;
  for (const auto& [id, programme] : charter.programmes) {
    json::array facts;
    for (const auto& fact : programme.facts) facts.push_back({{"date", fact.date}, {"text", to_json(fact.text)}});
    json::object one = named(id, programme.name);
    one["purpose"] = to_json(programme.purpose);
    one["bases"] = string_array(programme.bases);
    one["bodies"] = string_array(programme.bodies);
    one["procedures"] = string_array(programme.procedures);
    one["from"] = programme.from;
    one["to"] = programme.to;
    one["facts"] = std::move(facts);
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

json::object library_view(const charter::Charter& charter) {
  json::array third_parties;
  for (const auto& [id, party] : charter.third_parties) {
    json::object one = named(id, party.name);
    one["basis"] = to_json(party.basis);
    third_parties.push_back(std::move(one));
  }
  return {{"instruments", instruments_view(charter)}, {"foundations", foundations_view(charter)}, {"limits", limits_view(charter)},
          {"situations", situations_view(charter)},   {"measures", measures_view(charter)},       {"programmes", programmes_view(charter)},
          {"third_parties", std::move(third_parties)}};
}

}  // namespace tsugite::server
