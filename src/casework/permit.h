// May this party take this step in this case now? The part of the answer that needs no text: role, state, own home track,
// replies that stand. decide() refuses by it, buttons and the list of what requires action are made of it. Pure.
#pragma once

#include "casework/matter.h"

namespace tsugite::casework {

// `matter` null: the case would be opened by this step, with these roles. Checks in the order in which a person would.
Result<void> permit_now(const Matter* matter, const StepRule& step, const std::string& roles, std::uint8_t party);

// The seat itself: body or organisation, and level.
Result<void> permit_seat(const StepRule& step, const SeatRule& seat, charter::Day day);

// Roles that follow from the step alone: two parties, two roles, and the author takes the one the step is for. Empty: they do not.
std::string default_roles(const Rulebook& book, const StepRule& step, std::uint8_t party);

}  // namespace tsugite::casework
