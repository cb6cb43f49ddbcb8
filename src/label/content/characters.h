// A text as code points, and what kind of thing each is. Only what the content checks ask of a character; the ranges are those of
// Unicode 15 (Scripts.txt, DerivedCoreProperties.txt). Ill-formed UTF-8 becomes U+FFFD, one for each byte: nothing here fails. Pure.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tsugite::label::content {

enum class Script : std::uint8_t { none, latin, greek, cyrillic, kana, katakana, han, other };

struct Characters {
  std::u32string points;
  std::vector<std::uint32_t> bytes;  // where each begins, and one more: the end
};
Characters characters(std::string_view text);

Script script_of(char32_t c);
bool is_letter(char32_t c);   // of any script
bool is_control(char32_t c);  // C0, C1 and DEL, but for newline, carriage return and tab
bool invisible(char32_t c);   // takes no room and says nothing: zero width, fillers, tags, soft hyphen
bool bidi_control(char32_t c);
bool variation_selector(char32_t c);
bool pictograph(char32_t c);  // may take a variation selector or a joiner
bool private_use(char32_t c);
bool like_latin(char32_t c);  // a Greek or Cyrillic letter that looks like a Latin one (Unicode TR 39, confusables)

std::string to_utf8(char32_t c);
// The stretch with a few characters on each side; what cannot be seen as <U+200B>.
std::string show(const Characters& text, std::size_t at, std::size_t length);

}  // namespace tsugite::label::content
