// Reads the seed inputs of an entry. Every file in the folders is one input; a `.txtpb` file whose first line
// is
// "# proto-message: tsugite.v1.Name" is the encoding of the message it spells out.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"

namespace tsugite::fuzz {

Result<std::vector<std::string>> read_corpus(const std::vector<std::string>& folders);

}  // namespace tsugite::fuzz
