#include "charter/graph/svg.h"

#include <fmt/format.h>

#include <cmath>

namespace tsugite::charter::graph {
namespace {

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '&') out += "&amp;";
    else if (c == '"') out += "&quot;";
    else out += c;
  }
  return out;
}

long px(double value) { return std::lround(value); }

// Roles and parties share five hues; class r0 to r4, `any` is grey.
constexpr std::string_view style = R"(
svg{background:#fff}
text{font-family:system-ui,"Noto Sans CJK JP","Noto Sans JP","Hiragino Sans",sans-serif;text-anchor:middle;dominant-baseline:central;fill:#1c2733}
.l{text-anchor:start}.h{font-size:17px;font-weight:600}.n{font-size:13px;font-weight:600}.e{font-size:11px;fill:#4d5b6a}.s{font-size:11px}.q{font-size:10px;fill:#4d5b6a}
.joint{fill:#eef3f8;stroke:#5b7186;stroke-width:1.4}.home{fill:#faf7ef;stroke:#9a8b62;stroke-width:1.2;stroke-dasharray:5 3}
.end{fill:#e3e8ec;stroke:#48545f;stroke-width:2.4}.settled{fill:#e2f1e7;stroke:#2c7a4b;stroke-width:2.6}.start{fill:#1c2733}
.step{fill:#fff;stroke:#aab6c2;stroke-width:1}.own{stroke-dasharray:4 3}
.line{fill:none;stroke:#6b7b8b;stroke-width:1.3}.dash{stroke-dasharray:4 3}.dot{stroke-dasharray:1.5 3.5;stroke-width:2}.tip{fill:#6b7b8b}
.r0{fill:#2563a8}.r1{fill:#b35309}.r2{fill:#2c7a4b}.r3{fill:#7a3e9d}.r4{fill:#a3274a}.any{fill:#7d8894}
.body{fill:#eef3f8;stroke:#5b7186;stroke-width:1.4}.national{fill:#faf7ef;stroke:#9a8b62;stroke-width:1.2;stroke-dasharray:5 3}
.tag{fill:#fff;stroke:#5b7186;stroke-width:1}
@media (prefers-color-scheme:dark){
svg{background:#12181f}text{fill:#e4eaf0}.e,.q{fill:#a9b6c2}
.joint,.body{fill:#1d2935;stroke:#7f98ae}.home,.national{fill:#26231a;stroke:#b5a574}.end{fill:#2b343d;stroke:#b4c0cb}.settled{fill:#17301f;stroke:#5fb882}.start{fill:#e4eaf0}
.step,.tag{fill:#161d25;stroke:#566473}.line{stroke:#8fa0b0}.tip{fill:#8fa0b0}
.r0{fill:#6aa9ea}.r1{fill:#eb9d55}.r2{fill:#62c088}.r3{fill:#c08be0}.r4{fill:#ec7d9d}.any{fill:#97a3af}}
)";

}  // namespace

double text_width(std::string_view text, double size) {
  double out = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    const bool narrow = lead < 0xe2;
    const bool capital = lead >= 'A' && lead <= 'Z';
    out += narrow ? (capital ? 0.68 : 0.54) : 1.0;
    i += length;
  }
  return out * size;
}

void Svg::rect(Point m, double width, double height, double round, std::string_view classes) {
  body_ += fmt::format("<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" class=\"{}\"/>\n", px(m.x - width / 2),
                       px(m.y - height / 2), px(width), px(height), px(round), classes);
}

void Svg::text(Point at, std::string_view words, std::string_view classes) {
  body_ += fmt::format("<text x=\"{}\" y=\"{}\" class=\"{}\">{}</text>\n", px(at.x), px(at.y), classes, escaped(words));
}

void Svg::text_left(Point at, std::string_view words, std::string_view classes) { text(at, words, fmt::format("{} l", classes)); }

void Svg::circle(Point m, double radius, std::string_view classes) {
  body_ += fmt::format("<circle cx=\"{}\" cy=\"{}\" r=\"{}\" class=\"{}\"/>\n", px(m.x), px(m.y), px(radius), classes);
}

void Svg::curve(const std::vector<Point>& points, std::string_view classes, bool across, bool arrow) {
  if (points.size() < 2) return;
  std::string way = fmt::format("M{} {}", px(points[0].x), px(points[0].y));
  for (std::size_t i = 1; i < points.size(); ++i) {
    const Point a = points[i - 1], b = points[i];
    if (across) way += fmt::format("C{} {} {} {} {} {}", px((a.x + b.x) / 2), px(a.y), px((a.x + b.x) / 2), px(b.y), px(b.x), px(b.y));
    else way += fmt::format("C{} {} {} {} {} {}", px(a.x), px((a.y + b.y) / 2), px(b.x), px((a.y + b.y) / 2), px(b.x), px(b.y));
  }
  body_ += fmt::format("<path d=\"{}\" class=\"line {}\"/>\n", way, classes);
  if (!arrow) return;
  const Point a = points[points.size() - 2], b = points.back();
  const double way_x = across ? (b.x > a.x ? 1 : -1) : 0, way_y = across ? 0 : (b.y > a.y ? 1 : -1);
  body_ += fmt::format("<path d=\"M{} {}L{} {}L{} {}Z\" class=\"tip\"/>\n", px(b.x), px(b.y), px(b.x - 7 * way_x - 4 * way_y),
                       px(b.y - 7 * way_y - 4 * way_x), px(b.x - 7 * way_x + 4 * way_y), px(b.y - 7 * way_y + 4 * way_x));
}

void Svg::bow(Point from, Point to, double depth, std::string_view classes) {
  body_ += fmt::format("<path d=\"M{} {}C{} {} {} {} {} {}\" class=\"line {}\"/>\n", px(from.x), px(from.y), px(from.x + depth), px(from.y),
                       px(to.x + depth), px(to.y), px(to.x), px(to.y), classes);
}

std::string Svg::finish(double width, double height, std::string_view title) const {
  return fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" width=\"{0}\" height=\"{1}\" role=\"img\" aria-label=\"{2}\">\n"
      "<title>{2}</title>\n<style>{3}</style>\n{4}</svg>\n",
      px(width), px(height), escaped(title), style, body_);
}

}  // namespace tsugite::charter::graph
