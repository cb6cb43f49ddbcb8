#include "cli/scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/limits.h"
#include "cli/scenario_fields.h"
#include "cli/scenario_yaml.h"

namespace tsugite::cli {

namespace {

constexpr std::array command_kinds{"open", "step", "draft", "amend", "concur", "nonconcur", "decide", "withdraw", "seen"};
constexpr double longest_wait_s = 3600;

class Parser {
 public:
  Parser(YamlNotes& notes, Scenario& out) : notes_(notes), out_(out) {}

  void root(const YAML::Node& node) {
    YamlMap map(notes_, node, "a scenario", "シナリオ");
    out_.title = map.text("scenario");
    if (out_.title.en.empty()) missing(map, "scenario");
    out_.context = map.word("context", true);
    out_.patience = map.number("patience", 0, longest_wait_s).value_or(out_.patience);
    const auto originals = map.take("originals");
    if (originals.IsDefined()) {
      out_.originals = pairs(originals);
      for (const auto& [party, language] : out_.originals)
        if (language != "ja" && language != "en" && language != "both")
          notes_.note(originals, "original", "original is ja, en or both", "original は ja、en、both のいずれかです");
    }
    const auto acts = map.take("acts");
    map.done();
    if (!acts.IsDefined() || !acts.IsSequence() || acts.size() == 0)
      return notes_.note(acts.IsDefined() ? acts : node, "no-acts", "\"acts\" must be a list of acts", "「acts」に行動のリストが必要です");
    for (const auto& act : acts) out_.acts.push_back(read_act(act));
  }

 private:
  void missing(YamlMap& map, const char* key) { map.word(key, true); }

  std::map<std::string, std::string> pairs(const YAML::Node& node) {
    YamlMap map(notes_, node, "this", "ここ");
    std::map<std::string, std::string> out;
    for (const auto& entry : map.node())
      if (entry.first.IsScalar()) out[entry.first.Scalar()] = scalar_of(notes_, entry.second);
    return out;
  }

  Act read_act(const YAML::Node& node) {
    YamlMap map(notes_, node, "an act", "行動");
    Act act;
    act.line = node.Mark().line + 1;
    act.at = map.word("at");
    act.say = map.text("say");
    act.node = map.word("node");
    act.account = map.word("as");
    act.seat = map.word("seat");
    if (map.has("refused")) act.refused = map.word("refused");
    act.wait = map.number("wait", 0, longest_wait_s).value_or(0);
    const std::string save = map.word("save");
    read_action(map, act);
    map.done();
    const bool acts = !std::holds_alternative<std::monostate>(act.action);
    if (!acts && act.say.en.empty())
      notes_.note(node, "empty-act", "an act says something, does something, or both", "行動には語り（say）か処置のどちらかが必要です");
    if (acts && (act.node.empty() || act.account.empty()))
      notes_.note(node, "nobody", "who does this: node and as are needed", "誰が行うのか（node と as）が必要です");
    keep(node, act, save);
    return act;
  }

  // A name is known to the acts after the one that saves it.
  void keep(const YAML::Node& node, Act& act, const std::string& save) {
    if (save.empty()) return;
    const auto* command = std::get_if<CommandAction>(&act.action);
    const bool opens = (command && command->case_name.empty()) || std::holds_alternative<JmaAction>(act.action);
    if (!opens)
      notes_.note(node, "nothing-to-save", "only what opens a case can be saved under a name",
                  "名前を付けて保存できるのは案件を開く行動だけです");
    else if (std::holds_alternative<CommandAction>(act.action) && !saved_.insert(save).second)
      notes_.note(node, "saved-twice", fmt::format("\"{}\" names another case already", save),
                  fmt::format("「{}」は別の案件の名前です", save));
    saved_.insert(save);
    act.save = save;
  }

  std::string case_name(YamlMap& map, const char* key, bool required) {
    const std::string name = map.word(key, required);
    know(map.node(), name);
    return name;
  }

  void know(const YAML::Node& node, const std::string& name) {
    if (!name.empty() && !saved_.contains(name))
      notes_.note(node, "unknown-case", fmt::format("no act before this one saves \"{}\"", name),
                  fmt::format("「{}」を保存する行動がこれより前にありません", name));
  }

  void read_action(YamlMap& map, Act& act) {
    std::vector<std::string> found;
    for (const char* kind : command_kinds)
      if (map.has(kind)) found.emplace_back(kind);
    for (const char* other : {"jma", "desk", "link", "expect"})
      if (map.has(other)) found.emplace_back(other);
    if (found.empty()) return;
    if (found.size() > 1)
      return notes_.note(map.node(), "two-actions", fmt::format("one act does one thing: {} or {}", found[0], found[1]),
                         fmt::format("一つの行動には処置を一つだけ書きます（{} か {}）", found[0], found[1]));
    const auto node = map.take(found[0]);
    if (found[0] == "jma") {
      act.action = JmaAction{scalar_of(notes_, node)};
    } else if (found[0] == "desk") {
      act.action = read_desk(node);
    } else if (found[0] == "link") {
      act.action = read_link(node);
    } else if (found[0] == "expect") {
      act.action = read_expectation(node);
    } else {
      act.action = read_command(node, found[0]);
    }
  }

