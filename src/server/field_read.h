// Typed values of a procedure's fields out of JSON: the procedure says which type each field has, limits.h and the type say what
// fits. Place: degrees, stored x 10^7. Quantity: amount with at most three decimals, stored in thousandths. Pure.
#pragma once

#include <vector>

#include "charter/charter.h"
#include "ledger/record.pb.h"
#include "server/json_read.h"

namespace tsugite::server {

// [{id, value}] under `member`. An id the procedure does not declare, or one given twice, is an error with its place.
std::vector<v1::Field> read_fields(Body& body, const char* member, const charter::Procedure& procedure);

// {ja, en, original}; both sides empty is an error where it is needed.
v1::Text read_text(Body& body, const char* member, bool needed);

}  // namespace tsugite::server
