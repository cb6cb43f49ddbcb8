// A field's value in words, in both languages: quantities with their unit, times in JST and UTC, places with their
// coordinates. What a language lacks is left in the other one. Pure.
#pragma once

#include "charter/charter.h"
#include "ledger/record.pb.h"

namespace tsugite::server {

// The charter names the units; another one stands as it is written.
Text field_text(const v1::Field& field, const charter::Charter& charter, const charter::FieldSpec* spec);

// "2016年4月16日 01:25 JST（4月15日 16:25 UTC）" / "16 Apr 2016 01:25 JST (15 Apr 16:25 UTC)"
Text time_text(std::int64_t ms);
// Thousandths as written: "9", "1,200", "0.5", "-3.25".
std::string amount_text(std::int64_t milli);

}  // namespace tsugite::server
