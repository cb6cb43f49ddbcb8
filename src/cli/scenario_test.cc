#include "cli/scenario.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "cli/scenario_fields.h"

namespace tsugite::cli {
namespace {

using ::testing::ElementsAre;

const std::string head = "scenario: {ja: 試験, en: Test}\ncontext: drill\nacts:\n";

std::vector<std::string> findings(const std::string& yaml) {
  std::vector<std::string> out;
  for (const auto& e : parse_scenario(yaml, "s.yaml").errors) {
    EXPECT_FALSE(e.message.ja.empty());
    EXPECT_FALSE(e.message.en.empty());
    out.push_back(e.code + " " + e.where);
  }
  return out;
}

TEST(Scenario, ReadsEveryKindOfAct) {
  const auto parsed = parse_scenario(R"(
scenario: {ja: 試験, en: Test}
context: drill
originals: {JPN: ja}
patience: 3
acts:
  - {at: 21:26, say: {ja: 揺れ, en: It shakes}, wait: 1.5}
  - {node: JPN, as: jma, jma: a.xml, save: quake}
  - {node: JPN, as: watch, seat: jpn-watch, open: {procedure: support, step: register-need, fields: {what: {ja: 水, en: water}, amount: 12 t}}, save: lift}
  - {node: JPN, as: watch, draft: {case: lift, step: request, reason: {ja: 起案}}}
  - {node: USA, as: x, nonconcur: {case: lift, reason: {ja: 重い, en: heavy, original: en}}, refused: casework.seat}
  - {node: JPN, as: chief, desk: {case: lift, partner: USA, verdict: refuse, reason: {en: names}}}
  - {node: JPN, as: admin, link: {partner: USA, enabled: false}}
  - {node: USA, as: x, expect: {case: lift, state: requested, settled: true, numbers: [JPN], within: 2.5}}
  - {node: USA, as: x, expect: {alert: quake}}
)",
                                     "s.yaml");
  ASSERT_TRUE(parsed.errors.empty()) << describe(parsed.errors.front());
  const auto& s = parsed.scenario;
  ASSERT_EQ(s.acts.size(), 9u);
  EXPECT_EQ(s.context, "drill");
  EXPECT_EQ(s.patience, 3);
  EXPECT_EQ(s.originals.at("JPN"), "ja");
  EXPECT_EQ(s.acts[0].at, "21:26");
  EXPECT_EQ(s.acts[0].line, 7);
  EXPECT_EQ(s.acts[0].wait, 1.5);
  EXPECT_EQ(std::get<JmaAction>(s.acts[1].action).path, "a.xml");
  const auto& open = std::get<CommandAction>(s.acts[2].action);
  EXPECT_EQ(open.kind, "step");
  EXPECT_EQ(open.procedure, "support");
  ASSERT_EQ(open.fields.size(), 2u);
  EXPECT_EQ(std::get<WrittenText>(open.fields[0].value).text.en, "water");
  EXPECT_EQ(std::get<std::string>(open.fields[1].value), "12 t");
  EXPECT_EQ(std::get<CommandAction>(s.acts[3].action).reason->text.ja, "起案");
  EXPECT_EQ(*s.acts[4].refused, "casework.seat");
  EXPECT_EQ(std::get<CommandAction>(s.acts[4].action).reason->original, "en");
  EXPECT_EQ(std::get<DeskAction>(s.acts[5].action).verdict, "refuse");
  EXPECT_FALSE(std::get<LinkAction>(s.acts[6].action).enabled);
  const auto& expected = std::get<Expectation>(s.acts[7].action);
  EXPECT_EQ(*expected.state, "requested");
  EXPECT_TRUE(*expected.settled);
  EXPECT_EQ(*expected.within, 2.5);
  EXPECT_THAT(expected.numbers, ElementsAre("JPN"));
}

TEST(Scenario, NamesEveryMistakeWithItsLine) {
  const std::pair<std::string, std::string> table[] = {
      {head + "  - {node: JPN}\n", "scenario.empty-act s.yaml:4"},
      {head + "  - {as: a, jma: x}\n", "scenario.nobody s.yaml:4"},
      {head + "  - {node: J, as: a, jma: x, link: {partner: U, enabled: true}}\n", "scenario.two-actions s.yaml:4"},
      {head + "  - {node: J, as: a, jmx: x}\n", "scenario.empty-act s.yaml:4"},
      {head + "  - {node: J, as: a, step: {case: no, step: s}}\n", "scenario.unknown-case s.yaml:4"},
      {head + "  - {node: J, as: a, expect: {state: s}}\n", "scenario.expects-what s.yaml:4"},
      {head + "  - {node: J, as: a, expect: {link: U}}\n", "scenario.missing s.yaml:4"},
      {head + "  - {node: J, as: a, jma: x, save: q}\n  - {node: J, as: a, expect: {case: q, due: soon}}\n",
       "scenario.not-a-time s.yaml:5"},
      {head + "  - {node: J, as: a, link: {partner: U, enabled: perhaps}}\n", "scenario.not-true-or-false s.yaml:4"},
      {head + "  - {node: J, as: a, jma: x, save: q}\n  - {node: J, as: a, nonconcur: {case: q}}\n", "scenario.no-reason s.yaml:5"},
      {head + "  - {node: J, as: a, jma: x, save: q}\n  - {node: J, as: a, expect: {case: q}, save: r}\n",
       "scenario.nothing-to-save s.yaml:5"},
      {head + "  - {say: {ja: あ}}\n", "scenario.one-language s.yaml:4"},
      {head + "  - {say: {ja: あ, en: a}, say: {ja: あ, en: a}}\n", "scenario.twice s.yaml:4"},
      {head + "  - just words\n", "scenario.not-a-mapping s.yaml:4"},
      {"scenario: {ja: 試験, en: Test}\ncontext: drill\nacts: []\n", "scenario.no-acts s.yaml:3"},
      {"scenario: {ja: 試験, en: Test}\nacts:\n  - {say: {ja: あ, en: a}}\n", "scenario.missing s.yaml:1"},
      {"a: [1, 2\nb: }", "scenario.not-yaml s.yaml:2"},
      {"", "scenario.not-a-mapping s.yaml:1"},
  };
  for (const auto& [yaml, expected] : table) EXPECT_THAT(findings(yaml), ::testing::Contains(expected)) << yaml;
}

TEST(Scenario, FindsMistakesInValues) {
  const std::pair<std::string, std::string> table[] = {
      {"{w: {lat: 91, lon: 0}}", "scenario.not-a-number s.yaml:4"},
      {"{w: {lat: 32.8}}", "scenario.missing s.yaml:4"},
      {"{w: {amount: many, unit: t}}", "scenario.not-a-number s.yaml:4"},
      {"{w: {amount: 1}}", "scenario.missing s.yaml:4"},
      {"{w: {from: tomorrow, to: 2016-04-18T09:00+09:00}}", "scenario.not-a-time s.yaml:4"},
      {"{w: {from: 2016-04-19T09:00+09:00, to: 2016-04-18T09:00+09:00}}", "scenario.period-backwards s.yaml:4"},
      {"{w: {ja: あ, original: fr}}", "scenario.original s.yaml:4"},
      {"{w: [one]}", "scenario.not-a-mapping s.yaml:4"},
      {"{w: {case: other, step: s}}", "scenario.unknown-case s.yaml:4"},
      {"{w: {case: other}}", "scenario.missing s.yaml:4"},
  };
  for (const auto& [fields, expected] : table) {
    const std::string yaml = head + "  - {node: J, as: a, open: {procedure: p, step: s, fields: " + fields + "}}\n";
    EXPECT_THAT(findings(yaml), ::testing::Contains(expected)) << yaml;
  }
}

TEST(Scenario, FillsInWhatWasGivenAndNothingElse) {
  const std::string yaml = head + "  - {say: {ja: 'あ${mark}', en: 'a ${mark}${other} ${open'}}\n";
  EXPECT_EQ(parse_scenario(yaml, "s", {{"mark", "x"}}).scenario.acts[0].say, (Text{"あx", "a x ${open"}));
  EXPECT_EQ(parse_scenario(yaml, "s").scenario.acts[0].say, (Text{"あ", "a  ${open"}));
}

TEST(Scenario, DeepNestingIsAnErrorNotACrash) {
  EXPECT_THAT(findings(std::string(100'000, '[')), ::testing::Contains(::testing::StartsWith("scenario.not-yaml")));
  EXPECT_THAT(findings(std::string(5 * 1024 * 1024, ' ')), ElementsAre("scenario.too-large s.yaml"));
}

boost::json::value made(WrittenValue value, const char* type, const char* habit = "ja") {
  const auto out = field_json({"f", std::move(value), 7}, type, habit, "s.yaml");
  return out ? *out : boost::json::value(out.error().code + " " + out.error().where);
}

TEST(ScenarioFields, BecomeWhatTheCharterSaysTheyAre) {
  const auto jst = *from_iso("2016-04-18T09:00+09:00");
  const std::tuple<boost::json::value, const char*> table[] = {
      {made("12 t", "quantity"), R"({"amount":1.2E1,"unit":"t"})"},
      {made("air", "choice"), R"("air")"},
      {made("3", "integer"), "3"},
      {made("2016-04-18T09:00+09:00", "time"), "1460937600000"},
      {made("飛行場", "text"), R"({"ja":"飛行場","en":"","original":"ja"})"},
      {made("field", "text", "en"), R"({"ja":"","en":"field","original":"en"})"},
      {made(WrittenText{{"飛行場", "airfield"}, ""}, "text", "en"), R"({"ja":"飛行場","en":"airfield","original":"en"})"},
      {made(WrittenText{{"飛行場", ""}, ""}, "text", "en"), R"({"ja":"飛行場","en":"","original":"ja"})"},
      {made(WrittenText{{"a", "b"}, "both"}, "text"), R"({"ja":"a","en":"b","original":"both"})"},
      {made(WrittenPeriod{jst, jst + Duration{5}}, "period"), R"({"from_ms":1460937600000,"to_ms":1460937600005})"},
      {made(WrittenPlace{32.5, 131, {"白水", "Hakusui"}}, "place"), R"({"lat":3.25E1,"lon":1.31E2,"name":{"ja":"白水","en":"Hakusui"}})"},
      {made("many", "integer"), R"("scenario.field-type s.yaml:7")"},
      {made("12t", "quantity"), R"("scenario.field-type s.yaml:7")"},
      {made(WrittenQuantity{1, "t"}, "text"), R"("scenario.field-type s.yaml:7")"},
      {made("somewhere", "place"), R"("scenario.field-type s.yaml:7")"},
      {made(WrittenRecord{"lift", "order"}, "text"), R"("scenario.field-type s.yaml:7")"},
  };
  for (const auto& [seen, expected] : table) EXPECT_EQ(boost::json::serialize(seen), expected);
}

}  // namespace
}  // namespace tsugite::cli
