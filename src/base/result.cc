#include "base/result.h"

namespace tsugite {

std::string describe(const Error& error, Language language) {
  std::string out = error.code + ": " + error.message.in(language);
  if (!error.where.empty()) out += " (" + error.where + ")";
  return out;
}

}  // namespace tsugite
