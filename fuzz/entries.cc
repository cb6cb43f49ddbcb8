#include "fuzz/entries.h"

namespace tsugite {
void fuzz_canary(std::string_view input);
}  // namespace tsugite

namespace tsugite::fuzz {

const std::vector<Entry>& entries() {
  static const std::vector<Entry> list = {
      {"canary", fuzz_canary, {"fuzz/corpus/canary"}},
  };
  return list;
}

}  // namespace tsugite::fuzz
