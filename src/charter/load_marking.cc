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
  one.group = entry.id("group", Need::optional);
  if (!one.group.empty()) one.rank = entry.integer("rank", Need::required, 0, highest_rank, highest_rank);
  one.by_person = entry.flag("by_person");
  one.named_only = entry.flag("named_only");
  one.two_persons = entry.flag("two_persons");
  return one;
}

label::CaveatGroup read_group(MapReader& entry) {
  label::CaveatGroup one;
  one.id = entry.id("id");
  if (!one.id.empty()) entry.rename("caveat-group|" + one.id);
  one.name = entry.text("name");
  const auto kinds = entry.ids("required_on");
  one.required_on = {kinds.begin(), kinds.end()};
  return one;
}

// What a party may release to each of the others. -1: nothing.
void read_ceilings(const yaml::Node& map, Report& report, Charter& charter) {
  if (charter.parties.empty()) return;
  MapReader all(map, report, "ceiling");
  for (const auto& from : charter.party_order) {
    const auto* row = all.map(from);
    if (!row) continue;
    MapReader ceilings(*row, report, "ceiling|" + from);
    for (const auto& to : charter.party_order) {
      if (to == from) continue;
      if (ceilings.has(to)) charter.marking.ceiling[from][to] = ceilings.integer(to, Need::required, -1, highest_rank, -1);
      else
        report.add(row->line, "ceiling",
                   "no ceiling is set for what " + from + " releases to " + to + "; write -1 where nothing may leave to it",
                   from + "から" + to + "に提供できる上限がありません。何も提供しない場合は -1 と書いてください");
    }
    ceilings.finish();
  }
  all.finish();
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
  if (const auto* list = file.list("caveat_groups", Need::optional))
    for (const auto& item : list->items) {
      MapReader entry(item, report, "caveat-group");
      auto one = read_group(entry);
      entry.finish();
      const std::string id = one.id;
      add_unique(policy.groups, id, std::move(one), entry.line(), report);
    }
  if (const auto* map = file.map("ceilings")) read_ceilings(*map, report, charter);
  if (const auto* list = file.list("namings", Need::optional)) load_namings(*list, report, charter);
  file.finish();
}

}  // namespace tsugite::charter
