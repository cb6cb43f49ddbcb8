// What every entry of the ledger does to the state: now, when it is appended, and again in the same way when a node starts.
#include <algorithm>

#include "core/state.h"

namespace tsugite::core {
namespace {

constexpr std::size_t kept_refusals = 200;
constexpr std::size_t kept_commands = 20'000;

bool undecided(Place place) { return place == Place::desk || place == Place::never || place == Place::kept; }
bool at_desk(Place place) { return undecided(place) || place == Place::cleared; }

}  // namespace

void Core::Impl::append(ledger::Entry entry) {
  ledger.append(entry);
  pending.transaction.append.push_back(std::move(entry));
}

void Core::Impl::absorb(const ledger::Entry& entry, const v1::Envelope& envelope, const v1::Dispositions& dispositions,
                        const casework::Admitted* found) {
  rows.push_back({entry.digest, entry.seen_ms});
  index.emplace(entry.digest, entry.index);
  for (auto& [partner, link] : links) {
    const auto third = [&] {
      return !entry.source.empty() &&
             std::find(envelope.audience().begin(), envelope.audience().end(), partner) != envelope.audience().end();
    };
    link.places.push_back(entry.source == partner ? Place::theirs : third() ? Place::others : Place::none);
    link.numbers.push_back(nowhere);
  }
  if (dispositions.one_size() > 0) note_sending(envelope, dispositions);

  // Its author counts what it numbered, and learns only later that we refused it.
  if (!entry.source.empty() && envelope.party() == entry.source)
    if (auto opening = opening_of(envelope)) count_joint_number(*opening);
  v1::Sidecar sidecar;
  if (!entry.sidecar.empty()) sidecar.ParseFromString(entry.sidecar);
  if (!sidecar.refused().empty()) {  // held so that the partner's outbox stays whole, never folded
    refused.insert(entry.digest);
    return;
  }
  if (!sidecar.outline().empty()) {
    disposed.try_emplace(entry.digest, Gone{nowhere, {"originator", {}, "", entry.seen_ms}});
    cases->recall(entry.digest, envelope.party());
  }
  if (!sidecar.returned().empty()) {
    if (auto by = links.find(sidecar.returned()); by != links.end()) ++stream_of(by->second, entry.context).returned;
    for (const auto& one : dispositions.one()) approved.emplace(entry.digest, one.partner());  // as it had been, to all of them
    // What it refers to was there when it was made, and may come back after it; or came before it, and was refused.
    for (const auto& named : envelope.after())
      if (const auto digest = Digest::from(named); digest && !index.contains(*digest)) held_before.insert(*digest);
      else if (digest && refused.erase(*digest) != 0) absorb_refused(index.find(*digest)->second);
    Row& row = rows.back();
    const auto known = std::remove(references.begin() + static_cast<std::ptrdiff_t>(row.first_reference), references.end(), nowhere);
    references.erase(known, references.end());
    row.references = static_cast<std::uint8_t>(references.size() - row.first_reference);
  }
  if (!sidecar.command().empty()) {
    auto [it, fresh] = done.try_emplace(sidecar.command());
    if (fresh) {
      done_order.push_back(sidecar.command());
      if (auto id = CaseId::from(envelope.case_id())) it->second.case_id = *id;
    }
    it->second.records.push_back(entry.digest);
    if (done_order.size() > kept_commands) {
      done.erase(done_order.front());
      done_order.pop_front();
    }
  }
  for (const auto& one : dispositions.one()) {
    auto link = links.find(one.partner());
    if (link == links.end()) continue;
    if (one.verdict() == v1::Dispositions::QUEUE) {
      // A proposal goes with its step; of one that came back the step may be lost.
      const bool with_its_step = envelope.has_proposal() && sidecar.returned().empty();
      const auto urgency = envelope.has_refusal() ? 0 : envelope.has_recall() ? 1 : one.priority() + 2;
      enqueue(link->second, entry.context, entry.index, urgency, with_its_step);
    } else {
      link->second.places[entry.index] = one.never() ? Place::never : Place::desk;
      link->second.desk.push_back(entry.index);
    }
  }
  for (const auto& one : dispositions.one())
    if (one.verdict() == v1::Dispositions::DESK)
      cases->withhold(entry.digest, Error{one.code(), entry.digest.hex(), Text{one.reason().ja(), one.reason().en()}});
  absorb_body(entry, envelope, sidecar.person(), found);
}

// A partner's, held and not folded. A record of ours that came back names it: we had taken it, and nobody counts our refusal of it any
// more.
void Core::Impl::absorb_refused(std::uint64_t at) {
  const auto held = entry(at);
  const auto said = envelope(at);
  if (held && said) absorb_body(*held, *said, "", nullptr);
}

void Core::Impl::absorb_body(const ledger::Entry& entry, const v1::Envelope& envelope, const std::string& person,
                             const casework::Admitted* found) {
  switch (envelope.body_case()) {
    case v1::Envelope::kRelease: absorb_release(envelope.release(), person, entry.seen_ms); break;
    case v1::Envelope::kStandingRule: absorb_standing(envelope.standing_rule(), person, entry.seen_ms); break;
    case v1::Envelope::kRefusal: absorb_refusal(envelope, entry.seen_ms); break;
    case v1::Envelope::kVoided: absorb_voided(envelope.voided()); break;
    case v1::Envelope::kRecall: absorb_recall(entry, envelope); break;
    case v1::Envelope::kRecallAck: absorb_recall_ack(entry, envelope); break;
    case v1::Envelope::kDisposal: absorb_disposal(entry, envelope); break;
    case v1::Envelope::kOpaque: return;  // held, never folded
    default: break;
  }
  rows[entry.index].matter = cases->fold(casework::Recorded{entry.digest, &envelope, entry.index, entry.seen_ms, found});
}

// Beside the row, while the record is at hand.
void Core::Impl::note_sending(const v1::Envelope& envelope, const v1::Dispositions& dispositions) {
  Row& row = rows.back();
  if (auto label = ledger::label_of(envelope.label()))
    row.subject = guard.know({std::move(*label), {envelope.audience().begin(), envelope.audience().end()}, dispositions.kind()});
  row.step = envelope.has_step();
  row.notice = is_notice(envelope);
  if (auto opening = opening_of(envelope)) {
    row.opening = static_cast<std::uint32_t>(openings.size());
    openings.push_back(*opening);
  }
  row.first_reference = references.size();
  row.references = static_cast<std::uint8_t>(envelope.after_size());  // at most limits::after_digests
  for (const auto& named : envelope.after()) {
    auto digest = Digest::from(named);
    auto at = digest ? index.find(*digest) : index.end();
    references.push_back(at == index.end() ? nowhere : at->second);
  }
}

void Core::Impl::enqueue(Link& link, const std::string& context, std::uint64_t entry_index, std::size_t queue, bool proposal) {
  if (link.state == LinkStatus::State::removed) {
    link.places[entry_index] = Place::ended;
    return;
  }
  Stream& stream = stream_of(link, context);
  // A proposal takes no turn of its own: the step that makes it brings it along, or it stays.
  if (!proposal) stream.queue[std::min(queue, queues - 1)].push_back(entry_index);
  ++stream.queued;
  link.places[entry_index] = Place::queued;
}

void Core::Impl::absorb_release(const v1::Release& release, const std::string& person, std::int64_t seen_ms) {
  auto record = Digest::from(release.record());
  auto link = links.find(release.recipient());
  if (!record || link == links.end()) return;
  if (release.verdict() == v1::Release::RELEASE && release.first_of_two()) {
    first_releases.insert_or_assign({*record, release.recipient()},
                                    FirstRelease{person, seen_ms, Text{release.reason().ja(), release.reason().en()}});
    return;
  }
  first_releases.erase({*record, release.recipient()});
  if (release.verdict() == v1::Release::REPLACE) replaced.insert(*record);
  auto at = index.find(*record);
  if (at == index.end()) return;
  auto decide = [&](std::uint64_t entry_index, const std::string& context, bool proposal) {
    const Place now = link->second.places[entry_index];
    if (!at_desk(now) && now != Place::voided) return;  // withdrawn as not sent, and it turned out to have been: returned.cc
    if (release.verdict() != v1::Release::RELEASE) {
      link->second.places[entry_index] = Place::kept;
      return;
    }
    approved.emplace(rows[entry_index].digest, release.recipient());
    link->second.places[entry_index] = Place::cleared;
    if (now == Place::voided) cases->came_back(rows[entry_index].digest);
    // It goes to all of its audience at once, and counts from then on: a state that only some see is no joint state.
    if (std::any_of(links.begin(), links.end(), [&](const auto& one) { return undecided(one.second.places[entry_index]); })) return;
    for (auto& [partner, one] : links)
      if (one.places[entry_index] == Place::cleared) enqueue(one, context, entry_index, 3, proposal);
    cases->release(rows[entry_index].digest);
  };
  auto released = envelope(at->second);
  if (!released) return;
  // A step and the proposal it makes were withheld as one and are released as one.
  if (released->has_step() && !released->step().proposal().empty())
    if (auto proposal = Digest::from(released->step().proposal()))
      if (auto it = index.find(*proposal); it != index.end()) decide(it->second, released->context(), true);
  decide(at->second, released->context(), false);
}

void Core::Impl::absorb_voided(const v1::Voided& voided) {
  auto record = Digest::from(voided.record());
  auto at = record ? index.find(*record) : index.end();
  if (at == index.end()) return;
  auto context = entry(at->second);
  if (!context) return;
  withdrawn.insert_or_assign(*record, Error{voided.code(), record->hex(), Text{voided.reason().ja(), voided.reason().en()}});
  for (auto& [partner, link] : links)
    if (link.places[at->second] != Place::none) leave(link, context->context, at->second, Place::voided);
}

// Out of the queue, and the proposal that a step makes with it.
void Core::Impl::leave(Link& link, const std::string& context, std::uint64_t entry_index, Place place) {
  // What another partner has counts: that a person is asked about the second does not take it back.
  const auto elsewhere = [&](std::uint64_t at) {
    return std::any_of(links.begin(), links.end(), [&](const auto& one) { return one.second.places[at] == Place::numbered; });
  };
  auto set = [&](std::uint64_t at) {
    if (link.places[at] == Place::numbered || link.places[at] == Place::theirs || link.places[at] == Place::others) return;
    if (link.places[at] == Place::queued) --stream_of(link, context).queued;
    link.places[at] = place;
    if (at_desk(place) && !elsewhere(at))
      cases->withhold(rows[at].digest, Error{"guard.at-send", rows[at].digest.hex(),
                                             Text{"送信前の審査で保留しました", "Held back by the judgement right before sending"}});
    auto position = std::lower_bound(link.desk.begin(), link.desk.end(), at);
    if ((place == Place::desk || place == Place::never) && (position == link.desk.end() || *position != at)) link.desk.insert(position, at);
  };
  set(entry_index);
  const auto step = envelope(entry_index);
  if (step && step->has_step() && !step->step().proposal().empty())
    if (auto proposal = Digest::from(step->step().proposal()))
      if (auto it = index.find(*proposal); it != index.end()) set(it->second);
  tell({Topic::desk, Topic::cases}, entry_index);
}

void Core::Impl::absorb_refusal(const v1::Envelope& envelope, std::int64_t seen_ms) {
  const auto& refusal = envelope.refusal();
  auto record = Digest::from(refusal.record());
  if (!record) return;
  RefusalNote note{*record, CaseId{}, envelope.party(),
                   Error{refusal.code(), record->hex(), Text{refusal.reason().ja(), refusal.reason().en()}}, seen_ms};
  if (auto id = CaseId::from(envelope.case_id())) note.case_id = *id;
  for (auto& [partner, link] : links) {
    if (std::find(envelope.audience().begin(), envelope.audience().end(), partner) == envelope.audience().end()) continue;
    link.refusals.push_back(note);
    if (link.refusals.size() > kept_refusals) link.refusals.pop_front();
  }
  tell({Topic::links, Topic::cases}, told_by(envelope));
}

void Core::Impl::tell(std::initializer_list<Topic> topics, const v1::Label& label) {
  const auto readable = ledger::label_of(label);
  if (!readable) return;  // nobody may read it
  for (const Topic topic : topics) pending.changed.emplace(topic, *readable);
}

void Core::Impl::tell(std::initializer_list<Topic> topics, std::uint64_t entry_index) {
  if (const auto subject = rows[entry_index].subject; subject != Row::unjudged && !rows[entry_index].notice) {
    for (const Topic topic : topics) pending.changed.emplace(topic, guard.known(subject).label);
  } else if (const auto record = envelope(entry_index)) {
    tell(topics, told_by(*record));
  }
}

v1::Label Core::Impl::told_by(const v1::Envelope& notice) const {
  const std::string* named = notice.has_refusal()                                    ? &notice.refusal().record()
                             : notice.has_release()                                  ? &notice.release().record()
                             : notice.has_voided()                                   ? &notice.voided().record()
                             : notice.has_recall()                                   ? &notice.recall().record()
                             : notice.has_recall_ack()                               ? &notice.recall_ack().record()
                             : notice.has_disposal() && notice.disposal().one_size() ? &notice.disposal().one(0).record()
                                                                                     : nullptr;
  const auto digest = named != nullptr ? Digest::from(*named) : Result<Digest>(fail("", "", "", ""));
  const auto at = digest ? index.find(*digest) : index.end();
  if (at == index.end()) return named == nullptr ? notice.label() : v1::Label{};  // of what is not here nobody can be told
  const auto record = envelope(at->second);
  return record ? record->label() : v1::Label{};
}

ledger::Numbered Core::Impl::place_numbered(Link& link, Stream& stream, std::uint64_t entry_index) {
  if (link.places[entry_index] == Place::queued && stream.queued > 0) --stream.queued;
  link.places[entry_index] = Place::numbered;
  link.numbers[entry_index] = stream.outbox.size();
  stream.sent.push_back(entry_index);
  return stream.outbox.number(entry_index, rows[entry_index].digest);
}

// A case's joint number: the opener's count, in the order of its outbox, of cases with the same holders.
std::optional<Core::Impl::Opening> Core::Impl::opening_of(const v1::Envelope& envelope) {
  if (!envelope.has_step() || envelope.step().role().empty() || envelope.audience_size() < 2) return std::nullopt;
  auto id = CaseId::from(envelope.case_id());
  auto charter_digest = Digest::from(envelope.charter());
  if (!id || !charter_digest) return std::nullopt;
  auto found = config.charters.find(*charter_digest);
  const charter::Procedure* procedure = found == config.charters.end() ? nullptr : found->second->procedure(envelope.step().procedure());
  if (procedure == nullptr) return std::nullopt;
  const auto& markings = found->second->marking.classifications;  // of the record's own charter: every holder counts it in the same series
  const auto marking = markings.find(envelope.label().classification());
  const int rank = marking == markings.end() ? 0 : marking->second.rank;
  const auto same = [&](const Series& series) {
    return series.context == envelope.context() && series.party == envelope.party() && series.prefix == procedure->number_prefix &&
           series.rank == rank &&
           std::equal(series.audience.begin(), series.audience.end(), envelope.audience().begin(), envelope.audience().end());
  };
  auto series = std::find_if(number_series.begin(), number_series.end(), same);
  if (series == number_series.end())
    series = number_series.insert(series, {envelope.context(),
                                           envelope.party(),
                                           procedure->number_prefix,
                                           rank,
                                           {envelope.audience().begin(), envelope.audience().end()},
                                           0});
  return Opening{*id, static_cast<std::uint32_t>(series - number_series.begin())};
}

void Core::Impl::count_joint_number(const Opening& opening) {
  if (auto [at, fresh] = joint_numbers.try_emplace(opening.id); fresh) at->second = {opening.series, ++number_series[opening.series].last};
}

}  // namespace tsugite::core
