// What a record must be whatever the state of its case: the part of the judgement that needs the charter and the record
// alone. Every holder comes to the same answer, so a record that fails here is void for all of them. Pure.
#pragma once

#include "casework/rulebook.h"
#include "ledger/record.pb.h"

namespace tsugite::casework {

// The audience is sorted, holds the author and only parties of the charter.
Result<void> check_audience(const Rulebook& book, const v1::Envelope& envelope);
// The seat is one of the author's, and what came before is named by digest. Notices of a node come from no seat.
Result<void> check_author(const Rulebook& book, const v1::Envelope& envelope);

// A step as far as it can be judged without its case; `seat` and `rule` are those it names. The roles it names, if it opens one.
Result<std::string> check_step(const Rulebook& book, const SeatRule& seat, const StepRule& rule, const v1::Envelope& envelope,
                               Parties audience);
// The part that speaks of the step alone; decide() asks it before there is an envelope.
Result<void> check_content(const StepRule& rule, const v1::Step& step, const std::string& party, charter::Day day);
// The seat and its organisation stand on that day.
Result<void> check_stands(const SeatRule& seat, charter::Day day);
// The body that the step refers a matter to stands on that day.
Result<void> check_referred(const StepRule& rule, charter::Day day);
// The roles an opening step names: one party for each role. `roles[i]` is the party of role i.
Result<std::string> check_roles(const Rulebook& book, const ProcedureRule& rule, const std::map<std::string, std::string>& roles);
Result<std::string> check_roles(const Rulebook& book, const ProcedureRule& rule,
                                const google::protobuf::Map<std::string, std::string>& roles);

Result<void> check_label(const Rulebook& book, const v1::Envelope& envelope);

// The parties of a list; 0 if one is unknown, or the list is not sorted and without duplicates.
Parties parties_of(const Rulebook& book, const google::protobuf::RepeatedPtrField<std::string>& names);

}  // namespace tsugite::casework
