// Bodies of commands: no bytes crash the reader, and whatever it takes is within the bounds.
#include <cstdlib>
#include <string_view>

#include "server/command_read.h"

namespace tsugite {

void fuzz_json(std::string_view input) {
  using namespace server;
  static const charter::Charter charter = [] {
    using Type = charter::FieldSpec::Type;
    charter::Charter out;
    charter::Procedure procedure;
    procedure.id = "p";
    int at = 0;
    for (auto type :
         {Type::text, Type::place, Type::quantity, Type::period, Type::time, Type::choice, Type::integer, Type::areas, Type::record}) {
      charter::FieldSpec field;
      field.id = std::string(1, static_cast<char>('a' + at++));
      field.type = type;
      field.units = {"t"};
      procedure.fields.push_back(field);
    }
    out.procedures["p"] = procedure;
    return out;
  }();
  auto value = parse_json(input);
  if (!value) {
    if (value.error().code.empty() || value.error().message.en.empty()) std::abort();
    return;
  }
  const CommandPlace place{[](const CaseId&, const std::string&) { return nullptr; },
                           [&](const casework::Case*) -> const charter::Charter& { return charter; }};
  auto read = read_command(*value, place);
  if (!read) return;
  if (read->command.fields.size() > limits::fields_per_step) std::abort();
  for (const auto& field : read->command.fields)
    if (field.has_text() && (field.text().ja().size() > limits::text_bytes || field.text().original().empty())) std::abort();
}

}  // namespace tsugite
