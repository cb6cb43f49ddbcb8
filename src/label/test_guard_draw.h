// Draws policies, rules and subjects for the pairs of test_guard_pairs.h, from a stream of its own for each pair.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "base/sha256.h"
#include "label/guard.h"

namespace tsugite::label {

struct GuardSetting {
  Policy policy;
  std::vector<ReleaseRule> rules;
  std::string own;
};

class GuardDraw {
 public:
  explicit GuardDraw(std::uint64_t number) {
    for (const char byte : sha256("guard pair ", std::to_string(number)).view().substr(0, 8))
      state_ = state_ << 8 | static_cast<unsigned char>(byte);
  }

  std::uint64_t below(std::uint64_t n) { return next() % n; }
  bool chance(double p) { return static_cast<double>(next() >> 11) * 0x1.0p-53 < p; }
  template <class Container>
  auto one_of(const Container& all) {
    auto at = all.begin();
    std::advance(at, static_cast<std::ptrdiff_t>(below(all.size())));
    return *at;
  }
  template <class Container>
  std::set<std::string> some_of(const Container& all, double p) {
    std::set<std::string> out;
    for (const auto& one : all)
      if (chance(p)) out.insert(one);
    return out;
  }

  GuardSetting setting();
  Subject subject(const GuardSetting& setting);
  ReleaseRule rule(const GuardSetting& setting);
  StandingRule standing(const GuardSetting& setting, const std::string& recipient);
  std::string other_than(const GuardSetting& setting, const std::string& party);  // a partner; empty: there is none

 private:
  std::uint64_t next() {  // splitmix64
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ull);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
    return z ^ (z >> 31);
  }
  std::uint64_t state_ = 0;
  int rules_ = 0;
};

// Kinds of record that the random rules speak of, and such as only look like them.
inline const std::vector<std::string> guard_kinds = {"report/file",   "report/update", "reports/file",
                                                     "support/offer", "refusal",       "opaque/x"};
inline const std::vector<std::string> guard_patterns = {"*", "report/*", "report/file", "support/*", "refusal", ""};

template <class Map>
std::vector<std::string> keys_of_map(const Map& map) {
  std::vector<std::string> out;
  for (const auto& [key, unused] : map) out.push_back(key);
  return out;
}

inline GuardSetting GuardDraw::setting() {
  GuardSetting out;
  auto& policy = out.policy;
  policy.id = "drawn";
  for (const char* party : {"AAA", "BBB", "CCC", "DDD"})
    if (policy.parties.size() < 2 || chance(0.7)) policy.parties.insert(party);
  out.own = "AAA";
  for (int rank = 0; rank < 4; ++rank) policy.classifications["c" + std::to_string(rank)] = {"c" + std::to_string(rank), rank, {}};
  policy.groups["light"] = {"light", {}, some_of(guard_patterns, 0.1)};
  for (int i = 0; i < 5; ++i) {
    Caveat caveat{"v" + std::to_string(i), {}, chance(0.2), chance(0.3) ? some_of(policy.parties, 0.6) : std::set<std::string>{}, {}};
    if (i < 2) caveat.group = "light", caveat.rank = i;
    caveat.by_person = chance(0.2), caveat.named_only = chance(0.2), caveat.two_persons = chance(0.1);
    policy.caveats[caveat.id] = caveat;
  }
  for (const auto& from : policy.parties)
    for (const auto& to : policy.parties)
      if (from != to && chance(0.9)) policy.ceiling[from][to] = static_cast<int>(below(4));
  for (std::uint64_t left = below(6); left > 0; --left) out.rules.push_back(rule(out));
  return out;
}

inline ReleaseRule GuardDraw::rule(const GuardSetting& setting) {
  using Action = ReleaseRule::Action;
  ReleaseRule out;
  out.id = "r" + std::to_string(++rules_);
  out.kind = one_of(guard_patterns);
  out.recipient = chance(0.5) ? "*" : one_of(setting.policy.parties);
  if (chance(0.3)) out.caveats = some_of(keys_of_map(setting.policy.caveats), 0.3);
  const auto drawn = below(10);
  out.action = drawn < 5 ? Action::by_itself : drawn < 9 ? Action::desk : Action::never;
  out.two_persons = out.action == Action::desk && chance(0.3);
  return out;
}

inline Subject GuardDraw::subject(const GuardSetting& setting) {
  const auto& policy = setting.policy;
  Subject out;
  out.label.policy = chance(0.02) ? "another" : policy.id;
  out.label.classification = chance(0.02) ? "unheard-of" : one_of(keys_of_map(policy.classifications));
  out.label.originator = chance(0.04) ? one_of(policy.parties) : setting.own;
  out.label.releasable_to = some_of(policy.parties, 0.85);
  out.audience = some_of(policy.parties, 0.85);
  if (chance(0.95)) out.audience.insert(setting.own), out.label.releasable_to.insert(setting.own);
  if (chance(0.02)) out.audience.insert("ZZZ");
  if (chance(0.5)) out.label.caveats = some_of(keys_of_map(policy.caveats), 0.25);
  std::vector<std::string> kinds = guard_kinds;
  for (const auto& rule : setting.rules)
    if (!rule.kind.empty() && rule.kind != "*")
      kinds.push_back(rule.kind.ends_with("/*") ? rule.kind.substr(0, rule.kind.size() - 1) + "step" : rule.kind);
  out.kind = chance(0.02) ? "" : one_of(kinds);
  return out;
}

inline StandingRule GuardDraw::standing(const GuardSetting& setting, const std::string& recipient) {
  StandingRule out;
  out.id = "s" + std::to_string(++rules_);
  const auto like = subject(setting);
  out.kind = like.kind;
  out.recipient = recipient;
  out.classification = like.label.classification;
  out.caveats = like.label.caveats;
  return out;
}

inline std::string GuardDraw::other_than(const GuardSetting& setting, const std::string& party) {
  std::vector<std::string> others;
  for (const auto& one : setting.policy.parties)
    if (one != party && one != setting.own) others.push_back(one);
  return others.empty() ? "" : one_of(others);
}

}  // namespace tsugite::label
