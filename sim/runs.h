// One seed, and what is asked of it: a run, now and then a second one that must be the same, and one without its secrets.
#pragma once

#include "world.h"

namespace tsugite::sim {

struct Alliances {
  Alliance two = two_nations(TSUGITE_SOURCE_DIR), three = three_prefectures(TSUGITE_SOURCE_DIR);
};

struct Totals {
  Figures figures;
  std::uint64_t seeds = 0, pairs = 0, repeats = 0;
};
void add(Figures& all, const Figures& one);

// `everything`: also what is otherwise done for every other and every hundredth seed.
Wrong run(const Alliances& alliances, std::uint64_t seed, bool everything, Totals& totals);

}  // namespace tsugite::sim
