#include "ledger/names.h"

#include <array>
#include <cstdint>
#include <cstring>

#include "base/limits.h"

namespace tsugite::ledger {
namespace {

constexpr std::array<bool, 256> name_alphabet() {
  std::array<bool, 256> table{};
  for (char c = 'a'; c <= 'z'; ++c) table[static_cast<unsigned char>(c)] = true;
  for (char c = 'A'; c <= 'Z'; ++c) table[static_cast<unsigned char>(c)] = true;
  for (char c = '0'; c <= '9'; ++c) table[static_cast<unsigned char>(c)] = true;
  for (char c : {'.', '_', '/', '-'}) table[static_cast<unsigned char>(c)] = true;
  return table;
}
constexpr std::array<bool, 256> kName = name_alphabet();

bool reorders(std::uint32_t c) { return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069); }
bool control(std::uint32_t c) { return (c < 0x20 && c != '\n' && c != '\t') || (c >= 0x7F && c < 0xA0); }

// So many bytes, a multiple of eight, that are all printable ASCII: most of what people write in English, looked at eight at once. A byte
// below 0x20 borrows from its top bit, 0x7F carries into it; what is not sure goes the long way.
template <std::size_t size>
bool plain_ascii(const char* at) {
  constexpr std::uint64_t ones = 0x0101010101010101ull;
  std::uint64_t found = 0;
  for (std::size_t i = 0; i < size; i += sizeof found) {
    std::uint64_t bytes;
    std::memcpy(&bytes, at + i, sizeof bytes);
    found |= bytes | (bytes - ones * 0x20) | (bytes + ones);
  }
  return (found & (ones * 0x80)) == 0;
}

// The length of the sequence that starts with this byte, and the smallest code point that needs it.
struct Lead {
  int length;
  std::uint32_t bits;
  std::uint32_t least;
};
Lead lead_of(unsigned char byte) {
  if ((byte & 0xE0u) == 0xC0u) return {2, byte & 0x1Fu, 0x80};
  if ((byte & 0xF0u) == 0xE0u) return {3, byte & 0x0Fu, 0x800};
  if ((byte & 0xF8u) == 0xF0u) return {4, byte & 0x07u, 0x10000};
  return {0, 0, 0};
}

}  // namespace

bool valid_name(std::string_view id) {
  if (id.empty() || id.size() > limits::name_bytes) return false;
  for (unsigned char c : id)
    if (!kName[c]) return false;
  return true;
}

bool valid_choice(std::string_view id) {
  if (id.empty() || id.size() > limits::name_bytes) return false;
  for (unsigned char c : id)
    if (!kName[c] && c != '+') return false;
  return true;
}

TextFault text_fault(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    if (text.size() - i >= 32 && plain_ascii<32>(text.data() + i)) {
      i += 32;
      continue;
    }
    if (text.size() - i >= 8 && plain_ascii<8>(text.data() + i)) {
      i += 8;
      continue;
    }
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte < 0x80) {
      if (control(byte)) return TextFault::control;
      ++i;
      continue;
    }
    const Lead lead = lead_of(byte);
    if (lead.length == 0 || text.size() - i < static_cast<std::size_t>(lead.length)) return TextFault::utf8;
    std::uint32_t c = lead.bits;
    for (int k = 1; k < lead.length; ++k) {
      const auto next = static_cast<unsigned char>(text[i + static_cast<std::size_t>(k)]);
      if ((next & 0xC0u) != 0x80u) return TextFault::utf8;
      c = c << 6 | (next & 0x3Fu);
    }
    if (c < lead.least || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) return TextFault::utf8;
    if (control(c) || reorders(c)) return TextFault::control;
    i += static_cast<std::size_t>(lead.length);
  }
  return TextFault::none;
}

}  // namespace tsugite::ledger
