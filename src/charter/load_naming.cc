// Reads `namings` of marking.yaml: how the markings are called under the policies of other systems (label/naming.h).
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "charter/check.h"
#include "charter/parts.h"

namespace tsugite::charter {
namespace {

using Need = MapReader::Need;
using label::Category;
using label::Naming;

const std::vector<std::string> types{"RESTRICTIVE", "PERMISSIVE", "INFORMATIVE"};
// Table 9 of the standard.
const std::vector<std::string> id_types{"rfc822Name", "dNSName",     "directoryName",     "uniformResourceIdentifier",
                                        "iPAddress",  "x400Address", "userPrincipalName", "jID"};

class NamingReader {
 public:
  NamingReader(const yaml::Node& node, Report& report, const Charter& charter)
      : entry_(node, report, "naming"), report_(report), charter_(charter) {}

  Naming read() {
    Naming out;
    out.identifier = entry_.word("identifier");
    if (!out.identifier.empty()) entry_.rename("naming|" + out.identifier);
    out.uri = uri(entry_);
    out.party = entry_.id("party", Need::optional);
    if (auto review = entry_.duration("review")) out.review = *review;
    const auto type = entry_.one_of("originator_type", id_types);
    if (type) out.originator_type = id_types[*type];
    out.originators = names(entry_, "originators", ids_of(charter_.parties), "party", "当事者");
    out.classifications = names(entry_, "classifications", ids_of(charter_.marking.classifications), "classification", "区分");
    if (const auto* list = entry_.filled("categories"))
      for (const auto& item : list->items) add(category(item), item.line, out);
    entry_.finish();
    return out;
  }

 private:
  // The standard allows object identifiers alone.
  std::string uri(MapReader& entry) {
    const std::string out = entry.word("uri", Need::optional);
    if (!out.empty() && !out.starts_with("urn:oid:"))
      report_.add(entry.line("uri"), "naming-uri", "a policy or a category is identified by urn:oid: and its object identifier",
                  "基準とカテゴリーの識別は urn:oid: とオブジェクト識別子で書いてください");
    return out;
  }

  // our id: their name. Two of ours under one name could not be told apart when they come back.
  std::map<std::string, std::string> names(MapReader& entry, const std::string& key, const std::vector<std::string>& known, const char* en,
                                           const char* ja) {
    std::map<std::string, std::string> out;
    const auto* map = entry.map(key);
    if (!map) return out;
    MapReader names(*map, report_, entry.path() + "|" + key);
    for (const auto& [id, node] : map->keys) {
      report_.sources.note(names.path() + "|" + id, report_.where(node.line));
      const std::string name = names.word(id);
      if (!check_known(id, known, names.path() + "|" + id, en, ja, report_) || name.empty()) continue;
      const bool twice = std::ranges::any_of(out, [&](const auto& one) { return one.second == name; });
      if (twice)
        report_.add(node.line, "naming-twice", fmt::format("\"{}\" stands for two things", name),
                    fmt::format("「{}」が二つのものを指しています", name));
      else out[id] = name;
    }
    return out;
  }

  Category category(const yaml::Node& item) {
    MapReader entry(item, report_, entry_.path() + "|category");
    Category out;
    out.tag = entry.word("tag");
    if (const auto type = entry.one_of("type", types)) out.type = static_cast<Category::Type>(*type);
    out.uri = uri(entry);
    out.required = entry.flag("required");
    out.of = entry.has("parties") ? Category::Of::parties : Category::Of::caveats;
    if (out.of == Category::Of::parties) out.values = names(entry, "parties", ids_of(charter_.parties), "party", "当事者");
    else out.values = names(entry, "caveats", ids_of(charter_.marking.caveats), "caveat", "注意事項");
    entry.finish();
    return out;
  }

  // Who may have it is said once, and one more party is one more reader; a caveat only ever takes readers away.
  void add(Category one, int line, Naming& out) {
    const bool parties = one.of == Category::Of::parties;
    if (parties != (one.type == Category::Type::permissive))
      report_.add(line, "naming-type", "parties are named in a PERMISSIVE category, caveats in another",
                  "当事者は PERMISSIVE のカテゴリーで、注意事項はそれ以外で示してください");
    for (const auto& other : out.categories) {
      if (other.tag == one.tag)
        report_.add(line, "naming-twice", fmt::format("the category \"{}\" stands twice", one.tag),
                    fmt::format("カテゴリー「{}」が重複しています", one.tag));
      for (const auto& [id, value] : one.values)
        if (other.of == one.of && other.values.contains(id))
          report_.add(line, "naming-twice", fmt::format("\"{}\" stands in two categories", id),
                      fmt::format("「{}」が二つのカテゴリーにあります", id));
    }
    out.categories.push_back(std::move(one));
  }

  MapReader entry_;
  Report& report_;
  const Charter& charter_;
};

}  // namespace

void load_namings(const yaml::Node& list, Report& report, Charter& charter) {
  for (const auto& item : list.items) {
    auto one = NamingReader(item, report, charter).read();
    if (one.identifier.empty()) continue;
    const bool twice = std::ranges::any_of(charter.namings, [&](const auto& other) { return other.identifier == one.identifier; });
    if (twice)
      report.add(item.line, "duplicate-id", fmt::format("the policy \"{}\" stands twice", one.identifier),
                 fmt::format("基準「{}」が重複しています", one.identifier));
    else charter.namings.push_back(std::move(one));
  }
}

}  // namespace tsugite::charter
