// Reads and checks a party's private data. Its files: annex.yaml, people.yaml, clearance.yaml, release.yaml, and where there is need
// deputies.yaml (who decides in another's place) and content.yaml (what the content check looks for); retention.yaml is read apart, by
// retention.h.
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "charter/check.h"
#include "charter/entries.h"
#include "charter/parts.h"
#include "charter/retention.h"

namespace tsugite::charter {
namespace {

using Need = MapReader::Need;

const std::vector<std::string> actions{"by-itself", "desk", "never"};
const std::vector<std::string> delegation_kinds{"standing", "absence"};

bool is_context(const std::string& id) { return is_id(id) && id.find('/') == std::string::npos; }

class AnnexLoader {
 public:
  AnnexLoader(const Files& files, const Charter& charter) : files_(files), charter_(charter) {
    for (const auto& [id, seat] : charter.seats) seats_.push_back(id);
    parties_ = ids_of(charter.parties);
    classifications_ = ids_of(charter.marking.classifications);
    caveats_ = ids_of(charter.marking.caveats);
  }

  LoadedAnnex load() {
    check_files();
    read("annex.yaml", &AnnexLoader::head);
    read("people.yaml", &AnnexLoader::people);
    read("clearance.yaml", &AnnexLoader::clearance);
    read("release.yaml", &AnnexLoader::release);
    read("deputies.yaml", &AnnexLoader::deputies);
    read("content.yaml", &AnnexLoader::content);
    return std::move(out_);
  }

 private:
  Report make(const std::string& file) { return Report{"annex.", file, sources_, out_.findings}; }

  void check_files() {
    std::vector<std::string> known{"annex.yaml", "people.yaml", "clearance.yaml", "release.yaml"};
    for (const auto& file : known)
      if (!files_.contains(file)) make(file).add(1, "missing-file", "this file is missing from the annex", "このファイルがありません");
    known.emplace_back("deputies.yaml");
    known.emplace_back("content.yaml");
    known.emplace_back(retention_file);
    for (const auto& [path, content] : files_)
      if (path.ends_with(".yaml") && std::find(known.begin(), known.end(), path) == known.end()) {
        const Text guess = did_you_mean(path, known);
        make(path).add(1, "unknown-file", "an annex has no such file" + guess.en, "国内設定にこのファイルはありません" + guess.ja);
      }
  }

  void read(const std::string& path, void (AnnexLoader::*part)(const yaml::Node&, Report&)) {
    auto file = files_.find(path);
    if (file == files_.end()) return;
    Report report = make(path);
    if (auto node = yaml::parse(file->second)) (this->*part)(*node, report);
    else report.add(node.error().line, node.error().rule, node.error().message.en, node.error().message.ja);
  }

  // A seat that exists and is our own.
  void check_seat(const std::string& seat, const std::string& place, Report& report) {
    if (!check_known(seat, seats_, place, "seat", "配置", report) || seat.empty() || out_.annex.party.empty()) return;
    if (charter_.party_of(seat) != out_.annex.party) foreign(seat, place, report);
  }

  void check_organisation(const std::string& id, const std::string& place, Report& report) {
    if (!check_known(id, ids_of(charter_.organisations), place, "organisation", "機関", report)) return;
    const auto found = charter_.organisations.find(id);
    if (found != charter_.organisations.end() && !out_.annex.party.empty() && found->second.party != out_.annex.party)
      foreign(id, place, report);
  }

  void foreign(const std::string& id, const std::string& place, Report& report) {
    report.at(report.sources.at(place), "not-own", fmt::format("\"{}\" belongs to another party", id),
              fmt::format("「{}」は相手側のものです", id));
  }

