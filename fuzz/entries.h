// The list of what can be fuzzed: one line in entries.cc for each `*_fuzz.cc` of a room.
//
// An entry reads foreign bytes and must neither crash nor hang, whatever they are. Its corpora are folders
// below the source root; a `.txtpb` file there stands for the protobuf message that it spells out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tsugite::fuzz {

struct Entry {
  std::string name;
  void (*run)(std::string_view input);
  std::vector<std::string> corpora;
};

const std::vector<Entry>& entries();

}  // namespace tsugite::fuzz
