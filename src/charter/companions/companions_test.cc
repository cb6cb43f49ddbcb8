// The shipped glossary and chronology, and what they catch.
#include "charter/companions/companions.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "charter/test_files.h"

namespace tsugite::charter {
namespace {

struct Shipped {
  Files files = shipped_charter();
  Charter charter = load_charter(files).charter;
  Companions companions = load_companions(files, charter);
};

const Shipped& shipped() {
  static const Shipped one;
  return one;
}

std::string codes(const std::vector<Finding>& findings) {
  std::string out;
  for (const auto& finding : findings) out += finding.error.code + " " + finding.error.where + "; ";
  return out;
}

TEST(Companions, TheShippedOnesHaveNoFindings) {
  EXPECT_EQ(codes(shipped().companions.findings), "");
  EXPECT_GE(shipped().companions.glossary.size(), 45u);
  EXPECT_EQ(shipped().companions.eras.size(), 6u);
  EXPECT_GE(shipped().companions.events.size(), 50u);
}

TEST(Companions, NeitherIsNeeded) {
  Files files = shipped_charter();
  files.erase("glossary.yaml");
  files.erase("chronology.yaml");
  const auto none = load_companions(files, shipped().charter);
  EXPECT_TRUE(none.glossary.empty() && none.events.empty() && none.findings.empty());
}

TEST(Companions, AFaultInThemMakesNoCharterUnusable) {
  Files files = shipped_charter();
  files["glossary.yaml"] = "terms: 3\n";
  files["chronology.yaml"] = "x: [\n";
  EXPECT_TRUE(load_charter(files).usable());
  EXPECT_EQ(codes(load_companions(files, shipped().charter).findings), "charter.type glossary.yaml:1; charter.yaml chronology.yaml:2; ");
}

struct Pair {
  const char* ja;
  const char* en;
  const char* found;  // "term/language" of each that is flagged
  std::optional<Commitment> of = {};
};
void PrintTo(const Pair& row, std::ostream* out) { *out << row.ja << " | " << row.en; }

class Renderings : public testing::TestWithParam<Pair> {};

TEST_P(Renderings, AreFlaggedWhereTheGlossaryHasThemOtherwise) {
  std::string found;
  for (const auto& one : misrendered(shipped().companions.glossary, {GetParam().ja, GetParam().en}, GetParam().of))
    found += one.term->id + (one.language == Language::ja ? "/ja " : "/en ");
  EXPECT_EQ(found, GetParam().found);
}

INSTANTIATE_TEST_SUITE_P(Glossary, Renderings,
                         testing::Values(Pair{"同盟調整グループに付議する", "Refers it to the Alliance Coordination Group", ""},
                                         Pair{"同盟調整グループに付議する", "Refers it to the ACG", ""},
                                         Pair{"同盟調整グループに付議する", "Refers it to the policy group", "ACG/en "},
                                         Pair{"調整グループに付議する", "Refers it to the Alliance Coordination Group", "ACG/ja "},
                                         Pair{"会合", "Alliance Coordinating Group", "ACG/en "},
                                         Pair{"共同運用調整センター", "BOCC", "BOCC/ja "}, Pair{"対案", "A counterproposal", "counter/en "},
                                         Pair{"対案", "A Counter-Proposal", ""}, Pair{"上申する", "Sends it up", "refer/ja "},
                                         Pair{"憲章", "Charter", "charter/ja "}, Pair{"発効", "It is ratified", "charter/en "},
                                         Pair{"発効", "A stratified sample", ""}, Pair{"思いやり予算", "Cost of stationing", "hns/ja "},
                                         Pair{"特定秘密", "Special secret", "designated-secret/en designated-secret/en "},
                                         Pair{"合意", "Agreed", "agreement/ja ", Commitment::operational_coordination},
                                         Pair{"調整済", "Agreement", "agreement/en ", Commitment::political_statement},
                                         Pair{"合意", "Agreement", "", Commitment::joint_committee}, Pair{"合意", "Agreement", ""}));

TEST(Companions, AWrongRenderingInAnyFileIsFound) {
  Files files = shipped_charter();
  std::string& text = files["bodies.yaml"];
  const std::string name = "name: {ja: 同盟調整グループ, en: Alliance Coordination Group}";
  text.replace(text.find(name), name.size(), "name: {ja: 同盟調整グループ, en: Alliance Coordinating Group}");
  const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(text.find("Coordinating Group")), '\n');
  const auto found = load_companions(files, shipped().charter).findings;
  ASSERT_FALSE(found.empty());
  for (const auto& finding : found) {
    EXPECT_EQ(finding.error.code, "charter.rendering");
    EXPECT_EQ(finding.error.where, "bodies.yaml:" + std::to_string(line));
  }
}

TEST(Chronology, IsSearched) {
  const auto& all = shipped().companions;
  const auto hits = [&](const std::string& query) {
    std::string out;
    for (const auto* event : all.search(query)) out += event->id + " ";
    return out;
  };
  EXPECT_EQ(hits("whiteman"), "edd-2023-06 ");
  EXPECT_EQ(hits("拡大抑止協議 2023"), "edd-2023-06 edd-2023-12 ");
  EXPECT_EQ(hits("WASHINGTON defense ministerial"), "defense-ministerial-2022-05-04 ");
  EXPECT_EQ(hits("1853"), "");
  EXPECT_EQ(all.search("").size(), all.events.size());
}

TEST(Chronology, HoldsTheMeetingsAndTheVisits) {
  const auto& events = shipped().companions.events;
  const auto count = [&](Event::Kind kind, const std::string& from, const std::string& to) {
    return std::count_if(events.begin(), events.end(),
                         [&](const Event& one) { return one.kind == kind && one.date >= from && one.date <= to; });
  };
  EXPECT_EQ(count(Event::Kind::meeting, "2021-04-16", "2022-05-23"), 5);
  EXPECT_EQ(count(Event::Kind::visit, "2023-01", "2023-12-31"), 9);
  for (const auto& event : events)
    if (event.kind == Event::Kind::meeting && event.date >= "2021-04-16" && event.date <= "2022-05-23") {
      EXPECT_TRUE(!event.agreed.empty() && event.place != Text{} && event.who != Text{}) << event.id;
    }
}

TEST(Chronology, FaultsAreNamed) {
  Files files = shipped_charter();
  files.erase("glossary.yaml");
  files["chronology.yaml"] =
      "sources:\n  - {id: S, name: {ja: 出典, en: Source}}\n"
      "eras:\n  - {id: e, from: '1951', to: '1960', name: {ja: 時期, en: Era}}\n"
      "events:\n"
      "  - {id: a, date: '1955', era: e, kind: event, source: S, name: {ja: あ, en: a}}\n"
      "  - {id: b, date: '1961', era: e, kind: event, source: S, name: {ja: あ, en: b}}\n"
      "  - {id: c, date: '1952', era: e, kind: event, source: S, name: {ja: あ, en: c}}\n"
      "  - {id: d, date: '1970', era: f, kind: event, source: T, name: {ja: あ, en: d}}\n"
      "  - {id: g, date: '1970', era: e, kind: event, source: S, bodies: [ACGG], name: {ja: あ, en: g}}\n";
  EXPECT_EQ(codes(load_companions(files, shipped().charter).findings),
            "charter.era-date chronology.yaml:7; charter.order chronology.yaml:8; charter.unknown-era chronology.yaml:9; "
            "charter.unknown-source chronology.yaml:9; charter.era-date chronology.yaml:10; charter.unknown-body chronology.yaml:10; ");
}

}  // namespace
}  // namespace tsugite::charter
