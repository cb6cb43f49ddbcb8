// Outline of a record: the same envelope without a word of what it says, so that a case can be folded when the body is gone. Kept: who,
// when, for whom, under which label, which step, which records it names, its roles, legal basis and order number; of the fields their
// names, choices from a closed list, and what later steps and clocks ask for. The rest is a dash, a zero or the null place. It folds
// as the record did (outline_test.cc). Pure.
#pragma once

#include "casework/rulebook.h"
#include "ledger/record.pb.h"

namespace tsugite::casework {

// `book`: of the charter that the record was made under; null where it is not known: then it keeps no field.
v1::Envelope outline_of(const Rulebook* book, const v1::Envelope& envelope);

}  // namespace tsugite::casework
