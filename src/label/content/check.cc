#include "label/content/check.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "base/limits.h"
#include "label/content/parts.h"

namespace tsugite::label::content {
namespace {

enum Byte : std::uint8_t { plain = 0, odd = 1, at_sign = 2, backslash = 4, run = 8, space = 16 };

constexpr std::array<std::uint8_t, 256> table() {
  std::array<std::uint8_t, 256> out{};
  for (std::size_t c = 0; c < 256; ++c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (letter || c == '+' || c == '/' || c == '=' || c == '-' || c == '_') out[c] = run;
    else if (c == ' ' || c == '\n' || c == '\r' || c == '\t') out[c] = space;
    else if (c == '@') out[c] = at_sign;
    else if (c == '\\') out[c] = backslash;
    else if (c < 0x20 || c == 0x7f || c >= 0x80) out[c] = odd;
  }
  return out;
}
constexpr auto kinds = table();

constexpr std::size_t blob_bytes = 80, blank_bytes = 40;

// The third byte alone does not matter for these: kana, kanji, their punctuation and full width forms.
bool plain_japanese(unsigned char a, unsigned char b, unsigned char c) {
  if ((b & 0xc0) != 0x80 || (c & 0xc0) != 0x80) return false;
  if (a == 0xe3) return (b >= 0x80 && b <= 0x83) || b >= 0x88;
  if (a >= 0xe4 && a <= 0xe9) return true;
  return a == 0xef && (b == 0xbc || b == 0xbd || (b == 0xbe && c < 0xa0));
}

bool katakana(std::string_view text, std::size_t at) {
  return text.size() - at >= 3 && text[at] == '\xe3' &&
         ((text[at + 1] == '\x82' && static_cast<unsigned char>(text[at + 2]) >= 0xa1) || text[at + 1] == '\x83');
}

}  // namespace

Glance glance(std::string_view text) {
  Glance out;
  std::size_t unbroken = 0, blank = 0;
  std::uint8_t seen = 0;
  bool after_katakana = false;
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::uint8_t kind = kinds[byte];
    if (kind == odd && byte >= 0xe3 && text.size() - i >= 3 &&
        plain_japanese(byte, static_cast<unsigned char>(text[i + 1]), static_cast<unsigned char>(text[i + 2]))) {
      const bool kata = katakana(text, i);
      // A kanji between two katakana may be one that looks like a katakana.
      if (!kata && after_katakana && byte >= 0xe4 && byte <= 0xe9 && katakana(text, i + 3)) seen |= odd;
      after_katakana = kata;
      const bool wide_space = byte == 0xe3 && text[i + 1] == '\x80' && text[i + 2] == '\x80';
      blank = wide_space ? blank + 1 : 0;
      out.blank = out.blank || blank >= blank_bytes;
      unbroken = 0;
      i += 3;
      continue;
    }
    after_katakana = false;
    seen |= kind;
    unbroken = kind == run ? unbroken + 1 : 0;
    blank = kind == space ? blank + 1 : 0;
    out.blob = out.blob || unbroken >= blob_bytes;
    out.blank = out.blank || blank >= blank_bytes;
    ++i;
  }
  out.odd = (seen & odd) != 0;
  out.mail = (seen & at_sign) != 0;
  out.path = (seen & backslash) != 0;
  return out;
}

Finding found(const Characters& text, Class which, const char* rule, std::size_t at, std::size_t length, Text message) {
  return {which, rule, at + 1, length, show(text, at, length), std::move(message)};
}

Checker::Checker(const Words& words) : second_look_(words.second_look) {
  for (std::size_t i = 0; i < words.names.size(); ++i) add(words.names[i], Kind::name, i);
  for (std::size_t i = 0; i < second_look_.size(); ++i)
    for (const auto& word : second_look_[i].words) add(word, Kind::second_look, i);
  for (std::size_t i = 0; i < titles.size(); ++i) add(titles[i], Kind::title, i);
  for (std::size_t i = 0; i < honorifics.size(); ++i) add(honorifics[i], Kind::honorific, i);
  for (std::size_t i = 0; i < embedded_marks.size(); ++i) add(embedded_marks[i].mark, Kind::embedded, i);
}

void Checker::add(std::string_view word, Kind kind, std::size_t which) {
  if (dictionary_.add(word, static_cast<std::uint32_t>(known_.size()), kind != Kind::embedded)) known_.push_back({kind, which});
}

std::vector<Finding> Checker::check(std::string_view text) const {
  std::vector<Finding> out;
  const Glance seen = glance(text);
  const auto hits = dictionary_.find(text, limits::content_findings);
  if (hits.empty() && !seen.odd && !seen.mail && !seen.path && !seen.blob && !seen.blank) return out;
  const Characters read = characters(text);
  if (seen.odd) check_hidden(read, out);
  if (seen.blank) check_blank(read, out);
  if (seen.odd) check_scripts(read, out);
  if (seen.mail) check_mail(read, out);
  if (seen.path) check_paths(read, out);
  if (seen.blob) check_blobs(read, out);
  const auto place = [&](std::size_t byte) {
    return static_cast<std::size_t>(std::lower_bound(read.bytes.begin(), read.bytes.end(), byte) - read.bytes.begin());
  };
  for (const auto& hit : hits) {
    const std::size_t at = place(hit.at), length = place(hit.at + hit.length) - at;
    const Known& known = known_[hit.word];
    switch (known.kind) {
      case Kind::name:
        out.push_back(found(read, Class::person, "person.known", at, length,
                            {"当方の名簿にある氏名です", "This is a name on our own list of persons"}));
        break;
      case Kind::second_look: {
        const Word& word = second_look_[known.which];
        auto one = found(read, Class::second_look, "", at, length, word.reason);
        one.rule = "second-look." + word.id;
        out.push_back(std::move(one));
        break;
      }
      case Kind::title: check_title(read, at, length, out); break;
      case Kind::honorific: check_honorific(read, at, length, out); break;
      case Kind::embedded: check_mark(read, at, length, known.which, out); break;
    }
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Finding& a, const Finding& b) { return a.which != b.which ? a.which < b.which : a.at < b.at; });
  if (out.size() > limits::content_findings) out.resize(limits::content_findings);
  return out;
}

}  // namespace tsugite::label::content
