#include "core/disposal.h"

#include <algorithm>

#include "core/state.h"
#include "ledger/outline.h"

namespace tsugite::core {
namespace {

constexpr std::size_t outlines_bytes = 48 * 1024;  // of one disposal record

std::unexpected<Error> denied(const char* code, std::string where, const char* en, const char* ja) {
  return fail(code, std::move(where), en, ja);
}

std::string named_by(const Digest& record) { return "disposed/" + record.hex(); }

Bytes place_bytes(std::uint64_t at) {
  Bytes out;
  for (int shift = 56; shift >= 0; shift -= 8) out.push_back(static_cast<char>(at >> shift & 0xff));
  return out;
}

std::uint64_t place_of(BytesView bytes) {
  std::uint64_t out = 0;
  for (const char byte : bytes) out = out << 8 | static_cast<unsigned char>(byte);
  return out;
}

}  // namespace

bool Core::Impl::is_disposed(std::uint64_t at) const { return at < rows.size() && !disposed.empty() && disposed.contains(rows[at].digest); }

Result<Bytes> Core::Impl::outline_in(std::uint64_t disposal, const Digest& record) const {
  const auto held = entry(disposal);
  if (!held) return std::unexpected(held.error());
  v1::Envelope envelope;
  envelope.ParseFromString(held->bytes);
  for (const auto& one : envelope.disposal().one())
    if (one.record() == record.bytes()) return one.outline();
  return denied("core.no-outline", record.hex(), "nothing is left of this record but its digest",
                "この記録はダイジェストしか残っていません");
}

// Of an entry whose key is gone, while the ledger is read: the disposal that speaks of it stands further on.
Result<Bytes> Core::Impl::outline_on_disk(const Digest& record) const {
  const auto place = store.get(named_by(record));
  if (!place) return std::unexpected(place.error());
  if (const auto known = config.disposed.find(record); !*place && known != config.disposed.end()) return known->second.outline;
  if (!*place)
    return denied("core.no-outline", record.hex(), "nothing is left of this record but its digest",
                  "この記録はダイジェストしか残っていません");
  return outline_in(place_of(**place), record);
}

// What goes to a partner, or back to one, in the place of its bytes: never the text of what was recalled or disposed of. Nothing: the
// record itself.
Result<std::optional<Bytes>> Core::Impl::instead(std::uint64_t at) const {
  const Digest& record = rows[at].digest;
  if (const auto gone = disposed.find(record); gone != disposed.end()) {
    if (gone->second.at == nowhere) {  // it came back as its outline, and that is what is held
      auto held = entry(at);
      if (!held) return std::unexpected(held.error());
      return std::move(held->bytes);
    }
    auto outline = outline_in(gone->second.at, record);
    if (!outline) return std::unexpected(outline.error());
    return *std::move(outline);
  }
  if (recalled.empty() || recall_in_force(record) == nullptr) return std::nullopt;
  const auto whole = envelope(at);
  if (!whole) return std::unexpected(whole.error());
  return ledger::encode(cases->outline(*whole));
}

void Core::Impl::absorb_disposal(const ledger::Entry& entry, const v1::Envelope& envelope) {
  const auto& disposal = envelope.disposal();
  for (const auto& one : disposal.one()) {
    const auto record = Digest::from(one.record());
    v1::Envelope outline;
    if (!record || !outline.ParseFromString(one.outline())) continue;
    disposed.insert_or_assign(
        *record,
        Gone{entry.index, {disposal.rule(), Text{disposal.reason().ja(), disposal.reason().en()}, envelope.seat(), entry.seen_ms}});
    cases->recall(*record, outline.party());
    const auto at = index.find(*record);
    if (at == index.end()) continue;
    for (auto& [partner, link] : links)  // it can wait at the desk no longer
      if (const Place place = link.places[at->second]; place == Place::desk || place == Place::never || place == Place::cleared)
        link.places[at->second] = Place::kept;
  }
  tell({Topic::cases, Topic::desk, Topic::alerts}, told_by(envelope));
}

// The record, the proposal that it makes, and the drafts of ours that hold the same text.
std::vector<std::uint64_t> Core::Impl::purge_unit(std::uint64_t at, const v1::Envelope& record) const {
  std::vector<std::uint64_t> out{at};
  if (record.has_step() && !record.step().proposal().empty())
    if (const auto proposal = Digest::from(record.step().proposal());
        proposal && std::ranges::count(record.after(), record.step().proposal()) != 0)
      if (const auto named = index.find(*proposal); named != index.end() && origin_of(named->second) == origin_of(at))
        out.push_back(named->second);
  const auto* c = cases->case_of(rows[at].digest);
  if (c == nullptr || !record.has_step() || record.party() != config.party) return out;
  for (const auto& one : c->records) {
    if (one.standing != casework::Standing::home && one.standing != casework::Standing::void_out_of_state) continue;
    const auto draft = envelope(one.index);
    if (draft && draft->has_staffing() && draft->staffing().has_step() && draft->staffing().step().step() == record.step().step())
      out.push_back(one.index);
  }
  return out;
}

std::optional<Error> Core::Impl::kept_by(const casework::Case& c) const {
  for (const auto& hold : config.retention.holds)
    if (std::ranges::count(hold.procedures, c.procedure) != 0 || std::ranges::count(hold.cases, c.id.hex()) != 0)
      return Error{"dispose.held",
                   hold.id,
                   {"保存の指定「" + hold.id + "」により廃棄できません：" + hold.reason.ja,
                    "the hold \"" + hold.id + "\" keeps it: " + hold.reason.en}};
  const auto charter = config.charters.find(c.charter);
  const auto* procedure = charter == config.charters.end() ? nullptr : charter->second->procedure(c.procedure);
  if (procedure != nullptr && procedure->amends)
    return Error{"dispose.needed", c.id.hex(), {"共通定義書の適用の根拠であるため廃棄できません", "a charter is in effect by it"}};
  for (const auto* other : cases->cases(c.context)) {
    if (other->ended || other->id == c.id) continue;
    for (const auto& record : other->records) {
      const auto said = envelope(record.index);
      if (!said) continue;
      const auto names_it = [&](const auto& fields) {
        return std::ranges::any_of(fields, [&](const v1::Field& field) {
          const auto named = field.has_record() ? Digest::from(field.record()) : std::unexpected(Error{});
          const auto* of = named ? cases->case_of(*named) : nullptr;
          return of != nullptr && of->id == c.id;
        });
      };
      if (names_it(said->step().field()) || names_it(said->proposal().field()))
        return Error{"dispose.needed",
                     other->id.hex(),
                     {"進行中の案件がこの案件の記録を参照しています", "a case that is still open names a record of it"}};
    }
  }
  return std::nullopt;
}

std::optional<DueCase> Core::Impl::due(const casework::Case& c, WallTime now) const {
  if (!c.ended || std::ranges::all_of(c.records, [&](const auto& one) { return is_disposed(one.index); })) return std::nullopt;
  for (const auto& rule : config.retention.rules) {
    if (std::ranges::count(rule.procedures, c.procedure) == 0 && std::ranges::count(rule.procedures, "*") == 0) continue;
    std::int64_t ended = c.state_since_ms;
    for (const auto& one : c.records) ended = std::max(ended, one.seen_ms);
    if (now.ms - ended < rule.after.ms) return std::nullopt;
    return DueCase{c.id, rule.id, rule.reason, ended, ended + rule.after.ms, kept_by(c)};
  }
  return std::nullopt;
}

Result<Core::Impl::Doomed> Core::Impl::doomed(const DisposeInput& input, WallTime now) const {
  Doomed out;
  if (input.case_id == CaseId{}) {
    const auto at = index.find(input.record);
    const auto record = at == index.end() ? Result<v1::Envelope>(std::unexpected(Error{})) : envelope(at->second);
    if (!record) return denied("dispose.unknown", input.record.hex(), "no such record is here", "その記録はありません");
    if (!record->has_step() && !record->has_proposal())
      return denied("dispose.unknown", input.record.hex(), "only steps and proposals are purged", "廃棄できるのは処置及び提案に限られます");
    const auto* c = cases->case_of(input.record);
    const auto charter = c == nullptr ? config.charters.end() : config.charters.find(c->charter);
    const auto* procedure = charter == config.charters.end() ? nullptr : charter->second->procedure(c->procedure);
    if (procedure != nullptr && procedure->amends)
      return denied("dispose.needed", input.record.hex(), "a charter is in effect by it", "共通定義書の適用の根拠であるため廃棄できません");
    out.rule = "purge";
    out.entries = purge_unit(at->second, *record);
  } else {
    const auto* c = cases->find(input.case_id);
    if (c == nullptr) return denied("dispose.unknown", input.case_id.hex(), "no such case is here", "その案件はありません");
    const auto ready = due(*c, now);
    if (!ready)
      return denied("dispose.not-due", input.case_id.hex(), "no retention rule asks for it yet",
                    "保存期間が満了していないか、保存の定めがありません");
    if (ready->kept) return std::unexpected(*ready->kept);
    out.rule = ready->rule;
    for (const auto& one : c->records) out.entries.push_back(one.index);
  }
  std::erase_if(out.entries, [&](std::uint64_t at) { return is_disposed(at); });
  if (out.entries.empty()) return denied("dispose.repeated", input.record.hex(), "it was disposed of already", "既に廃棄済みです");
  for (const std::uint64_t at : out.entries) {
    const bool waits = std::ranges::any_of(links, [&](const auto& one) { return one.second.places[at] == Place::queued; });
    const bool sent = std::ranges::any_of(links, [&](const auto& one) { return one.second.places[at] == Place::numbered; });
    if (waits && !sent)
      return denied("dispose.under-way", rows[at].digest.hex(), "it waits to be sent: withdraw it first",
                    "送付待ちです。先に取り下げてください");
  }
  return out;
}

Result<Done> Core::Impl::dispose_of(const DisposeInput& input, WallTime now) {
  if (auto ok = permitted(input.actor, now); !ok) return std::unexpected(ok.error());
  const auto* person = config.annex->person(input.actor.person);
  if (person == nullptr || !person->release_authority)
    return denied("dispose.authority", input.actor.person, "this account may not decide what is disposed of",
                  "このアカウントには廃棄を決める権限がありません");
  if (input.reason.ja().empty() && input.reason.en().empty())
    return denied("dispose.reason", "reason", "a disposal needs its reason", "廃棄には理由が必要です");
  const auto chosen = doomed(input, now);
  if (!chosen) return std::unexpected(chosen.error());
  std::vector<Outlined> all;
  for (const std::uint64_t at : chosen->entries) {
    const auto whole = envelope(at);
    if (!whole) return std::unexpected(whole.error());
    all.push_back({at, whole->context(), whole->case_id(), ledger::encode(cases->outline(*whole))});
  }
  auto destroyed = destroy(all, {chosen->rule, Text{input.reason.ja(), input.reason.en()}, input.actor.seat, now.ms}, input.actor.person,
                           input.entropy, now);
  if (destroyed)
    if (auto told = tell_destroyed(all, input.entropy, now); !told) return std::unexpected(told.error());
  return destroyed;
}

// A partner that had recalled one of them learns that its key is gone.
Result<void> Core::Impl::tell_destroyed(const std::vector<Outlined>& all, const Bytes& entropy, WallTime now) {
  std::uint64_t told = 0;
  for (const auto& one : all) {
    const auto* asked = recall_in_force(rows[one.at].digest);
    if (asked == nullptr || asked->by == config.party) continue;
    auto notice = own_notice({config.party, asked->by}, one.context, derive(entropy, "destroyed", 0), told++, now);
    notice.set_case_id(one.case_id);
    auto& ack = *notice.mutable_recall_ack();
    ack.set_recall(asked->recall.bytes());
    ack.set_record(rows[one.at].digest.bytes());
    ack.set_done(v1::RecallAck::DESTROYED);
    if (auto ok = append_own({std::move(notice)}, {"", ""}, now); !ok) return std::unexpected(ok.error());
  }
  return {};
}

// The records of it, one for as many outlines as fit; with them, the keys go.
Result<Done> Core::Impl::destroy(const std::vector<Outlined>& all, const Disposed& what, const std::string& person, const Bytes& entropy,
                                 WallTime now) {
  std::vector<v1::Envelope> notices;
  std::vector<std::size_t> in;  // which of them speaks of each
  std::size_t room = 0;
  for (const auto& one : all) {
    if (one.outline.size() > room || notices.back().context() != one.context || notices.back().case_id() != one.case_id) {
      auto notice = own_notice({config.party}, one.context, entropy, notices.size(), now);
      notice.set_seat(what.seat);
      notice.set_case_id(one.case_id);
      auto& disposal = *notice.mutable_disposal();
      disposal.set_rule(what.rule);
      disposal.mutable_reason()->set_ja(what.reason.ja);
      disposal.mutable_reason()->set_en(what.reason.en);
      notices.push_back(std::move(notice));
      room = std::max(outlines_bytes, one.outline.size());
    }
    room -= one.outline.size();
    auto& said = *notices.back().mutable_disposal()->add_one();
    said.set_record(rows[one.at].digest.bytes());
    said.set_outline(one.outline);
    in.push_back(notices.size() - 1);
  }
  Done out;
  if (auto id = CaseId::from(notices.front().case_id())) out.case_id = *id;
  const std::uint64_t first = rows.size();
  auto records = append_own(std::move(notices), {person, ""}, now);
  if (!records) return std::unexpected(records.error());
  for (std::size_t i = 0; i < all.size(); ++i) {
    pending.transaction.put[named_by(rows[all[i].at].digest)] = place_bytes(first + in[i]);
    pending.transaction.dispose.push_back(all[i].at);
  }
  out.records = *std::move(records);
  return out;
}

// Of what an older ledger holds, and a disposal of it is remembered beside the keys: it was restored from before that.
Result<std::uint64_t> Core::dispose_again(WallTime now, const Bytes& entropy) {
  auto& self = *impl_;
  std::map<std::string, std::vector<Impl::Outlined>> by_rule;
  std::uint64_t count = 0;
  for (const auto& [record, known] : self.config.disposed) {
    const auto at = self.index.find(record);
    v1::Envelope outline;
    if (at == self.index.end() || self.disposed.contains(record) || !outline.ParseFromString(known.outline)) continue;
    by_rule[known.rule].push_back({at->second, outline.context(), outline.case_id(), known.outline});
    ++count;
  }
  std::uint64_t turn = 0;
  for (const auto& [rule, all] : by_rule)
    if (auto done = self.destroy(
            all, {rule, {"復元したものに含まれていたため、再び廃棄した", "Disposed of again: it came back with a restore"}, "node", now.ms},
            "", derive(entropy, "disposed again", ++turn), now);
        !done)
      return std::unexpected(done.error());
  return count;
}

std::vector<std::pair<Digest, RememberedDisposal>> Core::disposals_not_remembered() const {
  std::vector<std::pair<Digest, RememberedDisposal>> out;
  for (const auto& [record, gone] : impl_->disposed) {
    if (gone.at == nowhere || impl_->config.disposed.contains(record)) continue;
    if (auto outline = impl_->outline_in(gone.at, record))
      out.emplace_back(record, RememberedDisposal{gone.what.rule, *std::move(outline)});
  }
  return out;
}

void Core::dispose(const DisposeInput& input, WallTime now) {
  impl_->begin(now);
  impl_->pending.answers.push_back({input.ticket, impl_->dispose_of(input, now)});
}

std::optional<Disposed> Core::disposal_of(const Digest& record) const {
  const auto gone = impl_->disposed.find(record);
  if (gone == impl_->disposed.end()) return std::nullopt;
  return gone->second.what;
}

std::vector<DueCase> Core::due(const std::string& context, WallTime now) const {
  std::vector<DueCase> out;
  for (const auto* c : impl_->cases->cases(context))
    if (auto one = impl_->due(*c, now)) out.push_back(*std::move(one));
  std::ranges::sort(out, {}, [](const DueCase& one) { return std::pair(one.due_ms, one.case_id); });
  return out;
}

}  // namespace tsugite::core
