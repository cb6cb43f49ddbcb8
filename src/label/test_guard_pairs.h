// Pairs of guards, or of what one guard is asked, that differ only in what a partner may not see: the partner must get the same, byte for
// byte. And what is marked stricter never gets out where the less strict did not; nothing gets out against the sentence of the design.
//
// A pair is drawn from its number alone: a marking policy and release rules, shipped or random, and a history of random subjects. Written
// from the words of the rules (label/guard.h), not from the guard. Knows no test framework: what is wrong comes back in words.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "label/test_guard_draw.h"

namespace tsugite::label {

struct GuardFigures {  // that what is compared is worth comparing
  std::uint64_t released = 0, desk = 0, never = 0;
};

namespace pairs {

using Wrong = std::optional<std::string>;

// What was said of one record; as the partner has it, the bytes that came, or nothing.
inline std::string bytes_of(const Subject& s) {
  std::string out = s.kind + "|" + s.label.policy + "|" + s.label.classification + "|" + s.label.originator;
  for (const auto* set : {&s.label.releasable_to, &s.label.caveats, &s.audience}) {
    out += "|";
    for (const auto& one : *set) out += one + ",";
  }
  return out;
}

inline std::string got(Guard& guard, const Subject& s, const std::string& partner, bool approved) {
  auto released = guard.release(bytes_of(s), guard.know(s), partner, approved);
  if (!released) return "";
  if (!guard.still_valid(*released, {partner, "", 0})) return "for somebody else: " + released->value();
  return released->value();
}

// ---- written from the sentences of label.h and guard.h: what must hold of anything that leaves ----

inline bool known(const Policy& policy, const Label& label) {
  std::set<std::string> groups;
  for (const auto& id : label.caveats)
    if (const auto caveat = policy.caveats.find(id);
        caveat != policy.caveats.end() && !caveat->second.group.empty() && !groups.insert(caveat->second.group).second)
      return false;
  return label.policy == policy.id && policy.classifications.contains(label.classification) &&
         std::ranges::all_of(label.caveats, [&](const auto& one) { return policy.caveats.contains(one); });
}

inline bool kind_fits(const std::string& pattern, const std::string& kind) {
  if (pattern.empty()) return false;
  if (pattern == "*" || pattern == kind) return true;
  const auto slash = pattern.size() < 2 ? std::string::npos : pattern.size() - 2;
  return slash != std::string::npos && pattern.substr(slash) == "/*" && kind.substr(0, slash + 1) == pattern.substr(0, slash + 1);
}

inline bool rule_speaks(const ReleaseRule& rule, const Subject& s, const std::string& partner) {
  const bool marked =
      rule.caveats.empty() || std::ranges::any_of(rule.caveats, [&](const auto& one) { return s.label.caveats.contains(one); });
  return kind_fits(rule.kind, s.kind) && (rule.recipient == "*" || rule.recipient == partner) && marked;
}

inline const char* may_never(const GuardSetting& at, const Subject& s, const std::string& partner) {
  const auto& policy = at.policy;
  if (!known(policy, s.label)) return "an unknown marking";
  if (partner == at.own || !policy.parties.contains(partner)) return "no partner";
  if (!s.audience.contains(partner) || !s.audience.contains(at.own)) return "outside the audience";
  if (!std::ranges::all_of(s.audience, [&](const auto& one) { return policy.parties.contains(one); })) return "an unknown audience";
  if (!s.label.releasable_to.contains(partner)) return "not releasable to it";
  if (s.label.originator != at.own) return "not ours to release";
  if (s.kind.empty()) return "no kind";
  const auto from = policy.ceiling.find(at.own);
  if (from == policy.ceiling.end() || !from->second.contains(partner)) return "no ceiling";
  if (policy.classifications.at(s.label.classification).rank > from->second.at(partner)) return "above the ceiling";
  for (const auto& id : s.label.caveats) {
    const auto& caveat = policy.caveats.at(id);
    if (caveat.never_leaves) return "a caveat that stays at home";
    if (!caveat.only_parties.empty() && !caveat.only_parties.contains(partner)) return "a caveat for others only";
    if (caveat.named_only &&
        !std::ranges::all_of(s.audience, [&](const auto& one) { return one == s.label.originator || s.label.releasable_to.contains(one); }))
      return "an audience that its label does not name";
  }
  for (const auto& [id, group] : policy.groups)
    if (std::ranges::any_of(group.required_on, [&](const auto& kind) { return kind_fits(kind, s.kind); }) &&
        std::ranges::none_of(s.label.caveats, [&](const auto& one) { return policy.caveats.at(one).group == id; }))
      return "unmarked";
  const auto rule = std::ranges::find_if(at.rules, [&](const auto& one) { return rule_speaks(one, s, partner); });
  if (rule != at.rules.end() && rule->action == ReleaseRule::Action::never) return "a rule that lets it leave to nobody";
  return nullptr;
}

// Of what may leave at all: no person is needed.
inline bool by_itself(const GuardSetting& at, const std::vector<StandingRule>& standing, const Subject& s, const std::string& partner) {
  const auto asks = [&](const auto& one) { return at.policy.caveats.at(one).by_person || at.policy.caveats.at(one).two_persons; };
  if (std::ranges::any_of(s.label.caveats, asks)) return false;
  const auto rule = std::ranges::find_if(at.rules, [&](const auto& one) { return rule_speaks(one, s, partner); });
  if (rule != at.rules.end() && rule->action == ReleaseRule::Action::by_itself) return true;
  if (rule != at.rules.end() && rule->two_persons) return false;
  const auto& levels = at.policy.classifications;
  return std::ranges::any_of(standing, [&](const auto& one) {
    return one.kind == s.kind && one.recipient == partner && levels.contains(one.classification) &&
           levels.at(s.label.classification).rank <= levels.at(one.classification).rank &&
           std::ranges::includes(one.caveats, s.label.caveats);
  });
}

// ---- one pair ----

class Pair {
 public:
  Pair(const std::vector<GuardSetting>& shipped, std::uint64_t number, GuardFigures& figures) : draw_(number), figures_(figures) {
    at_ = number % 2 == 0 && !shipped.empty() ? shipped[number / 2 % shipped.size()] : draw_.setting();
    std::vector<std::string> partners;
    for (const auto& one : at_.policy.parties)
      if (one != at_.own) partners.push_back(one);
    partner_ = draw_.one_of(partners);
    other_ = draw_.other_than(at_, partner_);
    for (std::uint64_t left = 2 + draw_.below(4); left > 0; --left) subjects_.push_back(draw_.subject(at_));
    for (std::uint64_t left = draw_.below(3); left > 0; --left) standing_.push_back(draw_.standing(at_, partner_));
  }

