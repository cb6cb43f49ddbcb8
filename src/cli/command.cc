#include "cli/command.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace tsugite::cli {

Language language() {
  const char* lang = std::getenv("LC_ALL");
  if (lang == nullptr || *lang == '\0') lang = std::getenv("LANG");
  return lang != nullptr && std::string_view(lang).starts_with("ja") ? Language::ja : Language::en;
}

int complain(const Error& error, Exit code) {
  fmt::print(stderr, "tsugite: {}\n", describe(error, language()));
  return code;
}

}  // namespace tsugite::cli
