// The pictures in docs/charter/ are what the shipped charter gives, byte for byte; and pictures of anything are whole.
#include "charter/graph/graph.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "charter/graph/layout.h"
#include "charter/graph/svg.h"
#include "charter/test_files.h"
#include "charter/yaml.h"

namespace tsugite::charter::graph {
namespace {

const std::filesystem::path source = TSUGITE_SOURCE_DIR;

Charter charter_of(const std::string& folder) { return load_charter(read_folder(source / "charters" / folder)).charter; }

// Every tag that is opened is closed, and in order.
void expect_whole(const std::string& svg) {
  std::vector<std::string> open;
  for (auto at = svg.find('<'); at != std::string::npos; at = svg.find('<', at + 1)) {
    const auto end = svg.find('>', at);
    ASSERT_NE(end, std::string::npos);
    const std::string tag = svg.substr(at + 1, svg.find_first_of(" >/", at + 2) - at - 1);
    if (svg[at + 1] == '/') {
      ASSERT_FALSE(open.empty());
      EXPECT_EQ(svg.substr(at + 2, end - at - 2), open.back());
      open.pop_back();
    } else if (svg[end - 1] != '/') {
      open.push_back(tag);
    }
  }
  EXPECT_TRUE(open.empty());
}

TEST(Graph, TheShippedPicturesAreTheCharters) {
  const auto drawn = pictures(charter_of("japan-us"));
  const Files held = read_folder(source / "docs/charter");
  for (const auto& [name, content] : drawn) {
    ASSERT_TRUE(held.contains(name)) << "docs/charter/" << name
                                     << " is missing: run `tsugite charter graph charters/japan-us --out docs/charter`";
    EXPECT_TRUE(held.at(name) == content) << "docs/charter/" << name
                                          << " is out of date: run `tsugite charter graph charters/japan-us --out docs/charter`";
  }
  for (const auto& [name, content] : held) EXPECT_TRUE(drawn.contains(name)) << "docs/charter/" << name << " draws nothing any more";
}

TEST(Graph, EveryStateAndStepIsThere) {
  for (const auto* folder : {"japan-us", "three-prefectures"}) {
    const Charter charter = charter_of(folder);
    for (const auto& [id, procedure] : charter.procedures) {
      SCOPED_TRACE(id);
      const std::string svg = procedure_svg(charter, procedure);
      expect_whole(svg);
      for (const auto& state : procedure.states) EXPECT_NE(svg.find(">" + state.name.ja + "<"), std::string::npos) << state.id;
      for (const auto& step : procedure.steps) EXPECT_NE(svg.find(step.name.ja), std::string::npos) << step.id;
    }
    const std::string bodies = bodies_svg(charter);
    expect_whole(bodies);
    for (const auto& [id, body] : charter.bodies) EXPECT_NE(bodies.find(">" + body.name.ja + "<"), std::string::npos) << id;
  }
}

TEST(Graph, ABodyThatDoesNotStandIsNotDrawn) {
  Charter charter = charter_of("three-prefectures");
  charter.bodies.at("medical-group").to = "2026-03-31";
  EXPECT_EQ(bodies_svg(charter).find("医療調整会議"), std::string::npos);
}

TEST(Graph, WordsAreEscaped) {
  Charter charter = charter_of("three-prefectures");
  charter.bodies.at("council").name = {"<&\">", "<&\">"};
  const std::string svg = bodies_svg(charter);
  expect_whole(svg);
  EXPECT_NE(svg.find("&lt;&amp;&quot;&gt;"), std::string::npos);
}

TEST(Layout, BoxesOfALayerDoNotOverlap) {
  std::vector<Box> boxes;
  std::vector<Link> links;
  for (std::size_t i = 0; i < 40; ++i) {
    boxes.push_back({40.0 + static_cast<double>(i * 7 % 50), 30, static_cast<double>(i), -1, -1});
    if (i > 0) links.push_back({(i * 11) % i, i});
    if (i > 5) links.push_back({i, i - 5});  // and back
  }
  const Placing at = place(boxes, links);
  ASSERT_EQ(at.links.size(), links.size());
  for (std::size_t i = 0; i < boxes.size(); ++i)
    for (std::size_t j = i + 1; j < boxes.size(); ++j) {
      const bool apart_x = std::abs(at.boxes[i].x - at.boxes[j].x) >= (boxes[i].width + boxes[j].width) / 2;
      const bool apart_y = std::abs(at.boxes[i].y - at.boxes[j].y) >= (boxes[i].height + boxes[j].height) / 2;
      EXPECT_TRUE(apart_x || apart_y) << i << " " << j;
    }
}

TEST(Layout, FlowsDownAndBackOnly) {
  const Placing at = place({{10, 10, 0}, {10, 10, 1}, {10, 10, 2}}, {{0, 1}, {1, 2}, {2, 0}});
  EXPECT_LT(at.boxes[0].y, at.boxes[1].y);
  EXPECT_LT(at.boxes[1].y, at.boxes[2].y);
  EXPECT_LT(at.links[2].back().y, at.links[2].front().y);
  const Placing across = place({{10, 10, 0}, {10, 10, 1}}, {{0, 1}}, true);
  EXPECT_LT(across.boxes[0].x, across.boxes[1].x);
}

TEST(Svg, WidthsAreNearEnoughToLayOutBy) {
  EXPECT_DOUBLE_EQ(text_width("調整済", 10), 30);
  EXPECT_LT(text_width("ab", 10), text_width("AB", 10));
}

}  // namespace
}  // namespace tsugite::charter::graph
