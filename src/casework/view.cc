// A case as the outside sees it, and the digest that all its holders must agree on.
#include <algorithm>

#include "base/sha256.h"
#include "casework/matter.h"

namespace tsugite::casework {
namespace {

const Error none;

const Error& why_of(const Joint& joint, NodeId id) {
  if (auto it = joint.why.find(id); it != joint.why.end()) return it->second;
  auto it = joint.rejected.find(id);
  return it == joint.rejected.end() ? none : it->second;
}

const std::string& number_of(const Joint& joint, NodeId step) {
  return std::ranges::find(joint.numbers, step, &std::pair<NodeId, std::string>::first)->second;
}

// Folded ones in the order of the fold, then the others in the order of our ledger.
std::vector<NodeId> in_order(const Joint& joint) {
  std::vector<NodeId> out;
  for (NodeId id = 0; id < joint.nodes.size(); ++id)
    if (joint.nodes[id].kind != Node::Kind::absent) out.push_back(id);
  std::ranges::sort(out, {}, [&](NodeId id) {
    const auto& node = joint.nodes[id];
    return std::pair(node.rank == 0, node.rank == 0 ? node.index : node.rank);
  });
  return out;
}

// Length before content: no two lists of parts read as the same bytes.
class Parts {
 public:
  Parts& add(BytesView part) {
    const auto size = static_cast<std::uint32_t>(part.size());
    for (unsigned shift = 0; shift < 32; shift += 8) bytes_.push_back(static_cast<char>(size >> shift & 0xff));
    bytes_ += part;
    return *this;
  }
  Digest digest() const { return sha256(bytes_); }

 private:
  Bytes bytes_;
};

}  // namespace

const ProcedureRule* Matter::procedure() const {
  if (joint->state.procedure != nullptr) return joint->state.procedure;
  return home == nullptr ? nullptr : home->procedure;
}

const std::string& Matter::roles() const {
  static const std::string empty;
  if (joint->state.procedure != nullptr) return joint->state.roles;
  return home == nullptr ? empty : home->roles;
}

Home& Matter::own() {
  if (home == nullptr) home = std::make_unique<Home>();
  return *home;
}

Case view_of(const Matter& matter, const std::string& context, const std::string& own) {
  const auto& joint = *matter.joint;
  const auto& state = joint.state;
  const auto& book = *matter.book;
  const auto* procedure = matter.procedure();
  Case out;
  out.id = matter.id;
  out.context = context;
  out.charter = book.charter().digest;
  out.state = out.home_state = "start";
  out.opened_by = state.opened_by == no_party ? own : book.party_id(state.opened_by);
  if (procedure != nullptr) {
    out.procedure = procedure->spec->id;
    const auto& roles = matter.roles();
    for (std::size_t i = 0; i < roles.size(); ++i)
      out.roles[procedure->spec->roles[i].id] = book.party_id(static_cast<std::uint8_t>(roles[i]));
    out.state = procedure->state_id(state.state);
    out.ended =
        procedure->ended(state.state) || (state.procedure == nullptr && matter.home != nullptr && procedure->ended(matter.home->state));
    if (matter.home != nullptr) out.home_state = procedure->state_id(matter.home->state);
  }
  for (std::uint8_t party = 0; party < book.parties(); ++party)
    if (matter.audience & only(party)) out.audience.insert(book.party_id(party));
  if (matter.audience == 0) out.audience.insert(own);
  out.state_since_ms = state.since_ms;
  if (state.proposal != no_node) out.proposal = joint.nodes[state.proposal].digest;
  if (state.last_settled != no_node) out.settled = joint.nodes[state.last_settled].digest;
  for (std::size_t i = 0; i < state.settled.size(); ++i)
    if (state.settled[i] != no_node) out.settlements.emplace(procedure->settlements[i], joint.nodes[state.settled[i]].digest);
  for (const auto& reply : state.replies)
    out.replies.push_back({book.party_id(reply.party), *out.proposal, joint.nodes[reply.record].digest});
  for (const auto& number : state.numbers) out.numbers[book.party_id(number.party)] = number_of(joint, number.record);
  for (NodeId id : in_order(joint)) {
    const auto& node = joint.nodes[id];
    out.records.push_back({node.digest, node.index, node.seen_ms, node.standing, why_of(joint, id)});
  }
  for (NodeId head : joint.heads) out.heads.push_back(joint.nodes[head].digest);
  std::ranges::sort(out.heads);
  if (matter.home == nullptr) return out;
  for (const auto& one : matter.home->records) out.records.push_back({one.digest, one.index, one.seen_ms, one.standing, one.why});
  out.rounds = matter.home->rounds;
  return out;
}

std::optional<Digest> joint_digest(const Matter& matter, const Joint& joint) {
  const auto& state = joint.state;
  if (state.procedure == nullptr) return std::nullopt;
  const auto& book = *matter.book;
  Parts parts;
  parts.add(matter.id.view()).add(book.charter().digest.view()).add(state.procedure->spec->id);
  for (char party : state.roles) parts.add(book.party_id(static_cast<std::uint8_t>(party)));
  parts.add(book.party_id(state.opened_by)).add(state.procedure->state_id(state.state));
  const auto node_of = [&](NodeId id) { return id == no_node ? BytesView{} : joint.nodes[id].digest.view(); };
  parts.add(node_of(state.proposal)).add(node_of(state.last_settled));
  for (NodeId id : state.settled) parts.add(node_of(id));
  const auto by_party = [&](std::vector<ReplyAt> list, auto&& write) {
    std::ranges::sort(list, {}, &ReplyAt::party);
    parts.add(std::to_string(list.size()));
    for (const auto& one : list) {
      parts.add(book.party_id(one.party));
      write(one);
    }
  };
  by_party(state.replies, [&](const ReplyAt& one) { parts.add(node_of(one.record)); });
  by_party(state.numbers, [&](const ReplyAt& one) { parts.add(number_of(joint, one.record)); });
  // Every folded record with how it stands, in the order of the fold; one left out may be unknown to a holder.
  for (NodeId id : in_order(joint)) {
    const auto& node = joint.nodes[id];
    if (node.rank == 0) continue;
    parts.add(node.digest.view()).add(std::to_string(static_cast<int>(node.standing)));
  }
  return parts.digest();
}

}  // namespace tsugite::casework
