#include "server/views/me_view.h"

#include <algorithm>

#include "server/json_write.h"

namespace tsugite::server {
namespace json = boost::json;
namespace {

json::array seats_view(const charter::Charter& charter, const charter::Person& person) {
  json::array out;
  for (const auto& id : person.seats) {
    const auto* seat = charter.seat(id);
    if (!seat) continue;
    json::object one = named(id, seat->name);
    one["level"] = seat->level;
    one["organisation"] = organisation_ref(charter, seat->organisation);
    one["bodies"] = string_array(seat->bodies);
    out.push_back(std::move(one));
  }
  return out;
}

json::array contexts_view(const charter::Annex& annex) {
  json::array out{{{"id", real_context}, {"title", to_json(Text{"実任務", "REAL WORLD"})}, {"exercise", false}}};
  for (const auto& exercise : annex.exercises) out.push_back({{"id", exercise.id}, {"title", to_json(exercise.title)}, {"exercise", true}});
  return out;
}

}  // namespace

bool knows_context(const charter::Annex& annex, const std::string& context) {
  if (context == real_context) return true;
  return std::any_of(annex.exercises.begin(), annex.exercises.end(),
                     [&](const charter::Exercise& exercise) { return exercise.id == context; });
}

json::object me_view(const Window& window, const std::string& csrf, const std::string& software, WallTime now) {
  const auto& person = window.principal().person;
  const auto& charter = window.charter();
  json::array partners;
  for (const auto& partner : window.partners()) partners.push_back(party_ref(charter, partner));
  return {
      {"account", person.account},
      {"name", to_json(person.name)},
      {"party", party_ref(charter, window.party())},
      {"partners", std::move(partners)},
      {"seats", seats_view(charter, person)},
      {"release_authority", person.release_authority},
      {"administrator", person.administrator},
      {"csrf", csrf},
      {"contexts", contexts_view(window.annex())},
      {"default_context", window.annex().default_context},
      {"node", {{"software", software}, {"charter", {{"id", charter.id}, {"version", charter.version}, {"digest", charter.digest.hex()}}}}},
      {"now_ms", now.ms}};
}

}  // namespace tsugite::server