  // A step of the charter by its names, either of which may be "*".
  void check_step(const std::string& procedure, const std::string& step, const std::string& path, Report& report) {
    if (procedure.empty() || step.empty() || (procedure == "*" && step == "*")) return;
    if (procedure == "*") {
      report.at(report.sources.at(path + "|step"), "step", "a step is named together with its procedure",
                "処置は手続とともに指定してください");
      return;
    }
    if (!check_known(procedure, ids_of(charter_.procedures), path + "|procedure", "procedure", "手続", report)) return;
    const Procedure* found = charter_.procedure(procedure);
    if (found && step != "*") check_known(step, ids_of(found->steps), path + "|step", "step", "処置", report);
  }

  void head(const yaml::Node& node, Report& report) {
    MapReader file(node, report, "annex");
    out_.annex.party = file.id("annex");
    if (!check_known(out_.annex.party, parties_, "annex|annex", "party", "当事者", report)) out_.annex.party.clear();
    if (const auto* list = file.list("exercises", Need::optional))
      for (const auto& item : list->items) exercise(item, report);
    if (const auto* map = file.map("gateway_seats", Need::optional))
      for (const auto& [gateway, seat] : map->keys) {
        const std::string place = "annex|gateway_seats|" + gateway;
        report.sources.note(place, report.where(seat.line));
        const std::string id = read_id(seat, report);
        check_seat(id, place, report);
        out_.annex.gateway_seats[gateway] = id;
      }
    const std::string context = file.id("default_context", Need::optional);
    if (!context.empty()) out_.annex.default_context = context;
    std::vector<std::string> contexts = ids_of(out_.annex.exercises);
    contexts.push_back("real");
    check_known(context, contexts, "annex|default_context", "context", "実任務・演習の別", report);
    file.finish();
  }

  void exercise(const yaml::Node& item, Report& report) {
    MapReader entry(item, report, "exercise");
    Exercise one{entry.id("id"), entry.text("title")};
    entry.finish();
    if (one.id == "real" || (!one.id.empty() && !is_context(one.id)))
      report.add(entry.line("id"), "exercise", "an exercise has an id of its own: not \"real\", and without \"/\"",
                 "演習の識別子に「real」や「/」は使えません");
    else add_unique(out_.annex.exercises, std::move(one), entry.line(), report);
  }

  void people(const yaml::Node& node, Report& report) {
    MapReader file(node, report, "people");
    if (const auto* list = file.filled("people"))
      for (const auto& item : list->items) person(item, report);
    file.finish();
  }

  void person(const yaml::Node& item, Report& report) {
    MapReader entry(item, report, "person");
    Person one;
    one.account = entry.id("account");
    if (!one.account.empty()) entry.rename("person|" + one.account);
    one.name = entry.text("name");
    if (const auto* list = entry.list("seats"))
      for (const auto& seat : list->items) posting(seat, entry, one);
    one.clearance = entry.id("clearance");
    check_known(one.clearance, classifications_, entry.path() + "|clearance", "classification", "区分", report);
    one.release_authority = entry.flag("release_authority");
    one.administrator = entry.flag("administrator");
    entry.finish();
    if (one.seats.empty() && entry.has("seats") && !one.administrator)
      report.add(entry.line("seats"), "no-seat", "a person fills at least one seat, unless he or she is the administrator",
                 "管理者のほかは、一つ以上の配置に就かせてください");
    if (one.account.empty()) return;
    if (out_.annex.person(one.account))
      report.add(entry.line("account"), "duplicate-id", fmt::format("the account \"{}\" is used twice", one.account),
                 fmt::format("アカウント「{}」が重複しています", one.account));
    else out_.annex.people.push_back(std::move(one));
  }

  // A seat, or one held from or to a day: {seat, from, to}.
  void posting(const yaml::Node& item, MapReader& person, Person& out) {
    Report& report = person.report();
    std::string seat;
    Days days;
    std::string place = person.path() + "|seats|";
    if (item.kind == yaml::Node::Kind::map) {
      MapReader entry(item, report, place + "held");
      seat = entry.id("seat");
      days = read_days(entry);
      entry.finish();
    } else {
      seat = read_id(item, report);
    }
    report.sources.note(place + seat, report.where(item.line));
    if (std::find(out.seats.begin(), out.seats.end(), seat) != out.seats.end())
      report.add(item.line, "duplicate-id", fmt::format("the seat \"{}\" stands twice", seat),
                 fmt::format("配置「{}」が重複しています", seat));
    check_seat(seat, place + seat, report);
    out.seats.push_back(seat);
    if (!days.always()) out.terms[seat] = days;
  }