  Wrong run() {
    Guard plain = guard_of(at_);
    for (const auto& subject : subjects_)
      if (auto wrong = limits(plain, subject)) return wrong;
    if (auto wrong = unseen_changes()) return wrong;
    for (const auto& subject : subjects_) {
      if (auto wrong = stricter(plain, subject)) return wrong;
      if (auto wrong = viewed(plain, subject.label)) return wrong;
    }
    return joined();
  }

 private:
  Guard guard_of(const GuardSetting& setting) const {
    Guard out(setting.policy, setting.rules, setting.own, 1);
    for (const auto& rule : standing_) out.adopt(rule);
    return out;
  }
  std::string wrong(const std::string& what, const Subject& s) const { return "Guard: " + partner_ + " " + what + ": " + bytes_of(s); }

  // Nothing leaves against the sentences; a person's release adds to what leaves and takes nothing away.
  Wrong limits(Guard& guard, const Subject& s) {
    const auto plain = guard.judge(s, partner_, false), approved = guard.judge(s, partner_, true);
    using Verdict = Decision::Verdict;
    ++(plain.verdict == Verdict::release ? figures_.released : plain.verdict == Verdict::desk ? figures_.desk : figures_.never);
    const char* never = may_never(at_, s, partner_);
    if (never && (plain.released() || approved.released())) return wrong(std::string("gets what is ") + never, s);
    if (!never && !approved.released()) return wrong("does not get what a person released", s);
    if (!never && plain.released() != by_itself(at_, standing_, s, partner_))
      return wrong(plain.released() ? "gets without a person what a person decides" : "waits for what leaves by itself", s);
    const auto two = [&](const auto& one) { return at_.policy.caveats.at(one).two_persons; };
    const auto rule = std::ranges::find_if(at_.rules, [&](const auto& one) { return rule_speaks(one, s, partner_); });
    const bool by_two = !never && (std::ranges::any_of(s.label.caveats, two) || (rule != at_.rules.end() && rule->two_persons));
    if (by_two && !approved.two_persons) return wrong("gets from one person what two release", s);
    if (by_two && !guard.asks_two(s, partner_)) return wrong("is not asked two persons for", s);
    for (const bool person : {false, true})
      if (const auto what = got(guard, s, partner_, person); !what.empty() && what != bytes_of(s))
        return wrong("gets other bytes: " + what, s);
    return std::nullopt;
  }

