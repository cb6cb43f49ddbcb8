// The shipped charter's marking policy with its names, for the tests of this folder.
#pragma once

#include "charter/test_files.h"
#include "gateways/stanag4774/confidentiality_label.h"

namespace tsugite::gateways::stanag4774 {

inline const charter::Charter& shipped() {
  static const charter::Charter out = charter::load_charter(charter::shipped_charter()).charter;
  return out;
}

inline Result<Marking> read_shipped(std::string_view xml) { return read(xml, shipped().marking, shipped().namings); }

inline Result<std::string> write_shipped(const Marking& marking, std::string_view identifier) {
  return write(marking, shipped().marking, *find(shipped().namings, identifier));
}

}  // namespace tsugite::gateways::stanag4774
