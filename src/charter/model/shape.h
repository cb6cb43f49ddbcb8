// The graph of a procedure without its names: what is left when states, steps and roles are called anything. Two procedures of one
// shape are one procedure under two names, unless the charter says why that is right.
//
// Nodes are states by kind, the settled one apart; edges are steps, one for each state they are taken in (a remark is a loop),
// with the role that takes them and whether they are home, each, proposing, replying or referring. Pure.
#pragma once

#include <cstdint>
#include <vector>

#include "charter/charter.h"

namespace tsugite::charter::model {

struct Shape {
  struct Edge {
    std::size_t from, to;
    int role;            // -1: any
    std::uint32_t kind;  // flags of the step
    auto operator<=>(const Edge&) const = default;
  };
  std::vector<std::uint32_t> nodes;  // kind of each; 0 is the start
  std::vector<Edge> edges;
  std::size_t roles = 0;
};

Shape shape_of(const Procedure& procedure);
// Nothing but states, their kinds, and which leads to which: remarks, roles and what a step counts as are left out.
Shape bare_shape_of(const Procedure& procedure);
// Is there a renaming of states and roles that makes one the other?
bool same_shape(const Shape& a, const Shape& b);
// How much of their neighbourhoods two shapes have in common, 0 to 1, whatever the roles. 1 does not mean the same.
double likeness(const Shape& a, const Shape& b);

}  // namespace tsugite::charter::model