  // Rules, ceilings and standing rules for others; rules that cannot speak of the same record, in another order; what was asked before.
  GuardSetting unseen() {
    GuardSetting setting = at_;
    for (std::size_t i = 0; i + 1 < setting.rules.size(); ++i) {
      const auto &a = setting.rules[i], &b = setting.rules[i + 1];
      const bool apart = (a.kind.find('*') == std::string::npos && b.kind.find('*') == std::string::npos && a.kind != b.kind) ||
                         (a.recipient != "*" && b.recipient != "*" && a.recipient != b.recipient);
      if (apart && draw_.chance(0.5)) std::swap(setting.rules[i], setting.rules[i + 1]);
    }
    if (other_.empty()) return setting;
    std::erase_if(setting.rules, [&](const auto& rule) { return rule.recipient == other_ && draw_.chance(0.5); });
    for (std::uint64_t left = 1 + draw_.below(2); left > 0; --left) {
      auto rule = draw_.rule(at_);
      rule.recipient = other_;
      setting.rules.insert(setting.rules.begin() + static_cast<std::ptrdiff_t>(draw_.below(setting.rules.size() + 1)), std::move(rule));
    }
    setting.policy.ceiling[at_.own][other_] = static_cast<int>(draw_.below(4));
    setting.policy.ceiling[partner_][at_.own] = static_cast<int>(draw_.below(4));
    return setting;
  }

  Wrong unseen_changes() {
    Guard without = guard_of(at_), with = guard_of(unseen());
    for (const auto& subject : subjects_) {
      for (std::uint64_t left = draw_.below(3); left > 0; --left) beside(with, subject);
      for (const bool approved : {false, true})
        if (got(without, subject, partner_, approved) != got(with, subject, partner_, approved))
          return wrong(approved ? "gets something else, once released," : "gets something else", subject);
    }
    return std::nullopt;
  }
  // What the partner has no part in, asked of the same guard: nearly the same record, for another or kept from it; rules made and taken
  // back.
  void beside(Guard& guard, const Subject& subject) {
    Subject like = subject;
    switch (draw_.below(5)) {
      case 0: like.audience.erase(partner_); break;
      case 1: like.label.releasable_to.erase(partner_); break;
      case 2: like.label.caveats = draw_.some_of(keys_of_map(at_.policy.caveats), 0.5); break;
      case 3: like = draw_.subject(at_); break;
      default: like.label.classification = draw_.one_of(keys_of_map(at_.policy.classifications)); break;
    }
    (void)got(guard, like, partner_, draw_.chance(0.3));
    if (other_.empty()) return;
    (void)got(guard, subject, other_, draw_.chance(0.3));
    (void)got(guard, like, other_, draw_.chance(0.3));
    auto rule = draw_.standing(at_, draw_.chance(0.5) ? other_ : partner_);
    if (draw_.chance(0.5))
      rule.kind = subject.kind, rule.classification = subject.label.classification, rule.caveats = subject.label.caveats;
    const bool stays = rule.recipient == other_ && draw_.chance(0.5);
    guard.adopt(rule);
    (void)got(guard, subject, partner_, false);
    if (!stays) guard.withdraw(rule.id);
    if (draw_.chance(0.5)) (void)got(guard, subject, other_, false);
  }

