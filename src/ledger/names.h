// The alphabet of what records say: ids by which machines match, and text that people read.
//
// Ids (party, seat, context, procedure, step, field, unit...) are ASCII [A-Za-z0-9._/-], 1 to limits::name_bytes bytes: two
// ids that look alike are alike. Text is UTF-8 without control characters other than newline and tab, and without the marks
// that reorder what a reader sees (UAX #9 embeddings, overrides and isolates; attack case 49). Pure.
#pragma once

#include <string_view>

namespace tsugite::ledger {

bool valid_name(std::string_view id);
// A choice of a field may also hold '+', as warning authorities' own codes do (JMA intensity 5+, 6+).
bool valid_choice(std::string_view id);

enum class TextFault { none, utf8, control };
// One pass: well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms) and none of the characters above.
TextFault text_fault(std::string_view text);

}  // namespace tsugite::ledger
