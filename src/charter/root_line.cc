#include "charter/root_line.h"

#include <sstream>

namespace tsugite::charter {

std::string with_root(const std::string& text, const std::string& party, const std::string& key) {
  std::istringstream in(text);
  std::string out, line;
  std::size_t item = std::string::npos;  // indent of the party's "- " while inside its block
  bool found = false;
  while (std::getline(in, line)) {
    const std::size_t indent = line.find_first_not_of(' ');
    if (item != std::string::npos && indent != std::string::npos && indent <= item) item = std::string::npos;
    if (item != std::string::npos && indent != std::string::npos && line.compare(indent, 5, "root:") == 0) continue;
    out += line + "\n";
    if (!found && indent != std::string::npos && line.substr(indent) == "- id: " + party) {
      found = true;
      item = indent;
      out += std::string(indent + 2, ' ') + "root: " + key + "\n";
    }
  }
  return found ? out : "";
}

}  // namespace tsugite::charter
