#include "server/views/action_view.h"

#include "server/json_write.h"

namespace tsugite::server {
namespace json = boost::json;

json::object action_view(const Window& window, const charter::Procedure& procedure, const casework::Available& available) {
  const auto* step = procedure.step(available.step);
  if (!step) return {};
  json::array bases;
  if (auto own = step->legal_bases.find(window.party()); own != step->legal_bases.end())
    for (const auto& [id, text] : own->second) bases.push_back({{"id", id}, {"text", to_json(text)}});
  return {{"step", step->id},
          {"name", to_json(step->name)},
          {"help", to_json(step->help)},
          {"needs_staffing", available.needs_staffing},
          {"readers", string_array(available.readers)},
          {"commitment", commitment_id(available.commitment)},
          {"fields", string_array(available.fields)},
          {"proposes", step->proposes},
          {"replies", step->replies},
          {"number", step->number},
          {"legal_bases", std::move(bases)},
          {"home", step->home}};
}

}  // namespace tsugite::server
