#include "charter/retention.h"

#include "charter/check.h"
#include "charter/entries.h"
#include "charter/parts.h"

namespace tsugite::charter {
namespace {

using Need = MapReader::Need;

bool is_case(const std::string& id) { return id.size() == 32 && id.find_first_not_of("0123456789abcdef") == std::string::npos; }

std::vector<std::string> procedures(MapReader& entry, const Charter& charter, Need need) {
  std::vector<std::string> out;
  const auto* list = entry.list("procedures", need);
  if (list == nullptr) return out;
  for (const auto& item : list->items) {
    out.push_back(item.text);
    if (item.text != "*")
      check_known(item.text, ids_of(charter.procedures), entry.path() + "|procedures|" + item.text, "procedure", "手続", entry.report());
  }
  return out;
}

void read(const yaml::Node& node, Report& report, const Charter& charter, Retention& out) {
  MapReader file(node, report, "retention");
  read_entries(file, "retention", "retention", [&](MapReader& entry, const std::string& id) {
    RetentionRule one{id, procedures(entry, charter, Need::required), entry.duration("after").value_or(Duration{}), entry.text("reason")};
    if (one.after.ms <= 0)
      report.add(entry.line("after"), "retention", "a rule says for how long, e.g. P1825D", "保存する期間を書いてください（例：P1825D）");
    add_unique(out.rules, std::move(one), entry.line(), report);
  });
  const auto hold = [&](MapReader& entry, const std::string& id) {
    Hold one{id, procedures(entry, charter, Need::optional), entry.ids("cases"), entry.text("reason")};
    for (const auto& kept : one.cases)
      if (!is_case(kept))
        report.add(entry.line("cases"), "hold", "a case is named by its id, 32 digits in hex",
                   "案件は32桁の識別子（16進）で書いてください");
    if (one.procedures.empty() && one.cases.empty())
      report.add(entry.line(), "hold", "a hold says what it keeps: procedures or cases", "保存の対象（手続又は案件）を書いてください");
    add_unique(out.holds, std::move(one), entry.line(), report);
  };
  read_entries(file, "holds", "hold", hold, Need::optional);
  file.finish();
}

}  // namespace

LoadedRetention load_retention(const Files& annex, const Charter& charter) {
  LoadedRetention out;
  const auto file = annex.find(retention_file);
  if (file == annex.end()) return out;
  Sources sources;
  Report report{"annex.", retention_file, sources, out.findings};
  if (auto node = yaml::parse(file->second)) read(*node, report, charter, out.retention);
  else report.add(node.error().line, node.error().rule, node.error().message.en, node.error().message.ja);
  return out;
}

}  // namespace tsugite::charter
