// What to do about a fault of a link or a node, in plain words, by its code: the doctor's prescriptions.
//
// `who` is meant from the end where the doctor is asked: ours, the partner's, or either. The codes are those of errors all over the
// program ("hello.*", "link.*", "resume.*") and of the doctor's own checks ("doctor.*"); a code without an entry has none.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "base/text.h"

namespace tsugite::node {

enum class Mender { ours, theirs, either };

struct Advice {
  std::string_view code;
  Mender who;
  const char* ja;
  const char* en;
};

// Null where there is none. `told`: the partner's node said it of us, so that the two ends change places.
const Advice* advice_on(std::string_view code, bool told);
std::span<const Advice> all_advice(bool told);

}  // namespace tsugite::node
