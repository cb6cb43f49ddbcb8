// Envelopes. Every id and salt is drawn from the command's own entropy, so that no two streams share randomness.
//
// A joint record names the joint heads, never a home one; a home record may name both.
#include <algorithm>

#include "base/limits.h"
#include "base/sha256.h"
#include "casework/decide.h"

namespace tsugite::casework {

Bytes Decider::draw(std::string_view purpose) {
  const Bytes counted = Bytes(purpose) + "/" + std::to_string(drawn_++);
  return sha256(command_.entropy, "tsugite casework ", counted).bytes().substr(0, 16);
}

v1::Envelope Decider::blank(Parties audience, const v1::Label& label, const SeatRule& by) {
  v1::Envelope out;
  out.set_id(draw("record"));
  out.set_schema(1);
  out.set_charter(book_->charter().digest.bytes());
  out.set_context(context_);
  out.set_case_id(case_id_.bytes());
  out.set_wall_ms(now_.ms);
  out.set_party(impl_.own);
  out.set_seat(by.spec->id);
  *out.mutable_label() = label;
  std::set<std::string> readers;
  for (std::uint8_t party = 0; party < book_->parties(); ++party)
    if (audience & only(party)) readers.insert(book_->party_id(party));
  for (const auto& reader : readers) out.add_audience(reader);
  out.set_salt(draw("salt"));
  return out;
}

// What is named: the heads, and the last step that counts even where it is no head, so that a record keeps its place when a
// remark it also rests on is refused. If there are more than a record may name, steps that moved the case first, then the latest.
std::vector<Digest> Decider::joint_heads(std::size_t most) const {
  if (matter_ == nullptr) return {};
  const auto& joint = *matter_->joint;
  auto heads = joint.heads;
  for (NodeId id : joint.state.run)
    if (std::ranges::find(heads, id) == heads.end()) heads.push_back(id);
  std::ranges::sort(heads, std::greater<>{}, [&](NodeId id) {
    const auto& node = joint.nodes[id];
    const bool moves = node.standing == Standing::effective && node.step->spec->exclusive;
    return std::pair(moves, node.rank);
  });
  if (heads.size() > most) heads.resize(most);
  std::vector<Digest> out;
  for (NodeId id : heads) out.push_back(joint.nodes[id].digest);
  return out;
}

Decider::Envelopes Decider::release(const Content& content) {
  if (auto ok = held_charter(content); !ok) return std::unexpected(ok.error());
  std::vector<v1::Envelope> out;
  auto after = joint_heads(limits::after_digests);
  auto step = content.step;
  if (content.proposal) {
    auto proposal = blank(audience_, content.label, *office_);
    for (const auto& head : after) proposal.add_after(head.bytes());
    *proposal.mutable_proposal() = *content.proposal;
    auto digest = seal_(proposal);
    if (!digest) return std::unexpected(digest.error());
    step.set_proposal(digest->bytes());
    after.resize(std::min(after.size(), limits::after_digests - 1));
    after.insert(after.begin(), *digest);
    out.push_back(std::move(proposal));
  }
  auto envelope = blank(audience_, content.label, *office_);
  for (const auto& head : after) envelope.add_after(head.bytes());
  *envelope.mutable_step() = std::move(step);
  out.push_back(std::move(envelope));
  return out;
}

Decider::Envelopes Decider::at_home(v1::Envelope body, const SeatRule& by) {
  // Marked like what it prepares, but for nobody else.
  const auto& prepared = body.staffing().has_label() ? body.staffing().label() : text_.staffing().label();
  auto label = label_for(only(party_), body.has_staffing() ? &prepared : nullptr);
  if (!label) return std::unexpected(label.error());
  label->clear_releasable_to();
  label->add_releasable_to(impl_.own);
  auto out = blank(only(party_), *label, by);
  if (matter_ != nullptr) {
    const bool track = matter_->home != nullptr && !matter_->home->records.empty();
    if (track) out.add_after(matter_->home->records.back().digest.bytes());
    for (const auto& head : joint_heads(limits::after_digests - 1)) out.add_after(head.bytes());
  }
  if (body.has_staffing()) *out.mutable_staffing() = std::move(*body.mutable_staffing());
  else *out.mutable_step() = std::move(*body.mutable_step());
  return std::vector<v1::Envelope>{std::move(out)};
}

}  // namespace tsugite::casework
