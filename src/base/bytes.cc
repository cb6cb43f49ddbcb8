#include "base/bytes.h"

#include <array>

namespace tsugite {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::unexpected<Error> bad_hex() { return fail("base.hex", "", "not a hexadecimal text", "16進表記ではありません"); }

std::unexpected<Error> bad_base64() { return fail("base.base64", "", "not a base64 text", "base64 表記ではありません"); }

std::array<int, 256> base64_table() {
  std::array<int, 256> table;
  table.fill(-1);
  for (std::size_t i = 0; i < kBase64.size(); ++i) table[static_cast<unsigned char>(kBase64[i])] = static_cast<int>(i);
  return table;
}

}  // namespace

std::string to_hex(BytesView bytes) {
  std::string out;
  out.reserve(bytes.size() * 2);
  for (unsigned char c : bytes) {
    out += kHex[c >> 4];
    out += kHex[c & 15];
  }
  return out;
}

Result<Bytes> from_hex(std::string_view text) {
  if (text.size() % 2 != 0) return bad_hex();
  Bytes out(text.size() / 2, '\0');
  for (std::size_t i = 0; i < out.size(); ++i) {
    int high = hex_digit(text[2 * i]), low = hex_digit(text[2 * i + 1]);
    if (high < 0 || low < 0) return bad_hex();
    out[i] = static_cast<char>(high * 16 + low);
  }
  return out;
}

std::string to_base64(BytesView bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    std::size_t n = std::min<std::size_t>(3, bytes.size() - i);
    for (std::size_t k = 0; k < 3; ++k) group = group << 8 | (k < n ? static_cast<unsigned char>(bytes[i + k]) : 0u);
    for (std::size_t k = 0; k < 4; ++k) out += k <= n ? kBase64[group >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

Result<Bytes> from_base64(std::string_view text) {
  static const std::array<int, 256> table = base64_table();
  if (text.size() % 4 != 0) return bad_base64();
  Bytes out;
  out.reserve(text.size() / 4 * 3);
  for (std::size_t i = 0; i < text.size(); i += 4) {
    bool last = i + 4 == text.size();
    std::size_t pad = last && text[i + 3] == '=' ? (text[i + 2] == '=' ? 2u : 1u) : 0u;
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      int v = k >= 4 - pad ? 0 : table[static_cast<unsigned char>(text[i + k])];
      if (v < 0) return bad_base64();
      group = group << 6 | static_cast<std::uint32_t>(v);
    }
    if ((pad == 1 && (group & 0xffu) != 0) || (pad == 2 && (group & 0xffffu) != 0)) return bad_base64();
    for (std::size_t k = 0; k < 3 - pad; ++k) out += static_cast<char>(group >> (16 - 8 * k) & 0xff);
  }
  return out;
}

}  // namespace tsugite
