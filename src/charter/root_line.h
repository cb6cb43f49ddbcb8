// Puts a party's root public key into the text of charter.yaml.
#pragma once

#include <string>

namespace tsugite::charter {

// The text with `root: key` as the first line after the party's `- id:`, and any older root line of that party gone. What else
// the file holds, comments too, stays as it is. Empty if no such party stands in it.
std::string with_root(const std::string& text, const std::string& party, const std::string& key);

}  // namespace tsugite::charter
