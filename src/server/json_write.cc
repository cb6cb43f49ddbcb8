#include "server/json_write.h"

namespace tsugite::server {
namespace json = boost::json;

json::value to_json(const Text& text) { return {{"ja", text.ja}, {"en", text.en}}; }

json::value to_json(const v1::Text& text) {
  json::object out{{"ja", text.ja()}, {"en", text.en()}};
  if (!text.original().empty()) out["original"] = text.original();
  return out;
}

json::value to_json(const Error& error) { return {{"code", error.code}, {"where", error.where}, {"message", to_json(error.message)}}; }

Text to_text(const v1::Text& text) { return {text.ja(), text.en()}; }

json::object named(const std::string& id, const Text& name) { return {{"id", id}, {"name", to_json(name)}}; }

json::value party_ref(const charter::Charter& charter, const std::string& party) {
  auto hit = charter.parties.find(party);
  const Text fallback{party, party};
  json::object out = named(party, hit == charter.parties.end() ? fallback : hit->second.name);
  out["short_name"] = to_json(hit == charter.parties.end() ? fallback : hit->second.short_name);
  out["adjective"] = to_json(hit == charter.parties.end() ? fallback : hit->second.adjective);
  return out;
}

json::value organisation_ref(const charter::Charter& charter, const std::string& organisation) {
  auto hit = charter.organisations.find(organisation);
  return named(organisation, hit == charter.organisations.end() ? Text{organisation, organisation} : hit->second.name);
}

json::value seat_ref(const charter::Charter& charter, const std::string& seat) {
  auto hit = charter.seats.find(seat);
  return named(seat, hit == charter.seats.end() ? Text{seat, seat} : hit->second.name);
}

const char* commitment_id(charter::Commitment commitment) {
  switch (commitment) {
    case charter::Commitment::operational_coordination: return "operational-coordination";
    case charter::Commitment::political_statement: return "political-statement";
    case charter::Commitment::joint_committee: return "joint-committee";
    case charter::Commitment::international_by_reference: return "international-by-reference";
  }
  return "";
}

const char* kind_id(charter::State::Kind kind) {
  switch (kind) {
    case charter::State::Kind::home: return "home";
    case charter::State::Kind::joint: return "joint";
    case charter::State::Kind::end: return "end";
    case charter::State::Kind::home_end: return "home";  // ours alone; that it ended, the case says
  }
  return "";
}

const char* type_id(charter::FieldSpec::Type type) {
  using Type = charter::FieldSpec::Type;
  switch (type) {
    case Type::text: return "text";
    case Type::place: return "place";
    case Type::quantity: return "quantity";
    case Type::period: return "period";
    case Type::time: return "time";
    case Type::choice: return "choice";
    case Type::integer: return "integer";
    case Type::areas: return "areas";
    case Type::record: return "record";
  }
  return "";
}

}  // namespace tsugite::server
