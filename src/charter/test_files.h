// The shipped charter and the demonstration's annexes as files, for tests of this room and of those above it.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include "charter/load.h"

namespace tsugite::charter {

inline Files read_folder(const std::filesystem::path& folder) {
  Files out;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    out[std::filesystem::relative(entry.path(), folder).generic_string()] = {std::istreambuf_iterator<char>(in), {}};
  }
  if (out.empty()) throw std::runtime_error("no files in " + folder.string());
  return out;
}

inline Files shipped_charter() { return read_folder(std::filesystem::path(TSUGITE_SOURCE_DIR) / "charters/japan-us"); }
inline Files shipped_annex(const std::string& party) {
  return read_folder(std::filesystem::path(TSUGITE_SOURCE_DIR) / "e2e/annex" / party);
}

}  // namespace tsugite::charter
