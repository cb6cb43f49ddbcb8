#include "label/guard.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace tsugite::label {
namespace {

using Verdict = Decision::Verdict;

Decision never(std::string code, std::string en, std::string ja) {
  return {Verdict::never, std::move(code), Text{std::move(ja), std::move(en)}};
}

// "label.unknown-policy" speaks in a decision as "guard.unknown-policy".
Decision never(const Error& error) { return {Verdict::never, "guard." + error.code.substr(error.code.find('.') + 1), error.message}; }

std::string joined(const std::set<std::string>& terms) { return fmt::format("{}", fmt::join(terms, ", ")); }

// An empty pattern matches nothing: a rule that omits its kind or recipient must not mean "any" (attack case 2).
bool kind_matches(const std::string& pattern, const std::string& kind) {
  if (pattern.empty()) return false;
  if (pattern == "*" || pattern == kind) return true;
  return pattern.ends_with("/*") && kind.starts_with(std::string_view(pattern).substr(0, pattern.size() - 1));
}

bool matches(const ReleaseRule& rule, const Subject& subject, const std::string& partner) {
  if (!kind_matches(rule.kind, subject.kind)) return false;
  if (rule.recipient != "*" && rule.recipient != partner) return false;
  return rule.caveats.empty() || std::any_of(rule.caveats.begin(), rule.caveats.end(),
                                             [&](const std::string& caveat) { return subject.label.caveats.contains(caveat); });
}

// The audience: who is meant to hold the record at all.
std::optional<Decision> judge_audience(const Policy& policy, const std::string& own, const Subject& subject, const std::string& partner) {
  const auto& audience = subject.audience;
  if (audience.empty())
    return never("guard.audience-empty", "the record names no audience; name the parties that it is meant for",
                 "配布先がありません。どの当事者に渡す記録かを指定してください");
  for (const auto& party : audience)
    if (!policy.parties.contains(party))
      return never("guard.audience-unknown", fmt::format("the audience names \"{}\", which is no party; name parties one by one", party),
                   fmt::format("配布先の「{}」は当事者ではありません。当事者を一つずつ指定してください", party));
  if (!audience.contains(own))
    return never("guard.audience-without-own",
                 fmt::format("the audience leaves out our own party {}; a record we send is one we hold", own),
                 fmt::format("配布先に自らの{}がありません。渡す記録は自らも保有するものに限ります", own));
  if (!audience.contains(partner))
    return never("guard.audience",
                 fmt::format("{} is outside the audience ({}); make a new record for it if it should know", partner, joined(audience)),
                 fmt::format("{}は配布先（{}）に含まれていません。知らせるべきものなら、{}向けの記録を新たに作成してください", partner,
                             joined(audience), partner));
  return std::nullopt;
}

// One caveat of the label against this partner and everyone else that is meant to hold the record.
std::optional<Decision> judge_caveat(const Caveat& caveat, const Subject& subject, const std::string& partner) {
  if (caveat.never_leaves)
    return never(
        "guard.caveat",
        fmt::format("caveat {}: {} Remove that part and release a version without it.", caveat.id, caveat.reason.in(Language::en)),
        fmt::format("注意事項「{}」：{}該当部分を除いた版を作成して提供してください。", caveat.id, caveat.reason.in(Language::ja)));
  if (!caveat.only_parties.empty() && !caveat.only_parties.contains(partner))
    return never("guard.caveat",
                 fmt::format("caveat {}: only {} may hold this. {} Make a version without that part for {}.", caveat.id,
                             joined(caveat.only_parties), caveat.reason.in(Language::en), partner),
                 fmt::format("注意事項「{}」：保有できるのは{}に限られます。{}{}向けには該当部分を除いた版を作成してください。", caveat.id,
                             joined(caveat.only_parties), caveat.reason.in(Language::ja), partner));
  if (caveat.named_only)
    for (const auto& party : subject.audience)
      if (party != subject.label.originator && !subject.label.releasable_to.contains(party))
        return never(
            "guard.named-only",
            fmt::format("caveat {}: the audience holds {}, whom the label does not name. {} Take it out of the audience or name it.",
                        caveat.id, party, caveat.reason.in(Language::en)),
            fmt::format("注意事項「{}」：配布先の{}が表示の提供先にありません。{}配布先から外すか、提供先に加えてください。", caveat.id,
                        party, caveat.reason.in(Language::ja)));
  return std::nullopt;
}

// A kind of record that is always marked with one of a group, and is not, says nothing about how it may be handled (attack case 50).
std::optional<Decision> judge_groups(const Policy& policy, const Subject& subject) {
  for (const auto& [id, group] : policy.groups) {
    if (std::ranges::none_of(group.required_on, [&](const auto& kind) { return kind_matches(kind, subject.kind); })) continue;
    if (std::ranges::any_of(subject.label.caveats, [&](const auto& caveat) { return policy.caveats.at(caveat).group == id; })) continue;
    return never("guard.unmarked",
                 fmt::format("a record of this kind leaves only with a marking of {}; mark it", group.name.in(Language::en)),
                 fmt::format("この種類の記録は、{}の表示がなければ提供できません。表示を付けてください", group.name.in(Language::ja)));
  }
  return std::nullopt;
}

// The label: what may be released to this partner at all. Nobody at the desk can waive any of these.
std::optional<Decision> judge_label(const Policy& policy, const std::string& own, const Subject& subject, const std::string& partner) {
  const Label& label = subject.label;
  if (label.originator != own)
    return never("guard.originator",
                 fmt::format("originator control: the record is {}'s; ask {} to release it itself", label.originator, label.originator),
                 fmt::format("作成元の管理に属します。{}の記録ですので、{}から直接提供するよう依頼してください", label.originator,
                             label.originator));
  if (label.releasable_to.empty())
    return never("guard.releasable-empty", "the label is releasable to nobody; make a version that may be released and mark it so",
                 "表示に提供先がありません。提供できる版を作成し、提供先を表示してください");
  if (!label.releasable_to.contains(partner))
    return never("guard.releasable",
                 fmt::format("the label is releasable to {} only; make a version releasable to {}", joined(label.releasable_to), partner),
                 fmt::format("表示の提供先は{}に限られています。{}に提供できる版を作成してください", joined(label.releasable_to), partner));
  const auto ceilings = policy.ceiling.find(own);
  const bool any = ceilings != policy.ceiling.end() && ceilings->second.contains(partner);
  if (!any)
    return never("guard.no-ceiling",
                 fmt::format("the policy sets no ceiling for {}, so nothing may leave to it; amend the policy first", partner),
                 fmt::format("{}に渡せる区分の上限が基準に定められていないため、何も渡せません。先に基準を改めてください", partner));
  const Classification& classification = policy.classifications.at(label.classification);
  if (classification.rank > ceilings->second.at(partner))
    return never("guard.ceiling",
                 fmt::format("\"{}\" is above what may leave to {} on this system; use the accredited network",
                             classification.name.in(Language::en), partner),
                 fmt::format("区分「{}」は、このシステムで{}に渡せる上限を超えます。認定された回線を使ってください",
                             classification.name.in(Language::ja), partner));
  for (const auto& id : label.caveats)
    if (auto no = judge_caveat(policy.caveats.at(id), subject, partner)) return no;
  return std::nullopt;
}

std::string because(const Text& reason, Language language) {
  const std::string& text = reason.in(language);
  return text.empty() ? "" : (language == Language::ja ? "：" : ": ") + text;
}

Decision named(Decision decision, const ReleaseRule& rule) {
  decision.rule = rule.id;
  decision.two_persons = rule.two_persons;
  return decision;
}

Decision asks(const ReleaseRule& rule, const std::string& en, const std::string& ja) {
  if (rule.two_persons)
    return {Verdict::desk, "guard.rule",
            Text{fmt::format("提供規則「{}」により、二名の承認を待っています{}", rule.id, ja),
                 fmt::format("rule \"{}\" asks for the release by two persons{}", rule.id, en)}};
  return {Verdict::desk, "guard.rule",
          Text{fmt::format("提供規則「{}」により審査を待っています{}", rule.id, ja),
               fmt::format("rule \"{}\" asks for a person's release{}", rule.id, en)}};
}

Decision by_rule(const ReleaseRule& rule, const std::string& partner, bool approved) {
  const std::string en = because(rule.reason, Language::en), ja = because(rule.reason, Language::ja);
  switch (rule.action) {
    case ReleaseRule::Action::by_itself:
      return {
          Verdict::release,
          "guard.rule",
          Text{fmt::format("提供規則「{}」により自動で提供します{}", rule.id, ja), fmt::format("released by rule \"{}\"{}", rule.id, en)},
          rule.id,
          false,
          rule.stops};
    case ReleaseRule::Action::desk:
      if (approved)
        return {Verdict::release, "guard.approved",
                Text{fmt::format("提供規則「{}」に基づく審査で、{}への提供が認められました", rule.id, partner),
                     fmt::format("a person released it to {} at the desk, as rule \"{}\" asks", partner, rule.id)}};
      return asks(rule, en, ja);
    case ReleaseRule::Action::never: break;
  }
  return never("guard.rule", fmt::format("rule \"{}\" lets this leave to nobody{}", rule.id, en),
               fmt::format("提供規則「{}」により提供できません{}", rule.id, ja));
}

const Caveat* asks_a_person(const Policy& policy, const Label& label) {
  const Caveat* one = nullptr;
  for (const auto& id : label.caveats) {
    const Caveat& caveat = policy.caveats.at(id);
    if (caveat.two_persons) return &caveat;
    if (caveat.by_person && one == nullptr) one = &caveat;
  }
  return one;
}

// The rule as it stands for what carries that caveat.
ReleaseRule held(ReleaseRule rule, const Caveat& caveat) {
  rule.two_persons = rule.two_persons || caveat.two_persons;
  if (rule.action != ReleaseRule::Action::by_itself) return rule;  // it says why a person is asked
  rule.action = ReleaseRule::Action::desk;
  rule.reason = Text{fmt::format("注意事項「{}」：{}", caveat.id, caveat.reason.in(Language::ja)),
                     fmt::format("caveat {}: {}", caveat.id, caveat.reason.in(Language::en))};
  return rule;
}

}  // namespace

