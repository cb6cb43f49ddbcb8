// A queued record of ours, judged again right before it is numbered. What a partner did meanwhile, and we have co-signed,
// must be among its ancestors: otherwise its author decided without it, and the partner will see that.
#include <algorithm>

#include "casework/impl.h"

namespace tsugite::casework {
namespace {

Error late(const Digest& record) {
  return {"casework.late",
          record.hex(),
          {"この処置を決めた後に相手側の処置が届いたため、送付しません。改めて判断してください",
           "the partner has acted since this was decided: it is not sent, decide again"}};
}

// Everything that rests on a node, itself included.
void leave_out_from(Joint& joint, NodeId root) {
  std::vector<bool> gone(joint.nodes.size(), false);
  gone[root] = true;
  // A parent may have a higher number than its child, where it came later: repeat until nothing is added.
  for (bool grew = true; grew;) {
    grew = false;
    for (NodeId id = 0; id < joint.nodes.size(); ++id)
      if (!gone[id] && std::ranges::any_of(joint.parents(joint.nodes[id]), [&](NodeId parent) { return gone[parent]; }))
        gone[id] = grew = true;
  }
  for (NodeId id = 0; id < joint.nodes.size(); ++id)
    if (gone[id]) joint.nodes[id].left_out = true;
}

bool is_void(Standing standing) {
  return standing == Standing::void_out_of_state || standing == Standing::void_precedence || standing == Standing::void_late ||
         standing == Standing::void_refused || standing == Standing::void_not_permitted;
}

}  // namespace

Result<void> Casework::decide_at_send(const Digest& record, MatterId at) const {
  if (at == no_matter) at = impl_->records.candidate(record).value_or(no_matter);
  if (at == no_matter) return {};
  // Most cases that wait to be sent are ours alone so far: one that is packed says so by itself.
  if (const auto& seen = impl_->matters[at]; seen.joint == nullptr && seen.alone && !seen.touched && !seen.stale) return {};
  const auto* matter = impl_->of_record(record);
  if (matter == nullptr) return {};
  const auto& joint = *matter->joint;
  if (!matter->touched && impl_->only_ours(*matter)) return {};
  NodeId id = joint.find(record);
  if (id == no_node) return {};  // a home record: it is not sent anyway
  // A proposal goes with the step that puts it forward, or not at all.
  if (joint.nodes[id].kind == Node::Kind::proposal)
    for (NodeId step = 0; step < joint.nodes.size(); ++step)
      if (joint.nodes[step].kind == Node::Kind::step && joint.nodes[step].target == id &&
          joint.nodes[step].party == joint.nodes[id].party && joint.nodes[step].step != nullptr && joint.nodes[step].step->spec->proposes)
        id = step;
  const auto& node = joint.nodes[id];
  const auto before = joint.ancestors(id);
  for (NodeId other = 0; other < joint.nodes.size(); ++other)
    if (before[other] && joint.nodes[other].standing == Standing::void_late)
      return fail("casework.rests-on-void", record.hex(), "it rests on a record of ours that was withdrawn before it was sent",
                  "送付前に取り下げた当方の記録を前提としているため、送付しません");
  if (is_void(node.standing)) {
    if (node.standing == Standing::void_precedence) return std::unexpected(late(record));
    auto why = joint.why.find(id);
    if (why == joint.why.end()) why = joint.rejected.find(id);
    return std::unexpected(why->second);
  }
  if (node.step == nullptr || !node.step->spec->exclusive) return {};
  // What would stand without it: a partner's step counts even where ours would have won.
  Joint without = joint;
  leave_out_from(without, id);
  without.fold_all();
  for (NodeId other = 0; other < without.nodes.size(); ++other) {
    const auto& one = without.nodes[other];
    if (one.step == node.step && node.step->spec->each) continue;  // each takes it for itself
    if (one.standing == Standing::effective && one.step->spec->exclusive && one.party != node.party && !before[other])
      return std::unexpected(late(record));
  }
  return {};
}

}  // namespace tsugite::casework
