// Letters that look like others: a word of two scripts, a word written wholly in look-alikes, a kanji in a katakana word.
#include <algorithm>
#include <string_view>

#include "label/content/parts.h"

namespace tsugite::label::content {
namespace {

bool european(Script s) { return s == Script::latin || s == Script::greek || s == Script::cyrillic || s == Script::other; }

struct Word {
  std::size_t at = 0, length = 0;
  std::size_t latin = 0, greek = 0, cyrillic = 0, other = 0;
  std::size_t alike = 0;  // of Greek and Cyrillic: those that look Latin
};

// A unit or a symbol: the micro of µSv, the ohm of kΩ, a delta before a letter. None of these letters looks like a Latin one.
bool symbol(const Word& word) { return word.cyrillic == 0 && word.other == 0 && word.greek == 1 && word.alike == 0 && word.length <= 4; }

std::vector<Word> words_of(const Characters& text) {
  std::vector<Word> out;
  for (std::size_t at = 0; at < text.points.size();) {
    if (!european(script_of(text.points[at]))) {
      ++at;
      continue;
    }
    Word word;
    word.at = at;
    for (; at < text.points.size(); ++at) {
      const char32_t c = text.points[at];
      const Script script = script_of(c);
      if (invisible(c) || variation_selector(c)) continue;  // does not end a word to the eye
      if (!european(script)) break;
      ++word.length;
      word.latin += script == Script::latin;
      word.greek += script == Script::greek;
      word.cyrillic += script == Script::cyrillic;
      word.other += script == Script::other;
      word.alike += script != Script::latin && like_latin(c);
    }
    out.push_back(word);
  }
  return out;
}

void check_kanji_in_katakana(const Characters& text, std::vector<Finding>& out) {
  static constexpr std::u32string_view alike = U"一二口力工八夕卜千才木";  // ー ニ ロ カ エ ハ タ ト チ オ ホ
  const auto katakana = [&](std::size_t at) { return script_of(text.points[at]) == Script::katakana; };
  for (std::size_t at = 1; at + 1 < text.points.size(); ++at)
    if (alike.find(text.points[at]) != alike.npos && katakana(at - 1) && katakana(at + 1))
      out.push_back(
          found(text, Class::mixed, "mixed.kanji-in-katakana", at, 1,
                {"片仮名の語の中に、片仮名に似た漢字があります", "A kanji that looks like a katakana stands inside a katakana word"}));
}

}  // namespace

void check_scripts(const Characters& text, std::vector<Finding>& out) {
  const auto words = words_of(text);
  const auto plainly = [&](auto count) {
    return std::ranges::any_of(words, [&](const Word& word) { return word.latin == 0 && word.*count > word.alike; });
  };
  const bool greek_text = plainly(&Word::greek), cyrillic_text = plainly(&Word::cyrillic);
  for (const auto& word : words) {
    const auto say = [&](const char* rule, Text message) {
      out.push_back(found(text, Class::mixed, rule, word.at, word.length, std::move(message)));
    };
    const int scripts = (word.latin > 0) + (word.greek > 0) + (word.cyrillic > 0) + (word.other > 0);
    if (scripts > 1 && !symbol(word)) {
      if (word.cyrillic > 0)
        say("mixed.cyrillic", {"一つの語にキリル文字が混ざっています。似た字で別の語に見せることがあります",
                               "Cyrillic letters stand among others in one word, where they can pass for Latin ones"});
      else if (word.greek > 0)
        say("mixed.greek", {"一つの語にギリシャ文字が混ざっています。似た字で別の語に見せることがあります",
                            "Greek letters stand among others in one word, where they can pass for Latin ones"});
      else say("mixed.other", {"一つの語に異なる文字体系の字が混ざっています", "Letters of different scripts stand in one word"});
      continue;
    }
    // A whole word of look-alikes, where nothing else of the text is in that script.
    const bool foreign =
        (word.cyrillic == word.alike && word.cyrillic > 1 && !cyrillic_text) || (word.greek == word.alike && word.greek > 2 && !greek_text);
    if (scripts == 1 && foreign)
      say("mixed.look-alike",
          {"ラテン文字に似た別の文字だけで書かれた語です", "This word is written wholly in letters that look Latin and are not"});
  }
  check_kanji_in_katakana(text, out);
}

}  // namespace tsugite::label::content
