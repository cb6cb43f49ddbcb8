// The shape of a procedure: its states and steps without their names. Two procedures of one shape are one procedure written twice,
// and the test of the shipped charter says which are.
//
// Two texts are equal where the graphs cannot be told apart by refinement of colours (Weisfeiler-Leman), whatever order states, steps
// and roles are written in. A state counts by its kind and by whom it waits for; a step by who takes it, whether it stays at home,
// proposes, replies, is staffed, numbered or taken by each. Names, texts, fields, bases, clocks and precedence do not count. Pure.
#pragma once

#include <string>

#include "charter/charter.h"

namespace tsugite::charter {

std::string shape_of(const Procedure& procedure);

// The same with nothing but states, their kinds, and which leads to which: steps that stay in their state are left out.
std::string bare_shape_of(const Procedure& procedure);

}  // namespace tsugite::charter
