#include <utility>

#include "charter/parts.h"

namespace tsugite::charter {
namespace {

using Need = MapReader::Need;
constexpr int highest_rank = 100;

label::Classification read_classification(MapReader& entry) {
  label::Classification one;
  one.id = entry.id("id");
  if (!one.id.empty()) entry.rename("classification|" + one.id);
  one.rank = entry.integer("rank", Need::required, 0, highest_rank, highest_rank);
  one.name = entry.text("name");
  one.party = entry.id("party", Need::optional);
  return one;
}

label::Caveat read_caveat(MapReader& entry) {
  label::Caveat one;
  one.id = entry.id("id");
  if (!one.id.empty()) entry.rename("caveat|" + one.id);
  one.name = entry.text("name");
  one.never_leaves = entry.flag("never_leaves");
  if (entry.has("only_parties")) {
    const auto parties = entry.ids("only_parties");
    one.only_parties = {parties.begin(), parties.end()};
    // An empty set would mean "no such restriction": the opposite of what an author of an empty list has in mind.
    if (parties.empty())
      entry.report().add(entry.line("only_parties"), "only-parties", "name at least one party, or leave the key out",
                         "当事者を一つ以上書くか、このキーを省いてください");
  }
  one.reason = entry.text("reason");
  return one;
}

}  // namespace

void load_marking(const yaml::Node& node, Report& report, Charter& charter) {
  MapReader file(node, report, "marking");
  label::Policy& policy = charter.marking;
  policy.id = file.id("policy");
  for (const auto& [id, party] : charter.parties) policy.parties.insert(id);
  if (const auto* list = file.filled("classifications"))
    for (const auto& item : list->items) {
      MapReader entry(item, report, "classification");
      auto one = read_classification(entry);
      entry.finish();
      const std::string id = one.id;
      add_unique(policy.classifications, id, std::move(one), entry.line(), report);
    }
  if (const auto* list = file.list("caveats"))
    for (const auto& item : list->items) {
      MapReader entry(item, report, "caveat");
      auto one = read_caveat(entry);
      entry.finish();
      const std::string id = one.id;
      add_unique(policy.caveats, id, std::move(one), entry.line(), report);
    }
  if (const auto* map = file.map("ceilings")) {
    MapReader ceilings(*map, report, "ceiling");
    for (const auto& party : charter.party_order) {
      // -1: nothing may leave to it.
      if (ceilings.has(party)) policy.ceiling[party] = ceilings.integer(party, Need::required, -1, highest_rank, -1);
      else
        report.add(map->line, "ceiling", "no ceiling is set for " + party + "; write -1 where nothing may leave to it",
                   party + "の上限がありません。何も渡さない場合は -1 と書いてください");
    }
    if (!charter.parties.empty()) ceilings.finish();
  }
  file.finish();
}

}  // namespace tsugite::charter