  CommandAction read_command(const YAML::Node& node, const std::string& written) {
    YamlMap map(notes_, node, "what is done", "処置の内容");
    const bool may_open = written == "open" || written == "draft";
    CommandAction out;
    out.kind = written == "open" ? "step" : written;
    if (written != "open") out.case_name = case_name(map, "case", written != "draft");
    if (may_open && out.case_name.empty()) {
      out.procedure = map.word("procedure", true);
      if (map.has("roles")) out.roles = pairs(map.take("roles"));
    }
    // Of a round the step only tells two open rounds of one case apart.
    out.step = map.word("step", may_open || written == "step");
    out.fields = read_fields(notes_, map.take("fields"));
    for (const auto& field : out.fields)
      if (const auto* record = std::get_if<WrittenRecord>(&field.value)) know(node, record->case_name);
    if (out.kind != "concur" && out.kind != "nonconcur" && out.kind != "withdraw" && out.kind != "seen") {
      out.number = map.word("number");
      out.legal_basis = map.word("legal_basis");
    }
    if (written == "concur" || written == "nonconcur") out.organisation = map.word("organisation");
    if (map.has("reason")) out.reason = read_written_text(notes_, map.take("reason"));
    if (map.has("label")) out.label = read_label(map.take("label"));
    map.done();
    if (written == "nonconcur" && !out.reason)
      notes_.note(node, "no-reason", "who does not concur says why: reason is needed", "不同意には理由（reason）が必要です");
    return out;
  }

  WrittenLabel read_label(const YAML::Node& node) {
    YamlMap map(notes_, node, "a label", "表示");
    WrittenLabel out{map.word("classification", true), map.words("releasable_to"), map.words("caveats")};
    map.done();
    return out;
  }

  DeskAction read_desk(const YAML::Node& node) {
    YamlMap map(notes_, node, "a verdict at the desk", "提供審査の判断");
    DeskAction out;
    out.case_name = case_name(map, "case", true);
    out.partner = map.word("partner", true);
    out.verdict = map.word("verdict", true);
    if (out.verdict != "release" && out.verdict != "refuse")
      notes_.note(node, "verdict", "the verdict is release or refuse", "verdict は release か refuse です");
    if (map.has("reason")) {
      out.reason = read_written_text(notes_, map.take("reason"));
    } else {
      missing(map, "reason");
    }
    map.done();
    return out;
  }

  LinkAction read_link(const YAML::Node& node) {
    YamlMap map(notes_, node, "a link", "回線");
    LinkAction out;
    out.partner = map.word("partner", true);
    const auto enabled = map.flag("enabled");
    if (!map.has("enabled")) missing(map, "enabled");
    map.done();
    out.enabled = enabled.value_or(true);
    return out;
  }

  Expectation read_expectation(const YAML::Node& node) {
    YamlMap map(notes_, node, "an expectation", "期待する状態");
    Expectation out;
    const std::array<std::pair<const char*, Expectation::What>, 5> whats{{{"case", Expectation::What::case_},
                                                                          {"alert", Expectation::What::alert},
                                                                          {"desk", Expectation::What::desk},
                                                                          {"link", Expectation::What::link},
                                                                          {"common", Expectation::What::common}}};
    int found = 0;
    for (const auto& [key, what] : whats) {
      if (!map.has(key)) continue;
      ++found;
      out.what = what;
      const bool partner = what == Expectation::What::link || what == Expectation::What::common;
      out.name = partner ? map.word(key, true) : case_name(map, key, true);
    }
    if (found != 1)
      notes_.note(node, "expects-what", "one of case, alert, desk, link and common says what is looked at",
                  "case、alert、desk、link、common のうち一つで何を見るかを書きます");
    if (out.what == Expectation::What::case_ || out.what == Expectation::What::link) {
      if (map.has("state")) out.state = map.word("state");
    }
    if (out.what == Expectation::What::case_) read_case_expectation(map, out);
    if (out.what == Expectation::What::link && !out.state) missing(map, "state");
    out.within = map.number("within", 0, longest_wait_s);
    if (out.what != Expectation::What::link && out.what != Expectation::What::common) out.absent = map.flag("absent").value_or(false);
    map.done();
    return out;
  }

  void read_case_expectation(YamlMap& map, Expectation& out) {
    if (map.has("home_state")) out.home_state = map.word("home_state");
    if (map.has("waits_for")) out.waits_for = map.word("waits_for");
    out.settled = map.flag("settled");
    out.ended = map.flag("ended");
    out.numbers = map.words("numbers");
    out.taken = map.words("taken");
    out.may = map.words("may");
    if (!map.has("due")) return;
    const auto due = map.word("due");
    const auto time = from_iso(due);
    if (time || due == "none") out.due_ms = time ? time->ms : 0;
    else notes_.note(map.node(), "not-a-time", "\"due\" is a time, or none", "「due」には時刻又は none を書きます");
  }

  YamlNotes& notes_;
  Scenario& out_;
  std::set<std::string> saved_;
};

}  // namespace

ParsedScenario parse_scenario(std::string_view yaml, const std::string& file, const Substitutions& set) {
  ParsedScenario out;
  out.scenario.file = file;
  YamlNotes notes{file, {}, set};
  if (yaml.size() > limits::yaml_bytes) {
    out.errors.push_back(Error{"scenario.too-large", file, Text{"シナリオのファイルが大きすぎます", "the scenario file is too large"}});
    return out;
  }
  try {
    Parser(notes, out.scenario).root(YAML::Load(std::string(yaml)));
  } catch (const YAML::Exception& e) {
    notes.errors.push_back(Error{"scenario.not-yaml", fmt::format("{}:{}", file, e.mark.line + 1),
                                 Text{"YAML として読めません: " + e.msg, "this is not YAML: " + e.msg}});
  }
  out.errors = std::move(notes.errors);
  return out;
}

}  // namespace tsugite::cli
