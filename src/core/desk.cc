// The release desk 対外提供審査: what waits for a person, what a partner would get, and the decision.
//
// Where the rules ask for two persons, the first one's decision is on record and shown, and nothing leaves until another account
// confirms it; to refuse takes one. Who may decide has release authority in the annex and holds the seat.
#include <algorithm>

#include "core/state.h"

namespace tsugite::core {

Result<void> Core::Impl::may_decide(const casework::Actor& actor, WallTime now) const {
  if (auto ok = permitted(actor, now); !ok) return ok;
  const auto* person = config.annex->person(actor.person);
  if (person == nullptr || !person->release_authority)
    return fail("desk.authority", actor.person, "this account may not decide what leaves",
                "このアカウントには対外提供を決める権限がありません");
  return {};
}

// A record that waits for a decision on this partner, or was decided not to go to it.
Result<Core::Impl::AtDesk> Core::Impl::at_the_desk(const Digest& record, const std::string& partner) const {
  auto at = index.find(record);
  auto link = links.find(partner);
  if (at == index.end() || link == links.end())
    return fail("desk.unknown", record.hex(), "no such record waits here", "その記録は審査にありません");
  AtDesk out;
  out.index = at->second;
  out.place = link->second.places[at->second];
  if ((out.place != Place::desk && out.place != Place::never && out.place != Place::kept) || replaced.contains(record))
    return fail("desk.settled", record.hex(), "this record does not wait for a decision", "この記録は審査待ちではありません");
  auto found = entry(at->second);
  if (!found) return std::unexpected(found.error());
  auto read = envelope(at->second);
  if (!read) return std::unexpected(read.error());
  out.envelope = std::move(*read);
  auto label = ledger::label_of(out.envelope.label());
  if (!label) return std::unexpected(label.error());
  v1::Dispositions dispositions;
  dispositions.ParseFromString(found->dispositions);
  out.subject = {std::move(*label), {out.envelope.audience().begin(), out.envelope.audience().end()}, dispositions.kind()};
  for (const auto& one : dispositions.one()) out.two_persons = out.two_persons || one.two_persons();
  return out;
}

v1::Envelope Core::Impl::verdict(const AtDesk& item, const casework::Actor& actor, const std::string& partner, v1::Release::Verdict verdict,
                                 const v1::Text& reason, const Bytes& entropy, std::uint64_t salt, WallTime now) const {
  auto out = own_notice({config.party}, item.envelope.context(), entropy, salt, now);
  out.set_seat(actor.seat);
  out.set_case_id(item.envelope.case_id());
  auto* release = out.mutable_release();
  release->set_record(rows[item.index].digest.bytes());
  release->set_recipient(partner);
  release->set_verdict(verdict);
  *release->mutable_reason() = reason;
  return out;
}

Result<Done> Core::Impl::desk(const DeskInput& input, WallTime now) {
  if (auto ok = may_decide(input.actor, now); !ok) return std::unexpected(ok.error());
  const bool releases = input.verdict == v1::Release::RELEASE;
  auto item = at_the_desk(input.record, input.partner);
  if (!item) return std::unexpected(item.error());
  if (item->place == Place::never && releases)
    return fail("desk.never", input.record.hex(), "this record cannot be released as it stands", "この記録はこのままでは提供できません");
  if (item->place == Place::kept && !releases)
    return fail("desk.settled", input.record.hex(), "this record does not wait for a decision", "この記録は審査待ちではありません");
  if ((input.verdict != v1::Release::RELEASE && input.verdict != v1::Release::REFUSE) ||
      (input.reason.ja().empty() && input.reason.en().empty()))
    return fail("desk.reason", input.record.hex(), "a decision at the desk needs its reason", "審査の決定には理由が必要です");
  bool first = false;
  if (releases) {
    const auto decision = guard.judge(item->subject, input.partner, true);
    if (!decision.released()) return std::unexpected(Error{decision.code, input.record.hex(), decision.reason});
    const auto before = first_releases.find({input.record, input.partner});
    const bool two = decision.two_persons || item->two_persons;
    first = two && before == first_releases.end();
    if (two && !first && before->second.person == input.actor.person)
      return fail("desk.same-person", input.actor.person, "two persons release this: another account must confirm your release",
                  "二名の承認が必要です。あなたの承認は記録済みですので、別の者が承認してください");
  }
  auto notice = verdict(*item, input.actor, input.partner, input.verdict, input.reason, input.entropy, 0, now);
  notice.mutable_release()->set_first_of_two(first);
  auto records = append_own({notice}, {input.actor.person, ""}, now);
  if (!records) return std::unexpected(records.error());
  tell({Topic::desk, Topic::links, Topic::cases}, item->envelope.label());
  Done out;
  if (auto id = CaseId::from(item->envelope.case_id())) out.case_id = *id;
  out.records = *records;
  return out;
}

void Core::desk(const DeskInput& input, WallTime now) {
  impl_->begin(now);
  impl_->pending.answers.push_back({input.ticket, impl_->desk(input, now)});
}

std::vector<DeskItem> Core::desk_items(const std::string& context) const {
  std::vector<DeskItem> out;
  for (const auto& [partner, link] : impl_->links)
    for (std::uint64_t index : link.desk) {
      const Place place = link.places[index];
      if (place != Place::desk && place != Place::never) continue;
      auto entry = impl_->entry(index);
      if (!entry || entry->context != context) continue;
      auto item = impl_->at_the_desk(entry->digest, partner);
      if (!item || item->envelope.has_proposal()) continue;  // a proposal goes with its step
      DeskItem row{entry->digest,         index,          partner, item->subject.kind, withheld_reason(*entry, partner),
                   place == Place::never, entry->seen_ms, context};
      row.two_persons = item->two_persons || impl_->guard.judge(item->subject, partner, true).two_persons;
      if (auto first = impl_->first_releases.find({entry->digest, partner}); first != impl_->first_releases.end())
        row.first = first->second;
      out.push_back(std::move(row));
    }
  return out;
}

Result<Preview> Core::preview(const Digest& record, const std::string& partner) const {
  const auto& self = *impl_;
  auto item = self.at_the_desk(record, partner);
  if (!item) return std::unexpected(item.error());
  const Link& link = self.links.at(partner);
  Preview out;
  out.now = self.guard.judge(item->subject, partner);
  out.released = self.guard.judge(item->subject, partner, true);
  // The proposal that a step makes goes with it, unless it is with the partner already.
  if (item->envelope.has_step() && !item->envelope.step().proposal().empty())
    if (auto proposal = Digest::from(item->envelope.step().proposal()))
      if (auto at = self.index.find(*proposal); at != self.index.end())
        if (const Place place = link.places[at->second]; place == Place::desk || place == Place::never || place == Place::kept)
          out.records.push_back(*proposal);
  out.records.push_back(record);
  for (const auto& one : out.records) {
    const Row& row = self.rows[self.index.at(one)];
    if (auto envelope = self.envelope(self.index.at(one)))
      for (auto& found : findings_in(self.content, *envelope)) out.findings.push_back(std::move(found));
    for (std::uint8_t i = 0; i < row.references; ++i) {
      const std::uint64_t parent = self.references[row.first_reference + i];
      const Place place = parent == nowhere ? Place::none : link.places[parent];
      if (place == Place::numbered || place == Place::theirs || place == Place::others) continue;
      if (parent != nowhere && std::ranges::find(out.records, self.rows[parent].digest) != out.records.end()) continue;
      if (place == Place::queued || place == Place::cleared) out.awaits.push_back(self.rows[parent].digest);
      else out.unreachable = true;
    }
  }
  return out;
}

}  // namespace tsugite::core
