#include "fuzz/mutate.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <string_view>
#include <utility>

namespace tsugite::fuzz {
namespace {

using namespace std::string_view_literals;

// Words that parsers of our formats treat in a special way, and numbers at the edges.
constexpr std::array words = {"\0"sv,
                              "\0\0\0\0"sv,
                              "\xff\xff\xff\xff"sv,
                              "\xff\xff\xff\xff\xff\xff\xff\xff\x7f"sv,
                              "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01"sv,
                              "\n"sv,
                              "\r\n\r\n"sv,
                              "\n\n"sv,
                              "\xe2\x80\x94 "sv,
                              "\xef\xbb\xbf"sv,
                              "\xed\xa0\x80"sv,
                              "\xc0\x80"sv,
                              "\xf4\x90\x80\x80"sv,
                              "0"sv,
                              "-1"sv,
                              "1e999"sv,
                              "NaN"sv,
                              "18446744073709551616"sv,
                              "9223372036854775808"sv,
                              "-9223372036854775809"sv,
                              "0000000000000000000000000000000000000000"sv,
                              "{"sv,
                              "}"sv,
                              "["sv,
                              "]"sv,
                              "[[[[[[[[[[[[[[[["sv,
                              "{\"a\":"sv,
                              "\""sv,
                              "\\u0000"sv,
                              "\\ud800"sv,
                              "null"sv,
                              "<"sv,
                              ">"sv,
                              "</"sv,
                              "/>"sv,
                              "<!--"sv,
                              "-->"sv,
                              "<![CDATA["sv,
                              "]]>"sv,
                              "<!DOCTYPE a [<!ENTITY b \"c\">]>"sv,
                              "&b;"sv,
                              "&#0;"sv,
                              "&#x110000;"sv,
                              "<a><a><a><a><a><a><a><a>"sv,
                              "xmlns="sv,
                              ":"sv,
                              ": "sv,
                              "- "sv,
                              "&a "sv,
                              "*a"sv,
                              "<<: *a"sv,
                              "!!binary "sv,
                              "|\n"sv,
                              "\t"sv,
                              "%00"sv,
                              "../"sv,
                              "GET "sv,
                              "Content-Length: "sv,
                              "Transfer-Encoding: chunked\r\n"sv,
                              "+09:00"sv,
                              "T24:00:60"sv,
                              "9999-12-31T23:59:59Z"sv,
                              "="sv,
                              "=="sv,
                              "AAAA"sv};

constexpr std::array<std::uint64_t, 12> numbers = {0,      1,          0x7f,       0x80,       0xff,       0x7fff,
                                                   0xffff, 0x7fffffff, 0x80000000, 0xffffffff, 1ull << 63, ~0ull};

}  // namespace

std::uint64_t Dice::next() {
  std::uint64_t z = (state_ += 0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

std::string Mutator::next(const std::vector<std::string>& pool) {
  std::string input = pool.empty() ? std::string() : pool[dice_.below(pool.size())];
  // Half of the inputs stay near: one change at a time gets through the first checks of a parser.
  const std::size_t changes = dice_.one_in(2) ? 1 : std::size_t{1} << dice_.below(5);
  for (std::size_t i = 0; i < changes; ++i) {
    change(input, pool);
    if (input.size() > max_bytes_) input.resize(max_bytes_);
  }
  return input;
}

void Mutator::change(std::string& input, const std::vector<std::string>& pool) {
  switch (dice_.below(9)) {
    case 0: return flip(input);
    case 1: return set_byte(input);
    case 2: return set_number(input);
    case 3:
    case 4: return insert_word(input);
    case 5: return remove_chunk(input);
    case 6: return repeat_chunk(input);
    case 7: return dice_.one_in(4) ? truncate(input) : flip(input);
    default: return splice(input, pool);
  }
}

void Mutator::flip(std::string& input) {
  if (input.empty()) return;
  const std::size_t at = dice_.below(input.size());
  input[at] = static_cast<char>(input[at] ^ (1 << dice_.below(8)));
}

void Mutator::set_byte(std::string& input) {
  const char byte = static_cast<char>(dice_.next());
  if (input.empty() || dice_.one_in(3)) input.insert(input.begin() + static_cast<std::ptrdiff_t>(dice_.below(input.size() + 1)), byte);
  else input[dice_.below(input.size())] = byte;
}

void Mutator::set_number(std::string& input) {
  const std::size_t width = std::size_t{1} << dice_.below(4);
  if (input.size() < width) return;
  std::uint64_t value = numbers[dice_.below(numbers.size())];
  if (dice_.one_in(2)) value = std::byteswap(value);
  // The low bytes, or after the swap the high ones: both ends of the number are tried.
  std::memcpy(input.data() + dice_.below(input.size() - width + 1), &value, width);
}

void Mutator::insert_word(std::string& input) {
  const std::string_view word = words[dice_.below(words.size())];
  const std::size_t at = dice_.below(input.size() + 1);
  if (dice_.one_in(2)) input.replace(at, std::min(word.size(), input.size() - at), word);
  else input.insert(at, word);
}

void Mutator::remove_chunk(std::string& input) {
  if (input.empty()) return;
  const auto [at, size] = chunk(input.size());
  input.erase(at, size);
}

void Mutator::repeat_chunk(std::string& input) {
  if (input.empty()) return;
  const auto [at, size] = chunk(input.size());
  const std::string piece = input.substr(at, size);
  const std::size_t times = dice_.one_in(8) ? 1 + dice_.below(64) : 1;
  std::string copies;
  for (std::size_t i = 0; i < times && copies.size() < max_bytes_; ++i) copies += piece;
  input.insert(dice_.one_in(2) ? at : dice_.below(input.size() + 1), copies);
}

void Mutator::truncate(std::string& input) { input.resize(dice_.below(input.size() + 1)); }

void Mutator::splice(std::string& input, const std::vector<std::string>& pool) {
  if (pool.empty()) return;
  const std::string& other = pool[dice_.below(pool.size())];
  if (other.empty()) return;
  const auto [at, size] = chunk(other.size());
  const std::size_t where = dice_.below(input.size() + 1);
  if (dice_.one_in(2)) input.replace(where, std::min(size, input.size() - where), other, at, size);
  else input.insert(where, other, at, size);
}

std::pair<std::size_t, std::size_t> Mutator::chunk(std::size_t size) {
  const std::size_t most = dice_.one_in(4) ? size : std::min<std::size_t>(size, 16);
  const std::size_t length = 1 + dice_.below(most);
  return {dice_.below(size - length + 1), length};
}

}  // namespace tsugite::fuzz
