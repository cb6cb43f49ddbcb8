#include "gateways/jma/values.h"

#include <charconv>
#include <cstdint>

namespace tsugite::gateways::jma {
namespace {

constexpr bool digit(char c) { return c >= '0' && c <= '9'; }

// An unsigned decimal at the front of `text`, dropped from it: the digits before the point, and the value in
// units of 10^-`decimals`.
struct Decimal {
  std::size_t whole_digits = 0;
  std::int64_t value = 0;
};

std::optional<Decimal> take_decimal(std::string_view& text, int decimals) {
  Decimal out;
  std::size_t i = 0;
  for (; i < text.size() && digit(text[i]); ++i) {
    if (i == 7) return std::nullopt;
    out.value = out.value * 10 + (text[i] - '0');
  }
  out.whole_digits = i;
  if (i == 0) return std::nullopt;
  int left = decimals;
  if (i < text.size() && text[i] == '.') {
    ++i;
    if (i >= text.size() || !digit(text[i])) return std::nullopt;
    for (; i < text.size() && digit(text[i]); ++i, --left) {
      if (left == 0) return std::nullopt;
      out.value = out.value * 10 + (text[i] - '0');
    }
  }
  for (; left > 0; --left) out.value *= 10;
  text.remove_prefix(i);
  return out;
}

std::optional<int> take_sign(std::string_view& text) {
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  int sign = text.front() == '+' ? 1 : -1;
  text.remove_prefix(1);
  return sign;
}

// One axis in degrees x 10^7. `degree_digits` is 2 for latitude, 3 for longitude; two more digits are
// minutes.
std::optional<std::int32_t> take_axis(std::string_view& text, std::size_t degree_digits, std::int64_t limit) {
  constexpr std::int64_t unit = 10'000'000;
  auto sign = take_sign(text);
  if (!sign) return std::nullopt;
  auto number = take_decimal(text, 7);
  if (!number) return std::nullopt;
  std::int64_t e7 = number->value;
  if (number->whole_digits == degree_digits + 2) {
    const std::int64_t degrees = number->value / (100 * unit);
    const std::int64_t minutes_e7 = number->value % (100 * unit);
    if (minutes_e7 >= 60 * unit) return std::nullopt;
    e7 = degrees * unit + (minutes_e7 + 30) / 60;
  } else if (number->whole_digits != degree_digits) {
    return std::nullopt;
  }
  if (e7 > limit * unit) return std::nullopt;
  return static_cast<std::int32_t>(*sign * e7);
}

}  // namespace

std::optional<int> scaled(std::string_view text, int decimals, int low, int high) {
  int sign = 1;
  if (text.starts_with('-')) {
    sign = -1;
    text.remove_prefix(1);
  }
  auto number = take_decimal(text, decimals);
  if (!number || !text.empty()) return std::nullopt;
  const std::int64_t value = sign * number->value;
  if (value < low || value > high) return std::nullopt;
  return static_cast<int>(value);
}

std::optional<Coordinate> coordinate(std::string_view text) {
  constexpr std::int64_t deepest_m = 800'000;
  auto lat = take_axis(text, 2, 90);
  if (!lat) return std::nullopt;
  auto lon = take_axis(text, 3, 180);
  if (!lon) return std::nullopt;
  Coordinate out{{*lat, *lon}, std::nullopt};
  if (!text.starts_with('/')) {
    auto sign = take_sign(text);
    auto metres = sign ? take_decimal(text, 0) : std::nullopt;
    if (!metres || metres->value > deepest_m || (*sign > 0 && metres->value != 0)) return std::nullopt;
    out.depth_km = static_cast<int>((metres->value + 500) / 1000);
  }
  if (text != "/") return std::nullopt;
  return out;
}

}  // namespace tsugite::gateways::jma
