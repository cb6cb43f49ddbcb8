// Reads foundations.yaml and programmes.yaml: what everything rests on, and what runs for years.
#include "charter/entries.h"

namespace tsugite::charter {
namespace {

using Need = MapReader::Need;

const std::vector<std::string> instrument_kinds{"treaty", "agreement", "guidelines", "exchange-of-notes", "national-law", "directive"};

}  // namespace

void load_foundations(const yaml::Node& node, Report& report, Charter& charter) {
  MapReader file(node, report, "foundations");
  read_entries(file, "instruments", "instrument", [&](MapReader& entry, const std::string& id) {
    Instrument one;
    one.id = id;
    one.name = entry.text("name");
    if (const auto kind = entry.one_of("kind", instrument_kinds)) one.kind = static_cast<Instrument::Kind>(*kind);
    one.party = entry.id("party", Need::optional);
    read_dates(entry, one.from, one.to);
    add_unique(charter.instruments, id, std::move(one), entry.line(), report);
  });
  read_entries(file, "foundations", "foundation", [&](MapReader& entry, const std::string& id) {
    Foundation one;
    one.id = id;
    one.instrument = entry.id("instrument");
    one.name = entry.text("name");
    one.provides = entry.text("provides");
    add_unique(charter.foundations, id, std::move(one), entry.line(), report);
  });
  read_entries(
      file, "limits", "limit",
      [&](MapReader& entry, const std::string& id) {
        Limit one;
        one.id = id;
        one.name = entry.text("name");
        one.basis = entry.id("basis");
        one.rules = entry.ids("rules", Need::required);
        add_unique(charter.limits, id, std::move(one), entry.line(), report);
      },
      Need::optional);
  file.finish();
}

void load_programmes(const yaml::Node& node, Report& report, Charter& charter) {
  MapReader file(node, report, "programmes");
  read_entries(file, "programmes", "programme", [&](MapReader& entry, const std::string& id) {
    Programme one;
    one.id = id;
    one.name = entry.text("name");
    one.purpose = entry.text("purpose");
    one.bases = entry.ids("bases");
    one.bodies = entry.ids("bodies");
    one.procedures = entry.ids("procedures", Need::required);
    read_dates(entry, one.from, one.to);
    if (const auto* facts = entry.list("facts", Need::optional))
      for (const auto& item : facts->items) {
        MapReader fact(item, report, entry.path() + "|fact");
        one.facts.push_back({fact.partial_date("date", Need::optional), fact.text("text")});
        fact.finish();
      }
    add_unique(charter.programmes, id, std::move(one), entry.line(), report);
  });
  file.finish();
}

}  // namespace tsugite::charter
