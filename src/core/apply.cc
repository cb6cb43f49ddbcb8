// A partner's frames. What it sends is either accepted, or refused with a signed record that everyone who holds it sees, or, where
// its log itself is wrong, the link is refused with a reason that both sides show. Nothing is dropped in silence.
#include <google/protobuf/arena.h>

#include <algorithm>
#include <utility>

#include "base/limits.h"
#include "core/state.h"
#include "federation/frame.h"
#include "ledger/record_rules.h"

namespace tsugite::core {
namespace {

constexpr std::size_t warmed_together = 32;  // records

}  // namespace

void Core::frame(const std::string& partner, BytesView bytes, WallTime now, const Bytes& entropy) {
  auto link = impl_->links.find(partner);
  if (link == impl_->links.end()) return;
  if (auto ok = impl_->on_frame(link->second, bytes, now, entropy); !ok) impl_->refuse(link->second, ok.error(), now);
}

Result<void> Core::Impl::on_frame(Link& link, BytesView bytes, WallTime now, const Bytes& entropy) {
  using State = LinkStatus::State;
  if (link.state != State::greeting && link.state != State::up) return {};  // already hung up: late bytes change nothing
  google::protobuf::Arena memory;
  auto* const frame = google::protobuf::Arena::CreateMessage<v1::Frame>(&memory);
  if (auto ok = federation::read_frame(bytes, *frame); !ok) return ok;
  switch (frame->body_case()) {
    case v1::Frame::kHello: return on_hello(link, frame->hello(), now);
    case v1::Frame::kRefuse: {
      Error why = federation::refused_error(frame->refuse());
      why.where = link.partner;
      // Switched off is no refusal: it comes back without anything to mend.
      down(link, why.code == "link.disabled" ? State::down : State::refused, why, now);
      pending.hangups.push_back({link.partner, why});
      return {};
    }
    default: break;
  }
  if (link.state != State::up)
    return fail("frame.before-hello", link.partner, "records came before the hello was answered", "接続の確認前に記録が送られました");
  switch (frame->body_case()) {
    case v1::Frame::kEntries: return on_entries(link, *frame->mutable_entries(), now, entropy);
    case v1::Frame::kCosign: return on_cosign(link, frame->cosign(), now);
    case v1::Frame::kArrived: return on_arrived(link, frame->arrived(), now);
    case v1::Frame::kTaken: return on_taken(link, frame->taken());
    case v1::Frame::kLost: return on_lost(link, frame->lost());
    case v1::Frame::kReturned: return on_returned(link, frame->returned(), now, entropy);
    default: return {};
  }
}

// Everything that makes a partner's record acceptable and does not depend on the state of its case. It is left in `reader`.
Result<void> Core::Impl::acceptable(const std::string& partner, const std::string& context, const Digest& digest, BytesView bytes,
                                    bool taken_once, WallTime now) {
  if (index.contains(digest)) {
    (void)reader.read({});  // it is not looked at again
    return fail("record.repeated", digest.hex(), "this record was sent before", "この記録は既に送られています");
  }
  // Records that come together mostly bear the same marks: those are not judged again.
  const std::string marks_of = std::exchange(good_marks, {});
  if (auto ok = reader.read(bytes); !ok) return ok;
  const v1::Envelope* const envelope = &reader.envelope();
  const bool marks_good = reader.same_marks() && marks_of == partner && envelope->charter() == good_charter.first;
  if (!marks_good)
    if (auto ok = parties_acceptable(partner, digest, *envelope); !ok) return ok;
  if (envelope->context() != context)
    return fail("record.context", envelope->context(), "the record is of another context than its outbox",
                "記録の区分（実任務・演習）が送信箱と異なります");
  // What a refusal says does not hang on its date, and a refusal that is refused would leave the two sides apart for good. The date of what
  // we had taken before we were set back was judged then, and the others may have built on it.
  if (!taken_once && !envelope->has_refusal() && !held_before.contains(digest) && envelope->wall_ms() > now.ms + limits::clock_refuse_ms)
    return fail("record.clock", to_iso({envelope->wall_ms()}), "the record is dated more than a day ahead",
                "記録の日時が1日以上先になっています");
  if (!marks_good)
    if (auto ok = label_acceptable(partner, digest, *envelope); !ok) return ok;
  if (ledger::stays_home(*envelope))
    return fail("record.home", digest.hex(), "a domestic record does not cross", "国内手続の記録は送れません");
  if (auto ok = recall_acceptable(partner, *envelope); !ok) return ok;
  good_marks = partner;
  return cases->admissible(*envelope, admitted, marks_good);
}

Result<void> Core::Impl::parties_acceptable(const std::string& partner, const Digest& digest, const v1::Envelope& record) const {
  const v1::Envelope* const envelope = &record;
  const auto& audience = envelope->audience();
  auto in_audience = [&](const std::string& party) { return std::find(audience.begin(), audience.end(), party) != audience.end(); };
  if (envelope->party() != partner)
    return fail("record.party", envelope->party(), "a party sends only its own records", "他の当事者の記録は中継できません");
  if (!in_audience(config.party) || !in_audience(partner))
    return fail("record.audience", digest.hex(), "the audience does not name both of us", "宛先に双方が含まれていません");
  for (const auto& party : audience)
    if (!newest->parties.contains(party))
      return fail("record.audience", party, "the audience names an unknown party", "宛先に未知の当事者があります");
  return {};
}

Result<void> Core::Impl::label_acceptable(const std::string& partner, const Digest& digest, const v1::Envelope& record) {
  const v1::Envelope* const envelope = &record;
  if (envelope->charter() != good_charter.first) {
    const auto under = Digest::from(envelope->charter());
    const auto found = under ? config.charters.find(*under) : config.charters.end();
    if (found == config.charters.end())
      return fail("record.charter", to_hex(envelope->charter()), "made under a charter that is not approved here",
                  "承認していない共通定義書に基づく記録です");
    good_charter = {envelope->charter(), found->second.get()};
  }
  if (envelope->label().originator() != partner)
    return fail("record.originator", envelope->label().originator(), "the label names another originator than the sender",
                "表示の作成者が送信者と異なります");
  auto label = ledger::label_of(envelope->label());
  if (!label) return std::unexpected(label.error());
  if (auto known = good_charter.second->marking.check(*label); !known) return std::unexpected(known.error());
  if (!label->releasable_to.contains(config.party))
    return fail("record.label", digest.hex(), "the label does not release this record to us", "この表示では当方に提供できません");
  return {};
}

// What everyone who can have the record is told of it.
v1::Envelope Core::Impl::refusal_of(const Link& link, const ledger::Entry& entry, const Error& why, WallTime now,
                                    const Bytes& entropy) const {
  std::set<std::string> audience = {config.party, link.partner};
  const auto readable = ledger::open_record(entry.bytes);
  if (readable)
    for (const auto& party : readable->audience())
      if (newest->parties.contains(party)) audience.insert(party);
  auto notice = own_notice(audience, entry.context, entropy, entry.source_number, now);
  if (readable) notice.set_case_id(readable->case_id());
  auto* refusal = notice.mutable_refusal();
  refusal->set_record(entry.digest.bytes());
  refusal->set_code(why.code);
  refusal->mutable_reason()->set_ja(why.message.ja);
  refusal->mutable_reason()->set_en(why.message.en);
  return notice;
}

Result<void> Core::Impl::on_entries(Link& link, v1::Entries& entries, WallTime now, const Bytes& entropy) {
  const std::string& context = entries.context();
  if (!knows_context(context))
    return fail("frame.context", context, "this node does not take part in that exercise", "この系はその演習に参加していません");
  Stream& stream = stream_of(link, context);
  if (returning(context)) return {};  // it is sent again once we know what we had said ourselves
  const auto held_at = [&](std::uint64_t number) -> const Digest& { return rows[stream.received[number]].digest; };
  auto batch = federation::verify_entries(entries, stream.inbox, held_at, origin(link.partner, config.party, context), link.peer->keys);
  if (!batch) {
    if (batch.error().code.starts_with("keys.")) keep_evidence(link, context, entries.checkpoint());
    if (batch.error().code == "inbox.root") keep_fork(link, context, stream, entries.checkpoint());
    return std::unexpected(batch.error());
  }
  std::vector<v1::Envelope> refusals, acks;
  static const v1::Dispositions none;
  bool told = false, alerted = false;  // of what bears these marks: records that come together mostly bear the same
  auto& appended = pending.transaction.append;
  if (appended.capacity() < appended.size() + batch->fresh.size())
    appended.reserve(std::max(2 * appended.capacity(), appended.size() + batch->fresh.size()));
  for (std::size_t i = 0; i < batch->fresh.size(); ++i) {
    if (i % warmed_together == 0) (void)warm(std::span(batch->fresh).subspan(i, std::min(warmed_together, batch->fresh.size() - i)));
    const auto& arrived = batch->fresh[i];
    ledger::Entry entry;
    entry.digest = arrived.digest;
    entry.bytes = std::move(*entries.mutable_record(arrived.position));
    entry.source = link.partner;
    entry.context = context;
    entry.source_number = arrived.number;
    entry.seen_ms = now.ms;
    auto ok = acceptable(link.partner, context, arrived.digest, entry.bytes, arrived.number < stream.taken, now);
    const v1::Envelope& envelope = reader.envelope();
    if (!reader.same_marks()) told = alerted = false;
    if (!ok || !arrived.outlined.empty()) {
      v1::Sidecar sidecar;
      if (!ok) sidecar.set_refused(ok.error().code);
      sidecar.set_outline(arrived.outlined);
      entry.sidecar = sidecar.SerializeAsString();
    }
    if (!ok) {
      refusals.push_back(refusal_of(link, entry, ok.error(), now, entropy));
    }
    ledger.append(entry, arrived.leaf);
    stream.received.push_back(entry.index);
    pending.transaction.append.push_back(std::move(entry));
    absorb(pending.transaction.append.back(), envelope, none, ok ? &admitted : nullptr);
    if (ok && envelope.has_recall()) acks.push_back(recall_ack_of(link.partner, pending.transaction.append.back(), envelope, now, entropy));
    if (ok && !alerted && envelope.has_step() && envelope.step().procedure() == "alert") {
      tell({Topic::alerts}, envelope.label());
      alerted = true;
    }
    if (is_notice(envelope)) tell({Topic::cases, Topic::links}, told_by(envelope));
    else if (!std::exchange(told, true)) tell({Topic::cases, Topic::links}, envelope.label());
  }
  stream.inbox = batch->after;
  if (!batch->fresh.empty()) {
    stream.inbox_seal = entries.checkpoint();
    pending.transaction.seals.push_back({inbox_key(link.partner, context), stream.inbox.size(), stream.inbox_seal, {}});
  }
  for (auto& refusal : refusals)
    if (auto ok = append_own({std::move(refusal)}, {"", ""}, now); !ok) return std::unexpected(ok.error());
  for (auto& ack : acks)
    if (auto ok = append_own({std::move(ack)}, {"", ""}, now); !ok) return std::unexpected(ok.error());
  if (refusals.empty() && !stream.cosign_due) {
    cosign(link, stream, context, now);
  } else {
    stream.cosign_due = true;
    if (link.state == LinkStatus::State::up) say_arrived(link, stream, context);
  }
  update_common(stream, now);
  return {};
}

void Core::Impl::cosign(Link& link, Stream& stream, const std::string& context, WallTime now) {
  if (link.state != LinkStatus::State::up) {  // it came in a file: the next one back carries the receipt, or the next link
    stream.cosign_due = true;
    return;
  }
  send_receipt(link, stream, context, now);
}

// Were there only receipts, two nodes that both owe refusals, and have both sent all that may be under way, would wait for each other.
void Core::Impl::say_arrived(const Link& link, const Stream& stream, const std::string& context) {
  v1::Frame frame;
  frame.mutable_arrived()->set_context(context);
  frame.mutable_arrived()->set_size(stream.inbox.size());
  send_plain(link.partner, frame);
}

void Core::Impl::send_receipt(Link& link, Stream& stream, const std::string& context, WallTime now) {
  if (stream.inbox_seal.empty()) return;
  v1::Frame frame;
  frame.mutable_cosign()->set_context(context);
  frame.mutable_cosign()->set_checkpoint(
      ledger::cosign_checkpoint(stream.inbox_seal, ledger::cosigner_name(newest->id, config.party), config.cosigner, now));
  send_plain(link.partner, frame);
}

}  // namespace tsugite::core
