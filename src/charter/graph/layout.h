// Places the boxes of a small directed graph in layers and leads its edges between them: for pictures of some dozen boxes that
// must come out the same on every run. Pure; no text, no drawing. Lengths are pixels of the picture.
//
// The way: layers by longest path, long edges broken by bends, order within a layer by barycentres (fewest crossings kept), then
// coordinates pulled towards neighbours without overlap. After Sugiyama, Tagawa, Toda (1981).
#pragma once

#include <cstddef>
#include <vector>

namespace tsugite::charter::graph {

struct Point {
  double x = 0, y = 0;
};

struct Box {
  double width = 0, height = 0;
  double order = 0;  // an edge to a box of lower order is drawn back, against the flow
  int layer = -1;    // fixed, or -1: found
  int group = -1;    // boxes of one group in a layer stand side by side
};

struct Link {
  std::size_t from = 0, to = 0;
};

struct Placing {
  std::vector<Point> boxes;               // middles
  std::vector<std::vector<Point>> links;  // from edge of box to edge of box, by way of its bends
  double width = 0, height = 0;
};

struct Gaps {
  double layers = 46, boxes = 22, margin = 24;
};

// Flow is downward; `across` turns the picture so that it flows to the right.
Placing place(const std::vector<Box>& boxes, const std::vector<Link>& links, bool across = false, const Gaps& gaps = {});

}  // namespace tsugite::charter::graph