  static Days read_days(MapReader& entry) {
    std::string from, to;
    read_dates(entry, from, to);
    return days_between(from, to);
  }

  void deputies(const yaml::Node& node, Report& report) {
    MapReader file(node, report, "deputies");
    read_entries(
        file, "delegations", "delegation", [&](MapReader& entry, const std::string& id) { delegation(entry, id, report); }, Need::optional);
    if (const auto* list = file.list("absences", Need::optional))
      for (std::size_t i = 0; i < list->items.size(); ++i) {
        MapReader entry(list->items[i], report, "absence|" + std::to_string(i));
        Absence one{entry.id("seat"), read_days(entry)};
        check_seat(one.seat, entry.path() + "|seat", report);
        entry.finish();
        out_.annex.absences.push_back(std::move(one));
      }
    file.finish();
  }

  void delegation(MapReader& entry, const std::string& id, Report& report) {
    Delegation one;
    one.id = id;
    if (const auto kind = entry.one_of("kind", delegation_kinds)) one.kind = static_cast<Delegation::Kind>(*kind);
    one.seat = entry.id("seat");
    one.of = entry.id("for");
    check_seat(one.seat, entry.path() + "|seat", report);
    check_seat(one.of, entry.path() + "|for", report);
    if (!one.seat.empty() && one.seat == one.of)
      report.add(entry.line("for"), "delegation", "a seat decides for another, not for itself",
                 "自らの配置の代わりに決裁することはできません");
    one.procedure = entry.word("procedure");
    one.steps = entry.ids("steps");
    check_step(one.procedure, "*", entry.path(), report);
    if (const Procedure* found = charter_.procedure(one.procedure))
      for (const auto& step : one.steps) check_known(step, ids_of(found->steps), entry.path() + "|steps|" + step, "step", "処置", report);
    if (one.procedure == "*" && !one.steps.empty())
      report.add(entry.line("steps"), "step", "a step is named together with its procedure", "処置は手続とともに指定してください");
    // A standing delegation of everything is no delegation: it is another decider.
    if (one.kind == Delegation::Kind::standing && one.procedure == "*")
      report.add(entry.line("procedure"), "delegation", "a standing delegation names the procedure it is for",
                 "専決は対象の手続を定めて委ねるものです。手続を書いてください");
    one.days = read_days(entry);
    one.basis = entry.text("basis");
    add_unique(out_.annex.delegations, std::move(one), entry.line(), report);
  }

  void clearance(const yaml::Node& node, Report& report) {
    MapReader file(node, report, "clearance");
    if (const auto* list = file.list("clearance"))
      for (std::size_t i = 0; i < list->items.size(); ++i) {
        MapReader entry(list->items[i], report, "clearance|" + std::to_string(i));
        ClearanceRule one;
        one.procedure = entry.word("procedure");
        one.step = entry.word("step");
        check_step(one.procedure, one.step, entry.path(), report);
        one.concur = entry.ids("concur", Need::required);
        for (const auto& id : one.concur) check_organisation(id, entry.path() + "|concur|" + id, report);
        one.decide = entry.ids("decide", Need::required);
        for (const auto& id : one.decide) check_seat(id, entry.path() + "|decide|" + id, report);
        if (one.decide.empty() && entry.has("decide"))
          report.add(entry.line("decide"), "no-decider", "somebody must decide: name at least one seat",
                     "決裁する配置を一つ以上書いてください");
        entry.finish();
        out_.annex.clearance.push_back(std::move(one));
      }
    file.finish();
  }

  void release(const yaml::Node& node, Report& report) {
    MapReader file(node, report, "release");
    if (const auto* list = file.list("release"))
      for (const auto& item : list->items) release_rule(item, report);
    file.finish();
  }

