// Field values of a scenario: from YAML as an author writes them, and to the JSON that POST /commands takes,
// by the type that the charter gives the field. Pure.
#pragma once

#include <boost/json.hpp>
#include <vector>

#include "cli/scenario.h"
#include "cli/scenario_yaml.h"

namespace tsugite::cli {

std::vector<WrittenField> read_fields(YamlNotes& notes, const YAML::Node& node);
WrittenText read_written_text(YamlNotes& notes, const YAML::Node& node);

// `type` as GET /charter names it; `habit` is the original language of a text that does not say.
Result<boost::json::value> field_json(const WrittenField& field, std::string_view type, const std::string& habit, const std::string& file);
boost::json::object text_json(const WrittenText& text, const std::string& habit);

}  // namespace tsugite::cli
