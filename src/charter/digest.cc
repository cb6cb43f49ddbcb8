#include <string_view>

#include "base/sha256.h"
#include "charter/load.h"
#include "charter/parts.h"

namespace tsugite::charter {

bool gates(std::string_view path) {
  return path.ends_with(".yaml") && path != "glossary.yaml" && path != "chronology.yaml" && !path.starts_with("registers/");
}

Digest digest_of(const Files& files) {
  Bytes list;  // a std::map holds its paths in byte order already
  for (const auto& [path, content] : files) {
    if (!gates(path)) continue;
    list += path;
    list += '\0';
    list += sha256(content).view();
  }
  return sha256(list);
}

}  // namespace tsugite::charter