  void release_rule(const yaml::Node& item, Report& report) {
    MapReader entry(item, report, "rule");
    label::ReleaseRule one;
    one.id = entry.id("id");
    if (!one.id.empty()) entry.rename("rule|" + one.id);
    one.kind = entry.word("kind");
    check_kind(one.kind, entry, report);
    one.recipient = entry.word("to");
    if (one.recipient != "*") {
      check_known(one.recipient, parties_, entry.path() + "|to", "party", "当事者", report);
      if (!one.recipient.empty() && one.recipient == out_.annex.party)
        report.add(entry.line("to"), "recipient", "a rule speaks of a partner, not of our own party",
                   "提供先は相手側の当事者を書いてください");
    }
    const auto caveats = entry.ids("caveats");
    for (const auto& id : caveats) check_known(id, caveats_, entry.path() + "|caveats|" + id, "caveat", "注意事項", report);
    one.caveats = {caveats.begin(), caveats.end()};
    // An empty list reads like "no caveat", but a rule without caveats matches every record.
    if (caveats.empty() && entry.has("caveats"))
      report.add(entry.line("caveats"), "caveats", "name at least one caveat, or leave the key out",
                 "注意事項を一つ以上書くか、このキーを省いてください");
    const auto action = entry.one_of("action", actions);
    one.action = action ? static_cast<label::ReleaseRule::Action>(*action) : label::ReleaseRule::Action::never;
    one.reason = entry.text("reason");
    one.two_persons = entry.flag("two_persons");
    if (one.two_persons && one.action != label::ReleaseRule::Action::desk)
      report.add(entry.line("two_persons"), "two-persons", "only what waits at the desk is released by two persons: write action: desk",
                 "二名で承認するのは審査を待つものに限られます。action: desk と書いてください");
    if (entry.has("stop_on")) one.stops = stops(entry);
    entry.finish();
    add_unique(out_.annex.release, std::move(one), entry.line(), report);
  }

  // What the content check must not find in what leaves by itself; an empty list stops nothing.
  static std::set<label::content::Class> stops(MapReader& entry) {
    std::set<label::content::Class> out;
    for (const auto& id : entry.ids("stop_on")) {
      if (const auto which = label::content::class_of(id)) out.insert(*which);
      else
        entry.report().add(entry.line("stop_on"), "stop-on", fmt::format("the content check has no class \"{}\"", id),
                           fmt::format("内容点検に「{}」という分類はありません", id));
    }
    return out;
  }

  void content(const yaml::Node& node, Report& report) { load_content(node, report, out_.annex.words); }

  // "*", "refusal", "procedure/*", "procedure/step" or "procedure/proposal".
  void check_kind(const std::string& kind, MapReader& entry, Report& report) {
    if (kind.empty() || kind == "*" || kind == "refusal") return;
    const auto slash = kind.find('/');
    if (slash == std::string::npos || slash == 0 || slash + 1 == kind.size()) {
      report.add(entry.line("kind"), "kind", "a kind is \"procedure/step\", \"procedure/*\", \"refusal\" or \"*\"",
                 "種類は「手続/処置」「手続/*」「refusal」「*」のいずれかで書いてください");
      return;
    }
    const std::string place = entry.path() + "|kind", procedure = kind.substr(0, slash), step = kind.substr(slash + 1);
    if (!check_known(procedure, ids_of(charter_.procedures), place, "procedure", "手続", report)) return;
    const Procedure* found = charter_.procedure(procedure);
    if (found && step != "*" && step != "proposal") check_known(step, ids_of(found->steps), place, "step", "処置", report);
  }

  const Files& files_;
  const Charter& charter_;
  std::vector<std::string> seats_, parties_, classifications_, caveats_;
  Sources sources_;
  LoadedAnnex out_;
};

}  // namespace

LoadedAnnex load_annex(const Files& files, const Charter& charter) { return AnnexLoader(files, charter).load(); }

}  // namespace tsugite::charter
