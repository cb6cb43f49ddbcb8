#include "server/views/companions_view.h"

#include "server/json_write.h"

namespace tsugite::server {
namespace json = boost::json;
namespace {

const char* kind_id(charter::Term::Kind kind) {
  using Kind = charter::Term::Kind;
  switch (kind) {
    case Kind::body: return "body";
    case Kind::level: return "level";
    case Kind::mechanism: return "mechanism";
    case Kind::term: return "term";
    case Kind::marking: return "marking";
  }
  return "";
}

const char* kind_id(charter::Event::Kind kind) {
  using Kind = charter::Event::Kind;
  switch (kind) {
    case Kind::event: return "event";
    case Kind::treaty: return "treaty";
    case Kind::guidelines: return "guidelines";
    case Kind::statement: return "statement";
    case Kind::meeting: return "meeting";
    case Kind::visit: return "visit";
  }
  return "";
}

}  // namespace

json::array glossary_view(const charter::Companions& companions) {
  json::array out;
  for (const auto& term : companions.glossary) {
    json::object one = named(term.id, term.name);
    one["kind"] = kind_id(term.kind);
    one["also"] = {{"ja", string_array(term.also_ja)}, {"en", string_array(term.also_en)}};
    one["avoid"] = {{"ja", string_array(term.avoid_ja)}, {"en", string_array(term.avoid_en)}};
    one["reserved"] = term.reserved ? json::value(commitment_id(*term.reserved)) : json::value(nullptr);
    one["note"] = to_json(term.note);
    out.push_back(std::move(one));
  }
  return out;
}

json::object chronology_view(const charter::Companions& companions) {
  json::array eras, sources, events;
  for (const auto& era : companions.eras) {
    json::object one = named(era.id, era.name);
    one["from"] = era.from;
    one["to"] = era.to;
    eras.push_back(std::move(one));
  }
  for (const auto& source : companions.sources) sources.push_back(named(source.id, source.name));
  for (const auto& event : companions.events) {
    json::array agreed;
    for (const auto& text : event.agreed) agreed.push_back(to_json(text));
    json::object one = named(event.id, event.name);
    one["date"] = event.date;
    one["era"] = event.era;
    one["kind"] = kind_id(event.kind);
    one["place"] = to_json(event.place);
    one["who"] = to_json(event.who);
    one["agreed"] = std::move(agreed);
    one["bodies"] = string_array(event.bodies);
    one["source"] = event.source;
    events.push_back(std::move(one));
  }
  return {{"eras", std::move(eras)}, {"sources", std::move(sources)}, {"events", std::move(events)}};
}

json::array renderings_view(const charter::Companions& companions, const Text& text) {
  const bool both = !text.ja.empty() && !text.en.empty();
  json::array out;
  for (const auto& one : charter::misrendered(companions.glossary, text)) {
    if (one.found.empty() && !both) continue;
    json::object term = named(one.term->id, one.term->name);
    term["note"] = to_json(one.term->note);
    out.push_back({{"term", std::move(term)},
                   {"language", one.language == Language::ja ? "ja" : "en"},
                   {"found", one.found},
                   {"right", one.term->name.in(one.language)}});
  }
  return out;
}

}  // namespace tsugite::server
