// Reads one file of procedures/; the grammar is in docs/formats/charter.md.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/limits.h"
#include "charter/parts.h"

namespace tsugite::charter {
namespace {

using Need = MapReader::Need;
using Named = std::vector<std::pair<std::string, Text>>;

const std::vector<std::string> field_types{"text", "place", "quantity", "period", "time", "choice", "integer", "areas", "record"};
const std::vector<std::string> state_kinds{"home", "joint", "end", "home-end"};

// Entries of the list under `key`, each read with a path of its own below the procedure's.
template <class Read>
void entries(MapReader& file, const std::string& key, const std::string& kind, Need need, Read read) {
  const auto* list = need == Need::required ? file.filled(key) : file.list(key, need);
  if (!list) return;
  for (const auto& item : list->items) {
    MapReader entry(item, file.report(), file.path() + "|" + kind);
    const std::string id = kind == "clock" ? entry.id("state") : entry.id("id");
    if (!id.empty()) entry.rename(file.path() + "|" + kind + "|" + id);
    read(entry, id);
    entry.finish();
  }
}

// A choice's id is looser than other ids: "5+" is one.
bool is_choice(const std::string& id) {
  return !id.empty() && id.size() <= limits::name_bytes && id.find_first_of(" \t\r\n\"'") == std::string::npos;
}

Named read_choices(MapReader& field) {
  Named out;
  const auto* list = field.list("choices");
  if (!list) return out;
  for (const auto& item : list->items) {
    MapReader entry(item, field.report(), field.path() + "|choice");
    const std::string id = entry.word("id");
    Text name = entry.text("name");
    entry.finish();
    const bool twice = std::any_of(out.begin(), out.end(), [&](const auto& one) { return one.first == id; });
    if (!id.empty() && !is_choice(id))
      field.report().add(entry.line("id"), "id", "the id of a choice has no spaces or quotes", "選択肢の識別子に空白や引用符は使えません");
    else if (twice)
      field.report().add(entry.line("id"), "duplicate-id", fmt::format("the choice \"{}\" stands twice", id),
                         fmt::format("選択肢「{}」が重複しています", id));
    else if (!id.empty()) out.emplace_back(id, std::move(name));
  }
  if (list->items.empty()) field.report().add(list->line, "choices", "a choice needs something to choose from", "選択肢が一つもありません");
  return out;
}

void read_field(MapReader& entry, const std::string& id, Procedure& procedure) {
  FieldSpec one;
  one.id = id;
  one.name = entry.text("name");
  one.help = entry.text("help", Need::optional);
  const auto type = entry.one_of("type", field_types);
  one.type = type ? static_cast<FieldSpec::Type>(*type) : FieldSpec::Type::text;
  // `true`, or which of several settlements it is part of.
  const std::string settles = entry.has("settles") ? entry.id("settles") : std::string();
  one.settles = !settles.empty() && settles != "false";
  if (one.settles && settles != "true") one.settlement = settles;
  one.required = entry.flag("required");
  if (type && one.type == FieldSpec::Type::quantity) {
    one.units = entry.ids("units", Need::required);
    if (entry.has("units") && one.units.empty())
      entry.report().add(entry.line("units"), "units", "a quantity needs at least one unit", "数量には単位が一つ以上必要です");
  }
  if (type && one.type == FieldSpec::Type::choice) {
    if (const auto from = entry.has("choices_from") ? entry.one_of("choices_from", choice_lists()) : std::nullopt)
      one.choices_from = choice_lists()[*from];
    else if (entry.has("marks")) one.marks = entry.id("marks");
    else if (!entry.has("choices_from")) one.choices = read_choices(entry);
  }
  add_unique(procedure.fields, std::move(one), entry.line(), entry.report());
}

void read_state(MapReader& entry, const std::string& id, Procedure& procedure) {
  State one;
  one.id = id;
  one.name = entry.text("name");
  if (const auto kind = entry.one_of("kind", state_kinds)) one.kind = static_cast<State::Kind>(*kind);
  one.waits_for = entry.id("waits_for", Need::optional);
  one.at = entry.id("at", Need::optional);
  if (id == "start")
    entry.report().add(entry.line("id"), "reserved", "\"start\" is the state before a case's first record; name this one otherwise",
                       "「start」は最初の記録より前の状態です。別の識別子にしてください");
  add_unique(procedure.states, std::move(one), entry.line(), entry.report());
}

// The bases a procedure declares: party -> id, text. Steps name them by id.
std::map<std::string, Named> read_bases(MapReader& file) {
  std::map<std::string, Named> out;
  const auto* parties = file.map("bases", Need::optional);
  if (!parties) return out;
  for (const auto& [party, list] : parties->keys) {
    const std::string path = file.path() + "|bases|" + party;
    file.report().sources.note(path, file.report().where(list.line));
    Named& bases = out[party];
    for (const auto& item : list.items) {
      if (item.kind == yaml::Node::Kind::scalar) {  // a foundation of the charter
        const std::string id = read_id(item, file.report());
        file.report().sources.note(path + "|" + id, file.report().where(item.line));
        if (!id.empty()) bases.emplace_back(id, Text{});
        continue;
      }
      MapReader entry(item, file.report(), path);
      std::string id = entry.id("id");
      Text name = entry.text("name");
      entry.finish();
      if (!id.empty()) bases.emplace_back(std::move(id), std::move(name));
    }
    if (list.kind != yaml::Node::Kind::list)
      file.report().add(list.line, "type", "the bases of a party are a list", "当事者ごとの根拠は一覧で書いてください");
  }
  return out;
}

void take_bases(MapReader& entry, const std::map<std::string, Named>& declared, StepSpec& step) {
  for (const auto& id : entry.ids("bases")) {
    bool found = false;
    for (const auto& [party, bases] : declared)
      for (const auto& basis : bases)
        if (basis.first == id) {
          step.legal_bases[party].push_back(basis);
          found = true;
        }
    if (!found)
      entry.report().at(entry.report().sources.at(entry.path() + "|bases|" + id), "unknown-basis",
                        fmt::format("the procedure declares no basis \"{}\"", id), fmt::format("根拠「{}」は手続に定められていません", id));
  }
}

void read_needs(MapReader& step, StepSpec& out) {
  const auto* list = step.list("needs", Need::optional);
  if (!list) return;
  for (const auto& item : list->items) {
    MapReader entry(item, step.report(), step.path() + "|needs");
    Precondition one{entry.id("step"), entry.id("field"), {}, entry.id("party", Need::optional)};
    if (!one.step.empty()) entry.rename(step.path() + "|needs|" + std::to_string(out.needs.size()));
    if (const auto* values = entry.filled("values"))
      for (const auto& value : values->items) one.values.push_back(value.text);
    entry.finish();
    out.needs.push_back(std::move(one));
  }
}

void read_step(MapReader& entry, const std::string& id, const std::map<std::string, Named>& bases, Procedure& procedure) {
  StepSpec one;
  one.id = id;
  one.name = entry.text("name");
  one.help = entry.text("help");
  one.home = entry.flag("home");
  one.from = entry.ids("from", Need::required);
  one.to = entry.id("to", Need::optional);
  one.requires_home = entry.id("requires_home", Need::optional);
  one.by = entry.id("by");
  one.at = entry.ids("at");
  one.levels = entry.ids("levels");
  one.staffing = entry.flag("staffing");
  one.opens = entry.flag("opens");
  one.proposes = entry.flag("proposes");
  one.replies = entry.flag("replies");
  one.number = entry.flag("number");
  one.each = entry.flag("each");
  one.exclusive = entry.flag("exclusive", true);
  one.precedence = entry.integer("precedence", Need::optional, 0, 1000, 100);
  one.urgent = entry.flag("urgent");
  one.refers = entry.id("refers", Need::optional);
  if (const auto claims = entry.one_of("class", commitment_ids(), Need::optional)) one.claims = static_cast<Commitment>(*claims);
  read_needs(entry, one);
  one.fields = entry.ids("fields");
  if (one.fields.size() > limits::fields_per_step)
    entry.report().add(entry.line("fields"), "too-long", fmt::format("a step carries at most {} fields", limits::fields_per_step),
                       fmt::format("一つの処置に持たせられる欄は{}個までです", limits::fields_per_step));
  take_bases(entry, bases, one);
  if (id == "proposal")  // the kind "<procedure>/proposal" of a release rule speaks of proposal records
    entry.report().add(entry.line("id"), "reserved", "\"proposal\" is no id for a step; name this one otherwise",
                       "「proposal」は処置の識別子に使えません。別の識別子にしてください");
  add_unique(procedure.steps, std::move(one), entry.line(), entry.report());
}

void read_clock(MapReader& entry, const std::string& state, Procedure& procedure) {
  Clock one;
  one.state = state;
  one.name = entry.text("name");
  one.warns = entry.id("warns");
  one.until = entry.id("until", Need::optional);
  if (one.until.empty() || entry.has("within"))
    if (const auto within = entry.duration("within")) one.within = *within;
  const bool twice = std::any_of(procedure.clocks.begin(), procedure.clocks.end(), [&](const Clock& c) { return c.state == state; });
  if (twice)
    entry.report().add(entry.line(), "duplicate-id", fmt::format("the state \"{}\" has two clocks", state),
                       fmt::format("状態「{}」の時計が二つあります", state));
  else if (!state.empty()) procedure.clocks.push_back(std::move(one));
}

void read_same_shape(MapReader& file, Procedure& procedure) {
  const auto* map = file.map("same_shape_as", Need::optional);
  if (!map) return;
  MapReader entry(*map, file.report(), file.path() + "|same_shape_as");
  procedure.same_shape_as = entry.id("procedure");
  procedure.same_shape_reason = entry.text("reason");
  entry.finish();
}

// `settled_state` names the one there is; `settled_states` several, by the settlement that fields name.
void read_settled(MapReader& file, Procedure& procedure) {
  if (!file.has("settled_states")) {
    if (const std::string state = file.id("settled_state", Need::optional); !state.empty()) procedure.settled_states[""] = state;
    return;
  }
  const auto* map = file.map("settled_states");
  if (!map) return;
  for (const auto& [settlement, state] : map->keys) {
    file.report().sources.note(file.path() + "|settled_states|" + settlement, file.report().where(state.line));
    if (std::string id = read_id(state, file.report()); !id.empty()) procedure.settled_states[settlement] = std::move(id);
  }
}

void read_amends(MapReader& file, Procedure& procedure) {
  const auto* map = file.map("amends", Need::optional);
  if (!map) return;
  MapReader entry(*map, file.report(), file.path() + "|amends");
  procedure.amends = Amends{entry.id("digest"), entry.id("effective"), entry.ids("in", Need::required)};
  entry.finish();
}

bool is_prefix(const std::string& text) {
  return !text.empty() && text.size() <= 4 && text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos;
}

}  // namespace

void load_procedure(const yaml::Node& node, Report& report, Charter& charter) {
  MapReader file(node, report, "procedure");
  Procedure one;
  one.id = file.id("procedure");
  if (!one.id.empty()) file.rename("procedure|" + one.id);
  if (!one.id.empty() && report.file != "procedures/" + one.id + ".yaml")
    report.add(file.line("procedure"), "procedure-file",
               fmt::format("the procedure \"{}\" must stand in procedures/{}.yaml", one.id, one.id),
               fmt::format("手続「{}」は procedures/{}.yaml に置いてください", one.id, one.id));
  one.title = file.text("title");
  one.help = file.text("help");
  one.number_prefix = file.word("number_prefix");
  if (!one.number_prefix.empty() && !is_prefix(one.number_prefix))
    report.add(file.line("number_prefix"), "number-prefix", "a number prefix is 1 to 4 capital letters",
               "番号の頭字は英大文字1から4字で書いてください");
  if (const auto at = file.one_of("class", commitment_ids())) one.commitment = static_cast<Commitment>(*at);
  one.carries = file.ids("carries");
  read_settled(file, one);
  read_amends(file, one);
  one.basis = file.ids("basis");
  read_same_shape(file, one);
  entries(file, "roles", "role", Need::required, [&](MapReader& entry, const std::string& id) {
    Text name = entry.text("name");
    add_unique(one.roles, Role{id, std::move(name)}, entry.line(), report);
  });
  entries(file, "fields", "field", Need::optional, [&](MapReader& entry, const std::string& id) { read_field(entry, id, one); });
  entries(file, "states", "state", Need::required, [&](MapReader& entry, const std::string& id) { read_state(entry, id, one); });
  const auto bases = read_bases(file);
  entries(file, "steps", "step", Need::required, [&](MapReader& entry, const std::string& id) { read_step(entry, id, bases, one); });
  entries(file, "clocks", "clock", Need::optional, [&](MapReader& entry, const std::string& id) { read_clock(entry, id, one); });
  file.finish();
  const std::string id = one.id;
  add_unique(charter.procedures, id, std::move(one), file.line("procedure"), report);
}

}  // namespace tsugite::charter
