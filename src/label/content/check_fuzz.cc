#include "base/limits.h"
#include "label/content/characters.h"
#include "label/content/check.h"

namespace tsugite {

void fuzz_content(std::string_view input);

// Whatever comes in: no crash, findings in bounds and in the text, and what is shown of it hides nothing.
void fuzz_content(std::string_view input) {
  static const label::content::Checker checker({{"甲野花子", "Hanako Kono"}, {{"plan", {"作戦計画", "OPLAN"}, {"理由", "reason"}}}});
  const auto findings = checker.check(input);
  if (findings.size() > limits::content_findings) __builtin_trap();
  const auto text = label::content::characters(input);
  for (const auto& one : findings) {
    if (one.at == 0 || one.length == 0 || one.at - 1 + one.length > text.points.size()) __builtin_trap();
    if (one.rule.empty() || one.message.ja.empty() || one.message.en.empty()) __builtin_trap();
    for (const char32_t c : label::content::characters(one.shown).points)
      if (label::content::invisible(c) || label::content::bidi_control(c) || label::content::is_control(c)) __builtin_trap();
  }
}

}  // namespace tsugite