Guard::Guard(Policy policy, std::vector<ReleaseRule> rules, std::string own, std::uint64_t epoch)
    : policy_(std::move(policy)), rules_(std::move(rules)), own_(std::move(own)), epoch_(epoch) {}

Decision Guard::judge(const Subject& subject, const std::string& partner, bool approved) const {
  if (auto known = policy_.check(subject.label); !known) return never(known.error());
  if (!policy_.parties.contains(partner))
    return never("guard.unknown-recipient", fmt::format("\"{}\" is no party of the policy {}", partner, policy_.id),
                 fmt::format("提供先「{}」は基準「{}」の当事者ではありません", partner, policy_.id));
  if (partner == own_)
    return never("guard.own-recipient", "a party is no partner of itself; its own people read through the view",
                 "自らは提供先になりません。自らの要員には閲覧として示します");
  if (auto no = judge_audience(policy_, own_, subject, partner)) return *no;
  if (auto no = judge_label(policy_, own_, subject, partner)) return *no;
  if (subject.kind.empty())
    return never("guard.unknown-kind", "what kind of record this is was not said, so no rule can speak of it",
                 "記録の種類が示されていないため、適用する提供規則がありません");
  if (auto no = judge_groups(policy_, subject)) return *no;
  for (const auto& rule : rules_)
    if (matches(rule, subject, partner)) return by_rules(rule, subject, partner, approved);
  static const ReleaseRule unnamed{"default",
                                   "*",
                                   "*",
                                   {},
                                   ReleaseRule::Action::desk,
                                   Text{"該当する規則がないものは、人が判断します", "where no rule speaks, a person decides"}};
  return by_rules(unnamed, subject, partner, approved);
}

