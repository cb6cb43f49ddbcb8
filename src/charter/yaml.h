// A YAML document as a plain tree in which every value knows its line. The subset is what a person writes by hand: maps, lists
// and scalars. Refused: anchors and aliases (one name for one thing; no document that grows when read), tags, a second
// document, a key twice in one map, invisible and direction-changing characters, and anything over the bounds below.
// Pure; no exception leaves. Scalars are text as written: what they mean is the reader's to say.
#pragma once

#include <expected>
#include <string>
#include <utility>
#include <vector>

#include "base/bytes.h"
#include "base/text.h"

namespace tsugite::charter::yaml {

inline constexpr int max_depth = 12;
inline constexpr std::size_t max_nodes = 100'000;

struct Node {
  enum class Kind { null, scalar, list, map };
  Kind kind = Kind::null;
  int line = 0;                                    // from 1
  std::string text;                                // scalar
  std::vector<Node> items;                         // list
  std::vector<std::pair<std::string, Node>> keys;  // map, as written
  std::vector<int> key_lines;                      // of the same places

  const Node* find(const std::string& key) const;
};

struct Problem {
  int line = 0;
  std::string rule;  // "alias", "depth", ...
  Text message;
};

std::expected<Node, Problem> parse(BytesView text);

}  // namespace tsugite::charter::yaml