  // Marked higher, for fewer, kept by one caveat more, under a lower ceiling, a rule that asks where none did: never more.
  Wrong stricter(Guard& guard, const Subject& subject) {
    for (int what = 0; what < 6; ++what) {
      GuardSetting setting = at_;
      Subject s = subject;
      const auto& levels = at_.policy.classifications;
      switch (what) {
        case 0: {
          if (!levels.contains(s.label.classification)) continue;
          const auto higher = draw_.one_of(keys_of_map(levels));
          if (levels.at(higher).rank < levels.at(s.label.classification).rank) continue;
          s.label.classification = higher;
          break;
        }
        case 1: s.label.releasable_to = draw_.some_of(s.label.releasable_to, 0.6); break;
        case 2: {
          const auto caveat = draw_.one_of(keys_of_map(at_.policy.caveats));
          const auto lets = [&](const auto& rule) { return rule.caveats.contains(caveat); };
          if (!at_.policy.caveats.at(caveat).group.empty() || std::ranges::any_of(at_.rules, lets)) continue;
          s.label.caveats.insert(caveat);
          break;
        }
        case 3:
          for (auto& [to, rank] : setting.policy.ceiling[at_.own]) rank -= static_cast<int>(draw_.below(2));
          break;
        case 4:
          for (auto& rule : setting.rules)
            if (rule.action == ReleaseRule::Action::by_itself && draw_.chance(0.5))
              rule.action = ReleaseRule::Action::desk, rule.two_persons = true;
          break;
        default: setting.rules.insert(setting.rules.begin(), {"first", "*", "*", {}, ReleaseRule::Action::never, {}}); break;
      }
      Guard strict = guard_of(setting);
      for (const bool approved : {false, true})
        if (strict.judge(s, partner_, approved).released() && !guard.judge(subject, partner_, approved).released())
          return wrong("gets what is marked stricter than what it does not get", s);
    }
    return std::nullopt;
  }

  // A person of ours: never above the clearance, never of a party that the label does not name, never somebody else's.
  Wrong viewed(Guard& guard, const Label& label) {
    Subject shown;
    shown.label = label;
    for (int clearance = 0; clearance < 4; ++clearance) {
      const bool seen = guard.judge_view(label, {at_.own, "person", clearance}).released();
      const bool ours = label.originator == at_.own || label.releasable_to.contains(at_.own);
      bool may = known(at_.policy, label) && ours && at_.policy.classifications.at(label.classification).rank <= clearance;
      for (const auto& id : label.caveats)
        if (may && !at_.policy.caveats.at(id).only_parties.empty() && !at_.policy.caveats.at(id).only_parties.contains(at_.own))
          may = false;
      if (seen != may) return wrong("'s counterpart is shown what a person of that clearance may not see, or not what he may", shown);
      if (guard.judge_view(label, {partner_, "person", clearance}).released()) return wrong("'s person is shown our view", shown);
    }
    return std::nullopt;
  }

  // Two labels meet: nobody gets what is marked by both who would not have got each.
  Wrong joined() const {
    for (std::size_t i = 0; i + 1 < subjects_.size(); ++i) {
      const Subject &a = subjects_[i], &b = subjects_[i + 1];
      const auto both = join(at_.policy, a.label, b.label);
      if (!both) continue;
      const auto& levels = at_.policy.classifications;
      Subject s = a;
      s.label = *both;
      for (const auto* one : {&a.label, &b.label}) {
        if (levels.at(both->classification).rank < levels.at(one->classification).rank) return wrong("meets a label that became lower", s);
        if (!std::ranges::includes(one->releasable_to, both->releasable_to)) return wrong("meets a label for more parties", s);
        for (const auto& caveat : one->caveats) {
          const auto& kept = at_.policy.caveats.at(caveat);
          const auto as_strict = [&](const auto& id) {
            return id == caveat ||
                   (!kept.group.empty() && at_.policy.caveats.at(id).group == kept.group && at_.policy.caveats.at(id).rank >= kept.rank);
          };
          if (std::ranges::none_of(both->caveats, as_strict)) return wrong("meets a label that lost caveat " + caveat, s);
        }
      }
    }
    return std::nullopt;
  }

  GuardDraw draw_;
  GuardFigures& figures_;
  GuardSetting at_;
  std::string partner_, other_;  // other_ empty: there are two parties
  std::vector<Subject> subjects_;
  std::vector<StandingRule> standing_;
};

}  // namespace pairs

// `shipped`: every other pair is of one of these, the others are drawn. Beginning with "Guard: " where something is wrong.
inline std::optional<std::string> guard_pair(const std::vector<GuardSetting>& shipped, std::uint64_t number, GuardFigures& figures) {
  return pairs::Pair(shipped, number, figures).run();
}

}  // namespace tsugite::label
