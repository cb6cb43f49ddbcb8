// Names of persons by how people are addressed: 山田氏, 田中さん, Mr. Smith, Capt. John Doe. An address without a name is none: 各位, 同氏.
#include <string_view>

#include "label/content/parts.h"

namespace tsugite::label::content {

const std::vector<std::string_view> titles = {"Mr.",   "Mr ",  "Mrs.", "Mrs ", "Ms.",  "Ms ",   "Dr.",  "Dr ",
                                              "Prof.", "Gen.", "Lt.",  "Col.", "Maj.", "Capt.", "Cpt.", "Cmdr.",
                                              "Cdr.",  "Adm.", "Sgt.", "Cpl.", "Pvt.", "Ens.",  "Amb.", "Sen."};
const std::vector<std::string_view> honorifics = {"氏", "様", "さん", "ちゃん", "君"};

namespace {

bool upper(char32_t c) { return (c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde); }
bool letter(char32_t c) { return script_of(c) == Script::latin || c == '\'' || c == '-' || c == 0x2019; }
bool name_character(char32_t c) {
  const Script s = script_of(c);
  return (s == Script::han && c != U'〇') || s == Script::katakana || c == U'・';
}

// Characters before 氏 or 様 that make another word of it: 同氏, 摂氏, 仕様, 皆様. What stands between bars, whole.
bool another_word(char32_t before, char32_t address) {
  static constexpr std::u32string_view with_shi = U"同両各某諸彼摂華", with_sama = U"仕模同多一異有左各皆何逆文図別今者客",
                                       with_san = U"皆屋者娘客", with_kun = U"諸主名暴幼";
  const auto& all = address == U'氏' ? with_shi : address == U'様' ? with_sama : address == U'君' ? with_kun : with_san;
  return all.find(before) != all.npos;
}

// What follows makes another word of it: 氏名, 様式, 様子, 君主.
bool goes_on(char32_t c) { return script_of(c) == Script::han || c == U'々'; }

}  // namespace

void check_title(const Characters& text, std::size_t at, std::size_t length, std::vector<Finding>& out) {
  const auto& p = text.points;
  if (!upper(p[at])) return;
  std::size_t end = at + length;
  if (end < p.size() && p[end] == ' ') ++end;
  std::size_t last = 0;
  for (int words = 0; words < 3 && end < p.size() && upper(p[end]); ++words) {
    const std::size_t begins = end;
    while (end < p.size() && letter(p[end])) ++end;
    if (end == begins + 1 && end < p.size() && p[end] == '.') ++end;  // an initial
    last = end;
    if (end < p.size() && p[end] == ' ') ++end;
  }
  if (last == 0) return;
  out.push_back(found(text, Class::person, "person.title", at, last - at,
                      {"敬称又は階級の後に氏名があります", "A name follows a form of address or a rank"}));
}

void check_honorific(const Characters& text, std::size_t at, std::size_t length, std::vector<Finding>& out) {
  const auto& p = text.points;
  std::size_t first = at;
  while (first > 0 && at - first < 8 && name_character(p[first - 1])) --first;
  if (first == at || another_word(p[at - 1], p[at])) return;
  const bool kana = length > 1;
  // After a single character only 氏 speaks of a name: 林氏.
  if (at - first < 2 && p[at] != U'氏') return;
  if (at - first > 6) first = at - 6;  // an office before the name
  const std::size_t end = at + length;
  if (!kana && end < p.size() && goes_on(p[end])) return;
  if (p[at] == U'君' && script_of(p[at - 1]) != Script::han) return;
  out.push_back(found(text, Class::person, "person.honorific", first, end - first,
                      {"氏名に敬称を付けたものとみられます", "This looks like a name with a form of address"}));
}

}  // namespace tsugite::label::content
