#include "label/label.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/limits.h"

namespace tsugite::label {
namespace {

const Classification* find(const Policy& policy, const std::string& classification) {
  auto it = policy.classifications.find(classification);
  return it == policy.classifications.end() ? nullptr : &it->second;
}

template <class Set>
Set intersection(const Set& a, const Set& b) {
  Set out;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(out, out.end()));
  return out;
}

template <class Set>
bool includes(const Set& larger, const Set& smaller) {
  return std::includes(larger.begin(), larger.end(), smaller.begin(), smaller.end());
}

}  // namespace

Result<void> Policy::check(const Label& label) const {
  if (id.empty() || label.policy != id)
    return fail("label.unknown-policy", "label.policy",
                fmt::format("the marking policy \"{}\" is not the one in force (\"{}\"); mark the record under that one", label.policy, id),
                fmt::format("表示の基準「{}」は適用中の基準「{}」ではありません。適用中の基準で表示し直してください", label.policy, id));
  if (!find(*this, label.classification))
    return fail("label.unknown-classification", "label.classification",
                fmt::format("the policy {} knows no classification \"{}\"; choose one that it lists", id, label.classification),
                fmt::format("基準「{}」に区分「{}」はありません。基準にある区分を選んでください", id, label.classification));
  if (!parties.contains(label.originator))
    return fail("label.unknown-originator", "label.originator",
                fmt::format("\"{}\" is no party of the policy {}, so nobody answers for this record", label.originator, id),
                fmt::format("作成元「{}」は基準「{}」の当事者ではなく、この記録の責任者が定まりません", label.originator, id));
  if (label.releasable_to.size() > limits::label_terms || label.caveats.size() > limits::label_terms)
    return fail("label.too-many", "label",
                fmt::format("a label holds at most {} parties and {} caveats", limits::label_terms, limits::label_terms),
                fmt::format("一つの表示に書ける提供先と注意事項は、それぞれ{}件までです", limits::label_terms));
  for (const auto& party : label.releasable_to)
    if (!parties.contains(party))
      return fail("label.unknown-party", "label.releasable_to",
                  fmt::format("\"{}\" is no party of the policy {}; name parties one by one", party, id),
                  fmt::format("提供先「{}」は基準「{}」の当事者ではありません。当事者を一つずつ指定してください", party, id));
  for (const auto& caveat : label.caveats)
    if (!caveats.contains(caveat))
      return fail("label.unknown-caveat", "label.caveats",
                  fmt::format("the policy {} knows no caveat \"{}\"; choose one that it lists", id, caveat),
                  fmt::format("基準「{}」に注意事項「{}」はありません。基準にあるものを選んでください", id, caveat));
  std::map<std::string, std::string> taken;  // group -> the caveat of it
  for (const auto& caveat : label.caveats) {
    const std::string& group = caveats.at(caveat).group;
    if (group.empty()) continue;
    if (const auto [first, fresh] = taken.emplace(group, caveat); !fresh)
      return fail("label.one-of-a-group", "label.caveats",
                  fmt::format("\"{}\" and \"{}\" exclude each other; keep the stricter one", first->second, caveat),
                  fmt::format("注意事項「{}」と「{}」は同時に付けられません。より厳しい方だけにしてください", first->second, caveat));
  }
  return {};
}

void Policy::add_caveat(std::set<std::string>& to, const std::string& caveat) const {
  const auto added = caveats.find(caveat);
  if (added != caveats.end() && !added->second.group.empty())
    for (auto it = to.begin(); it != to.end();) {
      const auto other = caveats.find(*it);
      const bool same = other != caveats.end() && other->second.group == added->second.group && *it != caveat;
      if (same && other->second.rank >= added->second.rank) return;
      it = same ? to.erase(it) : std::next(it);
    }
  to.insert(caveat);
}

std::string Policy::lowest(const std::string& party) const {
  const Classification* best = nullptr;
  for (const auto& [name, one] : classifications)
    if ((one.party.empty() || one.party == party) && (!best || one.rank < best->rank)) best = &one;
  return best ? best->id : std::string();
}

Result<Label> join(const Policy& policy, const Label& a, const Label& b) {
  if (auto ok = policy.check(a); !ok) return std::unexpected(ok.error());
  if (auto ok = policy.check(b); !ok) return std::unexpected(ok.error());
  if (a.originator != b.originator)
    return fail("label.originators", "label.originator",
                fmt::format("labels of {} and {} cannot be joined: keep the two parts as records of their own", a.originator, b.originator),
                fmt::format("作成元が異なる表示（{}と{}）は合わせられません。別々の記録に分けてください", a.originator, b.originator));
  Label out = a;
  // Two markings of one rank stand for the same restriction. The smaller id is taken, so that the order of joining
  // does not show.
  const int rank_a = find(policy, a.classification)->rank;
  const int rank_b = find(policy, b.classification)->rank;
  if (rank_b > rank_a || (rank_b == rank_a && b.classification < a.classification)) out.classification = b.classification;
  out.releasable_to = intersection(a.releasable_to, b.releasable_to);
  for (const auto& caveat : b.caveats) policy.add_caveat(out.caveats, caveat);
  if (out.caveats.size() > limits::label_terms)
    return fail("label.too-many", "label.caveats", fmt::format("the joined label would hold more than {} caveats", limits::label_terms),
                fmt::format("合わせた表示の注意事項が{}件を超えます", limits::label_terms));
  return out;
}

bool dominates(const Policy& policy, const Label& a, const Label& b) {
  if (!policy.check(a) || !policy.check(b)) return false;
  auto both = a.caveats;  // what b carries adds nothing to what a carries
  for (const auto& caveat : b.caveats) policy.add_caveat(both, caveat);
  return a.originator == b.originator && find(policy, a.classification)->rank >= find(policy, b.classification)->rank &&
         includes(b.releasable_to, a.releasable_to) && both == a.caveats;
}

}  // namespace tsugite::label
