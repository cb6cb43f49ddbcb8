#include "charter/model/shape.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace tsugite::charter::model {
namespace {

constexpr std::size_t npos = static_cast<std::size_t>(-1);
using Colours = std::vector<std::uint64_t>;

std::uint64_t mix(std::uint64_t a, std::uint64_t b) {  // splitmix64 over both
  std::uint64_t x = a * 0x9e3779b97f4a7c15u + b + 0x632be59bd9b4e019u;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

// Each node's colour after `rounds` of looking at its neighbours'; roles count where a numbering of them is given.
Colours colours(const Shape& shape, int rounds, const std::vector<int>* roles) {
  Colours now(shape.nodes.begin(), shape.nodes.end());
  for (int round = 0; round < rounds; ++round) {
    Colours next(now.size());
    for (std::size_t i = 0; i < now.size(); ++i) next[i] = mix(now[i], 1);
    for (const auto& edge : shape.edges) {
      const int role = !roles ? 0 : edge.role < 0 ? -1 : (*roles)[static_cast<std::size_t>(edge.role)];
      const std::uint64_t label = mix(edge.kind, static_cast<std::uint64_t>(role + 2));
      next[edge.from] += mix(mix(label, 2), now[edge.to]);  // sums: the order of edges says nothing
      next[edge.to] += mix(mix(label, 3), now[edge.from]);
    }
    now = std::move(next);
  }
  return now;
}

class Matching {
 public:
  Matching(const Shape& a, const Shape& b, const std::vector<int>& roles)
      : a_(a), b_(b), roles_(roles), in_a_(colours(a, 3, &roles)), to_(a.nodes.size(), npos), used_(b.nodes.size(), false) {
    std::vector<int> plain(b.roles);
    std::iota(plain.begin(), plain.end(), 0);
    in_b_ = colours(b, 3, &plain);
    for (const auto& edge : b.edges) ++edges_of_b_[edge];
  }

  bool found() {
    auto x = in_a_, y = in_b_;
    std::sort(x.begin(), x.end());
    std::sort(y.begin(), y.end());
    return x == y && place(0);
  }

 private:
  bool place(std::size_t i) {
    if (i == a_.nodes.size()) return fits();
    if (++tries_ > 100'000) return true;  // so much alike that it is for a person to look
    for (std::size_t j = 0; j < b_.nodes.size(); ++j) {
      if (used_[j] || in_a_[i] != in_b_[j]) continue;
      used_[j] = true;
      to_[i] = j;
      if (place(i + 1)) return true;
      used_[j] = false;
    }
    return false;
  }

  bool fits() const {
    std::map<Shape::Edge, int> moved;
    for (const auto& edge : a_.edges)
      ++moved[{to_[edge.from], to_[edge.to], edge.role < 0 ? -1 : roles_[static_cast<std::size_t>(edge.role)], edge.kind}];
    return moved == edges_of_b_;
  }

  const Shape& a_;
  const Shape& b_;
  const std::vector<int>& roles_;
  Colours in_a_, in_b_;
  std::vector<std::size_t> to_;
  std::vector<bool> used_;
  std::map<Shape::Edge, int> edges_of_b_;
  int tries_ = 0;
};

}  // namespace

Shape shape_of(const Procedure& procedure) {
  Shape out;
  out.roles = procedure.roles.size();
  out.nodes.push_back(0);
  std::map<std::string, std::size_t> number{{"start", 0}};
  for (const auto& state : procedure.states) {
    number.emplace(state.id, out.nodes.size());
    out.nodes.push_back(1 + static_cast<std::uint32_t>(state.kind) + (procedure.settled_by(state.id) ? 8u : 0u));
  }
  for (const auto& step : procedure.steps) {
    int role = -1;
    for (std::size_t i = 0; i < procedure.roles.size(); ++i)
      if (procedure.roles[i].id == step.by) role = static_cast<int>(i);
    const std::uint32_t kind = (step.home ? 1u : 0u) | (step.each ? 2u : 0u) | (step.proposes ? 4u : 0u) | (step.replies ? 8u : 0u) |
                               (step.refers.empty() ? 0u : 16u) | (step.to.empty() ? 32u : 0u);
    for (const auto& from : step.from) {
      const auto at = number.find(from), to = number.find(step.to.empty() ? from : step.to);
      if (at != number.end() && to != number.end()) out.edges.push_back({at->second, to->second, role, kind});
    }
  }
  return out;
}

Shape bare_shape_of(const Procedure& procedure) {
  Shape out = shape_of(procedure);
  out.roles = 0;
  for (auto& node : out.nodes) node &= 7u;
  for (auto& edge : out.edges) {
    edge.role = -1;
    edge.kind &= 32u;
  }
  std::erase_if(out.edges, [](const Shape::Edge& edge) { return edge.kind != 0; });
  std::sort(out.edges.begin(), out.edges.end());
  out.edges.erase(std::unique(out.edges.begin(), out.edges.end()), out.edges.end());
  return out;
}

bool same_shape(const Shape& a, const Shape& b) {
  if (a.nodes.size() != b.nodes.size() || a.edges.size() != b.edges.size() || a.roles != b.roles || a.roles > 6) return false;
  std::vector<int> roles(a.roles);
  std::iota(roles.begin(), roles.end(), 0);
  do {
    if (Matching(a, b, roles).found()) return true;
  } while (std::next_permutation(roles.begin(), roles.end()));
  return false;
}

double likeness(const Shape& a, const Shape& b) {
  std::map<std::uint64_t, std::pair<int, int>> counted;
  for (int round = 0; round < 3; ++round) {
    for (const auto one : colours(a, round, nullptr)) ++counted[mix(one, static_cast<std::uint64_t>(round))].first;
    for (const auto one : colours(b, round, nullptr)) ++counted[mix(one, static_cast<std::uint64_t>(round))].second;
  }
  int common = 0, all = 0;
  for (const auto& [colour, count] : counted) {
    common += std::min(count.first, count.second);
    all += std::max(count.first, count.second);
  }
  return all == 0 ? 1.0 : static_cast<double>(common) / all;
}

}  // namespace tsugite::charter::model