Decision Guard::by_rules(const ReleaseRule& rule, const Subject& subject, const std::string& partner, bool approved) const {
  const Caveat* person = asks_a_person(policy_, subject.label);
  const ReleaseRule stands = person ? held(rule, *person) : rule;
  if (stands.action == ReleaseRule::Action::desk && !stands.two_persons && !person && !approved)
    if (auto standing = by_standing_rule(subject, partner)) return *standing;
  return named(by_rule(stands, partner, approved), stands);
}

std::optional<Decision> Guard::by_standing_rule(const Subject& subject, const std::string& partner) const {
  const int rank = policy_.classifications.at(subject.label.classification).rank;
  for (const auto& rule : standing_) {
    const auto most = policy_.classifications.find(rule.classification);
    if (most == policy_.classifications.end() || rank > most->second.rank || rule.kind != subject.kind || rule.recipient != partner)
      continue;
    if (!std::includes(rule.caveats.begin(), rule.caveats.end(), subject.label.caveats.begin(), subject.label.caveats.end())) continue;
    Decision out{Verdict::release, "guard.standing-rule",
                 Text{fmt::format("審査で定めた規則により自動で提供します{}", because(rule.reason, Language::ja)),
                      fmt::format("released by a rule made at the desk{}", because(rule.reason, Language::en))},
                 rule.id};
    out.stops = content::stops_by_default;
    return out;
  }
  return std::nullopt;
}

