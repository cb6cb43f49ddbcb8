#include "label/content/characters.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace tsugite::label::content {
namespace {

bool in(char32_t c, char32_t first, char32_t last) { return c >= first && c <= last; }

// One code point from the front; U+FFFD and one byte where none stands there.
char32_t take(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at++);
  if (first < 0x80) return first;
  const std::size_t more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
  if (first < 0xc2 || first > 0xf4 || text.size() - at < more) return 0xfffd;
  char32_t c = first & (0x3fu >> more);
  for (std::size_t i = 0; i < more; ++i) {
    if ((byte(at + i) & 0xc0) != 0x80) return 0xfffd;
    c = c << 6 | (byte(at + i) & 0x3fu);
  }
  constexpr char32_t least[] = {0, 0x80, 0x800, 0x10000};
  if (c < least[more] || c > 0x10ffff || in(c, 0xd800, 0xdfff)) return 0xfffd;
  at += more;
  return c;
}

}  // namespace

Characters characters(std::string_view text) {
  Characters out;
  out.points.reserve(text.size() / 2);
  for (std::size_t at = 0; at < text.size();) {
    out.bytes.push_back(static_cast<std::uint32_t>(at));
    out.points.push_back(take(text, at));
  }
  out.bytes.push_back(static_cast<std::uint32_t>(text.size()));
  return out;
}

Script script_of(char32_t c) {
  if (in(c | 0x20, 'a', 'z') || in(c, 0xff21, 0xff3a) || in(c, 0xff41, 0xff5a)) return Script::latin;
  if (c < 0xaa) return Script::none;
  if (c == 0xb5) return Script::greek;  // the micro sign: a mu wherever it matters here
  if (c == 0xd7 || c == 0xf7) return Script::none;
  if (c == 0xaa || c == 0xba || in(c, 0xc0, 0x24f) || in(c, 0x1e00, 0x1eff) || in(c, 0x250, 0x2af)) return Script::latin;
  if (in(c, 0x370, 0x3ff) || in(c, 0x1f00, 0x1fff)) return Script::greek;
  if (in(c, 0x400, 0x52f) || in(c, 0x1c80, 0x1c8f) || in(c, 0x2de0, 0x2dff) || in(c, 0xa640, 0xa69f)) return Script::cyrillic;
  if (in(c, 0x3041, 0x309f)) return Script::kana;
  if (in(c, 0x30a1, 0x30fa) || in(c, 0x30fc, 0x30ff) || in(c, 0x31f0, 0x31ff) || in(c, 0xff66, 0xff9f)) return Script::katakana;
  if (c == 0x3005 || c == 0x3006 || c == 0x3007 || in(c, 0x3400, 0x4dbf) || in(c, 0x4e00, 0x9fff) || in(c, 0xf900, 0xfaff) ||
      in(c, 0x20000, 0x3134f))
    return Script::han;
  if (in(c, 0x531, 0x588) || in(c, 0x5d0, 0x5ea) || in(c, 0x620, 0x64a) || in(c, 0x671, 0x6d3) || in(c, 0x900, 0xdff) ||
      in(c, 0xe01, 0xe3a) || in(c, 0x10a0, 0x10ff) || in(c, 0x13a0, 0x13fd) || in(c, 0x1d00, 0x1dbf) || in(c, 0xa4d0, 0xa4f7) ||
      in(c, 0xac00, 0xd7a3) || in(c, 0x1d400, 0x1d7cb))
    return Script::other;
  return Script::none;
}

bool is_letter(char32_t c) { return script_of(c) != Script::none; }

bool is_control(char32_t c) { return (c < 0x20 && c != '\n' && c != '\r' && c != '\t') || in(c, 0x7f, 0x9f); }

bool invisible(char32_t c) {
  return c == 0xad || c == 0x34f || c == 0x115f || c == 0x1160 || c == 0x17b4 || c == 0x17b5 || in(c, 0x180b, 0x180f) ||
         in(c, 0x200b, 0x200d) || in(c, 0x2060, 0x2065) || in(c, 0x206a, 0x206f) || c == 0x2800 || c == 0x3164 || c == 0xfeff ||
         c == 0xffa0 || in(c, 0xfff9, 0xfffb) || in(c, 0x2028, 0x2029) || in(c, 0x1bca0, 0x1bca3) || in(c, 0x1d173, 0x1d17a) ||
         in(c, 0xe0000, 0xe00ff) || in(c, 0xe01f0, 0xe0fff);
}

bool bidi_control(char32_t c) { return in(c, 0x202a, 0x202e) || in(c, 0x2066, 0x2069) || c == 0x200e || c == 0x200f || c == 0x61c; }

bool variation_selector(char32_t c) { return in(c, 0xfe00, 0xfe0f) || in(c, 0xe0100, 0xe01ef); }

bool pictograph(char32_t c) {
  return in(c, 0x1f000, 0x1faff) || in(c, 0x2190, 0x21ff) || in(c, 0x2300, 0x23ff) || in(c, 0x24c2, 0x24c2) || in(c, 0x25a0, 0x27bf) ||
         in(c, 0x2900, 0x297f) || in(c, 0x2b00, 0x2bff) || c == 0x203c || c == 0x2049 || c == 0x2122 || c == 0x2139 || c == 0x3030 ||
         c == 0x303d || c == 0x3297 || c == 0x3299 || c == 0xa9 || c == 0xae;
}

bool private_use(char32_t c) { return in(c, 0xe000, 0xf8ff) || in(c, 0xf0000, 0x10ffff); }

bool like_latin(char32_t c) {
  static constexpr std::u32string_view alike =
      U"ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγικνορτυχϲϳ"
      U"АВЕЅІЈКМНОРСТУХаеорсухѕіјԁԛԝһӏґгпь";
  return alike.find(c) != alike.npos;
}

std::string to_utf8(char32_t c) {
  std::string out;
  const auto put = [&](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (c < 0x80) put(c);
  else if (c < 0x800) put(0xc0 | c >> 6), put(0x80 | (c & 0x3f));
  else if (c < 0x10000) put(0xe0 | c >> 12), put(0x80 | (c >> 6 & 0x3f)), put(0x80 | (c & 0x3f));
  else put(0xf0 | c >> 18), put(0x80 | (c >> 12 & 0x3f)), put(0x80 | (c >> 6 & 0x3f)), put(0x80 | (c & 0x3f));
  return out;
}

std::string show(const Characters& text, std::size_t at, std::size_t length) {
  constexpr std::size_t around = 8, most = 40;
  const std::size_t first = at < around ? 0 : at - around;
  const std::size_t last = std::min(text.points.size(), std::min(at + length, at + most) + around);
  std::string out = first > 0 ? "…" : "";
  for (std::size_t i = first; i < last; ++i) {
    const char32_t c = text.points[i];
    if (c == '\n' || c == '\r' || c == '\t') out += ' ';
    else if (invisible(c) || bidi_control(c) || variation_selector(c) || is_control(c) || private_use(c))
      out += fmt::format("<U+{:04X}>", static_cast<std::uint32_t>(c));
    else out += to_utf8(c);
  }
  return out + (last < text.points.size() ? "…" : "");
}

}  // namespace tsugite::label::content
