// Release by a new rule: what is like one record at the desk leaves by itself from then on, with who said so, when and why on record;
// until it is withdrawn. The rule is a record that stays home, beside the rules of the annex.
#include <algorithm>

#include "core/state.h"

namespace tsugite::core {

// The rule that would let this record leave by itself.
Result<v1::StandingRule> Core::Impl::like(const RuleInput& input) const {
  auto item = at_the_desk(input.record, input.partner);
  if (!item) return std::unexpected(item.error());
  const auto decision = guard.judge(item->subject, input.partner);
  if (decision.verdict == label::Decision::Verdict::never)
    return std::unexpected(Error{decision.code, input.record.hex(), decision.reason});
  if (decision.released())
    return fail("desk.no-rule", input.record.hex(),
                "no rule keeps it here: its content or what it refers to does, and no rule lets that leave",
                "この記録を保留しているのは規則ではなく、内容又は参照先です。規則で自動提供にすることはできません");
  if (decision.two_persons || item->two_persons)
    return fail("desk.rule-two-persons", input.record.hex(), "what two persons release is released one by one",
                "二名の承認を要するものは、一件ごとに審査します");
  v1::StandingRule out;
  out.set_like(input.record.bytes());
  out.set_kind(item->subject.kind);
  out.set_recipient(input.partner);
  out.set_classification(item->subject.label.classification);
  for (const auto& caveat : item->subject.label.caveats) out.add_caveats(caveat);
  label::Guard with = guard;
  with.adopt({"", out.kind(), out.recipient(), out.classification(), item->subject.label.caveats, {}});
  if (!with.judge(item->subject, input.partner).released())
    return fail("desk.rule-caveat", input.record.hex(), "a caveat asks for a person each time: no rule stands in for that",
                "注意事項により一件ごとに人が審査するものです。規則で自動提供にすることはできません");
  return out;
}

Result<Done> Core::Impl::desk(const RuleInput& input, WallTime now) {
  if (auto ok = may_decide(input.actor, now); !ok) return std::unexpected(ok.error());
  if (input.reason.ja().empty() && input.reason.en().empty())
    return fail("desk.reason", input.record.hex(), "a decision at the desk needs its reason", "審査の決定には理由が必要です");
  v1::StandingRule rule;
  if (input.act == v1::StandingRule::ADOPT) {
    auto made = like(input);
    if (!made) return std::unexpected(made.error());
    rule = std::move(*made);
    rule.set_rule(derive(input.entropy, "standing rule", 0));
  } else {
    if (std::ranges::none_of(standing, [&](const StandingRule& one) { return one.rule.id == input.rule.hex(); }))
      return fail("desk.no-such-rule", input.rule.hex(), "no such rule stands", "その規則は定められていません");
    rule.set_rule(input.rule.bytes());
  }
  rule.set_act(input.act);
  *rule.mutable_reason() = input.reason;
  auto notice = own_notice({config.party}, "real", input.entropy, 0, now);
  notice.set_seat(input.actor.seat);
  *notice.mutable_standing_rule() = std::move(rule);
  auto records = append_own({std::move(notice)}, {input.actor.person, ""}, now);
  if (!records) return std::unexpected(records.error());
  pending.changed.insert(Topic::desk);
  return Done{CaseId{}, *records};
}

void Core::Impl::absorb_standing(const v1::StandingRule& rule, const std::string& person, std::int64_t seen_ms) {
  const auto id = RecordId::from(rule.rule());
  if (!id) return;
  if (rule.act() == v1::StandingRule::ADOPT) {
    StandingRule one;
    one.rule = {id->hex(),
                rule.kind(),
                rule.recipient(),
                rule.classification(),
                {rule.caveats().begin(), rule.caveats().end()},
                Text{rule.reason().ja(), rule.reason().en()}};
    if (auto like = Digest::from(rule.like())) one.like = *like;
    one.person = person;
    one.at_ms = seen_ms;
    guard.adopt(one.rule);
    standing.push_back(std::move(one));
  } else {
    guard.withdraw(id->hex());
    std::erase_if(standing, [&](const StandingRule& one) { return one.rule.id == id->hex(); });
  }
}

void Core::desk(const RuleInput& input, WallTime now) {
  impl_->begin(now);
  impl_->pending.answers.push_back({input.ticket, impl_->desk(input, now)});
}

const std::vector<StandingRule>& Core::standing_rules() const { return impl_->standing; }

}  // namespace tsugite::core