void Guard::amend(Policy policy) {
  policy_ = std::move(policy);
  ++epoch_;
  forget();
}

void Guard::adopt(StandingRule rule) {
  standing_.push_back(std::move(rule));
  forget();
}

void Guard::withdraw(const std::string& id) {
  std::erase_if(standing_, [&](const StandingRule& rule) { return rule.id == id; });
  forget();
}

void Guard::forget() {
  for (auto& one : known_) one.for_partners.clear();
}

bool Guard::asks_two(const Subject& subject, const std::string& partner) const {
  for (const auto& id : subject.label.caveats)
    if (auto caveat = policy_.caveats.find(id); caveat != policy_.caveats.end() && caveat->second.two_persons) return true;
  return std::any_of(rules_.begin(), rules_.end(),
                     [&](const ReleaseRule& rule) { return rule.two_persons && matches(rule, subject, partner); });
}

Guard::SubjectId Guard::know(const Subject& subject) {
  std::string spelled;
  const auto add = [&](const std::string& term) { spelled.append(term).push_back('\0'); };
  const auto add_all = [&](const std::set<std::string>& terms) {
    for (const auto& term : terms) add(term);
    spelled.push_back('\1');  // a list ends
  };
  add(subject.label.policy);
  add(subject.label.classification);
  add(subject.label.originator);
  add(subject.kind);
  add_all(subject.label.releasable_to);
  add_all(subject.label.caveats);
  add_all(subject.audience);
  auto [at, fresh] = known_ids_.try_emplace(std::move(spelled), static_cast<SubjectId>(known_.size()));
  if (fresh) known_.push_back({subject, {}});
  return at->second;
}

const Guard::Judged& Guard::judged_for(SubjectId id, const std::string& partner) {
  auto& all = known_[id].for_partners;
  auto at = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.recipient->party == partner; });
  if (at == all.end()) at = all.insert(at, {std::make_shared<const Recipient>(partner, "", 0), judge(known_[id].subject, partner)});
  return *at;
}

Decision Guard::judge_view(const Label& label, const Recipient& reader) const {
  if (auto known = policy_.check(label); !known) return never(known.error());
  if (reader.party != own_ || reader.principal.empty())
    return never("guard.view-outsider", "only a signed-in principal of our own party may view this here",
                 "ここで閲覧できるのは、自らの要員としてサインインした者に限られます");
  if (label.originator != own_ && !label.releasable_to.contains(own_))
    return never("guard.view-releasable", "the partner's label does not name our party as a holder",
                 "相手側の表示の提供先に、こちらが含まれていません");
  const Classification& classification = policy_.classifications.at(label.classification);
  if (classification.rank > reader.clearance)
    return never("guard.view-clearance",
                 fmt::format("\"{}\" is above this person's clearance; ask the security officer", classification.name.in(Language::en)),
                 fmt::format("区分「{}」は、この者に認められた取扱区分を超えます。保全責任者に照会してください",
                             classification.name.in(Language::ja)));
  for (const auto& id : label.caveats) {
    const Caveat& caveat = policy_.caveats.at(id);
    if (!caveat.only_parties.empty() && !caveat.only_parties.contains(own_))
      return never("guard.view-caveat", fmt::format("caveat {}: only {} may hold this", id, joined(caveat.only_parties)),
                   fmt::format("注意事項「{}」：保有できるのは{}に限られます", id, joined(caveat.only_parties)));
  }
  return {Verdict::release, "guard.view", Text{"取扱区分の範囲内です", "within the reader's clearance"}};
}

void Guard::require_same(const Recipient& part, std::uint64_t epoch, const Recipient& whole) const {
  if (part == whole && epoch == epoch_) return;
  // Going on would show one reader what was released to another.
  std::fputs("tsugite: a page was composed of parts released to another recipient or under an older policy\n", stderr);
  std::abort();
}

}  // namespace tsugite::label
