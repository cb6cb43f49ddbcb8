// Records that do not count for anyone (a holder refused them) or for us (withdrawn before they were sent, or not released).
//
// A refusal is good if it comes from another party of the case, reaches all of them, and its author never named what it
// refuses as something it held: that depends on the records alone, so all holders agree.
#include <algorithm>

#include "base/limits.h"
#include "casework/impl.h"

namespace tsugite::casework {

void Casework::Impl::fold_refusal(const Recorded& record) {
  const auto& envelope = *record.envelope;
  auto target = Digest::from(envelope.refusal().record());
  if (!target || is_home(envelope)) return;
  apart.insert(record.digest);
  const auto& refusal = envelope.refusal();
  refusals[*target].push_back({record.digest,
                               envelope.party(),
                               envelope.context(),
                               {envelope.audience().begin(), envelope.audience().end()},
                               {refusal.code(), target->hex(), {refusal.reason().ja(), refusal.reason().en()}}});
  const auto spoil = [this](MatterId at) {
    matters[at].stale = true;
    matters[at].view.reset();
    matters[at].digest.reset();
  };
  if (const MatterId at = matter_of(*target); at != no_matter) {
    spoil(at);
  } else if (!apart.contains(*target)) {
    std::ranges::for_each(with_absent, spoil);  // a record that rests on it may go on without it
  }
}

void Casework::Impl::fold_voided(const Recorded& record) {
  const auto& voiding = record.envelope->voided();
  auto target = Digest::from(voiding.record());
  if (!target) return;
  apart.insert(record.digest);
  voided.emplace(*target, Error{voiding.code(), target->hex(), {voiding.reason().ja(), voiding.reason().en()}});
  respoil(*target);
}

void Casework::Impl::respoil(const Digest& record) {
  const MatterId at = matter_of(record);
  if (at == no_matter) return;
  matters[at].stale = true;
  matters[at].view.reset();
  matters[at].digest.reset();
}

void Casework::withhold(const Digest& record, const Error& why) {
  if (impl_->withheld.insert_or_assign(record, why).second) impl_->respoil(record);
}

void Casework::release(const Digest& record) {
  if (impl_->withheld.erase(record) + impl_->voided.erase(record) != 0) impl_->respoil(record);
}

void Casework::came_back(const Digest& record) {
  if (impl_->came_back.insert(record).second) impl_->respoil(record);
}

void Casework::recall(const Digest& record, const std::string& by) {
  if (!impl_->recalled.emplace(record, by).second) return;
  if (const auto id = impl_->matter_of(record); id != no_matter) impl_->opened(id).view.reset();
}

bool Casework::Impl::is_recalled(const Matter& matter, NodeId id) const {
  const auto& node = matter.joint->nodes[id];
  return !recalled.empty() && node.party != no_party && recalled.contains({node.digest, matter.book->party_id(node.party)});
}

Casework::Impl::LeftOut Casework::Impl::leave_out(const Matter& matter, Joint& joint,
                                                  const std::function<bool(const Digest&)>* held) const {
  // Directly: through another's record it may rest on it without ever having held it.
  const auto built_on = [&](std::uint8_t party, NodeId id) {
    return std::ranges::any_of(joint.nodes, [&](const Node& node) {
      return node.kind != Node::Kind::absent && node.party == party && std::ranges::count(joint.parents(node), id) != 0;
    });
  };
  const auto good = [&](const RefusalOf& refusal, NodeId id) {
    const auto party = matter.book->party(refusal.party);
    if ((only(party) & matter.audience) == 0 || refusal.context != contexts[matter.context]) return false;
    if (joint.nodes[id].kind != Node::Kind::absent && joint.nodes[id].party == party) return false;
    Parties reached = 0;
    for (const auto& name : refusal.audience) reached |= only(matter.book->party(name));
    if ((matter.audience & ~reached) != 0 || (held != nullptr && !(*held)(refusal.record))) return false;
    return !built_on(party, id);
  };
  const auto us = matter.book->party(own);
  LeftOut out;
  for (NodeId id = 0; id < joint.nodes.size(); ++id) {
    if (auto refused = refusals.find(joint.nodes[id].digest); refused != refusals.end())
      for (const auto& one : refused->second)
        if (good(one, id)) out.emplace(id, std::pair(Standing::void_refused, &one.why));
    const auto& node = joint.nodes[id];
    if (auto desk = withheld.find(node.digest); desk != withheld.end() && node.party == us)
      out.insert_or_assign(id, std::pair(Standing::withheld, &desk->second));
    auto own_word = voided.find(node.digest);
    if (own_word == voided.end() || node.party != us) continue;
    const std::pair withdrawn(Standing::void_late, &own_word->second);
    out.insert_or_assign(id, withdrawn);
    // The proposal it puts forward was not sent either.
    if (node.step != nullptr && node.step->spec->proposes && node.target != no_node && joint.nodes[node.target].party == us &&
        !came_back.contains(joint.nodes[node.target].digest))
      out.insert_or_assign(node.target, withdrawn);
  }
  for (NodeId id = 0; id < joint.nodes.size(); ++id) joint.nodes[id].left_out = out.contains(id);
  return out;
}

void Casework::Impl::refold(Matter& matter) const {
  auto& joint = *matter.joint;
  LeftOut out;
  if (!refusals.empty() || !voided.empty() || !withheld.empty()) {
    out = leave_out(matter, joint, nullptr);
  } else {
    for (auto& node : joint.nodes) node.left_out = false;  // what was released counts, also when it was the last that waited
  }
  matter.touched = !out.empty() || std::ranges::any_of(joint.nodes, [&](const Node& node) { return refusals.contains(node.digest); });
  joint.fold_all();
  for (const auto& [id, why] : out) {
    joint.nodes[id].standing = why.first;
    joint.why.insert_or_assign(id, *why.second);
  }
  matter.stale = false;
}

}  // namespace tsugite::casework
