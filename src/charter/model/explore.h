// All that can happen in a procedure under one assignment of parties to roles: every spot that steps of standing seats lead to, and
// how to come there in the fewest steps. Pure, bounded: past max_spots it stops and says so.
#pragma once

#include <map>
#include <vector>

#include "charter/load.h"
#include "charter/model/machine.h"

namespace tsugite::charter::model {

inline constexpr std::size_t max_spots = 20'000;

struct Space {
  struct Reached {
    Spot spot;
    std::vector<Move> moves;      // those that change something
    std::vector<std::size_t> to;  // where each leads; npos where it is not followed
    std::size_t before = npos;    // on a shortest way
    std::size_t by = 0;           // the move of `before` that led here
  };
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
  std::vector<Reached> spots;  // in the order of breadth-first search: nearest first
  bool complete = true;

  // The steps to this spot, and `last` after them.
  std::vector<TraceStep> trace(const Machine& machine, std::size_t spot, const Move* last = nullptr) const;
  // Spots from which an end can be reached.
  std::vector<bool> ending(const Machine& machine) const;
};

// A move that settles too early is listed and not followed.
Space explore(const Machine& machine);

}  // namespace tsugite::charter::model
