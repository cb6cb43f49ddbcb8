// Recalls: asked by a person here, taken from a partner, answered; and the one place where what was recalled stops being given out.
#include "core/recall.h"

#include <algorithm>

#include "base/sha256.h"
#include "core/state.h"

namespace tsugite::core {
namespace {

std::unexpected<Error> denied(const char* code, const Digest& record, const char* en, const char* ja) {
  return fail(code, record.hex(), en, ja);
}

// What a record says, taken out of it. Where it stands and what it does to its case is left.
void without_text(v1::Envelope& envelope) {
  if (envelope.has_proposal()) envelope.mutable_proposal()->clear_field();
  if (envelope.has_staffing()) {
    envelope.mutable_staffing()->clear_step();
    envelope.mutable_staffing()->clear_proposal();
    envelope.mutable_staffing()->clear_reason();
  }
  if (!envelope.has_step()) return;
  envelope.mutable_step()->clear_field();
  envelope.mutable_step()->clear_number();
}

bool sent_to_somebody(const std::map<std::string, Link>& links, std::uint64_t at) {
  return std::ranges::any_of(links, [&](const auto& one) { return one.second.places[at] == Place::numbered; });
}

bool waits_for_somebody(const std::map<std::string, Link>& links, std::uint64_t at) {
  return std::ranges::any_of(links, [&](const auto& one) { return one.second.places[at] == Place::queued; });
}

}  // namespace

const std::string& Core::Impl::origin_of(std::uint64_t at) const {
  for (const auto& [partner, link] : links)
    if (link.places[at] == Place::theirs) return partner;
  return config.party;
}

const Core::Impl::Asked* Core::Impl::recall_in_force(const Digest& record) const {
  const auto asked = recalled.find(record);
  const auto at = index.find(record);
  if (asked == recalled.end() || at == index.end()) return nullptr;
  const std::string& originator = origin_of(at->second);
  const auto last = std::find_if(asked->second.rbegin(), asked->second.rend(), [&](const Asked& one) { return one.by == originator; });
  return last == asked->second.rend() ? nullptr : &*last;
}

// Our own stays ours to read: we recalled it from others. Disposal is what takes it from ourselves.
bool Core::Impl::served(std::uint64_t at) const {
  if (is_disposed(at)) return false;
  if (recalled.empty() || at >= rows.size()) return true;
  const auto* asked = recall_in_force(rows[at].digest);
  return asked == nullptr || asked->by == config.party;
}

// The records that are recalled as one; or why not.
Result<std::vector<std::uint64_t>> Core::Impl::recallable(const RecallInput& input) const {
  const auto* person = config.annex->person(input.actor.person);
  if (person == nullptr || !person->release_authority)
    return fail("recall.authority", input.actor.person, "this account may not decide what leaves, nor what is recalled",
                "このアカウントには、対外提供及び回収を決める権限がありません");
  const auto at = index.find(input.record);
  if (at == index.end()) return denied("recall.unknown", input.record, "no such record is here", "その記録はありません");
  if (origin_of(at->second) != config.party)
    return denied("recall.not-originator", input.record, "only its originator can recall a record: ask that party to",
                  "記録を回収できるのは作成元に限られます。作成元に依頼してください");
  const auto record = envelope(at->second);
  if (!record) return std::unexpected(record.error());
  if (record->audience_size() < 2 || (!record->has_step() && !record->has_proposal()))
    return denied("recall.kind", input.record, "only what was shared is recalled: steps and proposals",
                  "回収できるのは、共有した処置及び提案に限られます");
  if (input.ask == v1::Recall::ASK_UNSPECIFIED || input.reason.ja().empty() || input.reason.en().empty())
    return denied("recall.reason", input.record, "a recall needs what is asked and its reason, in both languages",
                  "回収には、求める内容と、日英両語の理由が必要です");
  if (const auto* before = recall_in_force(input.record); before != nullptr && before->ask >= input.ask)
    return denied("recall.repeated", input.record, "this was asked for already", "既に回収を求めています");
  if (!sent_to_somebody(links, at->second) && !waits_for_somebody(links, at->second))
    return denied("recall.not-sent", input.record, "it has not left: decide on it at the release desk",
                  "まだ提供していません。対外提供審査で決定してください");
  std::vector<std::uint64_t> unit{at->second};
  if (!record->has_step() || record->step().proposal().empty()) return unit;
  const auto proposal = Digest::from(record->step().proposal());
  const auto named = proposal ? index.find(*proposal) : index.end();
  const bool own = named != index.end() && std::ranges::count(record->after(), record->step().proposal()) != 0 &&
                   origin_of(named->second) == config.party;
  if (own) unit.push_back(named->second);
  return unit;
}

// It waits for everybody: what was only queued can be withdrawn, and nobody else has it.
Result<Done> Core::Impl::withdraw(const std::vector<std::uint64_t>& unit, const RecallInput& input, WallTime now) {
  const auto record = envelope(unit.front());
  if (!record) return std::unexpected(record.error());
  auto notice = own_notice({config.party}, record->context(), input.entropy, 0, now);
  notice.set_seat(input.actor.seat);
  notice.set_case_id(record->case_id());
  auto& voided = *notice.mutable_voided();
  voided.set_record(rows[unit.front()].digest.bytes());
  voided.set_code("recall.before-sent");
  voided.mutable_reason()->set_ja("送付前に取り下げました：" + input.reason.ja());
  voided.mutable_reason()->set_en("Withdrawn before it was sent: " + input.reason.en());
  auto records = append_own({std::move(notice)}, {input.actor.person, ""}, now);
  if (!records) return std::unexpected(records.error());
  return Done{*CaseId::from(record->case_id()), *std::move(records)};
}

Result<Done> Core::Impl::recall(const RecallInput& input, WallTime now) {
  if (auto ok = permitted(input.actor, now); !ok) return std::unexpected(ok.error());
  const auto unit = recallable(input);
  if (!unit) return std::unexpected(unit.error());
  tell({Topic::cases, Topic::desk, Topic::links}, unit->front());
  // A proposal goes before the step that makes it, perhaps in an earlier frame: what any partner has of them is recalled as a whole.
  if (std::ranges::none_of(*unit, [&](std::uint64_t at) { return sent_to_somebody(links, at); })) return withdraw(*unit, input, now);
  std::vector<v1::Envelope> notices;
  for (const std::uint64_t at : *unit) {
    const auto record = envelope(at);
    if (!record) return std::unexpected(record.error());
    auto notice = own_notice({record->audience().begin(), record->audience().end()}, record->context(), input.entropy, notices.size(), now);
    notice.set_seat(input.actor.seat);
    notice.set_case_id(record->case_id());
    auto& recall = *notice.mutable_recall();
    recall.set_record(rows[at].digest.bytes());
    recall.set_ask(input.ask);
    *recall.mutable_reason() = input.reason;
    notices.push_back(std::move(notice));
  }
  Done out;
  if (auto id = CaseId::from(notices.front().case_id())) out.case_id = *id;
  auto records = append_own(std::move(notices), {input.actor.person, ""}, now);
  if (!records) return std::unexpected(records.error());
  out.records = *std::move(records);
  return out;
}

// A recall that overtook its record is kept: it holds as soon as the record comes, if it comes from the same party.
Result<void> Core::Impl::recall_acceptable(const std::string& partner, const v1::Envelope& envelope) const {
  if (envelope.has_recall()) {
    const auto record = Digest::from(envelope.recall().record());
    if (!record) return std::unexpected(record.error());
    const auto at = index.find(*record);
    if (at == index.end()) return {};
    if (origin_of(at->second) != partner)
      return denied("recall.not-originator", *record, "only its originator can recall a record", "記録を回収できるのは作成元に限られます");
    // It only takes away: where the record itself cannot be read, it counts.
    const auto held = entry(at->second);
    if (held && held->context != envelope.context())
      return denied("recall.context", *record, "the recall is of another context than its record",
                    "回収の区分（実任務・演習）が記録と異なります");
  }
  if (envelope.has_recall_ack()) {
    const auto record = Digest::from(envelope.recall_ack().record());
    const auto asked = record ? recalled.find(*record) : recalled.end();
    const bool ours =
        asked != recalled.end() && std::ranges::any_of(asked->second, [&](const Asked& one) {
          return one.by == config.party && one.recall.view() == envelope.recall_ack().recall() && one.context == envelope.context();
        });
    if (!ours) return fail("recall.not-asked", partner, "an answer to a recall that we did not make", "当方が行っていない回収への回答です");
  }
  return {};
}

v1::Envelope Core::Impl::recall_ack_of(const std::string& partner, const ledger::Entry& recall, const v1::Envelope& envelope, WallTime now,
                                       const Bytes& entropy) const {
  auto notice = own_notice({config.party, partner}, recall.context, sha256(entropy, "recall").bytes(), recall.source_number, now);
  notice.set_case_id(envelope.case_id());
  auto& ack = *notice.mutable_recall_ack();
  ack.set_recall(recall.digest.bytes());
  ack.set_record(envelope.recall().record());
  ack.set_done(v1::RecallAck::STOPPED);
  return notice;
}

void Core::Impl::absorb_recall(const ledger::Entry& entry, const v1::Envelope& envelope) {
  const auto& recall = envelope.recall();
  const auto record = Digest::from(recall.record());
  if (!record) return;
  recalled[*record].push_back({entry.digest,
                               envelope.party(),
                               envelope.context(),
                               envelope.wall_ms(),
                               recall.ask(),
                               Text{recall.reason().ja(), recall.reason().en()},
                               {envelope.audience().begin(), envelope.audience().end()}});
  if (envelope.party() == config.party)
    for (const auto& party : envelope.audience()) approved.emplace(entry.digest, party);
  cases->recall(*record, envelope.party());
  tell({Topic::cases, Topic::desk, Topic::alerts}, told_by(envelope));
}

void Core::Impl::absorb_recall_ack(const ledger::Entry& entry, const v1::Envelope& envelope) {
  const auto& ack = envelope.recall_ack();
  const auto recall = Digest::from(ack.recall());
  if (!recall) return;
  if (envelope.party() == config.party)
    for (const auto& party : envelope.audience()) approved.emplace(entry.digest, party);
  auto& known = recall_acks[*recall][envelope.party()];
  if (ack.done() > known.done) known = {ack.done(), entry.seen_ms};
  tell({Topic::cases, Topic::desk}, told_by(envelope));
}

RecallStatus Core::Impl::status_of(const Digest& record, const Asked& asked) const {
  using Stage = RecallHolder::Stage;
  RecallStatus out{record, asked.recall, {}, asked.by, asked.at_ms, asked.ask, asked.reason, {}};
  if (const auto at = index.find(asked.recall); at != index.end())
    if (const auto notice = envelope(at->second))
      if (const auto id = CaseId::from(notice->case_id())) out.case_id = *id;
  const auto acks = recall_acks.find(asked.recall);
  for (const auto& party : asked.audience) {
    // Of the others that hold a partner's record, only that partner knows.
    if (party == asked.by || (asked.by != config.party && party != config.party)) continue;
    RecallHolder holder{party, Stage::pending, 0, false};
    const auto told = delivery_of(asked.recall, party);
    if (told.state == Delivery::State::receipted) holder = {party, Stage::delivered, told.at_ms, false};
    if (told.state == Delivery::State::refused) holder = {party, Stage::refused, told.at_ms, false};
    if (acks != recall_acks.end())
      if (const auto ack = acks->second.find(party); ack != acks->second.end())
        holder = {party, Stage::acknowledged, ack->second.at_ms, ack->second.done == v1::RecallAck::DESTROYED};
    out.holders.push_back(std::move(holder));
  }
  return out;
}

void Core::recall(const RecallInput& input, WallTime now) {
  impl_->begin(now);
  impl_->pending.answers.push_back({input.ticket, impl_->recall(input, now)});
}

Result<ledger::Entry> Core::entry(std::uint64_t index) const {
  auto out = impl_->entry(index);
  if (out && !impl_->served(index)) out->bytes.clear();
  return out;
}

Result<v1::Envelope> Core::envelope(std::uint64_t index) const {
  auto out = impl_->envelope(index);
  if (out && !impl_->served(index)) without_text(*out);
  return out;
}

std::optional<RecallStatus> Core::recall_of(const Digest& record) const {
  const auto* asked = impl_->recall_in_force(record);
  if (asked == nullptr) return std::nullopt;
  return impl_->status_of(record, *asked);
}

std::vector<RecallStatus> Core::recalls(const std::string& context) const {
  std::vector<std::pair<std::uint64_t, RecallStatus>> found;
  for (const auto& [record, asked] : impl_->recalled)
    if (const auto* last = impl_->recall_in_force(record); last != nullptr && last->context == context)
      found.emplace_back(impl_->index.find(last->recall)->second, impl_->status_of(record, *last));
  std::ranges::sort(found, std::greater{}, [](const auto& one) { return one.first; });
  std::vector<RecallStatus> out;
  for (auto& [at, status] : found) out.push_back(std::move(status));
  return out;
}

}  // namespace tsugite::core
