// The content check 内容点検: what a text says that its reader would not see, or should look at twice before it leaves.
//
// Plain text in ASCII, kana and kanji costs one pass over its bytes; only a text in which that pass sees something is read character
// by character. Nothing here decides: the release rules say which classes stop a record (guard.h). Any bytes may come; findings are
// bounded (limits::content_findings), the first ones count. Pure, thread-safe for reading.
// Sources: Unicode TR 36 and 39 (security mechanisms), TR 9 (bidirectional text), UTS 37 (ideographic variation).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "label/content/dictionary.h"
#include "label/content/finding.h"

namespace tsugite::label::content {

struct Word {  // that needs a second look before it leaves
  std::string id;
  std::vector<std::string> words;  // of either language
  Text reason;
  bool operator==(const Word&) const = default;
};

// What only this node's own data knows. Never leaves it.
struct Words {
  std::vector<std::string> names;  // of persons
  std::vector<Word> second_look;
  bool operator==(const Words&) const = default;
};

class Checker {
 public:
  explicit Checker(const Words& words);
  std::vector<Finding> check(std::string_view text) const;

 private:
  enum class Kind : std::uint8_t { name, second_look, title, honorific, embedded };
  struct Known {
    Kind kind{};
    std::size_t which = 0;  // of its kind
  };
  void add(std::string_view word, Kind kind, std::size_t which);

  Dictionary dictionary_;
  std::vector<Known> known_;
  std::vector<Word> second_look_;
};

}  // namespace tsugite::label::content
