// docs/systems.yaml against the shipped charter: each row names what carries it, and nothing in the charter is without a row.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "charter/companions/companions.h"
#include "charter/test_files.h"
#include "charter/yaml.h"

namespace tsugite::charter {
namespace {

struct Row {
  std::string id;
  std::vector<std::string> targets;
};

std::vector<Row> rows() {
  const auto folder = read_folder(std::filesystem::path(TSUGITE_SOURCE_DIR) / "docs");
  const auto node = yaml::parse(folder.at("systems.yaml"));
  if (!node) throw std::runtime_error("docs/systems.yaml is not YAML");
  std::vector<Row> out;
  for (const auto& item : node->find("rows")->items) {
    Row row{item.find("id")->text, {}};
    for (const auto& target : item.find("carried_by")->items) row.targets.push_back(target.text);
    out.push_back(std::move(row));
  }
  return out;
}

// Everything a row may name: "measure/G-A/isr".
std::set<std::string> living() {
  const Files files = shipped_charter();
  const Charter charter = load_charter(files).charter;
  const Companions companions = load_companions(files, charter);
  std::set<std::string> out;
  const auto add = [&](const std::string& kind, const auto& all) {
    for (const auto& [id, one] : all) out.insert(kind + "/" + id);
  };
  add("foundation", charter.foundations);
  add("limit", charter.limits);
  add("situation", charter.situations);
  add("mechanism", charter.mechanisms);
  add("body", charter.bodies);
  add("seat", charter.seats);
  add("third-party", charter.third_parties);
  add("measure", charter.measures);
  add("procedure", charter.procedures);
  add("programme", charter.programmes);
  for (const auto& event : companions.events) out.insert("event/" + event.id);
  for (const auto& term : companions.glossary) out.insert("term/" + term.id);
  return out;
}

std::string missing(const std::vector<Row>& all, const std::set<std::string>& alive) {
  std::string out;
  std::set<std::string> named, ids;
  for (const auto& row : all) {
    if (!ids.insert(row.id).second) out += row.id + " has two rows; ";
    if (row.targets.empty()) out += row.id + " is carried by nothing; ";
    for (const auto& target : row.targets) {
      named.insert(target);
      if (!alive.contains(target)) out += row.id + " names " + target + ", which is not there; ";
    }
  }
  for (const auto& one : alive)
    for (const auto* kind : {"situation/", "mechanism/", "body/", "measure/", "procedure/", "programme/", "third-party/", "limit/"})
      if (one.starts_with(kind) && !named.contains(one)) out += "no row names " + one + "; ";
  for (const auto* id : {"F1",  "F2",  "F3",  "F4",  "C1",   "C2",    "C3", "C4", "C5", "C6", "C7", "C8", "G-A", "G-B",
                         "G-C", "G-D", "G-E", "G-V", "G-VI", "G-VII", "P1", "P2", "P3", "P4", "P5", "P6", "P7"})
    if (!ids.contains(id)) out += std::string("there is no row ") + id + "; ";
  return out;
}

TEST(Systems, EachRowHasWhatCarriesItAndNothingIsWithoutARow) { EXPECT_EQ(missing(rows(), living()), ""); }

TEST(Systems, AMeasuresRowNamesTheProceduresThatCarryIt) {
  const Charter charter = load_charter(shipped_charter()).charter;
  std::set<std::string> with_row;
  for (const auto& row : rows()) {
    const auto measure = charter.measures.find(row.id);
    if (measure == charter.measures.end()) continue;
    with_row.insert(row.id);
    std::set<std::string> named, carried;
    for (const auto& target : row.targets)
      if (target.starts_with("procedure/")) named.insert(target.substr(10));
    for (const auto& procedure : measure->second.procedures) carried.insert(procedure);
    EXPECT_EQ(named, carried) << row.id;
  }
  EXPECT_EQ(with_row.size(), charter.measures.size());
}

TEST(Systems, AMissingTargetAndAMissingRowAreFound) {
  auto all = rows();
  auto alive = living();
  alive.erase("procedure/visit");
  alive.insert("procedure/parade");
  all.erase(std::find_if(all.begin(), all.end(), [](const Row& row) { return row.id == "P3"; }));
  const std::string found = missing(all, alive);
  for (const auto* part :
       {"C8 names procedure/visit, which is not there", "no row names procedure/parade", "no row names programme/P3", "there is no row P3"})
    EXPECT_NE(found.find(part), std::string::npos) << part << " not in " << found;
}

}  // namespace
}  // namespace tsugite::charter
