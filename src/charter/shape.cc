#include "charter/shape.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>
#include <vector>

namespace tsugite::charter {
namespace {

struct Edge {
  std::size_t from, to;
  std::string kind;
};

struct Graph {
  std::vector<std::string> states;  // what each counts as; 0 is "start"
  std::vector<Edge> edges;
};

// Gives each state a number that depends on what surrounds it, until nothing new comes of it.
std::string refine(const Graph& graph) {
  auto colours = graph.states;
  for (std::size_t round = 0; round < graph.states.size(); ++round) {
    std::vector<std::string> wide(colours.size());
    for (std::size_t i = 0; i < colours.size(); ++i) {
      std::vector<std::string> around;
      for (const auto& edge : graph.edges) {
        if (edge.from == i) around.push_back(">" + edge.kind + "/" + colours[edge.to]);
        if (edge.to == i) around.push_back("<" + edge.kind + "/" + colours[edge.from]);
      }
      std::ranges::sort(around);
      wide[i] = fmt::format("{}({})", colours[i], fmt::join(around, " "));
    }
    // Short names in the order of the long ones: the same for every way of writing the same graph.
    auto names = wide;
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    for (std::size_t i = 0; i < wide.size(); ++i)
      colours[i] = fmt::format("{}:{}", std::ranges::lower_bound(names, wide[i]) - names.begin(), graph.states[i]);
  }
  std::vector<std::string> out;
  for (const auto& edge : graph.edges) out.push_back(colours[edge.from] + "-" + edge.kind + "-" + colours[edge.to]);
  for (const auto& colour : colours) out.push_back(colour);
  std::ranges::sort(out);
  return fmt::format("{}", fmt::join(out, "\n"));
}

using Roles = std::map<std::string, std::string>;

std::string role_in(const Roles& roles, const std::string& id) {
  auto it = roles.find(id);
  return it == roles.end() ? id : it->second;
}

Graph graph_of(const Procedure& procedure, const Roles& roles, bool bare) {
  Graph out;
  std::map<std::string, std::size_t> number{{"start", 0}};
  out.states.emplace_back("start");
  for (const auto& state : procedure.states) {
    number[state.id] = out.states.size();
    out.states.push_back(fmt::format("{}{}", static_cast<int>(state.kind), bare ? "" : role_in(roles, state.waits_for)));
  }
  for (const auto& step : procedure.steps) {
    if (bare && step.to.empty()) continue;
    const std::string kind =
        bare ? ""
             : fmt::format("{}{:d}{:d}{:d}{:d}{:d}{:d}", role_in(roles, step.by), step.home, step.each, step.staffing, step.proposes,
                           step.replies, step.number);
    for (const auto& from : step.from) out.edges.push_back({number[from], number[step.to.empty() ? from : step.to], kind});
  }
  if (bare) {
    const auto order = [](const Edge& edge) { return std::pair(edge.from, edge.to); };
    std::ranges::sort(out.edges, {}, order);
    const auto rest = std::ranges::unique(out.edges, {}, order);
    out.edges.erase(rest.begin(), rest.end());
  }
  return out;
}

}  // namespace

std::string shape_of(const Procedure& procedure) {
  std::vector<std::size_t> order(procedure.roles.size());
  std::iota(order.begin(), order.end(), 0);
  std::string least;
  do {
    Roles roles;
    for (std::size_t i = 0; i < order.size(); ++i) roles[procedure.roles[i].id] = fmt::format("role{}", order[i]);
    auto one = refine(graph_of(procedure, roles, false));
    if (least.empty() || one < least) least = std::move(one);
  } while (std::ranges::next_permutation(order).found);
  return least;
}

std::string bare_shape_of(const Procedure& procedure) { return refine(graph_of(procedure, {}, true)); }

}  // namespace tsugite::charter
