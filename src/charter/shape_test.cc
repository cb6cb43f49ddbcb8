// No two procedures of the shipped charter are one graph under two names.
#include "charter/shape.h"

#include <gtest/gtest.h>

#include "charter/test_files.h"

namespace tsugite::charter {
namespace {

template <class Shape>
std::string alike(const Charter& charter, Shape shape) {
  std::map<std::string, std::string> seen;
  std::string out;
  for (const auto& [id, procedure] : charter.procedures) {
    auto [it, first] = seen.emplace(shape(procedure), id);
    if (!first) out += it->second + " and " + id + " are alike; ";
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
  for (auto& state : procedure.states) {
    state.id = other(state.id);
    state.waits_for = other(state.waits_for);
  }
  for (auto& step : procedure.steps) {
    step.id = other(step.id);
    step.by = other(step.by);
    step.to = other(step.to);
    for (auto& from : step.from) from = other(from);
  }
  return procedure;
}

TEST(Shape, NoTwoShippedProceduresAreAlike) {
  const Charter charter = load_charter(shipped_charter()).charter;
  EXPECT_GT(charter.procedures.size(), 35u);
  EXPECT_EQ(alike(charter, shape_of), "");
  EXPECT_EQ(alike(charter, bare_shape_of), "");
}

TEST(Shape, NamesAndOrderMakeNoDifference) {
  Charter charter = load_charter(shipped_charter()).charter;
  for (const auto* id : {"support", "visit", "land-return", "shift-handover"}) {
    const Procedure& one = charter.procedures.at(id);
    EXPECT_EQ(shape_of(one), shape_of(renamed(one))) << id;
    EXPECT_EQ(bare_shape_of(one), bare_shape_of(renamed(one))) << id;
  }
  charter.procedures["other"] = renamed(charter.procedures.at("visit"));
  EXPECT_EQ(alike(charter, shape_of), "other and visit are alike; ");
}

TEST(Shape, OneStepMoreIsAnotherShape) {
  const Charter charter = load_charter(shipped_charter()).charter;
  Procedure one = charter.procedures.at("visit");
  one.steps.pop_back();
  EXPECT_NE(shape_of(one), shape_of(charter.procedures.at("visit")));
  one = charter.procedures.at("visit");
  one.steps.front().staffing = !one.steps.front().staffing;
  EXPECT_NE(shape_of(one), shape_of(charter.procedures.at("visit")));
}

}  // namespace
}  // namespace tsugite::charter
