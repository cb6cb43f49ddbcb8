// Is this well-formed UTF-8 (no overlong forms, no surrogates, nothing above U+10FFFF)?
#pragma once

#include <string_view>

namespace tsugite::server {

bool valid_utf8(std::string_view text);

// No C0 or C1 controls but line feed and tab, no bidirectional overrides, no zero-width or invisible format characters: text whose
// look is what it is (attack case 49). Expects valid UTF-8.
bool honest_text(std::string_view text);

}  // namespace tsugite::server
