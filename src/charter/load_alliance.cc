// Reads the files about who there is and what they do together; see docs/formats/charter.md for their grammar.
#include <fmt/format.h>

#include <utility>

#include "charter/entries.h"

namespace tsugite::charter {
namespace {

using Need = MapReader::Need;

void read_parties(const yaml::Node& list, Report& report, Charter& charter) {
  for (const auto& item : list.items) {
    MapReader entry(item, report, "party");
    Party party;
    party.id = entry.id("id");
    if (!party.id.empty()) entry.rename("party|" + party.id);
    party.name = entry.text("name");
    party.short_name = entry.text("short");
    party.adjective = entry.text("adjective");
    const std::string root = entry.word("root", Need::optional);
    if (!root.empty()) {
      auto raw = root.size() == 64 ? from_hex(root) : from_base64(root);
      auto key = raw ? ledger::PublicKey::from(*raw) : std::unexpected(raw.error());
      if (key && !key->zero()) party.root = *key;
      else
        report.add(entry.line("root"), "root-key", "a root key is the 32 bytes of an Ed25519 public key, in base64 or hex",
                   "ルート鍵はEd25519公開鍵の32バイトを、base64又は16進で書いてください");
    }
    entry.finish();
    const std::string id = party.id;
    if (add_unique(charter.parties, id, std::move(party), entry.line(), report)) charter.party_order.push_back(id);
  }
}

void read_levels(const yaml::Node& list, Report& report, Charter& charter) {
  for (const auto& item : list.items) {
    MapReader entry(item, report, "level");
    const std::string id = entry.id("id");
    Text name = entry.text("name");
    entry.finish();
    if (add_unique(charter.level_names, id, std::move(name), entry.line(), report)) charter.levels.push_back(id);
  }
}

void read_commitments(const yaml::Node& map, Report& report, Charter& charter) {
  MapReader entry(map, report, "commitments");
  for (std::size_t i = 0; i < commitment_ids().size(); ++i)
    charter.commitment_names[static_cast<Commitment>(i)] = entry.text(commitment_ids()[i]);
  entry.finish();
}

void read_units(const yaml::Node& map, Report& report, Charter& charter) {
  for (std::size_t i = 0; i < map.keys.size(); ++i) {
    const auto& [unit, name] = map.keys[i];
    if (is_id(unit)) charter.unit_names[unit] = read_text(name, report);
    else
      report.add(map.key_lines[i], "id", fmt::format("\"{}\" cannot be the id of a unit", unit),
                 fmt::format("「{}」は単位の識別子になりません", unit));
  }
}

}  // namespace

const std::vector<std::string>& commitment_ids() {
  static const std::vector<std::string> ids{"operational-coordination", "political-statement", "joint-committee",
                                            "international-by-reference"};
  return ids;
}

void load_head(const yaml::Node& node, Report& report, Charter& charter) {
  MapReader head(node, report, "charter");
  charter.id = head.id("charter");
  charter.version = static_cast<std::uint32_t>(head.integer("version", Need::required, 1, 1'000'000, 1));
  charter.effective = head.date("effective", Need::required);
  charter.title = head.text("title");
  if (const auto* list = head.filled("levels")) read_levels(*list, report, charter);
  if (const auto* list = head.filled("parties")) read_parties(*list, report, charter);
  if (const auto* map = head.map("commitments")) read_commitments(*map, report, charter);
  if (const auto* map = head.map("units", Need::optional)) read_units(*map, report, charter);
  head.finish();
}

void load_organisations(const yaml::Node& node, Report& report, Charter& charter) {
  MapReader file(node, report, "organisations");
  read_entries(
      file, "organisations", "organisation",
      [&](MapReader& entry, const std::string& id) {
        Organisation one;
        one.id = id;
        one.party = entry.id("party");
        one.name = entry.text("name");
        one.short_name = entry.text("short", Need::optional);
        if (one.short_name == Text{}) one.short_name = one.name;
        read_dates(entry, one.from, one.to);
        add_unique(charter.organisations, id, std::move(one), entry.line(), report);
      },
      Need::required, true);
  read_entries(
      file, "third_parties", "third-party",
      [&](MapReader& entry, const std::string& id) {
        ThirdParty one{id, entry.text("name"), entry.text("basis")};
        add_unique(charter.third_parties, id, std::move(one), entry.line(), report);
      },
      Need::optional);
  file.finish();
}

void load_bodies(const yaml::Node& node, Report& report, Charter& charter) {
  MapReader file(node, report, "bodies");
  read_entries(
      file, "mechanisms", "mechanism",
      [&](MapReader& entry, const std::string& id) {
        Mechanism one;
        one.id = id;
        one.name = entry.text("name");
        one.purpose = entry.text("purpose");
        one.bases = entry.ids("bases");
        one.situations = entry.ids("situations");
        read_dates(entry, one.from, one.to);
        add_unique(charter.mechanisms, id, std::move(one), entry.line(), report);
      },
      Need::optional);
  read_entries(file, "bodies", "body", [&](MapReader& entry, const std::string& id) {
    Body one;
    one.id = id;
    one.name = entry.text("name");
    one.purpose = entry.text("purpose");
    one.basis = entry.text("basis");
    one.levels = entry.ids("levels", Need::required);
    one.feeds = entry.ids("feeds");
    one.lateral = entry.ids("lateral");
    one.party = entry.id("party", Need::optional);
    one.mechanism = entry.id("mechanism", Need::optional);
    one.bases = entry.ids("bases");
    if (const auto at = entry.one_of("class", commitment_ids(), Need::optional)) one.commitment = static_cast<Commitment>(*at);
    read_dates(entry, one.from, one.to);
    add_unique(charter.bodies, id, std::move(one), entry.line(), report);
  });
  file.finish();
}

void load_seats(const yaml::Node& node, Report& report, Charter& charter) {
  MapReader file(node, report, "seats");
  read_entries(
      file, "seats", "seat",
      [&](MapReader& entry, const std::string& id) {
        Seat one;
        one.id = id;
        one.organisation = entry.id("organisation");
        one.name = entry.text("name");
        one.level = entry.id("level");
        const auto bodies = entry.ids("bodies", Need::required);
        one.bodies = {bodies.begin(), bodies.end()};
        one.hosted_by = entry.id("hosted_by", Need::optional);
        read_dates(entry, one.from, one.to);
        add_unique(charter.seats, id, std::move(one), entry.line(), report);
      },
      Need::required, true);
  file.finish();
}

void load_situations(const yaml::Node& node, Report& report, Charter& charter) {
  MapReader file(node, report, "situations");
  read_entries(file, "situations", "situation", [&](MapReader& entry, const std::string& id) {
    Situation one;
    one.id = id;
    one.name = entry.text("name");
    one.basis = entry.text("basis");
    one.bodies = entry.ids("bodies");
    one.determined = read_by_party(entry, "determined");
    add_unique(charter.situations, id, std::move(one), entry.line(), report);
  });
  file.finish();
}

void load_measures(const yaml::Node& node, Report& report, Charter& charter) {
  MapReader file(node, report, "measures");
  read_entries(file, "measures", "measure", [&](MapReader& entry, const std::string& id) {
    Measure one;
    one.id = id;
    one.name = entry.text("name");
    one.situations = entry.ids("situations", Need::required);
    one.bodies = entry.ids("bodies", Need::required);
    one.primary = entry.id("primary", Need::optional);
    one.bases = entry.ids("bases");
    one.roles = read_by_party(entry, "roles");
    add_unique(charter.measures, id, std::move(one), entry.line(), report);
  });
  file.finish();
}

}  // namespace tsugite::charter
