#include "cli/command.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace tsugite::cli {

int complain(const Error& error, Exit code) {
  const char* lang = std::getenv("LC_ALL");
  if (lang == nullptr || *lang == '\0') lang = std::getenv("LANG");
  const bool japanese = lang != nullptr && std::string_view(lang).starts_with("ja");
  fmt::print(stderr, "tsugite: {}\n", describe(error, japanese ? Language::ja : Language::en));
  return code;
}

}  // namespace tsugite::cli
