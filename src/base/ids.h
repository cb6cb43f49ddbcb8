// Fixed-size identifiers as types of their own, so that a case id cannot stand where a digest belongs.
// A Digest is SHA-256 over the encoded bytes of a record. Ids are 128 random bits and order nothing.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <string>
#include <string_view>

#include "base/bytes.h"

namespace tsugite {

template <class Tag, std::size_t N>
struct Fixed {
  static constexpr std::size_t size = N;
  std::array<std::uint8_t, N> value{};

  // Nothing of another length becomes an id.
  static Result<Fixed> from(BytesView bytes) {
    if (bytes.size() != N)
      return fail("base.id-length", to_hex(bytes.substr(0, 64)), "an identifier has the wrong length", "識別子の長さが正しくありません");
    Fixed out;
    std::memcpy(out.value.data(), bytes.data(), N);
    return out;
  }
  static Result<Fixed> from_hex_text(std::string_view text) {
    auto raw = from_hex(text);
    if (!raw) return std::unexpected(raw.error());
    return from(*raw);
  }
  BytesView view() const { return {reinterpret_cast<const char*>(value.data()), N}; }
  Bytes bytes() const { return Bytes(view()); }
  std::string hex() const { return to_hex(view()); }
  bool zero() const { return value == std::array<std::uint8_t, N>{}; }
  auto operator<=>(const Fixed&) const = default;
  // Word by word: looked up in every table, and a call of memcmp costs more than comparing does.
  bool operator==(const Fixed& other) const {
    static_assert(N % 8 == 0);
    std::uint64_t different = 0;
    for (std::size_t i = 0; i < N; i += 8) {
      std::uint64_t a, b;
      std::memcpy(&a, value.data() + i, 8);
      std::memcpy(&b, other.value.data() + i, 8);
      different |= a ^ b;
    }
    return different == 0;
  }
};

using Digest = Fixed<struct DigestTag, 32>;
using RecordId = Fixed<struct RecordIdTag, 16>;
using CaseId = Fixed<struct CaseIdTag, 16>;

// The bytes are random or a hash already: their first eight serve as the hash value.
struct FixedHash {
  template <class Tag, std::size_t N>
  std::size_t operator()(const Fixed<Tag, N>& id) const {
    std::uint64_t h;
    std::memcpy(&h, id.value.data(), sizeof h);
    return static_cast<std::size_t>(h);
  }
};

}  // namespace tsugite
