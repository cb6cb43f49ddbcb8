// Outlined records of a frame: which of them are outlines, and that their originator says so, with a key that counts at their numbers.
// Pure. `first` is the number of the first record in the outbox of that origin. Errors: "outline.position" (out of place or twice),
// "outline.signature" (not the originator's word), those of a key that does not count.
#pragma once

#include <map>

#include "base/ids.h"
#include "federation/frame.pb.h"
#include "ledger/key_history.h"

namespace tsugite::federation {

struct Outlined {
  Digest record;
  Bytes signature;
};
using OutlinedAt = std::map<int, Outlined>;  // by position in the frame

Result<OutlinedAt> check_outlined(const google::protobuf::RepeatedPtrField<v1::Outlined>& outlined,
                                  const google::protobuf::RepeatedPtrField<std::string>& records, std::uint64_t first,
                                  const std::string& origin, const ledger::KeyHistory& originator);

}  // namespace tsugite::federation
