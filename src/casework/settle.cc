// What one record does to the joint state, or why it does nothing.
#include <fmt/format.h>

#include <algorithm>

#include "casework/joint.h"

namespace tsugite::casework {
namespace {

std::string state_name(const ProcedureRule& rule, int state, Language language) {
  const auto* spec = rule.states[static_cast<std::size_t>(state)];
  if (spec != nullptr) return spec->name.in(language);
  return language == Language::ja ? "開始前" : "not begun";
}

Parties replied(const JointState& state) {
  Parties out = 0;
  for (const auto& reply : state.replies) out |= only(reply.party);
  return out;
}

Parties taken_by(const JointState& state, const StepRule& step) {
  for (const auto& [rule, parties] : state.taken)
    if (rule == &step) return parties;
  return 0;
}

// The parties whose word stands once this one has given its own.
Parties replied_after(const JointState& state, const StepRule& step, std::uint8_t party) {
  if (step.spec->proposes) return only(party);
  return step.spec->replies ? replied(state) | only(party) : replied(state);
}

// Does the step lead to its `to` now? Of one that each party takes, the last does; a proposal is its party's reply.
bool arrives(const JointState& state, const StepRule& step, std::uint8_t party) {
  if (!step.spec->each) return true;
  const Parties have = step.spec->replies ? replied_after(state, step, party) : taken_by(state, step) | only(party);
  return (state.in_roles() & ~have) == 0;
}

}  // namespace

Parties JointState::in_roles() const {
  Parties out = 0;
  for (char party : roles) out |= only(static_cast<std::uint8_t>(party));
  return out;
}

bool JointState::holds(int role, std::uint8_t party) const {
  if (role < 0) return (in_roles() & only(party)) != 0;
  return static_cast<std::size_t>(role) < roles.size() && roles[static_cast<std::size_t>(role)] == static_cast<char>(party);
}

bool JointState::has_taken(const StepRule& step, std::uint8_t party) const { return (taken_by(*this, step) & only(party)) != 0; }

bool JointState::has_replied(std::uint8_t party) const { return (replied(*this) & only(party)) != 0; }

bool JointState::settles_too_early(const StepRule& step, std::uint8_t party) const {
  if (step.settles < 0 || !arrives(*this, step, party)) return false;
  if (step.spec->proposes ? step.settlement != step.settles : proposal == no_node || proposal_for != step.settles) return true;
  return (in_roles() & ~replied_after(*this, step, party)) != 0;
}

const NeedRule* Joint::missing(const StepRule& step, std::uint8_t party) const {
  const auto counts = [this](NodeId id) {
    const auto& node = nodes[id];
    return node.rank != 0 && (node.standing == Standing::remark || node.standing == Standing::effective);
  };
  for (const auto& need : step.needs) {
    if (need.party != no_party && need.party != party) continue;
    if (std::ranges::none_of(noted, [&](const Noted& one) {
          return one.field == need.field && one.value == need.value && nodes[one.node].step == need.step && counts(one.node);
        }))
      return &need;
  }
  return nullptr;
}

std::optional<std::int64_t> Joint::latest(const charter::FieldSpec& field) const {
  std::optional<std::int64_t> out;
  std::uint32_t rank = 0;
  for (const auto& one : noted) {
    const auto& node = nodes[one.node];
    if (one.field != &field || node.rank < rank || node.rank == 0) continue;
    // A proposal says something once it was put forward.
    const bool counts = node.kind == Node::Kind::proposal ? std::ranges::find(state.proposed, one.node) != state.proposed.end()
                                                          : node.standing == Standing::effective || node.standing == Standing::remark;
    if (!counts) continue;
    rank = node.rank;
    out = one.value;
  }
  return out;
}

bool Joint::void_as(Node& node, NodeId id, Standing standing, Error error) {
  node.standing = standing;
  why.insert_or_assign(id, std::move(error));
  return false;
}

// Of exclusive steps that their authors took without knowing of each other, the one folded first wins, even where the state
// would allow both. A step that each party takes excludes no other party's.
bool Joint::saw_what_moved(const Node& node, NodeId id) const {
  if (state.run.empty()) return true;
  if (node.step->spec->each && nodes[state.run.back()].step == node.step) return node.sees >= state.before_run;
  if (node.sees < state.last_move) return false;
  if (state.run.size() == 1) return true;
  const auto before = ancestors(id);
  return std::ranges::all_of(state.run, [&](NodeId one) { return before[one]; });
}

void Joint::moved(const Node& node, NodeId id) {
  const bool same = node.step->spec->each && !state.run.empty() && nodes[state.run.back()].step == node.step;
  if (!same) {
    state.run.clear();
    state.before_run = state.last_move;
  }
  state.run.push_back(id);
  state.last_move = node.rank;
}

// The step does not fit the state it meets. If its author had not seen the step that made the state what it is, that one won.
bool Joint::void_here(Node& node, NodeId id, const char* en, const char* ja) {
  if (!saw_what_moved(node, id))
    return void_as(
        node, id, Standing::void_precedence,
        {"casework.precedence",
         node.digest.hex(),
         {"同時に行われた別の処置が優先されたため、この処置は効力を持ちません", "another step, taken at the same time, takes precedence"}});
  return void_as(node, id, Standing::void_out_of_state, {"casework.state", node.digest.hex(), {ja, en}});
}

bool Joint::apply(NodeId id) {
  auto& node = nodes[id];
  node.sees = 0;
  for (NodeId parent : parents(node)) {
    const auto& before = nodes[parent];
    if (before.left_out) continue;
    node.sees = std::max(node.sees, before.sees);
    const bool moved = before.standing == Standing::effective && before.step != nullptr && before.step->spec->exclusive;
    if (moved) node.sees = std::max(node.sees, before.rank);
  }
  if (node.rejected) {
    node.standing = Standing::void_not_permitted;
    return false;
  }
  if (node.kind == Node::Kind::proposal) {
    node.standing = Standing::remark;
    return true;
  }
  return apply_step(node, id);
}

bool Joint::open(Node& node, NodeId id) {
  auto it = std::ranges::find(openings, id, &std::pair<NodeId, std::string>::first);
  if (it == openings.end() || !node.step->opens_jointly())
    return void_as(
        node, id, Standing::void_not_permitted,
        {"casework.not-opened", node.digest.hex(), {"案件を開始する処置がないため、効力を持ちません", "nothing has opened this case"}});
  state.procedure = node.step->procedure;
  state.roles = it->second;
  state.opened_by = node.party;
  return true;
}

bool Joint::proposal_stands(Node& node, NodeId id) {
  const auto& spec = *node.step->spec;
  if (spec.proposes) {
    const auto over = parents(node);
    const auto* named = node.target == no_node ? nullptr : &nodes[node.target];
    // The author's own, held before the step, in this case, whole, and not put forward before: an edit is a new proposal.
    if (named == nullptr || named->kind != Node::Kind::proposal || named->party != node.party || named->rejected || named->left_out ||
        std::ranges::find(over, node.target) == over.end() ||
        std::ranges::find(fits, Fit{node.target, state.procedure, node.step->settlement}) == fits.end() ||
        std::ranges::find(state.proposed, node.target) != state.proposed.end())
      return void_as(node, id, Standing::void_not_permitted,
                     {"casework.not-a-proposal",
                      node.digest.hex(),
                      {"この処置が示す記録は、作成側がこの案件に新たに出した有効な提案ではありません",
                       "what this step names is no new, complete proposal of its author in this case"}});
    return true;
  }
  if (spec.replies && (node.target == no_node || node.target != state.proposal || node.step->settlement != state.proposal_for))
    return void_here(node, id, "the reply names a proposal that does not stand any more", "この回答が示す提案は、現在の提案ではありません");
  return true;
}

bool Joint::apply_step(Node& node, NodeId id) {
  const bool opening = state.procedure == nullptr;
  if (opening && !open(node, id)) return false;
  if (!permitted_here(node, id)) {
    if (opening) state = {};  // a void opening opens nothing
    return false;
  }
  take(node, id);
  const auto& rule = *node.step;
  node.standing = rule.spec->exclusive || rule.to >= 0 ? Standing::effective : Standing::remark;
  if (rule.spec->exclusive) moved(node, id);
  return true;
}

bool Joint::permitted_here(Node& node, NodeId id) {
  const auto& rule = *node.step;
  if (rule.procedure != state.procedure)
    return void_as(node, id, Standing::void_not_permitted,
                   {"casework.other-procedure",
                    node.digest.hex(),
                    {"この案件の手続の処置ではありません", "this is no step of the procedure that the case runs under"}});
  if (rule.spec->exclusive && !saw_what_moved(node, id)) return void_here(node, id, "", "");
  if (!rule.from[static_cast<std::size_t>(state.state)]) {
    const auto en = fmt::format("\"{}\" cannot be taken while the case is \"{}\"", rule.spec->name.en,
                                state_name(*state.procedure, state.state, Language::en));
    const auto ja = fmt::format("案件が「{}」の間は「{}」を行うことができません", state_name(*state.procedure, state.state, Language::ja),
                                rule.spec->name.ja);
    return void_here(node, id, en.c_str(), ja.c_str());
  }
  if (!state.holds(rule.by, node.party))
    return void_as(node, id, Standing::void_not_permitted,
                   {"casework.role",
                    node.digest.hex(),
                    {"作成側はこの処置を行う役割を持っていません", "the author does not hold the role that takes this step"}});
  if (rule.spec->each && state.has_taken(rule, node.party))
    return void_here(node, id, "this party has taken the step already", "この側は既にこの処置を行っています");
  if (!proposal_stands(node, id)) return false;
  if (missing(rule, node.party) != nullptr)
    return void_here(node, id, "what this step waits for had not been recorded", "この処置の要件となる記録がそろっていませんでした");
  if (state.settles_too_early(rule, node.party))
    return void_here(node, id, "nothing settles before every party in a role has given its official reply on the same proposal",
                     "役割を持つすべての側が同一の提案に正式回答するまで、調整済とはなりません");
  return true;
}

void Joint::take(const Node& node, NodeId id) {
  const auto& rule = *node.step;
  const bool there = rule.to >= 0 && arrives(state, rule, node.party);
  if (rule.spec->proposes) {
    state.proposal = node.target;
    state.proposal_for = rule.settlement;
    state.proposed.push_back(node.target);
    state.replies.assign(1, {node.party, id});
    state.taken.clear();
  } else if (rule.spec->replies) {
    std::erase_if(state.replies, [&](const ReplyAt& one) { return one.party == node.party; });
    state.replies.push_back({node.party, id});
  }
  if (rule.spec->number) {
    std::erase_if(state.numbers, [&](const ReplyAt& one) { return one.party == node.party; });
    state.numbers.push_back({node.party, id});
  }
  if (rule.spec->each) {
    auto it = std::ranges::find(state.taken, &rule, &std::pair<const StepRule*, Parties>::first);
    if (it == state.taken.end()) it = state.taken.insert(it, {&rule, 0});
    it->second |= only(node.party);
  }
  if (!there) return;
  if (rule.settles >= 0) {
    state.settled.resize(rule.procedure->settlements.size(), no_node);
    state.settled[static_cast<std::size_t>(rule.settles)] = state.last_settled = state.proposal;
  }
  if (state.state != rule.to) state.taken.clear();
  if (state.state != rule.to || rule.spec->proposes) state.since_ms = node.seen_ms;
  state.state = rule.to;
}

}  // namespace tsugite::casework
