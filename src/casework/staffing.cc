// Staffing 起案・合議・決裁: the round inside one party before its official reply is released. Every act names the version of the
// text that the person looked at; an amendment asks everyone anew; only a text all concurred in is decided, exactly as it stands.
#include <fmt/format.h>

#include <algorithm>

#include "casework/decide.h"
#include "casework/permit.h"
#include "casework/rules.h"

namespace tsugite::casework {
namespace {

v1::Envelope with(v1::Staffing staffing) {
  v1::Envelope out;
  *out.mutable_staffing() = std::move(staffing);
  return out;
}

}  // namespace

std::string Decider::organisation() const { return seat_->spec->organisation; }

Decider::Envelopes Decider::draft() {
  if (auto ok = find_step(command_.step); !ok) return std::unexpected(ok.error());
  if (auto ok = permit(true); !ok) return std::unexpected(ok.error());
  if (matter_ != nullptr && matter_->home != nullptr)
    for (const auto& round : matter_->home->rounds)
      if (round.status == Round::Status::open && round.step == step_->spec->id)
        return fail("casework.round-open", step_->spec->id, "a draft of this step is being staffed already: amend that one",
                    "この処置は既に起案されています。その案文を修正してください");
  auto content = compose(nullptr);
  if (!content) return std::unexpected(content.error());
  v1::Staffing out;
  out.set_staffing(draw("staffing"));
  out.set_act(v1::Staffing::DRAFT);
  out.set_version(1);
  *out.mutable_step() = std::move(content->step);
  if (content->proposal) *out.mutable_proposal() = *std::move(content->proposal);
  *out.mutable_label() = std::move(content->label);
  add_reason(out);
  return at_home(with(std::move(out)), *seat_);
}

// Why, or what the drafter wants the others to know: it stays in the round.
void Decider::add_reason(v1::Staffing& out) const {
  if (command_.reason.ja().empty() && command_.reason.en().empty()) return;
  auto& reason = *out.mutable_reason() = command_.reason;
  if (reason.original().empty() && reason.ja().empty() != reason.en().empty()) reason.set_original(reason.ja().empty() ? "en" : "ja");
}

v1::Envelope Decider::act(const Round& round, v1::Staffing::Act what) const {
  v1::Staffing out;
  out.set_staffing(round.id.bytes());
  out.set_act(what);
  out.set_version(round.version);
  add_reason(out);
  return with(std::move(out));
}

Result<void> Decider::current(const Round& round) const {
  if (command_.version == round.version) return {};
  return fail("casework.text-changed", "version", fmt::format("the text has changed: version {} stands now, read it first", round.version),
              fmt::format("案文が変更されています。現在の第{}版を確認してください", round.version));
}

Decider::Envelopes Decider::staff() {
  const auto* round = matter_->home == nullptr ? nullptr : matter_->home->round(command_.staffing);
  if (round == nullptr) return fail("casework.no-round", command_.staffing.hex(), "there is no such draft", "該当する起案がありません");
  if (round->status != Round::Status::open && command_.kind != Command::Kind::seen)
    return fail("casework.round-closed", command_.staffing.hex(), "this draft is decided or withdrawn already",
                "この起案は既に決裁されたか、取り下げられています");
  if (auto ok = find_step(round->step); !ok) return std::unexpected(ok.error());
  const auto at = std::ranges::find(matter_->home->records, round->text, &HomeRecord::digest);
  auto text = impl_.read(at->index);
  if (!text) return std::unexpected(text.error());
  text_ = *std::move(text);
  switch (command_.kind) {
    case Command::Kind::amend: return amend(*round);
    case Command::Kind::decide: return decide_round(*round);
    case Command::Kind::withdraw: return withdraw(*round);
    case Command::Kind::seen: return seen(*round);
    default: return concur(*round);
  }
}

Decider::Envelopes Decider::amend(const Round& round) {
  const auto* drafter = book_->seat(round.drafted_by);
  if (drafter == nullptr || drafter->spec->organisation != organisation())
    return fail("casework.not-drafter", command_.actor.seat, "only the organisation that drafted the text amends it",
                "案文を修正できるのは起案した機関だけです");
  if (command_.version != 0)
    if (auto ok = current(round); !ok) return std::unexpected(ok.error());
  if (auto ok = permit(true); !ok) return std::unexpected(ok.error());
  auto content = compose(&text_.staffing());
  if (!content) return std::unexpected(content.error());
  auto out = act(round, v1::Staffing::AMEND);
  auto& staffing = *out.mutable_staffing();
  staffing.set_version(round.version + 1);
  *staffing.mutable_step() = std::move(content->step);
  if (content->proposal) *staffing.mutable_proposal() = *std::move(content->proposal);
  *staffing.mutable_label() = std::move(content->label);
  return at_home(std::move(out), *seat_);
}

Decider::Envelopes Decider::concur(const Round& round) {
  const bool against = command_.kind == Command::Kind::nonconcur;
  if (!command_.organisation.empty() && command_.organisation != organisation())
    return fail("casework.other-organisation", command_.organisation, "this seat does not speak for that organisation",
                "この配置はその機関を代表しません");
  if (!round.asked.contains(organisation()))
    return fail("casework.not-asked", organisation(), "this organisation is not asked to concur", "この機関は合議先ではありません");
  if (auto ok = current(round); !ok) return std::unexpected(ok.error());
  if (against && command_.reason.ja().empty() && command_.reason.en().empty())
    return fail("casework.reason-missing", "reason", "say why you do not concur", "同意しない理由を記入してください");
  auto out = act(round, against ? v1::Staffing::NONCONCUR : v1::Staffing::CONCUR);
  out.mutable_staffing()->set_organisation(organisation());
  return at_home(std::move(out), *seat_);
}

// A new proposal was written against the one that stood then; if another stands now, the text must be looked at again.
Result<void> Decider::still_based(const Content& content) const {
  if (!content.proposal || standing() == no_node) return {};
  const auto& joint = *matter_->joint;
  for (const auto& after : text_.after()) {
    auto digest = Digest::from(after);
    const NodeId id = digest ? joint.find(*digest) : no_node;
    if (id != no_node && (id == standing() || joint.ancestors(id)[standing()])) return {};
  }
  return fail("casework.proposal-changed", "proposal", "another proposal stands now than when this text was drafted: amend it first",
              "起案後に提案が変わっています。まず案文を修正してください");
}

Decider::Envelopes Decider::decide_round(const Round& round) {
  const auto deputy = decider(round);
  if (!deputy) return std::unexpected(deputy.error());
  if (auto ok = current(round); !ok) return std::unexpected(ok.error());
  for (const auto& [asked, answer] : round.asked)
    if (answer != "concurred")
      return fail("casework.not-concurred", asked, fmt::format("{} has not concurred", asked), fmt::format("{} の同意がありません", asked));
  if (auto ok = permit(false); !ok) return std::unexpected(ok.error());

  const auto& staffing = text_.staffing();
  Content content{staffing.step(), std::nullopt, staffing.label()};
  if (staffing.has_proposal()) content.proposal = staffing.proposal();
  if (auto ok = check_content(*step_, content.step, impl_.own, today()); !ok) return std::unexpected(ok.error());
  if (auto ok = name_standing(content, &staffing); !ok) return std::unexpected(ok.error());
  if (auto ok = still_based(content); !ok) return std::unexpected(ok.error());
  if (!step_->spec->home)
    if (auto ok = tried(content); !ok) return std::unexpected(ok.error());

  auto decision = act(round, v1::Staffing::DECIDE);
  if (*deputy != nullptr) {
    decision.mutable_staffing()->set_on_behalf((*deputy)->of);
    decision.mutable_staffing()->set_authority((*deputy)->in_absence ? v1::Staffing::IN_ABSENCE : v1::Staffing::STANDING);
    decision.mutable_staffing()->set_delegation((*deputy)->delegation);
  }
  auto decided = at_home(std::move(decision), *seat_);
  if (!decided) return decided;
  v1::Envelope step;
  if (step_->spec->home) *step.mutable_step() = content.step;
  auto taken = step_->spec->home ? at_home(std::move(step), *office_) : release(content);
  if (!taken) return taken;
  std::ranges::move(*taken, std::back_inserter(*decided));
  return decided;
}

// By a right of its own: nobody. Else the deputy it acts as, and what it does is the act of the seat in whose place it decides.
Result<const Deputy*> Decider::decider(const Round& round) {
  const auto& seat = command_.actor.seat;
  if (std::ranges::find(round.deciders, seat) != round.deciders.end()) return nullptr;
  const auto* deputy = round.deputy(seat, today());
  if (deputy == nullptr)
    return fail("casework.not-decider", seat, "this seat does not decide this draft", "この配置にこの起案の決裁権はありません");
  const bool said = !command_.reason.ja().empty() || !command_.reason.en().empty();
  if (deputy->in_absence && !said && !impl_.annex->absent(deputy->of, today()))
    return fail("casework.absence-unsaid", deputy->of, "say why the holder of that seat cannot decide this now",
                "本来の決裁者が決裁できない理由を記入してください");
  office_ = book_->seat(deputy->of);
  return deputy;
}

Decider::Envelopes Decider::withdraw(const Round& round) {
  const auto* drafter = book_->seat(round.drafted_by);
  const bool drafted = drafter != nullptr && drafter->spec->organisation == organisation();
  if (!drafted && !round.may_decide(command_.actor.seat, today()))
    return fail("casework.not-drafter", command_.actor.seat, "only the organisation that drafted the text, or who decides it, withdraws it",
                "取り下げられるのは、起案した機関か決裁者だけです");
  return at_home(act(round, v1::Staffing::WITHDRAW), *seat_);
}

// 後閲: the holder looks at what was decided in his or her absence. It changes nothing that was decided.
Decider::Envelopes Decider::seen(const Round& round) {
  if (!round.to_be_seen_by(command_.actor.seat))
    return fail("casework.nothing-to-see", round.id.hex(), "nothing was decided here in this seat's absence that it has not seen",
                "この配置が後閲すべき代決はありません");
  return at_home(act(round, v1::Staffing::SEEN), *seat_);
}

}  // namespace tsugite::casework
