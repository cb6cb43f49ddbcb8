// The rules every record obeys whatever it says: lengths, alphabets, ranges, order and uniqueness of lists. One rule, one error
// code; the table in record_rules_test.cc has a line for each. Pure.
#pragma once

#include "base/result.h"
#include "ledger/record.pb.h"

namespace tsugite::ledger {

inline constexpr std::uint32_t record_schema = 1;
// Whole numbers within this are exact in every JSON reader, so also in a browser.
inline constexpr std::int64_t exact_integer = 9'007'199'254'740'991;
inline constexpr std::int64_t record_time_end_ms = 7'258'118'400'000;  // 2200-01-01; times start at 1970

// What a party keeps to itself, whatever its audience says.
bool stays_home(const v1::Envelope& envelope);
Result<void> check_record(const v1::Envelope& envelope);
// The same of a record whose party, seat, label and audience are those of one that was good.
Result<void> check_but_marks(const v1::Envelope& envelope);
Result<void> check_label(const v1::Label& label, const std::string& where);

}  // namespace tsugite::ledger
