// The rules of this folder, as model.cc calls them: first those that look at steps one by one, then the product of what the
// parties may do. Codes and their meaning: docs/formats/charter.md.
#pragma once

#include "charter/reader.h"

namespace tsugite::charter::model {

void check_roles(const Procedure& procedure, Report& report);                              // at least two
void check_claims(const Charter& charter, const Procedure& procedure, Report& report);     // classes
void check_referrals(const Charter& charter, const Procedure& procedure, Report& report);  // 付議, as far as one step shows it
void check_settlements(const Procedure& procedure, Report& report);  // each by replies, and by a proposal that is all of one settlement
void check_needs(const Procedure& procedure, Report& report);        // what must stand before a step can be said where it is missing
void check_amends(const Procedure& procedure, Report& report);
void check_product(const Charter& charter, const Procedure& procedure, Report& report);

}  // namespace tsugite::charter::model
