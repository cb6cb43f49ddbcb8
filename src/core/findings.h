// The content check over a whole record: every text of it that would leave, with the field and the language it stands in.
//
// What it looks at: texts, names of places and areas, an own number, the reason of a refusal. Ids and choices are checked against the
// charter and need no look. Pure.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "charter/charter.h"
#include "label/content/check.h"
#include "ledger/record.pb.h"

namespace tsugite::core {

struct Found {
  std::string field;  // as the procedure declares it; "number", "reason" of the envelope's own
  Language language = Language::ja;
  label::content::Finding finding;
};

std::vector<Found> findings_in(const label::content::Checker& checker, const v1::Envelope& envelope);

// The words that the check knows of this node: its own lists, and the people of the annex by their names. An account that is named
// after a seat or an organisation of the charter names no person.
label::content::Words words_of(const charter::Annex& annex, const charter::Charter& charter);

// What keeps a record at the desk: the first of what was found whose class is among these.
const Found* stopping(const std::vector<Found>& all, const std::set<label::content::Class>& stops);
Text stop_reason(const Found& found);

}  // namespace tsugite::core
