// The scenario parser, and every value it makes as every type a field may have.
#include "cli/scenario.h"
#include "cli/scenario_fields.h"

namespace tsugite {

void fuzz_scenario(std::string_view input) {
  const auto parsed = cli::parse_scenario(input, "fuzz", {{"canary:x", "mark"}});
  for (const auto& act : parsed.scenario.acts) {
    const auto* command = std::get_if<cli::CommandAction>(&act.action);
    if (!command) continue;
    for (const auto& field : command->fields)
      for (const char* type : {"text", "place", "quantity", "period", "time", "choice", "integer", "areas", "record", "?"})
        (void)cli::field_json(field, type, "ja", "fuzz");
  }
}

}  // namespace tsugite
