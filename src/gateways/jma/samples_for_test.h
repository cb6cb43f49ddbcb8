// For tests only: JMA's published samples, which lie beside the project (or where TSUGITE_DATA says), and the
// messages of the demonstration, which lie in it. An absent sample folder makes its tests say so and skip.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace tsugite::gateways::jma {

inline std::filesystem::path sample_folder() {
  const char* given = std::getenv("TSUGITE_DATA");
  std::filesystem::path data = given != nullptr ? given : TSUGITE_SOURCE_DIR "/../shared/data";
  return data / "jma";
}

inline std::filesystem::path demo_folder() { return TSUGITE_SOURCE_DIR "/e2e/data/jma"; }

inline std::vector<std::filesystem::path> xml_files(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> out;
  if (!std::filesystem::is_directory(folder)) return out;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".xml") out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

inline std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// "37_04_01_110311_VXSE43.xml" -> "VXSE43"
inline std::string kind_in_name(const std::filesystem::path& file) {
  std::string stem = file.stem().string();
  return stem.substr(stem.rfind('_') + 1);
}

}  // namespace tsugite::gateways::jma
