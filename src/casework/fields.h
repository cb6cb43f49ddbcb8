// What a step and a proposal may carry: each field as the procedure declares it. The shape of values (lengths, ranges of
// coordinates, well-formed text) is the ledger's record_rules.h; here is their meaning. One rule, one code. Pure.
#pragma once

#include <google/protobuf/repeated_ptr_field.h>

#include "casework/rulebook.h"
#include "ledger/record.pb.h"

namespace tsugite::casework {

using Fields = google::protobuf::RepeatedPtrField<v1::Field>;

// One value against its declaration: type, unit, choice, sign.
Result<void> check_value(const charter::FieldSpec& spec, const v1::Field& field);

// The fields of a step itself: those it may carry that do not settle (a home step: all); the required ones are there. A body or an
// organisation or a seat that is named stands on that day, and the seat is one of the step's own party.
Result<void> check_step_fields(const StepRule& rule, const Fields& fields, const std::string& party, charter::Day day);

// A proposal: the fields of this settlement only, the required ones there, each once.
Result<void> check_proposal_fields(const ProcedureRule& rule, int settlement, const Fields& fields, charter::Day day);

// The settlements of which the fields are a whole proposal: most procedures answer none at the first name.
std::vector<int> fits(const ProcedureRule& rule, const Fields& fields, charter::Day day);

const v1::Field* find_field(const Fields& fields, std::string_view name);

}  // namespace tsugite::casework
