// Redact, coarsen, mark otherwise: a record of its own goes in the stead of one at the desk, for the whole of its audience. The link
// between the two is in a decision of ours that stays home.
//
// The one decision also releases the derived record where the rules ask for a person. Where two would have released the source, two
// release what is derived from it, whatever its new marking says: nobody marks a second person away.
#include <algorithm>

#include "core/state.h"
#include "ledger/record_rules.h"

namespace tsugite::core {
namespace {

bool waits(Place place) { return place == Place::desk || place == Place::never || place == Place::kept || place == Place::cleared; }

}  // namespace

Result<Done> Core::Impl::desk(const DeriveInput& input, WallTime now) {
  if (auto ok = may_decide(input.actor, now); !ok) return std::unexpected(ok.error());
  if (input.reason.ja().empty() && input.reason.en().empty())
    return fail("desk.reason", input.record.hex(), "a decision at the desk needs its reason", "審査の決定には理由が必要です");
  const auto at = index.find(input.record);
  if (at == index.end()) return fail("desk.unknown", input.record.hex(), "no such record waits here", "その記録は審査にありません");
  auto source = envelope(at->second);
  if (!source) return std::unexpected(source.error());
  if (source->label().originator() != config.party || source->party() != config.party)
    return fail("desk.originator", source->label().originator(), "only its originator redacts a record or marks it otherwise",
                "記録の一部を除き、又は表示を改めることができるのは作成元に限られます");
  std::vector<std::pair<std::string, AtDesk>> items;
  for (const auto& partner : source->audience())
    if (auto link = links.find(partner); link != links.end()) {
      if (!waits(link->second.places[at->second]))
        return fail("desk.settled", input.record.hex(), "this record does not wait for a decision", "この記録は審査待ちではありません");
      if (link->second.places[at->second] == Place::cleared) continue;
      auto item = at_the_desk(input.record, partner);
      if (!item) return std::unexpected(item.error());
      items.emplace_back(partner, std::move(*item));
    }
  if (items.empty()) return fail("desk.unknown", input.record.hex(), "no such record waits here", "その記録は審査にありません");
  auto derived = derived_from(*source, input.changes);
  if (!derived) return std::unexpected(derived.error());
  if (input.label) *derived->mutable_label() = *input.label;
  if (ledger::encode(derived->step()) == ledger::encode(source->step()) && ledger::same_label(derived->label(), source->label()))
    return fail("derive.nothing", input.record.hex(), "nothing is taken out, coarsened or marked otherwise",
                "除く項目、粗くする項目、改める表示のいずれもありません");
  derived->set_id(derive(input.entropy, "derived id", 0));
  derived->set_salt(derive(input.entropy, "derived salt", 0));
  derived->set_wall_ms(now.ms);
  auto fits = ledger::check_record(*derived);
  if (fits) fits = cases->admissible(*derived);
  if (!fits) return std::unexpected(fits.error());
  auto label = ledger::label_of(derived->label());
  if (!label) return std::unexpected(label.error());
  std::optional<label::Decision> also;
  for (const auto& [partner, item] : items) {
    label::Subject subject = item.subject;
    subject.label = *label;
    if (const auto may = guard.judge(subject, partner, true); !may.released())
      return std::unexpected(Error{may.code, input.record.hex(), may.reason});
    if (item.two_persons || guard.asks_two(item.subject, partner))
      also = label::Decision{label::Decision::Verdict::desk, "desk.two-persons",
                             Text{"元の記録の提供には二名の承認が必要なため、これも二名で承認します",
                                  "Two persons release it, as they would have released the record it was made from"},
                             "", true};
  }
  auto made = append_own({std::move(*derived)}, {input.actor.person, ""}, now, also ? &*also : nullptr);
  if (!made) return std::unexpected(made.error());
  std::vector<v1::Envelope> notices;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto& [partner, item] = items[i];
    notices.push_back(verdict(item, input.actor, partner, v1::Release::REPLACE, input.reason, input.entropy, 2 * i, now));
    notices.back().mutable_release()->set_derived(made->front().bytes());
    const auto fresh = at_the_desk(made->front(), partner);
    if (!fresh || fresh->place != Place::desk) continue;
    notices.push_back(verdict(*fresh, input.actor, partner, v1::Release::RELEASE, input.reason, input.entropy, 2 * i + 1, now));
    notices.back().mutable_release()->set_first_of_two(fresh->two_persons || guard.judge(fresh->subject, partner, true).two_persons);
  }
  if (auto kept = append_own(std::move(notices), {input.actor.person, ""}, now); !kept) return std::unexpected(kept.error());
  tell({Topic::desk, Topic::links, Topic::cases}, source->label());
  Done out;
  if (auto id = CaseId::from(source->case_id())) out.case_id = *id;
  out.records = *made;
  return out;
}

void Core::desk(const DeriveInput& input, WallTime now) {
  impl_->begin(now);
  impl_->pending.answers.push_back({input.ticket, impl_->desk(input, now)});
}

}  // namespace tsugite::core
