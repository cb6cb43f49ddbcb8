// The pump: numbers what waits in a partner's queue while there is room in the window, seals it and hands it to the link.
//
// Right before an entry is numbered it is judged again: by the guard, by what it refers to, and by its case (a step that its
// partner's has overtaken is void and stays home). What was numbered is never withdrawn. Only committed entries are numbered, so
// that what goes out is on disk.
#include <algorithm>

#include "base/limits.h"
#include "core/state.h"
#include "federation/entries.h"
#include "ledger/outline.h"

namespace tsugite::core {
bool Core::wants_pump() const {
  for (const auto& [partner, link] : impl_->links) {
    if (link.state != LinkStatus::State::up) continue;
    const bool room = link.window.batch() != 0;
    for (const auto& [context, stream] : link.streams)
      if (Impl::receipt_may_go(link, stream) ||
          (room && ((stream.queued > 0 && !impl_->returning(context)) || stream.resend < stream.sent.size())))
        return true;
  }
  return false;
}

void Core::pump(WallTime now, const Bytes& entropy) {
  for (auto& [partner, link] : impl_->links)
    if (link.state == LinkStatus::State::up) impl_->pump(link, now, entropy);
}

namespace {

// Of one turn, for one partner: what is committed and sent together stays in the processor's caches on the way.
constexpr std::size_t turn_bytes = 1024 * 1024;

}  // namespace

std::vector<std::string> Core::Impl::in_turn(const Link& link) {
  std::vector<std::string> contexts;
  for (const auto& [context, stream] : link.streams) contexts.push_back(context);
  std::stable_partition(contexts.begin(), contexts.end(), [](const std::string& c) { return c == "real"; });
  return contexts;
}

void Core::Impl::pump(Link& link, WallTime now, const Bytes& entropy) {
  const std::size_t before = link.window.in_flight();
  const auto up = [&] { return link.state == LinkStatus::State::up; };  // until something that must go cannot
  const auto room = [&] { return up() && link.window.batch() != 0 && link.window.in_flight() - before < turn_bytes; };
  const bool idle = link.window.in_flight() == 0;
  for (const auto& context : in_turn(link)) {
    Stream& stream = link.streams.at(context);
    while (room() && send_again(link, context, stream, now)) {
    }
    while (room() && stream.resend >= stream.sent.size() && !returning(context) && send_new(link, context, stream, now, entropy)) {
    }
  }
  for (auto& [context, stream] : link.streams)
    if (up() && receipt_may_go(link, stream)) {
      stream.cosign_due = false;
      cosign(link, stream, context, now);
    }
  if (idle && link.window.in_flight() != 0) link.progress_ms = now.ms;
}

// What was numbered on an earlier link and did not arrive: the same records under a checkpoint that covers them.
bool Core::Impl::send_again(Link& link, const std::string& context, Stream& stream, WallTime now) {
  if (stream.resend >= stream.sent.size()) return false;
  auto seals = store.seals(outbox_key(link.partner, context), stream.resend + 1);
  if (!seals || seals->empty()) return false;
  const auto& seal = seals->front();
  federation::EntriesFrame frame(context, stream.resend, limits::batch_bytes);
  for (std::uint64_t n = stream.resend; n < seal.size; ++n) {
    const auto outline = instead(stream.sent[n]);
    auto size = outline && *outline ? (*outline)->size() : store.body_size(stream.sent[n]);
    if (size && !link.window.fits(frame.record_bytes() + *size)) return false;
    if (outline && size && *size > 0 && add_to(frame, stream.sent[n], *outline, *size)) continue;
    refuse(link,
           Error{"link.body-gone", rows[stream.sent[n]].digest.hex(),
                 Text{"番号を付けた記録の本文が失われ、再送できません",
                      "the body of a record that was numbered is no longer held: it cannot be sent again"}},
           now);
    return false;
  }
  stream.resend = seal.size;
  link.window.sent(context, seal.size, frame.record_bytes(), now);
  pending.frames.push_back({link.partner, guard.release_again(std::move(frame).finish(seal.checkpoint), link.partner)});
  return true;
}

// The record's bytes; or, of what was recalled or disposed of before the partner had it, its outline.
bool Core::Impl::add_to(federation::EntriesFrame& frame, std::uint64_t at, const std::optional<Bytes>& outline, std::size_t size) const {
  if (!outline) return frame.add(size, [&](Bytes& out) { return store.append_body(at, out).has_value(); });
  frame.add_outline(*outline, rows[at].digest, ledger::sign_outline(rows[at].digest, *outline, config.log));
  return true;
}

bool Core::Impl::refusals_wait(const Link& link, const Stream& stream) {
  return std::any_of(stream.queue[0].begin(), stream.queue[0].end(), [&](std::uint64_t at) { return link.places[at] == Place::queued; });
}

// One is owed, and no refusal of what it covers is still to be sent, for the first time or again.
bool Core::Impl::receipt_may_go(const Link& link, const Stream& stream) {
  return stream.cosign_due && stream.resend >= stream.sent.size() && !refusals_wait(link, stream);
}

std::optional<std::uint64_t> Core::Impl::next_queued(Link& link, Stream& stream) const {
  for (auto& queue : stream.queue) {
    while (!queue.empty() && link.places[queue.front()] != Place::queued) queue.pop_front();
    if (!queue.empty() && queue.front() < durable) return queue.front();
  }
  return std::nullopt;
}

// Whether this entry may go to this partner now; if not, where it goes instead.
std::expected<label::Released<std::uint64_t>, Place> Core::Impl::judge_at_send(Link& link, const std::string& context, std::uint64_t at,
                                                                               WallTime now, const Bytes& entropy) {
  const Row& row = rows[at];
  const bool elsewhere =
      std::any_of(links.begin(), links.end(), [&](const auto& other) { return other.second.places[at] == Place::numbered; });
  if (row.step && !elsewhere) {
    if (auto timely = cases->decide_at_send(row.digest, row.matter); !timely) {
      auto notice = own_notice({config.party}, context, entropy, at, now);
      if (auto step = envelope(at)) notice.set_case_id(step->case_id());
      notice.mutable_voided()->set_record(row.digest.bytes());
      notice.mutable_voided()->set_code(timely.error().code);
      notice.mutable_voided()->mutable_reason()->set_ja(timely.error().message.ja);
      notice.mutable_voided()->mutable_reason()->set_en(timely.error().message.en);
      // Were the notice not kept, the step would still not be sent, and it is judged again after the next start.
      (void)append_own({notice}, {"", ""}, now);
      return std::unexpected(Place::voided);
    }
  }
  if (row.subject == Row::unjudged) return std::unexpected(Place::never);
  auto released = guard.release(at, row.subject, link.partner, !approved.empty() && approved.contains({row.digest, link.partner}));
  if (!released) return std::unexpected(released.error().verdict == label::Decision::Verdict::never ? Place::never : Place::desk);
  return *std::move(released);
}

// What the entry refers to must be the partner's already, or go first.
Core::Impl::Reference Core::Impl::reference(const Link& link, std::uint64_t at) const {
  const Row& row = rows[at];
  for (std::uint8_t i = 0; i < row.references; ++i) {
    const std::uint64_t parent = references[row.first_reference + i];
    const Place place = parent == nowhere ? Place::none : link.places[parent];
    if (place == Place::queued && parent < durable) return {parent, true};
    if (place != Place::numbered && place != Place::theirs && place != Place::others) return {std::nullopt, false};
  }
  return {std::nullopt, true};
}

bool Core::Impl::send_new(Link& link, const std::string& context, Stream& stream, WallTime now, const Bytes& entropy) {
  const std::size_t most = link.window.batch();
  federation::EntriesFrame frame(context, stream.outbox.size(), std::min<std::size_t>(most, stream.queued * 1024));
  std::vector<label::Released<std::uint64_t>> parts;
  label::Guard::SubjectId told = Row::unjudged;  // of this subject somebody was told already
  bool worked = false, full = false;
  std::vector<std::uint64_t> stack;  // entries that wait for what they refer to, which is numbered first
  while (frame.record_bytes() < most && frame.count() < limits::entries_per_frame) {
    auto next = stack.empty() ? next_queued(link, stream) : std::optional(stack.back());
    if (!next) break;
    worked = true;
    if (!stack.empty()) stack.pop_back();
    const std::uint64_t at = *next;
    auto released = judge_at_send(link, context, at, now, entropy);
    if (!released) {
      leave(link, context, at, released.error());
      continue;
    }
    const Reference refers = reference(link, at);
    if (!refers.reachable || stack.size() >= limits::records_per_case) {
      leave(link, context, at, Place::desk);
      continue;
    }
    if (refers.first) {
      stack.push_back(at);
      stack.push_back(*refers.first);
      continue;
    }
    const auto outline = instead(at);
    const auto size = outline && *outline ? (*outline)->size() : store.body_size(at);
    if (size && !link.window.fits(frame.record_bytes() + *size)) {  // a file is full; nothing that counts less goes past it
      full = true;
      break;
    }
    if (!outline || !size || *size == 0 || !add_to(frame, at, *outline, *size)) {
      leave(link, context, at, Place::kept);  // it cannot be read: ledger verify says why
      continue;
    }
    if (rows[at].notice || rows[at].subject != told) tell({Topic::links}, at);
    if (!rows[at].notice) told = rows[at].subject;
    parts.push_back(std::move(*released));
    if (stream.shared.size() <= rows[at].subject) stream.shared.resize(rows[at].subject + 1);
    stream.shared[rows[at].subject].numbered.add(now.ms - rows[at].seen_ms);
    pending.transaction.numbered.push_back(place_numbered(link, stream, at));
    if (rows[at].opening < openings.size()) count_joint_number(openings[rows[at].opening]);
  }
  if (frame.count() == 0) return worked && !full;
  auto seal = stream.outbox.checkpoint(config.log);
  stream.resend = stream.outbox.size();
  link.window.sent(context, stream.outbox.size(), frame.record_bytes(), now);
  Bytes bytes = std::move(frame).finish(seal.checkpoint);
  pending.transaction.seals.push_back(std::move(seal));
  pending.frames.push_back({link.partner, guard.compose(std::move(bytes), parts, label::Recipient{link.partner, "", 0})});
  return !full;
}

}  // namespace tsugite::core
