// Any bytes as each kind of file that this room reads: never a crash, and never a usable charter out of one file alone.
#include <cstdlib>
#include <string_view>

#include "charter/load.h"

namespace tsugite {

void fuzz_charter(std::string_view input);

void fuzz_charter(std::string_view input) {
  const Bytes bytes(input);
  charter::Charter charter;
  for (const char* path : {"charter.yaml", "organisations.yaml", "bodies.yaml", "seats.yaml", "situations.yaml", "measures.yaml",
                           "marking.yaml", "procedures/support.yaml"}) {
    const auto loaded = charter::load_charter({{path, bytes}});
    if (loaded.usable()) std::abort();
    for (const auto& finding : loaded.findings)
      if (finding.error.where.empty() || finding.error.message.ja.empty() || finding.error.message.en.empty()) std::abort();
    charter = loaded.charter;
  }
  for (const char* path : {"annex.yaml", "people.yaml", "clearance.yaml", "release.yaml"})
    if (charter::load_annex({{path, bytes}}, charter).usable()) std::abort();
}

}  // namespace tsugite
