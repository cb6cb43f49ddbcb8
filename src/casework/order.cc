// The order of the fold: topological over `after`; of those that are ready, remarks and proposals first, then the step whose
// precedence the procedure puts first, then the charter's party order, then the digest.
#include <algorithm>

#include "casework/joint.h"

namespace tsugite::casework {
namespace {

constexpr std::size_t scan_up_to = 24;  // below this many nodes a scan is faster than an index, and costs no memory

// True if a is folded after b, both being ready.
bool later(const Node& a, const Node& b) {
  const bool ax = a.step != nullptr && a.step->spec->exclusive, bx = b.step != nullptr && b.step->spec->exclusive;
  if (ax != bx) return ax;
  if (ax && a.step->spec->precedence != b.step->spec->precedence) return a.step->spec->precedence > b.step->spec->precedence;
  if (a.party != b.party) return a.party > b.party;
  return a.digest > b.digest;
}

}  // namespace

NodeId Joint::find(const Digest& digest) const {
  if (nodes.size() <= scan_up_to) {
    // From the end: what is asked for is mostly what came last.
    for (auto i = static_cast<NodeId>(nodes.size()); i-- > 0;)
      if (nodes[i].digest == digest) return i;
    return no_node;
  }
  for (auto i = static_cast<NodeId>(by_digest_.size()); i < nodes.size(); ++i) by_digest_.emplace(nodes[i].digest, i);
  auto it = by_digest_.find(digest);
  return it == by_digest_.end() ? no_node : it->second;
}

NodeId Joint::find_or_absent(const Digest& digest, NodeId near) {
  if (near < nodes.size() && nodes[near].digest == digest) return near;
  if (NodeId id = find(digest); id != no_node) return id;
  Node node;
  node.digest = digest;
  nodes.push_back(node);
  ++absent;
  return static_cast<NodeId>(nodes.size() - 1);
}

std::vector<bool> Joint::ancestors(NodeId of) const {
  std::vector<bool> seen(nodes.size(), false);
  std::vector<NodeId> open{of};
  while (!open.empty()) {
    const auto& node = nodes[open.back()];
    open.pop_back();
    for (NodeId parent : parents(node))
      if (!seen[parent]) {
        seen[parent] = true;
        open.push_back(parent);
      }
  }
  return seen;
}

void Joint::fold_all() {
  state = {};
  why.clear();
  heads.clear();
  last_rank = 0;

  // Parents that must be folded before; children of each, as ranges of one list.
  std::vector<std::uint32_t> unmet(nodes.size(), 0), begin(nodes.size() + 1, 0);
  for (auto& node : nodes) {
    node.rank = node.sees = 0;
    node.has_child = false;
    node.standing = Standing::held;
    for (NodeId parent : parents(node)) ++begin[parent + 1];
  }
  for (std::size_t i = 1; i < begin.size(); ++i) begin[i] += begin[i - 1];
  std::vector<NodeId> children(edges.size());
  std::vector<std::uint32_t> fill(begin.begin(), begin.end() - 1);
  for (NodeId i = 0; i < nodes.size(); ++i)
    for (NodeId parent : parents(nodes[i])) {
      children[fill[parent]++] = i;
      if (!nodes[parent].left_out) ++unmet[i];
    }

  std::vector<NodeId> ready;
  const auto order = [this](NodeId a, NodeId b) { return later(nodes[a], nodes[b]); };
  for (NodeId i = 0; i < nodes.size(); ++i)
    if (unmet[i] == 0 && !nodes[i].left_out && nodes[i].kind != Node::Kind::absent) ready.push_back(i);
  std::ranges::make_heap(ready, order);
  while (!ready.empty()) {
    std::ranges::pop_heap(ready, order);
    const NodeId id = ready.back();
    ready.pop_back();
    nodes[id].rank = ++last_rank;
    for (NodeId parent : parents(nodes[id])) nodes[parent].has_child = true;
    apply(id);
    for (auto at = begin[id]; at < begin[id + 1]; ++at) {
      const auto& child = nodes[children[at]];
      // One that is absent from a part still has the edges it has in the whole.
      if (--unmet[children[at]] != 0 || child.left_out || child.kind == Node::Kind::absent) continue;
      ready.push_back(children[at]);
      std::ranges::push_heap(ready, order);
    }
  }
  for (NodeId i = 0; i < nodes.size(); ++i)
    if (nodes[i].rank != 0 && !nodes[i].has_child) heads.push_back(i);
}

bool Joint::fold_last() {
  const auto id = static_cast<NodeId>(nodes.size() - 1);
  auto& node = nodes[id];
  if (node.left_out) return false;
  const auto over = parents(node);
  for (NodeId parent : over)
    if (nodes[parent].rank == 0 && !nodes[parent].left_out) return false;
  for (NodeId head : heads)
    if (std::ranges::find(over, head) == over.end()) return false;
  node.rank = ++last_rank;
  for (NodeId parent : over) nodes[parent].has_child = true;
  apply(id);
  heads.assign(1, id);
  return true;
}

}  // namespace tsugite::casework
