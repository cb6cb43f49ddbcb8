// A node that was set back, by an old backup say, gets what it had sent from those it had sent it to, before it numbers anything for
// anyone: its own records, under its own checkpoint, which nobody else can have signed. What it had not sent to anybody is as good as
// its backup; the links page says how much came back from whom.
//
// What it had taken from them they send anew, and remind it by its own receipt that it had: the date of a record is judged once.
//
// Step by step: the asker says where its outbox ends, the partner gives back what one seal covers, until nothing is missing. A partner's
// records are judged by what we said before, so none is taken until we know it again: then the links are taken up anew, and it sends
// them as it always does.
#include <algorithm>

#include "base/limits.h"
#include "base/sha256.h"
#include "core/state.h"
#include "federation/frame.h"
#include "federation/outlined.h"

namespace tsugite::core {

bool Core::Impl::returning(const std::string& context) const {
  return std::any_of(links.begin(), links.end(), [&](const auto& one) {
    const auto stream = one.second.streams.find(context);
    if (stream == one.second.streams.end()) return false;
    return stream->second.proven > stream->second.outbox.size() ||
           (one.second.state == LinkStatus::State::up && stream->second.returning != 0);
  });
}

void Core::Impl::ask_back(Link& link, const std::string& context, const Stream& stream) {
  v1::Frame frame;
  frame.mutable_lost()->set_context(context);
  frame.mutable_lost()->set_first(stream.outbox.size());
  send_plain(link.partner, frame);
}

Result<void> Core::Impl::on_lost(Link& link, const v1::Lost& lost) {
  const auto found = link.streams.find(lost.context());
  if (found == link.streams.end() || lost.first() >= found->second.inbox.size())
    return fail("lost.unknown", lost.context(), "what is asked back was never received here",
                "返却を求められた記録は当方で受領していません");
  Stream& stream = found->second;
  const auto covering = seals_over(inbox_key(link.partner, lost.context()), lost.first());
  if (covering.empty())
    return fail("lost.no-seal", lost.context(), "no checkpoint covers what is asked back",
                "返却を求められた記録を対象とする署名がありません");
  const auto& [size, seal] = *covering.begin();
  v1::Frame frame;
  auto& returned = *frame.mutable_returned();
  returned.set_context(lost.context());
  returned.set_first(lost.first());
  returned.set_checkpoint(seal.checkpoint);
  for (std::uint64_t number = lost.first(); number < size; ++number) {
    auto held = entry(stream.received[number]);
    if (!held) return std::unexpected(held.error());
    v1::Sidecar sidecar;
    sidecar.ParseFromString(held->sidecar);
    if (!sidecar.outline().empty()) {  // it came as one: it goes back as one
      auto& outlined = *returned.add_outlined();
      outlined.set_position(static_cast<std::uint32_t>(returned.record_size()));
      outlined.set_digest(held->digest.bytes());
      outlined.set_signature(sidecar.outline());
    }
    if (held->disposed)
      return fail("lost.disposed", held->digest.hex(), "the body of a record that is asked back was disposed of here",
                  "返却を求められた記録の本文は当方で廃棄済みです");
    // Only what the partner made goes back to it, whatever it once sent in another's name.
    v1::Envelope envelope;
    if (!envelope.ParseFromString(held->bytes) || envelope.party() != link.partner)
      return fail("lost.foreign", held->digest.hex(), "what is asked back is not the asker's own record",
                  "返却を求められた記録は、求めた当事者のものではありません");
    returned.add_record(std::move(held->bytes));
  }
  pending.frames.push_back({link.partner, guard.give_back(federation::encode_frame(frame), link.partner)});
  return {};
}

void Core::Impl::say_taken(const Link& link, const std::string& context, const Stream& stream) {
  v1::Frame frame;
  frame.mutable_taken()->set_context(context);
  frame.mutable_taken()->set_receipt(stream.receipt);
  send_plain(link.partner, frame);
}

Result<void> Core::Impl::on_taken(Link& link, const v1::Taken& taken) {
  if (!knows_context(taken.context())) return {};  // an exercise that we are no part of any more
  const std::string from = origin(link.partner, config.party, taken.context());
  const auto checkpoint = ledger::open_checkpoint(taken.receipt(), from, link.peer->keys);
  if (!checkpoint) return std::unexpected(checkpoint.error());
  const auto ours = ledger::open_cosignature(taken.receipt(), ledger::cosigner_name(newest->id, config.party), from, own_keys);
  if (!ours) return std::unexpected(ours.error());
  stream_of(link, taken.context()).taken = checkpoint->size;
  return {};
}

Result<void> Core::Impl::on_returned(Link& link, const v1::Returned& returned, WallTime now, const Bytes& entropy) {
  const std::string& context = returned.context();
  const auto found = link.streams.find(context);
  if (found == link.streams.end() || found->second.returning == 0) return {};  // of an earlier link
  Stream& stream = found->second;
  const std::uint64_t end = returned.first() + static_cast<std::uint64_t>(returned.record_size()), held = stream.outbox.size();
  if (end <= held) return {};  // given back before
  if (returned.first() > held)
    return fail("returned.gap", context, "records are missing before those given back", "返却された記録の前に欠落があります");
  auto checkpoint = ledger::open_checkpoint(returned.checkpoint(), origin(config.party, link.partner, context), own_keys);
  if (!checkpoint) return std::unexpected(checkpoint.error());
  const auto outlined = federation::check_outlined(returned.outlined(), returned.record(), returned.first(),
                                                   origin(config.party, link.partner, context), own_keys);
  if (!outlined) return std::unexpected(outlined.error());
  ledger::Frontier after = stream.outbox.frontier();
  std::vector<Digest> digests;
  for (std::uint64_t number = held; number < end; ++number) {
    const int position = static_cast<int>(number - returned.first());
    const auto outline = outlined->find(position);
    digests.push_back(outline == outlined->end() ? sha256(returned.record(position)) : outline->second.record);
    after.add(digests.back());
  }
  if (checkpoint->size != end || checkpoint->root != after.root())
    return fail("returned.fork", context, "what is given back is not what this node had sent",
                "返却された記録は、当方が送付した履歴と一致しません");
  // All of it is looked at before any of it is taken.
  std::vector<v1::Envelope> envelopes;
  for (std::size_t i = 0; i < digests.size(); ++i) {
    auto envelope = ledger::open_record(returned.record(static_cast<int>(held - returned.first() + i)));
    if (!envelope) return std::unexpected(envelope.error());
    const auto& audience = envelope->audience();
    if (envelope->party() != config.party || envelope->context() != context ||
        std::find(audience.begin(), audience.end(), link.partner) == audience.end())
      return fail("returned.record", digests[i].hex(), "what is given back is no record of ours for that partner",
                  "返却された記録は、当方からその相手方に宛てたものではありません");
    envelopes.push_back(*std::move(envelope));
  }
  for (std::size_t i = 0; i < digests.size(); ++i) {
    const int position = static_cast<int>(held - returned.first() + i);
    const auto outline = outlined->find(position);
    const Bytes signature = outline == outlined->end() ? Bytes() : outline->second.signature;
    const v1::Label label = told_by(envelopes[i]);
    if (auto ok = take_back(link, stream, std::move(envelopes[i]), digests[i], {returned.record(position), signature}, now, entropy); !ok)
      return ok;
    tell({Topic::cases, Topic::links, Topic::desk}, label);
  }
  pending.transaction.seals.push_back({outbox_key(link.partner, context), end, returned.checkpoint(), {}});
  stream.resend = end;
  link.progress_ms = now.ms;
  if (end < stream.returning) {
    ask_back(link, context, stream);
    return {};
  }
  stream.returning = 0;
  if (!returning(context)) take_up_anew(context, now);
  return {};
}

void Core::Impl::take_up_anew(const std::string& context, WallTime now) {
  for (auto& [partner, link] : links) {
    if (link.state != LinkStatus::State::up || !link.streams.contains(context)) continue;
    const Error why{"link.returned", partner,
                    Text{"失われた記録の返却を受けたため、接続し直します", "What was lost has come back: the link is taken up again"}};
    pending.hangups.push_back({partner, why});
    down(link, LinkStatus::State::down, why, now);
  }
}

// Into our ledger, where it is not there, and in any case into its place in the outbox.
Result<void> Core::Impl::take_back(Link& link, Stream& stream, v1::Envelope envelope, const Digest& digest, const Body& body, WallTime now,
                                   const Bytes& entropy) {
  if (const auto there = index.find(digest); there == index.end()) {
    std::vector<Made> made;
    made.push_back({std::move(envelope), {Bytes(body.bytes), digest}});
    auto dispositions = dispose({&made.front()});
    // A joint record goes to all of its audience or waits for all of it: this one had gone.
    for (auto& one : *dispositions.mutable_one()) {
      one.set_verdict(v1::Dispositions::QUEUE);
      one.clear_code();
      one.clear_reason();
      one.clear_never();
    }
    v1::Sidecar sidecar;
    sidecar.set_returned(link.partner);
    sidecar.set_outline(body.outlined);
    ledger::Entry entry;
    entry.digest = digest;
    entry.bytes = std::move(made.front().sealed.bytes);
    entry.context = made.front().envelope.context();
    entry.seen_ms = now.ms;
    entry.dispositions = dispositions.SerializeAsString();
    entry.sidecar = sidecar.SerializeAsString();
    append(std::move(entry));
    absorb(pending.transaction.append.back(), made.front().envelope, dispositions);
  } else if (link.places[there->second] != Place::queued) {
    // A person had released it, and that decision is lost; or it was withdrawn since as overtaken, because a third party's link came up
    // first. What was sent stands: it is released again in the node's name, or it would not count here.
    for (const auto& [partner, one] : links) {
      if (one.places[there->second] == Place::none || one.places[there->second] == Place::queued ||
          one.places[there->second] == Place::numbered)
        continue;
      auto notice = own_notice({config.party}, envelope.context(), sha256(entropy, partner).bytes(), stream.outbox.size(), now);
      notice.set_case_id(envelope.case_id());
      auto* release = notice.mutable_release();
      release->set_record(digest.bytes());
      release->set_recipient(partner);
      release->set_verdict(v1::Release::RELEASE);
      release->mutable_reason()->set_ja("送付済みであったことを相手方が示したため");
      release->mutable_reason()->set_en("A partner showed that it had been sent");
      if (auto ok = append_own({std::move(notice)}, {"", ""}, now); !ok) return std::unexpected(ok.error());
    }
  }
  const std::uint64_t at = index.find(digest)->second;
  pending.transaction.numbered.push_back(place_numbered(link, stream, at));
  if (rows[at].opening < openings.size()) count_joint_number(openings[rows[at].opening]);
  return {};
}

}  // namespace tsugite::core
