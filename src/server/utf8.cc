#include "server/utf8.h"

#include <cstdint>

namespace tsugite::server {
namespace {

// One code point from the front of `text`; false if none stands there.
bool take(std::string_view& text, std::uint32_t& out) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t first = byte(0);
  if (first < 0x80) {
    out = first;
    text.remove_prefix(1);
    return true;
  }
  std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
  if (first < 0xc2 || first > 0xf4 || text.size() < length) return false;
  out = first & (0xffu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0) != 0x80) return false;
    out = (out << 6) | (byte(i) & 0x3fu);
  }
  text.remove_prefix(length);
  static constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
  return out >= least[length] && out <= 0x10ffff && (out < 0xd800 || out > 0xdfff);
}

bool dishonest(std::uint32_t c) {
  if (c == '\n' || c == '\t') return false;
  if (c < 0x20 || (c >= 0x7f && c < 0xa0)) return true;
  if (c == 0xad || c == 0x61c || c == 0x180e || c == 0xfeff) return true;  // soft hyphen, bidi mark, invisible separators
  if (c >= 0x200b && c <= 0x200f) return true;                             // zero width, direction marks
  if (c >= 0x2028 && c <= 0x202e) return true;                             // separators, bidi embedding and override
  if (c >= 0x2060 && c <= 0x206f) return true;                             // joiners, isolates, deprecated format
  if (c >= 0xfff9 && c <= 0xfffb) return true;                             // interlinear annotation
  return c >= 0xe0000 && c <= 0xe0fff && !(c >= 0xe0100 && c <= 0xe01ef);  // tags, but not the ideographic variations of names
}

}  // namespace

bool valid_utf8(std::string_view text) {
  std::uint32_t c = 0;
  while (!text.empty())
    if (!take(text, c)) return false;
  return true;
}

bool honest_text(std::string_view text) {
  std::uint32_t c = 0;
  while (!text.empty())
    if (!take(text, c) || dishonest(c)) return false;
  return true;
}

}  // namespace tsugite::server
