// Is a pair of texts rendered as the glossary has it? English by whole words, whatever their case; Japanese by characters.
#include <algorithm>
#include <cctype>

#include "charter/companions/companions.h"

namespace tsugite::charter {
namespace {

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

bool letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

// An abbreviation is looked for as it is written: "EDD" is not "edd".
bool says(const std::string& text, const std::string& words, Language language) {
  if (words.empty()) return false;
  if (language == Language::ja) return text.find(words) != std::string::npos;
  const bool exact = std::none_of(words.begin(), words.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  const std::string in = exact ? text : lower(text), what = exact ? words : lower(words);
  for (auto at = in.find(what); at != std::string::npos; at = in.find(what, at + 1)) {
    const auto end = at + what.size();
    if ((at == 0 || !letter(in[at - 1])) &&
        (end == in.size() || !letter(in[end]) || (in[end] == 's' && (end + 1 == in.size() || !letter(in[end + 1])))))
      return true;
  }
  return false;
}

bool named(const Term& term, const Text& text, Language language) {
  if (says(text.in(language), term.name.in(language), language)) return true;
  const auto& also = language == Language::ja ? term.also_ja : term.also_en;
  return std::any_of(also.begin(), also.end(), [&](const std::string& one) { return says(text.in(language), one, language); });
}

}  // namespace

std::vector<Misrendering> misrendered(const std::vector<Term>& glossary, const Text& text, std::optional<Commitment> of) {
  std::vector<Misrendering> out;
  for (const auto& term : glossary)
    for (const auto language : {Language::ja, Language::en}) {
      for (const auto& avoid : language == Language::ja ? term.avoid_ja : term.avoid_en)
        if (says(text.in(language), avoid, language)) out.push_back({&term, avoid, language});
      const Language other = language == Language::ja ? Language::en : Language::ja;
      // The full name on one side asks for the term on the other; an abbreviation alone may mean something else there.
      if (term.paired && says(text.in(other), term.name.in(other), other) && !named(term, text, language))
        out.push_back({&term, "", language});
      if (of && term.reserved && *of < *term.reserved && says(text.in(language), term.name.in(language), language))
        out.push_back({&term, term.name.in(language), language});
    }
  return out;
}

}  // namespace tsugite::charter
