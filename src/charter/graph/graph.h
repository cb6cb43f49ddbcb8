// The charter in pictures: the bodies (who sits where, what feeds what, who are equals) and each procedure (states, steps and whose
// they are). Labels in Japanese and English. Pure: the same charter gives the same bytes.
#pragma once

#include <map>
#include <string>

#include "charter/charter.h"

namespace tsugite::charter::graph {

std::string bodies_svg(const Charter& charter);
std::string procedure_svg(const Charter& charter, const Procedure& procedure);
// File name -> content: bodies.svg, one of each procedure, and a page README.md that shows them.
std::map<std::string, std::string> pictures(const Charter& charter);

}  // namespace tsugite::charter::graph
