#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <sstream>

#include "charter/check.h"
#include "charter/companions/companions.h"
#include "charter/parts.h"

namespace tsugite::charter {
namespace {

using Need = MapReader::Need;

const std::vector<std::string> term_kinds{"body", "level", "mechanism", "term", "marking"};
const std::vector<std::string> event_kinds{"event", "treaty", "guidelines", "statement", "meeting", "visit"};

// Renderings as a list of phrases for each language: {ja: [..], en: [..]}.
void read_phrases(MapReader& entry, const std::string& key, std::vector<std::string>& ja, std::vector<std::string>& en) {
  const auto* map = entry.map(key, Need::optional);
  if (!map) return;
  MapReader both(*map, entry.report(), entry.path() + "|" + key);
  for (const auto& [language, out] : {std::pair{"ja", &ja}, std::pair{"en", &en}})
    if (const auto* list = both.list(language, Need::optional))
      for (const auto& item : list->items) {
        if (item.kind == yaml::Node::Kind::scalar && !item.text.empty()) out->push_back(item.text);
        else entry.report().add(item.line, "word", "a rendering is a phrase", "訳語は語句で書いてください");
      }
  both.finish();
}

void load_glossary(const yaml::Node& node, Report& report, std::vector<Term>& out) {
  MapReader file(node, report, "glossary");
  if (const auto* list = file.filled("terms"))
    for (const auto& item : list->items) {
      MapReader entry(item, report, "term");
      Term one;
      one.id = entry.id("id");
      if (const auto kind = entry.one_of("kind", term_kinds)) one.kind = static_cast<Term::Kind>(*kind);
      one.name = entry.text("name");
      read_phrases(entry, "also", one.also_ja, one.also_en);
      read_phrases(entry, "avoid", one.avoid_ja, one.avoid_en);
      one.paired = entry.flag("paired");
      if (const auto at = entry.one_of("reserved", commitment_ids(), Need::optional)) one.reserved = static_cast<Commitment>(*at);
      one.note = entry.text("note", Need::optional);
      entry.finish();
      add_unique(out, std::move(one), entry.line(), report);
    }
  file.finish();
}

void check_event(const Event& event, const Companions& all, const Charter& charter, MapReader& entry) {
  Report& report = entry.report();
  const auto era = std::find_if(all.eras.begin(), all.eras.end(), [&](const Era& one) { return one.id == event.era; });
  if (!event.era.empty() && era == all.eras.end())
    report.add(entry.line("era"), "unknown-era", fmt::format("there is no era \"{}\"", event.era),
               fmt::format("時期「{}」はありません", event.era));
  else if (era != all.eras.end() && !event.date.empty() &&
           (event.date.substr(0, 4) < era->from || (!era->to.empty() && event.date.substr(0, 4) > era->to)))
    report.add(entry.line("date"), "era-date", fmt::format("{} is not in the era \"{}\"", event.date, event.era),
               fmt::format("{}は時期「{}」の間にありません", event.date, event.era));
  const bool source = std::any_of(all.sources.begin(), all.sources.end(), [&](const Source& one) { return one.id == event.source; });
  if (!event.source.empty() && !source)
    report.add(entry.line("source"), "unknown-source", fmt::format("there is no source \"{}\"", event.source),
               fmt::format("出典「{}」はありません", event.source));
  for (const auto& body : event.bodies)
    check_known(body, ids_of(charter.bodies), entry.path() + "|bodies|" + body, "body", "調整の場", report);
  if (!all.events.empty() && event.date < all.events.back().date)
    report.add(entry.line("date"), "order", "events stand in the order of their dates", "年表は日付の順に書いてください");
}

void load_chronology(const yaml::Node& node, Report& report, const Charter& charter, Companions& out) {
  MapReader file(node, report, "chronology");
  if (const auto* list = file.filled("sources"))
    for (const auto& item : list->items) {
      MapReader entry(item, report, "source");
      Source one{entry.id("id"), entry.text("name")};
      entry.finish();
      add_unique(out.sources, std::move(one), entry.line(), report);
    }
  if (const auto* list = file.filled("eras"))
    for (const auto& item : list->items) {
      MapReader entry(item, report, "era");
      Era one{entry.id("id"), entry.text("name"), entry.partial_date("from"), entry.partial_date("to", Need::optional)};
      entry.finish();
      add_unique(out.eras, std::move(one), entry.line(), report);
    }
  if (const auto* list = file.filled("events"))
    for (const auto& item : list->items) {
      MapReader entry(item, report, "event");
      Event one;
      one.id = entry.id("id");
      if (!one.id.empty()) entry.rename("event|" + one.id);
      one.date = entry.partial_date("date");
      one.era = entry.id("era");
      if (const auto kind = entry.one_of("kind", event_kinds)) one.kind = static_cast<Event::Kind>(*kind);
      one.name = entry.text("name");
      one.place = entry.text("place", Need::optional);
      one.who = entry.text("who", Need::optional);
      one.bodies = entry.ids("bodies");
      one.source = entry.id("source");
      if (const auto* agreed = entry.list("agreed", Need::optional))
        for (const auto& text : agreed->items) one.agreed.push_back(read_text(text, report));
      entry.finish();
      check_event(one, out, charter, entry);
      add_unique(out.events, std::move(one), entry.line(), report);
    }
  file.finish();
}

// Every pair {ja, en} below this node. A procedure's class holds for what it calls its states and steps.
void check_renderings(const yaml::Node& node, const std::vector<Term>& glossary, std::optional<Commitment> of, bool named, Report& report) {
  const auto* ja = node.find("ja");
  const auto* en = node.find("en");
  if (ja && en && ja->kind == yaml::Node::Kind::scalar && en->kind == yaml::Node::Kind::scalar) {
    for (const auto& one : misrendered(glossary, {ja->text, en->text}, named ? of : std::nullopt)) {
      const Text& name = one.term->name;
      const bool reserved = !one.found.empty() && one.found == name.in(one.language);
      report.add(node.line, reserved ? "reserved-word" : "rendering",
                 reserved ? fmt::format("\"{}\" is not for this class of procedure", one.found)
                 : one.found.empty()
                     ? fmt::format("\"{}\" is missing here: write \"{}\" / \"{}\" on both sides", name.in(one.language), name.ja, name.en)
                     : fmt::format("write \"{}\" / \"{}\", not \"{}\"", name.ja, name.en, one.found),
                 reserved ? fmt::format("「{}」はこの区分の手続には使えません", one.found)
                 : one.found.empty()
                     ? fmt::format("「{}」に当たる語がありません。「{}」「{}」と対にしてください", name.in(one.language), name.ja, name.en)
                     : fmt::format("「{}」ではなく「{}」「{}」としてください", one.found, name.ja, name.en));
    }
    return;
  }
  for (const auto& [key, value] : node.keys)
    check_renderings(value, glossary, of, key != "help" && (named || key == "states" || key == "steps" || key == "title"), report);
  for (const auto& item : node.items) check_renderings(item, glossary, of, named, report);
}

std::string folded(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

}  // namespace

Companions load_companions(const Files& files, const Charter& charter) {
  Companions out;
  Sources sources;
  const auto read = [&](const std::string& path, const std::function<void(const yaml::Node&, Report&)>& use) {
    const auto file = files.find(path);
    if (file == files.end()) return;
    Report report{"charter.", path, sources, out.findings};
    if (auto node = yaml::parse(file->second)) use(*node, report);
    else report.add(node.error().line, node.error().rule, node.error().message.en, node.error().message.ja);
  };
  read("glossary.yaml", [&](const yaml::Node& node, Report& report) { load_glossary(node, report, out.glossary); });
  read("chronology.yaml", [&](const yaml::Node& node, Report& report) { load_chronology(node, report, charter, out); });
  if (out.glossary.empty()) return out;
  for (const auto& [path, content] : files) {
    if (!path.ends_with(".yaml") || path == "glossary.yaml") continue;
    const auto node = yaml::parse(content);
    if (!node) continue;  // the charter's own finding
    std::optional<Commitment> of;
    if (const auto* at = path.starts_with("procedures/") ? node->find("class") : nullptr)
      for (std::size_t i = 0; i < commitment_ids().size(); ++i)
        if (commitment_ids()[i] == at->text) of = static_cast<Commitment>(i);
    Report report{"charter.", path, sources, out.findings};
    check_renderings(*node, out.glossary, of, false, report);
  }
  return out;
}

std::vector<const Event*> Companions::search(const std::string& query) const {
  std::vector<std::string> words;
  std::istringstream in(folded(query));
  for (std::string word; in >> word;) words.push_back(word);
  std::vector<const Event*> out;
  for (const auto& event : events) {
    std::string all = event.date + " " + event.name.ja + " " + event.name.en + " " + event.place.ja + " " + event.place.en + " " +
                      event.who.ja + " " + event.who.en;
    for (const auto& text : event.agreed) all += " " + text.ja + " " + text.en;
    all = folded(all);
    if (std::all_of(words.begin(), words.end(), [&](const std::string& word) { return all.find(word) != std::string::npos; }))
      out.push_back(&event);
  }
  return out;
}

}  // namespace tsugite::charter
