// Lists of things with an id, as most charter files are: each entry gets a reader whose path is kind|id, so that later checks
// find the line it stands on. This room only.
#pragma once

#include <string>

#include "charter/parts.h"

namespace tsugite::charter {

// Every entry of the list under `key`. `filled`: there must be at least one.
template <class Read>
void read_entries(MapReader& file, const std::string& key, const std::string& kind, Read read,
                  MapReader::Need need = MapReader::Need::required, bool filled = false) {
  const auto* list = filled ? file.filled(key) : file.list(key, need);
  if (!list) return;
  for (const auto& item : list->items) {
    MapReader entry(item, file.report(), kind);
    const std::string id = entry.id("id");
    if (!id.empty()) entry.rename(kind + "|" + id);
    read(entry, id);
    entry.finish();
  }
}

// A map of party to text; the parties are checked with the other names.
inline std::map<std::string, Text> read_by_party(MapReader& entry, const std::string& key) {
  std::map<std::string, Text> out;
  if (const auto* map = entry.map(key, MapReader::Need::optional))
    for (const auto& [party, text] : map->keys) {
      entry.report().sources.note(entry.path() + "|" + key + "|" + party, entry.report().where(text.line));
      out[party] = read_text(text, entry.report());
    }
  return out;
}

// From when to when something stands; of some only the year is known.
inline void read_dates(MapReader& entry, std::string& from, std::string& to) {
  from = entry.partial_date("from", MapReader::Need::optional);
  to = entry.partial_date("to", MapReader::Need::optional);
  if (!from.empty() && !to.empty() && to < from)
    entry.report().add(entry.line("to"), "date-order", "\"to\" is before \"from\"", "「to」が「from」より前です");
}

}  // namespace tsugite::charter
