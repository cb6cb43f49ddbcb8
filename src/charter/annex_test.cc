// The annex of the demonstration, one fault at a time.
#include <gtest/gtest.h>

#include <algorithm>

#include "charter/test_files.h"

namespace tsugite::charter {
namespace {

const Charter& alliance() {
  static const Charter charter = load_charter(shipped_charter()).charter;
  return charter;
}

struct Broken {
  const char* code;
  const char* file;
  const char* find;
  const char* put;
};

void PrintTo(const Broken& row, std::ostream* out) { *out << row.code << " <- " << row.put; }

class BrokenAnnex : public testing::TestWithParam<Broken> {};

TEST_P(BrokenAnnex, GivesOneFindingAtItsLine) {
  const Broken& row = GetParam();
  Files files = shipped_annex("JPN");
  std::string& text = files[row.file];
  const auto at = text.find(row.find);
  ASSERT_NE(at, std::string::npos) << row.find;
  // A key that is put between two lines stands on the second.
  const bool between = std::string(row.find).find('\n') != std::string::npos;
  const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n') + (between ? 1 : 0);
  text.replace(at, std::string(row.find).size(), row.put);
  const auto loaded = load_annex(files, alliance());
  std::string all;
  for (const auto& finding : loaded.findings) all += describe(finding.error) + "\n";
  ASSERT_EQ(loaded.findings.size(), 1u) << all;
  EXPECT_EQ(loaded.findings[0].error.code, row.code) << all;
  EXPECT_EQ(loaded.findings[0].error.where, std::string(row.file) + ":" + std::to_string(line)) << all;
}

constexpr auto annex = "annex.yaml", people = "people.yaml", clearance = "clearance.yaml", release = "release.yaml",
               deputies = "deputies.yaml";

INSTANTIATE_TEST_SUITE_P(
    Annex, BrokenAnnex,
    testing::Values(
        Broken{"annex.unknown-party", annex, "annex: JPN", "annex: JAP"},
        Broken{"annex.unknown-context", annex, "default_context: kumamoto-2016", "default_context: kumamoto"},
        Broken{"annex.exercise", annex, "  - {id: kumamoto-2016,",
               "  - {id: real, title: {ja: 実任務, en: Real}}\n  - {id: kumamoto-2016,"},
        Broken{"annex.unknown-seat", annex, "jma: jpn-jma-gateway", "jma: jpn-jma-gatewy"},
        Broken{"annex.not-own", annex, "jma: jpn-jma-gateway", "jma: usa-usfj-j3-watch"},
        Broken{"annex.unknown-seat", people, "seats: [jpn-mofa-na]", "seats: [jpn-mofa]"},
        Broken{"annex.not-own", people, "seats: [jpn-mofa-na]", "seats: [jpn-mofa-na, usa-embassy-pol]"},
        Broken{"annex.no-seat", people, "seats: [jpn-mofa-na]", "seats: []"},
        Broken{"annex.missing-key", people, ", seats: [jpn-mofa-na]", ""},
        Broken{"annex.unknown-classification", people, "clearance: ministry-secret", "clearance: secret"},
        Broken{"annex.duplicate-id", people, "account: js-deputy", "account: js-watch"},
        Broken{"annex.type", people, "release_authority: true", "release_authority: yes"},
        Broken{"annex.unknown-key", people, "release_authority: true", "release_autority: true"},
        Broken{"annex.unknown-organisation", clearance, "concur: [mofa, cabinet-secretariat", "concur: [mofa, cabinet-secretariate"},
        Broken{"annex.not-own", clearance, "concur: [mofa, cabinet-secretariat", "concur: [mofa, embassy"},
        Broken{"annex.not-own", clearance, "decide: [jpn-js-j3-chief", "decide: [usa-usfj-j3-chief"},
        Broken{"annex.no-decider", clearance, "decide: [jpn-js-j3-chief]", "decide: []"},
        Broken{"annex.unknown-procedure", clearance, "procedure: support", "procedure: suport"},
        Broken{"annex.unknown-step", clearance, "step: request", "step: ask"},
        Broken{"annex.step", clearance, "procedure: support, step: request", "procedure: '*', step: request"},
        Broken{"annex.unknown-seat", people, "seats: [jpn-mofa-na]", "seats: [{seat: jpn-mofa, from: 2026-04-01}]"},
        Broken{"annex.duplicate-id", people, "seats: [jpn-mofa-na]", "seats: [jpn-mofa-na, {seat: jpn-mofa-na, from: 2026-04-01}]"},
        Broken{"annex.date-order", people, "seats: [jpn-mofa-na]", "seats: [{seat: jpn-mofa-na, from: 2026-04-01, to: 2026-03-31}]"},
        Broken{"annex.unknown-key", people, "seats: [jpn-mofa-na]", "seats: [{seat: jpn-mofa-na, form: 2026-04-01}]"},
        Broken{"annex.unknown-value", deputies, "kind: standing", "kind: deputy"},
        Broken{"annex.unknown-seat", deputies, "seat: jpn-js-j3-deputy", "seat: jpn-js-j3-deputi"},
        Broken{"annex.not-own", deputies, "for: jpn-js-j3-chief", "for: usa-usfj-j3-chief"},
        Broken{"annex.delegation", deputies, "for: jpn-js-j3-chief", "for: jpn-js-j3-deputy"},
        Broken{"annex.delegation", deputies, "procedure: acsa", "procedure: '*'"},
        Broken{"annex.unknown-procedure", deputies, "procedure: acsa", "procedure: acs"},
        Broken{"annex.unknown-step", deputies, "steps: [clear-paper]", "steps: [clear-papers]"},
        Broken{"annex.step", deputies, "    procedure: '*'\n    basis: {ja: 外務省",
               "    procedure: '*'\n    steps: [clear-paper]\n    basis: {ja: 外務省"},
        Broken{"annex.date", deputies, "to: 2026-08-16", "to: 16 August"},
        Broken{"annex.not-own", deputies, "{seat: jpn-mofa-na-dg, from", "{seat: usa-usfj-j3-chief, from"},
        Broken{"annex.text", deputies,
               "basis: {ja: 統合幕僚監部運用部専決規程（演習）第３条, en: 'Joint Staff J-3 rules on delegation (exercise), article 3'}",
               "basis: {ja: 専決規程}"},
        Broken{"annex.duplicate-id", deputies, "id: na-papers", "id: j3-acsa"},
        Broken{"annex.unknown-value", release, "action: by-itself", "action: by-it-self"},
        Broken{"annex.unknown-procedure", release, "kind: alert/*", "kind: alerts/*"},
        Broken{"annex.unknown-step", release, "kind: alert/*", "kind: alert/isue"},
        Broken{"annex.kind", release, "kind: alert/*", "kind: alert"}, Broken{"annex.kind", release, "kind: alert/*", "kind: alert/"},
        Broken{"annex.unknown-party", release, "to: '*'", "to: all"}, Broken{"annex.recipient", release, "to: '*'", "to: JPN"},
        Broken{"annex.unknown-caveat", release, "caveats: [PERSONAL]", "caveats: [PERSONEL]"},
        Broken{"annex.caveats", release, "caveats: [PERSONAL]", "caveats: []"},
        Broken{"annex.text", release, "reason: {ja: 公表済みの情報です, en: It is already public}", "reason: {ja: 公表済みの情報です}"},
        Broken{"annex.duplicate-id", release, "{id: alerts,", "{id: refusals,"},
        Broken{"annex.alias", release, "kind: alert/*", "kind: &k alert/*"}));

TEST(LoadAnnex, NamesMissingAndUnknownFiles) {
  Files files = shipped_annex("JPN");
  files.erase("release.yaml");
  files["realease.yaml"] = "release: []\n";
  const auto loaded = load_annex(files, alliance());
  ASSERT_EQ(loaded.findings.size(), 2u);
  EXPECT_EQ(describe(loaded.findings[0].error), "annex.missing-file: this file is missing from the annex (release.yaml:1)");
  EXPECT_EQ(describe(loaded.findings[1].error),
            "annex.unknown-file: an annex has no such file (did you mean \"release.yaml\"?) (realease.yaml:1)");
}

TEST(LoadAnnex, ReadsWhatStandsThere) {
  const Annex own = load_annex(shipped_annex("JPN"), alliance()).annex;
  EXPECT_EQ(own.default_context, "kumamoto-2016");
  EXPECT_EQ(own.gateway_seats.at("jma"), "jpn-jma-gateway");
  ASSERT_NE(own.person("release"), nullptr);
  EXPECT_TRUE(own.person("release")->release_authority);
  EXPECT_FALSE(own.person("js-watch")->release_authority);
  EXPECT_TRUE(own.person("admin")->administrator);
  EXPECT_EQ(own.person("nobody"), nullptr);
}

TEST(LoadAnnex, ASeatIsHeldFromDayToDay) {
  Files files = shipped_annex("JPN");
  std::string& text = files["people.yaml"];
  const std::string whole = "seats: [jpn-mofa-na-dg]";
  text.replace(text.find(whole), whole.size(), "seats: [jpn-mofa-na, {seat: jpn-mofa-na-dg, from: 2026-04, to: 2026-09-30}]");
  const auto loaded = load_annex(files, alliance());
  ASSERT_TRUE(loaded.usable());
  const auto day = [](const std::string& date) { return days_between(date, "").first; };
  const Person& person = *loaded.annex.person("mofa-dg");
  EXPECT_EQ(person.seats_on(day("2026-09-30")), (std::vector<std::string>{"jpn-mofa-na", "jpn-mofa-na-dg"}));
  EXPECT_EQ(person.seats_on(day("2026-10-01")), (std::vector<std::string>{"jpn-mofa-na"}));
  EXPECT_TRUE(loaded.annex.absent("jpn-mofa-na-dg", day("2026-10-01"))) << "nobody holds it";
  EXPECT_TRUE(loaded.annex.absent("jpn-mofa-na-dg", day("2026-08-16"))) << "its holder is away";
  EXPECT_FALSE(loaded.annex.absent("jpn-mofa-na-dg", day("2026-08-17")));
}

TEST(LoadAnnex, DeputiesWithTheirScope) {
  const Annex own = load_annex(shipped_annex("JPN"), alliance()).annex;
  const auto papers = std::find_if(own.delegations.begin(), own.delegations.end(), [](const auto& one) { return one.id == "na-papers"; });
  ASSERT_NE(papers, own.delegations.end());
  EXPECT_EQ(papers->kind, Delegation::Kind::standing);
  EXPECT_TRUE(papers->covers("matter", "clear-paper"));
  EXPECT_FALSE(papers->covers("matter", "hold"));
  EXPECT_FALSE(papers->covers("meeting", "clear-paper"));
}

TEST(Annex, TheFirstRuleThatMatchesCounts) {
  const Annex own = load_annex(shipped_annex("JPN"), alliance()).annex;
  EXPECT_EQ(own.rule("support", "accept")->concur, (std::vector<std::string>{"gsdf", "mofa"}));
  EXPECT_TRUE(own.rule("support", "unable")->concur.empty());
  EXPECT_EQ(Annex{}.rule("support", "accept"), nullptr);
}

// What the two annexes release: each row is a kind, its caveats, and what the guard says.
TEST(Annex, ReleaseRulesGiveTheVerdictsOfTheDemonstration) {
  using Verdict = label::Decision::Verdict;
  for (const std::string own : {"JPN", "USA"}) {
    const std::string partner = own == "JPN" ? "USA" : "JPN";
    const label::Guard guard(alliance().marking, load_annex(shipped_annex(own), alliance()).annex.release, own, 1);
    const auto judge = [&](const std::string& kind, std::set<std::string> caveats) {
      const label::Label label{"japan-us", alliance().marking.lowest(own), {"JPN", "USA"}, std::move(caveats), own};
      return guard.judge({label, {"JPN", "USA"}, kind}, partner).verdict;
    };
    EXPECT_EQ(judge("alert/issue", {}), Verdict::release);
    EXPECT_EQ(judge("rfi/answer", {"UNCONFIRMED"}), Verdict::release);
    EXPECT_EQ(judge("support/proposal", {}), Verdict::release);
    EXPECT_EQ(judge("situation/announce", {}), Verdict::release);
    EXPECT_EQ(judge("refusal", {}), Verdict::release);
    EXPECT_EQ(judge("report/file", {}), Verdict::desk);
    EXPECT_EQ(judge("report/file", {"PERSONAL"}), Verdict::never);
    EXPECT_EQ(judge("rfi/answer", {own == "JPN" ? "JPN-ONLY" : "NOFORN"}), Verdict::never);
  }
}

TEST(LoadAnnex, TwoPersonsAreAskedForAtTheDeskOnly) {
  Files files = shipped_annex("JPN");
  std::string& text = files["release.yaml"];
  const std::string rule = "kind: sitrep/*, to: '*', action: desk,";
  text.replace(text.find(rule), rule.size(), rule + " two_persons: true,");
  const auto loaded = load_annex(files, alliance());
  ASSERT_TRUE(loaded.usable());
  EXPECT_TRUE(loaded.annex.release.back().two_persons);
  const auto by_itself = text.find("action: desk, two_persons");
  text.replace(by_itself, 12, "action: by-itself");
  const auto wrong = load_annex(files, alliance());
  ASSERT_EQ(wrong.findings.size(), 1u);
  EXPECT_EQ(wrong.findings[0].error.code, "annex.two-persons");
}

}  // namespace
}  // namespace tsugite::charter
