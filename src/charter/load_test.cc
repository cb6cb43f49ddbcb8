// A table of broken charters: each row changes one place of the shipped charter, and exactly one finding names that place.
#include <gtest/gtest.h>

#include <algorithm>

#include "base/limits.h"
#include "charter/test_files.h"

namespace tsugite::charter {
namespace {

// `find` is replaced by `put` where it first occurs in `file`. The finding is expected on that line, or, where `mark` is given, on the
// first line of the changed file that contains it.
struct Broken {
  const char* code;
  const char* file;
  const char* find;
  const char* put;
  const char* mark = "";
};

void PrintTo(const Broken& row, std::ostream* out) { *out << row.code << " <- " << row.put; }

int line_of(const std::string& text, const std::string& part) {
  const auto at = text.find(part);
  if (at == std::string::npos) return -1;
  return 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
}

Files broken(const Broken& row, int& line) {
  Files files = shipped_charter();
  std::string& text = files[row.file];
  const std::string find = row.find;
  const auto at = text.find(find);
  if (at == std::string::npos) throw std::runtime_error("not in the shipped charter: " + find);
  line = line_of(text, find);
  text.replace(at, find.size(), row.put);
  if (*row.mark) line = line_of(text, row.mark);
  return files;
}

class BrokenCharter : public testing::TestWithParam<Broken> {};

TEST_P(BrokenCharter, GivesOneFindingAtItsLine) {
  int line = 0;
  const auto loaded = load_charter(broken(GetParam(), line));
  for (const auto& finding : loaded.findings) SCOPED_TRACE(describe(finding.error));
  ASSERT_EQ(loaded.findings.size(), 1u) << [&] {
    std::string all;
    for (const auto& finding : loaded.findings) all += describe(finding.error) + "\n";
    return all;
  }();
  const Error& error = loaded.findings.front().error;
  EXPECT_EQ(error.code, GetParam().code);
  EXPECT_EQ(error.where, std::string(GetParam().file) + ":" + std::to_string(line)) << describe(error);
  EXPECT_FALSE(error.message.ja.empty());
  EXPECT_FALSE(error.message.en.empty());
}

constexpr auto charter_yaml = "charter.yaml", organisations = "organisations.yaml", bodies = "bodies.yaml", seats = "seats.yaml",
               situations = "situations.yaml", measures = "measures.yaml", marking = "marking.yaml", support = "procedures/support.yaml",
               rfi = "procedures/rfi.yaml", alert = "procedures/alert.yaml", situation = "procedures/situation.yaml";

INSTANTIATE_TEST_SUITE_P(
    Yaml, BrokenCharter,
    testing::Values(Broken{"charter.yaml", charter_yaml, "charter: japan-us", "charter: [japan-us", "version: 1"},
                    Broken{"charter.alias", rfi, "class: operational-coordination", "class: &c operational-coordination"},
                    Broken{"charter.yaml", rfi, "carries: [G-E/information, G-A/isr, G-B/search-and-rescue]", "carries: *c"},
                    Broken{"charter.tag", rfi, "number_prefix: R", "number_prefix: !!str R"},
                    Broken{"charter.depth", rfi, "carries: [G-E/information, G-A/isr, G-B/search-and-rescue]",
                           "carries: [[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]"},
                    Broken{"charter.documents", situations, "situations:\n", "situations: []\n---\nsituations:\n", "# National"},
                    Broken{"charter.duplicate-key", rfi, "class: operational-coordination", "number_prefix: Q"},
                    Broken{"charter.encoding", rfi, "照会側", "照\xff側"},
                    Broken{"charter.encoding", rfi, "照会側", "照\xe2\x80\xae側"},            // right-to-left override
                    Broken{"charter.encoding", rfi, "en: Asker", "en: As\xe2\x80\x8bker"}));  // zero-width space

INSTANTIATE_TEST_SUITE_P(
    Reading, BrokenCharter,
    testing::Values(
        Broken{"charter.type", charter_yaml, "version: 1", "version: one"},
        Broken{"charter.type", charter_yaml, "version: 1", "version: 0"},
        Broken{"charter.type", rfi, "carries: [G-E/information, G-A/isr, G-B/search-and-rescue]", "carries: G-E/information"},
        Broken{"charter.type", rfi, "opens: true", "opens: yes"}, Broken{"charter.type", measures, "primary: JPN", "primary: [JPN]"},
        Broken{"charter.missing-key", charter_yaml, "effective: 2026-04-01\n", "", "charter: japan-us"},
        Broken{"charter.missing-key", seats, ", level: minister", ""},
        Broken{"charter.unknown-key", charter_yaml, "effective: 2026-04-01", "effective: 2026-04-01\nefective: 2027-04-01",
               "efective: 2027"},
        Broken{"charter.unknown-key", alert, "type: areas, name", "type: areas, units: [km], name"},
        Broken{"charter.unknown-key", marking, "ceilings: {JPN: {USA: 1}, USA: {JPN: 1}}",
               "ceilings: {JPN: {USA: 1}, USA: {JPN: 1, AUS: 1}}"},
        Broken{"charter.unknown-key", rfi, "{ja: 照会, en: Ask}", "{ja: 照会, en: Ask, fr: Demander}"},
        Broken{"charter.text", rfi, "{ja: 照会, en: Ask}", "{ja: 照会}"},
        Broken{"charter.text", rfi, "{ja: 照会, en: Ask}", "{en: Ask, ja: ''}"},
        Broken{"charter.text", marking, "reason: {ja: 日本側限りの情報です。, en: It is for the Japan side only.}", "reason: {en: Japan.}"},
        Broken{"charter.id", situations, "  - id: peacetime\n",
               "  - {id: peace time, name: {ja: あ, en: a}, basis: {ja: あ, en: a}}\n  - id: peacetime\n", "peace time"},
        Broken{"charter.id", charter_yaml, "  km: {ja", "  k m: {ja: あ, en: a}\n  km: {ja", "k m:"},
        Broken{"charter.word", rfi, "number_prefix: R", "number_prefix: ''"},
        Broken{"charter.duplicate-id", situations, "  - id: armed-attack\n",
               "  - {id: peacetime, name: {ja: あ, en: a}, basis: {ja: あ, en: a}}\n  - id: armed-attack\n", "{id: peacetime"},
        Broken{"charter.duplicate-id", seats, "bodies: [SCC, foreign-ministerial,", "bodies: [SCC, SCC, foreign-ministerial,"},
        Broken{"charter.duplicate-id", charter_yaml, "  - {id: vice-minister",
               "  - {id: director, name: {ja: あ, en: a}}\n  - {id: vice-minister", "{id: director, name: {ja: あ"},
        Broken{"charter.duplicate-id", alert, "{id: '2',", "{id: '1',", "{id: '1', name: {ja: 震度２"},
        Broken{"charter.date", bodies, "from: 1976-07-08", "from: 1976-02-30"},
        Broken{"charter.date-order", organisations, "from: 2025-03-24}", "from: 2025-03-24, to: 2025-03-23}"},
        Broken{"charter.duration", rfi, "within: PT15M", "within: 15 minutes"},
        Broken{"charter.duration", rfi, "within: PT15M", "within: PT0M"},
        Broken{"charter.missing-key", rfi, "until: needed-by, within: PT15M, ", ""},
        Broken{"charter.empty", "procedures/incident.yaml", "values: [embassy, usfj, installation]", "values: []"},
        Broken{"charter.unknown-party", "procedures/incident.yaml", "party: USA}", "party: AUS}"},
        Broken{"charter.unknown-state", "procedures/acsa.yaml", "valuation: value-agreed}", "valuation: value-agred}"},
        Broken{"charter.unknown-field", "procedures/amendment.yaml", "digest: digest,", "digest: digset,"},
        Broken{"charter.unknown-state", "procedures/amendment.yaml", "in: [approved, in-effect]", "in: [approved, in-efect]"},
        Broken{"charter.unknown-value", rfi, "class: operational-coordination", "class: operational-cordination"},
        Broken{"charter.unknown-value", rfi, "{id: asked, kind: joint", "{id: asked, kind: common"},
        Broken{"charter.unknown-value", situation, "choices_from: situations", "choices_from: seats"},
        Broken{"charter.root-key", charter_yaml, "    short: {ja: 日本,", "    root: c2hvcnQ=\n    short: {ja: 日本,"},
        Broken{"charter.number-prefix", rfi, "number_prefix: R", "number_prefix: r"},
        Broken{"charter.procedure-file", rfi, "procedure: rfi", "procedure: rif"},
        Broken{"charter.units", support, "units: [t, person, flight, vehicle]", "units: []"},
        Broken{"charter.naming-twice", marking, "caution: 注意, handle-with-care: 取扱注意", "caution: 注意, handle-with-care: 注意"},
        Broken{"charter.naming-twice", marking, "      - {tag: 確度,", "      - {tag: TLP,"},
        Broken{"charter.naming-twice", marking, "JPN-ONLY: 日本限り, NOFORN: NOFORN", "JPN-ONLY: 日本限り, UNCONFIRMED: 未確認",
               "{tag: 確度"},
        Broken{"charter.naming-type", marking, "{tag: 提供先, type: PERMISSIVE", "{tag: 提供先, type: RESTRICTIVE"},
        Broken{"charter.naming-uri", marking, "{tag: 提供先,", "{tag: 提供先, uri: 'http://example.org/',"},
        Broken{"charter.duplicate-id", marking, "  - identifier: USA\n", "  - identifier: JAPAN\n"},
        Broken{"charter.unknown-value", marking, "originator_type: directoryName", "originator_type: name"},
        Broken{"charter.reserved", rfi, "  - id: more", "  - id: proposal"},
        Broken{"charter.only-parties", marking, "only_parties: [JPN]", "only_parties: []"}));

INSTANTIATE_TEST_SUITE_P(
    References, BrokenCharter,
    testing::Values(Broken{"charter.unknown-party", organisations, "{id: nss, party: JPN", "{id: nss, party: JNP"},
                    Broken{"charter.unknown-party", measures, "primary: JPN", "primary: AUS"},
                    Broken{"charter.unknown-party", marking, "{id: CUI, party: USA", "{id: CUI, party: GBR"},
                    Broken{"charter.unknown-party", marking, "only_parties: [USA]", "only_parties: [USA, GBR]"},
                    Broken{"charter.unknown-party", marking, "{tag: 提供先, type: PERMISSIVE, parties: {JPN: JPN, USA: USA}}",
                           "{tag: 提供先, type: PERMISSIVE, parties: {JPN: JPN, GBR: GBR}}"},
                    Broken{"charter.unknown-party", marking, "  - identifier: JAPAN\n    party: JPN",
                           "  - identifier: JAPAN\n    party: JAP", "party: JAP\n"},
                    Broken{"charter.unknown-classification", marking, "{open: 公開可,", "{opne: 公開可,"},
                    Broken{"charter.unknown-caveat", marking, "{UNCONFIRMED: 未確認}", "{UNCONFIRMD: 未確認}"},
                    Broken{"charter.unknown-caveat-group", marking, "  - id: TLP-CLEAR\n    group: tlp",
                           "  - id: TLP-CLEAR\n    group: tpl", "group: tpl"},
                    Broken{"charter.unknown-caveat-group", "procedures/cyber.yaml", "marks: tlp", "marks: tpl"},
                    Broken{"charter.unknown-procedure", marking, "required_on: [cyber/share,", "required_on: [cybr/share,"},
                    Broken{"charter.unknown-step", marking, "required_on: [cyber/share,", "required_on: [cyber/shar,"},
                    Broken{"charter.kind", marking, "required_on: [cyber/share,", "required_on: [cyber,"},
                    Broken{"charter.unknown-party", support, "  USA:\n", "  USA: []\n  GBR:\n", "id: dodd-5100.46, name"},
                    Broken{"charter.unknown-organisation", seats, "organisation: fdma", "organisation: fmda"},
                    Broken{"charter.unknown-level", seats, "level: minister", "level: ministry"},
                    Broken{"charter.unknown-level", bodies, "levels: [minister]", "levels: [minister, monarch]"},
                    Broken{"charter.unknown-level", rfi, "    by: answerer", "    by: answerer\n    levels: [desk]", "levels: [desk]"},
                    Broken{"charter.unknown-body", seats, "bodies: [CCC-ground]", "bodies: [CCC-grund]"},
                    Broken{"charter.unknown-body", bodies, "feeds: [SCC]", "feeds: [SCD]"},
                    Broken{"charter.unknown-body", measures, "bodies: [ACG]", "bodies: [AGC]"},
                    Broken{"charter.unknown-situation", measures, "situations: [large-scale-disaster]", "situations: [disaster]"},
                    Broken{"charter.unknown-measure", rfi, "carries: [G-E/information, G-A/isr, G-B/search-and-rescue]",
                           "carries: [G-E/informtion, G-A/isr, G-B/search-and-rescue]"},
                    Broken{"charter.unknown-unit", support, "units: [t, person", "units: [kg, person"},
                    Broken{"charter.unknown-role", rfi, "    by: answerer", "    by: answer"},
                    Broken{"charter.unknown-role", rfi, "waits_for: asker", "waits_for: watch"},
                    Broken{"charter.unknown-role", rfi, "warns: answerer", "warns: replier"},
                    Broken{"charter.unknown-state", rfi, "    to: answered", "    to: replied"},
                    Broken{"charter.unknown-state", rfi, "from: [answered]", "from: [replied]"},
                    Broken{"charter.unknown-state", rfi, "{state: asked,", "{state: aksed,"},
                    Broken{"charter.unknown-state", support, "settled_state: coordinated", "settled_state: agreed"},
                    Broken{"charter.unknown-state", support, "requires_home: validated", "requires_home: valid"},
                    Broken{"charter.unknown-field", rfi, "fields: [answer, where]", "fields: [reply, where]"},
                    Broken{"charter.unknown-basis", support, "bases: [sdf-83, guidelines-IV-E, dodd-5100.46]",
                           "bases: [sdf-83, sdf-84, dodd-5100.46]"},
                    Broken{"charter.unknown-body-or-organisation", support, "at: [BOCC, CCC-ground", "at: [BOC, CCC-ground"},
                    Broken{"charter.number-prefix", support, "number_prefix: S", "number_prefix: R"},
                    Broken{"charter.seat-level", seats, "level: minister, bodies: [SCC, foreign-ministerial, jpn-nsc]",
                           "level: director, bodies: [EDD, SCC]"},
                    Broken{"charter.lateral", bodies, "lateral: [BOCC, JC]", "lateral: [BOCC, JC, SDC]"},
                    Broken{"charter.feeds-cycle", bodies, "    feeds: [leaders]\n    from: 1960-01-19",
                           "    feeds: [SCC]\n    from: 1960-01-19", "feeds: [SCC]"},
                    Broken{"charter.ceiling", marking, "{JPN: {USA: 1}, USA: {JPN: 1}}", "{JPN: {USA: 1}, USA: {}}"}));

INSTANTIATE_TEST_SUITE_P(
    Model, BrokenCharter,
    testing::Values(
        Broken{"charter.exclusive", rfi, "    to: asked\n    fields: [question, needed-by, where]\n  - id: answer",
               "    fields: [question, needed-by, where]\n  - id: answer", "- id: ask\n"},
        Broken{"charter.exclusive", rfi, "    by: answerer", "    by: answerer\n    exclusive: false", "exclusive: false"},
        Broken{"charter.each", support, "    by: any\n    each: true", "    by: receiver\n    each: true"},
        Broken{"charter.from", rfi, "from: [asked]", "from: []"}, Broken{"charter.opens", rfi, "    opens: true\n", "", "from: [start]"},
        Broken{"charter.opens", rfi, "    urgent: true\n    by: answerer", "    opens: true\n    by: answerer",
               "opens: true\n    by: answerer"},
        Broken{"charter.home-step", support, "    from: [need]\n    to: validated", "    from: [need]\n    to: requested", "to: requested"},
        Broken{"charter.home-step", support, "    from: [need]\n    fields: [remark]", "    from: [requested]\n    fields: [remark]",
               "from: [requested]"},
        Broken{"charter.home-step", support, "    home: true\n    by: receiver\n    from: [need]",
               "    home: true\n    urgent: true\n    by: receiver\n    from: [need]", "- id: validate"},
        Broken{"charter.joint-step", support, "    from: [requested]\n    to: countered", "    from: [requested]\n    to: need",
               "to: need\n    staffing"},
        Broken{"charter.joint-step", support, "    from: [confirmed]", "    from: [confirmed, need]"},
        Broken{"charter.from-end", rfi, "from: [asked, answered]", "from: [asked, answered, closed]"},
        Broken{"charter.requires-home", support, "requires_home: validated", "requires_home: coordinated"},
        Broken{"charter.proposes-and-replies", support,
               "    replies: true\n    precedence: 10\n    bases: [dodd-5100.46, guidelines-IV-E, sdf-83]\n    fields: [remark]",
               "    replies: true\n    proposes: true\n    bases: [dodd-5100.46, guidelines-IV-E, sdf-83]\n    fields: [subject, what]"},
        Broken{"charter.settling-field", support, "fields: [delivered, remark]", "fields: [delivered, amount]"},
        Broken{"charter.proposal-field", support,
               "    to: countered\n    staffing: true\n    proposes: true\n    precedence: 30\n    bases: [dodd-5100.46, guidelines-IV-E, "
               "sdf-83]\n    fields: [subject, what,",
               "    to: countered\n    staffing: true\n    proposes: true\n    precedence: 30\n    bases: [dodd-5100.46, guidelines-IV-E, "
               "sdf-83]\n    fields: [subject,",
               "fields: [subject, where"},
        Broken{"charter.proposal-field", rfi, "{id: where, type: place,", "{id: where, type: place, settles: true,"},
        Broken{"charter.no-seat", rfi, "    by: answerer", "    by: answerer\n    at: [SCC]\n    levels: [director]", "at: [SCC]"},
        Broken{"charter.no-seat", support, "    by: any\n    each: true", "    by: any\n    at: [js]\n    each: true", "at: [js]"},
        Broken{"charter.basis", support, "bases: [sdf-83, dodd-5100.46, guidelines-IV-E]", "bases: [sdf-83]"},
        Broken{"charter.waits-for", rfi, "{id: closed, kind: end,", "{id: closed, kind: end, waits_for: asker,"},
        Broken{"charter.clock", rfi, "{state: asked, until: needed-by,", "{state: closed,"},
        Broken{"charter.clock", rfi, "warns: answerer", "warns: asker"},
        Broken{"charter.settled-state", support, "settled_state: coordinated\n", "", "replies: true"},
        Broken{"charter.settled-state", rfi, "number_prefix: R", "number_prefix: R\nsettled_state: answered", "settled_state: answered"},
        Broken{"charter.settled-state", support, "    from: [offered, countered]\n    to: coordinated",
               "    from: [offered, countered]\n    to: confirmed", "to: confirmed"},
        Broken{"charter.settled-without-reply", support, "    to: withdrawn", "    to: coordinated"},
        Broken{"charter.unreachable", rfi, "  - {id: closed, kind: end",
               "  - {id: lost, kind: joint, name: {ja: 不明, en: Lost}}\n  - {id: closed, kind: end", "id: lost"},
        Broken{"charter.dead-end", alert, "  - {id: cancelled, kind: end", "  - {id: cancelled, kind: joint"},
        Broken{"charter.reply-without-proposal", support, "  - id: offer\n",
               "  - id: hint\n    name: {ja: 示唆, en: Hint}\n    help: {ja: 示唆, en: Hint}\n    opens: true\n    by: provider\n"
               "    from: [start]\n    to: offered\n  - id: offer\n",
               "from: [offered, countered]"}));

TEST(LoadCharter, CollectsAllFindings) {
  Files files = shipped_charter();
  files.erase("marking.yaml");
  files["notes.yaml"] = "a: b\n";
  files["registers/bases.yaml"] = "- not read here\n";
  files["README.md"] = "# not read here\n";
  std::string& text = files["procedures/rfi.yaml"];
  text.replace(text.find("PT15M"), 5, "PT15X");
  text.replace(text.find("waits_for: asker"), 16, "waits_for: asked");
  std::vector<std::string> codes;
  for (const auto& finding : load_charter(files).findings) codes.push_back(finding.error.code + " " + finding.error.where);
  const std::vector<std::string> expected{"charter.missing-file marking.yaml:1", "charter.unknown-file notes.yaml:1",
                                          "charter.duration procedures/rfi.yaml:62", "charter.unknown-role procedures/rfi.yaml:22"};
  EXPECT_EQ(codes, expected);
}

TEST(LoadCharter, AnEmptyListWhereSomebodyMustStandIsAFault) {
  for (const auto& [file, key] : std::vector<std::pair<std::string, std::string>>{{"charter.yaml", "levels"},
                                                                                  {"charter.yaml", "parties"},
                                                                                  {"organisations.yaml", "organisations"},
                                                                                  {"seats.yaml", "seats"},
                                                                                  {"marking.yaml", "classifications"},
                                                                                  {"procedures/rfi.yaml", "roles"},
                                                                                  {"procedures/rfi.yaml", "states"},
                                                                                  {"procedures/rfi.yaml", "steps"}}) {
    Files files = shipped_charter();
    std::string& text = files[file];
    auto at = text.find("\n" + key + ":\n") + 1;
    auto end = at;  // up to the next key of the same map
    do end = text.find('\n', end) + 1;
    while (end != 0 && end < text.size() && (text[end] == ' ' || text[end] == '#' || text[end] == '\n'));
    text.replace(at, (end == 0 ? text.size() : end) - at, key + ": []\n");
    std::vector<std::string> codes;
    for (const auto& finding : load_charter(files).findings) codes.push_back(finding.error.code + " " + finding.error.where);
    const std::string expected = "charter.empty " + file + ":" + std::to_string(line_of(text, key + ": []"));
    EXPECT_EQ(std::count(codes.begin(), codes.end(), expected), 1) << expected;
  }
}

TEST(LoadCharter, EveryPartyNeedsAClassificationOfItsOwn) {
  Files files = shipped_charter();
  std::string& text = files["marking.yaml"];
  for (std::size_t at; (at = text.find("party: USA")) != std::string::npos;) text.replace(at, 10, "party: JPN");
  const auto loaded = load_charter(files);
  ASSERT_EQ(loaded.findings.size(), 1u);
  EXPECT_EQ(loaded.findings[0].error.code, "charter.no-classification");
  EXPECT_EQ(loaded.findings[0].error.where, "marking.yaml:" + std::to_string(line_of(text, "id: open")));
}

TEST(LoadCharter, OnePartyIsNoAlliance) {
  Files files = shipped_charter();
  std::string& text = files["charter.yaml"];
  const auto at = text.find("  - id: USA");
  text.erase(at, text.find("commitments:") - at);
  std::vector<std::string> codes;
  for (const auto& finding : load_charter(files).findings) codes.push_back(finding.error.code);
  EXPECT_EQ(std::count(codes.begin(), codes.end(), "charter.parties"), 1);
}

TEST(LoadCharter, NoFilesAtAllNamesWhatIsMissing) { EXPECT_EQ(load_charter({}).findings.size(), 9u); }

TEST(LoadCharter, SuggestsTheNearestName) {
  Files files = shipped_charter();
  std::string& text = files["procedures/rfi.yaml"];
  text.replace(text.find("by: answerer"), 12, "by: answererr");
  const auto loaded = load_charter(files);
  ASSERT_EQ(loaded.findings.size(), 1u);
  EXPECT_EQ(loaded.findings[0].error.message.en, "there is no role \"answererr\" (did you mean \"answerer\"?)");
  EXPECT_EQ(loaded.findings[0].error.message.ja, "役割「answererr」はありません（「answerer」のことですか）");
}

TEST(LoadCharter, BoundsItsInput) {
  Files files = shipped_charter();
  files["bodies.yaml"].append(limits::yaml_bytes, ' ');
  auto loaded = load_charter(files);
  ASSERT_FALSE(loaded.findings.empty());
  EXPECT_EQ(loaded.findings[0].error.code, "charter.file-size");

  std::string many = "situations: [";
  for (int i = 0; i < 200'000; ++i) many += "a,";
  files = shipped_charter();
  files["situations.yaml"] = many + "a]\n";
  loaded = load_charter(files);
  ASSERT_FALSE(loaded.findings.empty());
  EXPECT_EQ(loaded.findings[0].error.code, "charter.too-many-values");

  for (int i = 0; i < 300; ++i) files["procedures/p" + std::to_string(i) + ".yaml"] = "";
  loaded = load_charter(files);
  ASSERT_EQ(loaded.findings.size(), 1u);
  EXPECT_EQ(loaded.findings[0].error.code, "charter.files");
}

TEST(LoadCharter, Attack46_AliasBombIsRefusedAtItsFirstLine) {
  Files files = shipped_charter();
  std::string bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\n";
  for (char c = 'b'; c < 'z'; ++c) bomb += std::string(1, c) + ": &" + c + " [*" + char(c - 1) + ",*" + char(c - 1) + "]\n";
  files["situations.yaml"] = bomb;
  const auto loaded = load_charter(files);
  ASSERT_EQ(loaded.findings.size(), 1u);
  EXPECT_EQ(loaded.findings[0].error.code, "charter.alias");
  EXPECT_EQ(loaded.findings[0].error.where, "situations.yaml:1");
}

}  // namespace
}  // namespace tsugite::charter
