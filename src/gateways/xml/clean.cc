#include "gateways/xml/clean.h"

namespace tsugite::gateways::xml {
namespace {

// Length in bytes of the character at the front, and its code point; 0 where the bytes are not UTF-8.
std::size_t decode(std::string_view text, char32_t& out) {
  auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) {
    out = first;
    return 1;
  }
  std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || text.size() < length) return 0;
  char32_t point = first & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
    point = (point << 6) | (byte(i) & 0x3Fu);
  }
  if ((length == 3 && point < 0x800) || (length == 4 && point < 0x10000)) return 0;
  if ((point >= 0xD800 && point <= 0xDFFF) || point > 0x10FFFF) return 0;
  out = point;
  return length;
}

bool unwanted(char32_t c) {
  if (c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0xAD || c == 0x61C || c == 0x180E) return true;
  if ((c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E)) return true;
  if ((c >= 0x2060 && c <= 0x2064) || (c >= 0x2066 && c <= 0x2069)) return true;
  if (c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F)) return true;
  return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

constexpr std::string_view ideographic_space = "\u3000";

void trim(std::string& text) {
  std::string_view rest = text;
  for (;;) {
    if (rest.starts_with(' ') || rest.starts_with('\n')) rest.remove_prefix(1);
    else if (rest.starts_with(ideographic_space)) rest.remove_prefix(ideographic_space.size());
    else break;
  }
  for (;;) {
    if (rest.ends_with(' ') || rest.ends_with('\n')) rest.remove_suffix(1);
    else if (rest.ends_with(ideographic_space)) rest.remove_suffix(ideographic_space.size());
    else break;
  }
  text = std::string(rest);
}

}  // namespace

bool is_utf8(std::string_view text) {
  char32_t point;
  while (!text.empty()) {
    std::size_t length = decode(text, point);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string clean(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  char32_t point;
  while (!text.empty()) {
    std::size_t length = decode(text, point);
    if (length == 0) return {};
    if (point == '\r') {
      if (!text.substr(1).starts_with('\n')) out += '\n';
    } else if (point == '\n' || point == 0x2028 || point == 0x2029) {
      out += '\n';
    } else if (point == '\t') {
      out += ' ';
    } else if (!unwanted(point)) {
      out.append(text.substr(0, length));
    }
    text.remove_prefix(length);
  }
  trim(out);
  return out;
}

std::string clean_line(std::string_view text) {
  std::string out = clean(text);
  for (char& c : out)
    if (c == '\n') c = ' ';
  return out;
}

}  // namespace tsugite::gateways::xml
