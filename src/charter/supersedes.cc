#include "charter/supersedes.h"

#include <fmt/format.h>

namespace tsugite::charter {
namespace {

bool means_the_same(const label::Classification& a, const label::Classification& b) { return a.rank == b.rank && a.party == b.party; }

bool means_the_same(const label::Caveat& a, const label::Caveat& b) {
  return a.never_leaves == b.never_leaves && a.only_parties == b.only_parties && a.group == b.group && a.rank == b.rank &&
         a.by_person == b.by_person && a.named_only == b.named_only && a.two_persons == b.two_persons;
}

template <class T>
void compare(const std::map<std::string, T>& later, const std::map<std::string, T>& earlier, std::vector<Error>& out) {
  for (const auto& [id, before] : earlier) {
    const auto now = later.find(id);
    if (now == later.end())
      out.push_back({"charter.marking-gone", id,
                     Text{fmt::format("表示「{}」がありません。その表示の記録が残っているため、削除できません", id),
                          fmt::format("the marking \"{}\" is gone: records that carry it are held", id)}});
    else if (!means_the_same(now->second, before))
      out.push_back({"charter.marking-changed", id,
                     Text{fmt::format("表示「{}」の意味が変わっています。別の名称の表示を新たに設けてください", id),
                          fmt::format("the marking \"{}\" means something else than before: give what is new another name", id)}});
  }
}

}  // namespace

std::vector<Error> supersedes(const Charter& later, const Charter& earlier) {
  std::vector<Error> out;
  if (later.marking.id != earlier.marking.id)
    out.push_back({"charter.other-policy", later.marking.id,
                   Text{fmt::format("表示の基準の識別子が「{}」から変わっています", earlier.marking.id),
                        fmt::format("the marking policy was named \"{}\"", earlier.marking.id)}});
  for (const auto& [id, before] : earlier.parties) {
    const auto party = later.parties.find(id);
    if (party == later.parties.end())
      out.push_back({"charter.party-gone", id,
                     Text{fmt::format("当事者「{}」がありません。接続を終えるには tsugite partner end を使ってください", id),
                          fmt::format("the party {} is gone: a link is ended with `tsugite partner end`", id)}});
    else if (party->second.root != before.root)
      out.push_back(
          {"charter.root-changed", id,
           Text{fmt::format("当事者「{}」のルート鍵が変わっています。これまでの証明書、受領証及び証拠が検証できなくなります", id),
                fmt::format("the root key of {} is another: its certificates, receipts and proofs so far would not hold any more", id)}});
  }
  compare(later.marking.classifications, earlier.marking.classifications, out);
  compare(later.marking.caveats, earlier.marking.caveats, out);
  return out;
}

}  // namespace tsugite::charter
