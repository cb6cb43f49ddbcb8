// The checks that Checker puts together, each over a text as characters. Only this folder includes this.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "label/content/characters.h"
#include "label/content/finding.h"

namespace tsugite::label::content {

// What one pass over the bytes sees: which of the checks have anything to look at.
struct Glance {
  bool odd = false;    // a character that is neither ASCII nor kana, kanji or their punctuation, or a kanji between katakana
  bool mail = false;   // "@"
  bool path = false;   // "\"
  bool blob = false;   // a long run without a space
  bool blank = false;  // a long run of nothing
};
Glance glance(std::string_view text);

void check_hidden(const Characters& text, std::vector<Finding>& out);
void check_blank(const Characters& text, std::vector<Finding>& out);
void check_scripts(const Characters& text, std::vector<Finding>& out);
void check_mail(const Characters& text, std::vector<Finding>& out);
void check_paths(const Characters& text, std::vector<Finding>& out);
void check_blobs(const Characters& text, std::vector<Finding>& out);

// What begins with a mark that gives it away; `which` is its number in embedded_marks.
struct Mark {
  std::string_view mark;
  const char* rule;
};
extern const std::vector<Mark> embedded_marks;
void check_mark(const Characters& text, std::size_t at, std::size_t length, std::size_t which, std::vector<Finding>& out);

// A form of address, which stands before a name in one language and after it in the other.
extern const std::vector<std::string_view> titles, honorifics;
void check_title(const Characters& text, std::size_t at, std::size_t length, std::vector<Finding>& out);
void check_honorific(const Characters& text, std::size_t at, std::size_t length, std::vector<Finding>& out);

Finding found(const Characters& text, Class which, const char* rule, std::size_t at, std::size_t length, Text message);

}  // namespace tsugite::label::content
