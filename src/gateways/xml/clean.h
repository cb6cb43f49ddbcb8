// Foreign text made fit to show and to sign. A message is never refused for a stray invisible character in its prose, it
// loses it:
//   removed: C0 controls except the line feed, DEL, C1 controls, soft hyphen, bidi controls (U+061C, 200E,
//   200F,
//            202A-202E, 2066-2069), zero-width characters (U+180E, 200B-200D, 2060-2064, FEFF), interlinear
//            annotation (FFF9-FFFB), language tags (E0000-E007F), noncharacters;
//   tab becomes a space, CR LF and CR and U+2028/2029 become a line feed; white space at both ends goes,
//   U+3000 included.
// Identifiers are not cleaned: they are refused unless they have exactly the form they must have.
#pragma once

#include <string>
#include <string_view>

namespace tsugite::gateways::xml {

// Well-formed UTF-8: no overlong form, no surrogate, nothing above U+10FFFF.
bool is_utf8(std::string_view text);

// Both need well-formed UTF-8; of other bytes they keep nothing.
std::string clean(std::string_view text);
std::string clean_line(std::string_view text);  // line feeds become spaces

}  // namespace tsugite::gateways::xml
