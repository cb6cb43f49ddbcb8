// Text in the two working languages. An empty side means "no text in this language", never "same as the other".
#pragma once

#include <string>

namespace tsugite {

enum class Language { ja, en };

struct Text {
  std::string ja;
  std::string en;

  // The text in the language asked for, or in the other one where that side is empty.
  const std::string& in(Language language) const {
    if (language == Language::ja) return ja.empty() ? en : ja;
    return en.empty() ? ja : en;
  }
  bool operator==(const Text&) const = default;
  auto operator<=>(const Text&) const = default;
};

}  // namespace tsugite
