// A picture as text: boxes, lines and words in SVG, with one style for light and dark. Numbers are whole pixels, so that the same
// charter gives the same bytes. Pure. Text is escaped here and nowhere else.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "charter/graph/layout.h"

namespace tsugite::charter::graph {

// Width of a line of text in pixels, near enough to lay out by: full-width characters count as one em, others as about half.
double text_width(std::string_view text, double size);

class Svg {
 public:
  void rect(Point middle, double width, double height, double round, std::string_view classes);
  void text(Point at, std::string_view words, std::string_view classes);  // middle of the line
  void text_left(Point at, std::string_view words, std::string_view classes);
  void circle(Point middle, double radius, std::string_view classes);
  // Through the points, leaving and arriving in the direction of the flow; with an arrow at the end.
  void curve(const std::vector<Point>& points, std::string_view classes, bool across = false, bool arrow = true);
  // A bow beside two boxes of one layer.
  void bow(Point from, Point to, double depth, std::string_view classes);

  std::string finish(double width, double height, std::string_view title) const;

 private:
  std::string body_;
};

}  // namespace tsugite::charter::graph
