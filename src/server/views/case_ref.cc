#include "server/views/case_ref.h"

#include "server/json_write.h"
#include "server/views/field_view.h"

namespace tsugite::server {
namespace json = boost::json;

json::object state_view(const Standpoint& state) {
  json::object out = named(state.id, state.name);
  out["kind"] = state.kind;
  return out;
}

json::object case_ref(Window& window, const casework::Case& c) {
  const auto* procedure = window.procedure_of(c);
  const auto number = window.number_of(c.id);
  const auto waiting = waits_for(window, c);
  const auto fields = standing_fields(window, c);
  const Heading heading = heading_of(window, c, fields);
  const auto* place = place_of(procedure, fields);
  const auto opening = opened_with(window, c);
  json::object title{{"ja", heading.title.ja}, {"en", heading.title.en}};
  if (!heading.original.empty()) title["original"] = heading.original;
  return {{"id", c.id.hex()},
          {"number", number ? json::value(*number) : json::value(nullptr)},
          {"procedure", c.procedure},
          {"procedure_title", to_json(procedure ? procedure->title : Text{c.procedure, c.procedure})},
          {"title", std::move(title)},
          {"state", state_view(shown_state(window, c))},
          {"commitment", commitment_id(procedure ? procedure->commitment : charter::Commitment::operational_coordination)},
          {"audience", string_array(c.audience)},
          {"opened_by", c.opened_by},
          {"updated_ms", updated_ms(window, c)},
          {"waits_for", waiting ? json::value(*waiting) : json::value(nullptr)},
          {"ended", c.ended},
          {"held_by", string_array(held_by(window, c))},
          {"where", place ? field_value(*place) : json::value(nullptr)},
          {"opening", opening ? json::value(opening->hex()) : json::value(nullptr)}};
}

}  // namespace tsugite::server
