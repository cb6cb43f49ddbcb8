// No two procedures of the shipped charter are one graph under two names; and which come nearest to it.
#include "charter/model/shape.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "charter/test_files.h"

namespace tsugite::charter::model {
namespace {

const Charter& shipped() {
  static const Charter charter = load_charter(shipped_charter()).charter;
  return charter;
}

template <class ShapeOf>
std::string alike(const Charter& charter, ShapeOf shape) {
  std::string out;
  for (const auto& [one, a] : charter.procedures)
    for (const auto& [two, b] : charter.procedures) {
      if (two <= one || a.same_shape_as == two || b.same_shape_as == one) continue;
      if (same_shape(shape(a), shape(b))) out += one + " and " + two + " are alike; ";
    }
  return out;
}

Procedure renamed(Procedure procedure) {
  const auto other = [](const std::string& id) { return id.empty() || id == "start" || id == "any" || id == "each" ? id : "x-" + id; };
  procedure.id = "other";
  for (auto& role : procedure.roles) role.id = other(role.id);
  std::reverse(procedure.roles.begin(), procedure.roles.end());
  std::reverse(procedure.states.begin(), procedure.states.end());
  std::reverse(procedure.steps.begin(), procedure.steps.end());
  for (auto& state : procedure.states) state.id = other(state.id);
  for (auto& [settlement, state] : procedure.settled_states) state = other(state);
  for (auto& step : procedure.steps) {
    step.id = other(step.id);
    step.by = other(step.by);
    step.to = other(step.to);
    for (auto& from : step.from) from = other(from);
  }
  return procedure;
}

TEST(Shape, NoTwoShippedProceduresAreAlike) {
  EXPECT_GT(shipped().procedures.size(), 35u);
  EXPECT_EQ(alike(shipped(), shape_of), "");
  EXPECT_EQ(alike(shipped(), bare_shape_of), "");
}

// Says how alike: the ten nearest pairs go to the test's output. None is nearly a copy.
TEST(Shape, TheNearestPairsAreFarFromCopies) {
  std::vector<std::pair<double, std::string>> pairs;
  for (const auto& [one, a] : shipped().procedures)
    for (const auto& [two, b] : shipped().procedures)
      if (one < two) pairs.emplace_back(likeness(shape_of(a), shape_of(b)), one + " ~ " + two);
  std::sort(pairs.rbegin(), pairs.rend());
  for (std::size_t i = 0; i < std::min<std::size_t>(10, pairs.size()); ++i) fmt::print("{:.2f} {}\n", pairs[i].first, pairs[i].second);
  EXPECT_LT(pairs.front().first, 0.9) << pairs.front().second;
}

TEST(Shape, NamesAndOrderMakeNoDifference) {
  Charter charter = shipped();
  for (const auto* id : {"support", "visit", "land-return", "shift-handover"}) {
    const Procedure& one = charter.procedures.at(id);
    EXPECT_TRUE(same_shape(shape_of(one), shape_of(renamed(one)))) << id;
    EXPECT_TRUE(same_shape(bare_shape_of(one), bare_shape_of(renamed(one)))) << id;
    EXPECT_DOUBLE_EQ(likeness(shape_of(one), shape_of(renamed(one))), 1.0) << id;
  }
  charter.procedures["other"] = renamed(charter.procedures.at("visit"));
  EXPECT_EQ(alike(charter, shape_of), "other and visit are alike; ");
  charter.procedures["other"].same_shape_as = "visit";
  EXPECT_EQ(alike(charter, shape_of), "");
}

TEST(Shape, OneStepMoreIsAnotherShape) {
  Procedure one = shipped().procedures.at("visit");
  one.steps.pop_back();
  EXPECT_FALSE(same_shape(shape_of(one), shape_of(shipped().procedures.at("visit"))));
  one = shipped().procedures.at("visit");
  one.steps.front().each = !one.steps.front().each;
  EXPECT_FALSE(same_shape(shape_of(one), shape_of(shipped().procedures.at("visit"))));
  EXPECT_TRUE(same_shape(bare_shape_of(one), bare_shape_of(shipped().procedures.at("visit"))));
}

// Two graphs that refinement of colours cannot tell apart are still not one: a ring of six and two rings of three.
TEST(Shape, RingsAreToldApart) {
  const auto ring = [](const std::vector<std::size_t>& next) {
    Shape out;
    out.nodes.assign(next.size(), 1);
    for (std::size_t i = 0; i < next.size(); ++i) out.edges.push_back({i, next[i], -1, 0});
    return out;
  };
  const Shape six = ring({1, 2, 3, 4, 5, 0}), threes = ring({1, 2, 0, 4, 5, 3});
  EXPECT_DOUBLE_EQ(likeness(six, threes), 1.0);
  EXPECT_FALSE(same_shape(six, threes));
  EXPECT_TRUE(same_shape(six, ring({2, 0, 4, 1, 5, 3})));
}

}  // namespace
}  // namespace tsugite::charter::model
