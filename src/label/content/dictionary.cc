#include "label/content/dictionary.h"

#include <algorithm>

namespace tsugite::label::content {
namespace {

char folded(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }
bool word_byte(char c) { return (c >= '0' && c <= '9') || (folded(c) >= 'a' && folded(c) <= 'z'); }

}  // namespace

std::uint16_t Dictionary::key(std::string_view three) {
  std::uint32_t mixed = 0;
  for (std::size_t i = 0; i < shortest; ++i) mixed = mixed << 8 | static_cast<unsigned char>(folded(three[i]));
  return static_cast<std::uint16_t>((mixed * 0x9E3779B1u) >> 16);
}

bool Dictionary::add(std::string_view word, std::uint32_t number, bool whole) {
  if (word.size() < shortest) return false;
  Word one;
  one.number = number;
  one.whole = whole;
  for (const char c : word) one.folded.push_back(folded(c));
  const std::uint16_t at = key(word);
  first_.set(at);
  const auto place = std::upper_bound(words_.begin(), words_.end(), at, [](std::uint16_t k, const auto& entry) { return k < entry.first; });
  words_.insert(place, {at, std::move(one)});
  return true;
}

std::vector<Dictionary::Hit> Dictionary::find(std::string_view text, std::size_t most) const {
  std::vector<Hit> out;
  if (text.size() < shortest) return out;
  for (std::size_t at = 0; at + shortest <= text.size() && out.size() < most; ++at) {
    if ((static_cast<unsigned char>(text[at]) & 0xc0u) == 0x80u) continue;  // inside a character
    const std::uint16_t k = key(text.substr(at, shortest));
    if (!first_.test(k)) continue;
    auto entry =
        std::lower_bound(words_.begin(), words_.end(), k, [](const auto& one, std::uint16_t wanted) { return one.first < wanted; });
    for (; entry != words_.end() && entry->first == k && out.size() < most; ++entry) {
      const std::string& word = entry->second.folded;
      if (text.size() - at < word.size() || !std::equal(word.begin(), word.end(), text.begin() + static_cast<std::ptrdiff_t>(at),
                                                        [](char a, char b) { return a == folded(b); }))
        continue;
      const std::size_t end = at + word.size();
      if (!entry->second.whole) {
        out.push_back({entry->second.number, at, word.size()});
        continue;
      }
      if (word_byte(word.front()) && at > 0 && word_byte(text[at - 1])) continue;
      if (word_byte(word.back()) && end < text.size() && word_byte(text[end])) continue;
      out.push_back({entry->second.number, at, word.size()});
    }
  }
  return out;
}

}  // namespace tsugite::label::content
