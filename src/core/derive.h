// A derived record: what another one says with parts taken out or made coarser, or marked otherwise, as a record of its own.
//
// It has its own id, salt, time and so its own digest; nothing in it tells that there is another, what was taken out, or how long that
// was (design, "Seals"). Only a step that puts forward no proposal and replies to none can be derived from: what settles is held
// whole by every party or by none. Pure; errors "derive.*".
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "ledger/record.pb.h"

namespace tsugite::core {

struct Alteration {  // of one field
  enum class What { remove, text, digits, step_ms, step };
  std::string field;
  What what = What::remove;
  v1::Text text;            // text: in its place. Of a place: its name; empty, it has none
  std::int64_t amount = 0;  // digits: decimals of a degree that stay, 0 to 4. step_ms: times to the start of such a stretch of UTC, a
                            // period to its whole stretches. step: an amount to the nearest multiple, in thousandths of its unit
};

// The step with these changes; everything else of the envelope is the source's.
Result<v1::Envelope> derived_from(const v1::Envelope& source, const std::vector<Alteration>& changes);

}  // namespace tsugite::core
