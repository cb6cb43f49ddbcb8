// The content check over whole records: every planted fault is found and named, and everyday texts pass.
#include "core/findings.h"

#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include "core/test_pair.h"
#include "label/content/characters.h"

namespace tsugite::core {
namespace {

using label::content::Checker;
using label::content::Class;

YAML::Node list(const std::string& name) {
  return YAML::LoadFile(std::string(TSUGITE_SOURCE_DIR) + "/src/core/content/" + name + ".yaml")[name];
}

const Checker& checker() {
  static const Checker one({{"甲野花子", "Hanako Kono"},
                            {{"plan-text", {"作戦計画", "共同作戦計画", "OPLAN"}, {"計画の本文は扱いません", "No plan text here"}}}});
  return one;
}

v1::Envelope record(const std::string& field, const std::string& text, bool english) {
  v1::Envelope out;
  auto* one = out.mutable_step()->add_field();
  one->set_name(field);
  (english ? one->mutable_text()->mutable_en() : one->mutable_text()->mutable_ja())->assign(text);
  return out;
}

TEST(Findings, EveryPlantedFaultIsFoundAndNamed) {
  std::set<Class> classes;
  for (const auto& fault : list("planted"))
    for (const bool english : {false, true}) {
      const auto name = fault["name"].as<std::string>(), rule = fault["rule"].as<std::string>();
      const auto found = findings_in(checker(), record("body", fault["text"].as<std::string>(), english));
      const auto it = std::ranges::find_if(found, [&](const Found& one) { return one.finding.rule == rule; });
      ASSERT_NE(it, found.end()) << name;
      EXPECT_EQ(it->finding.at, fault["at"].as<std::size_t>()) << name;
      EXPECT_EQ(it->field, "body") << name;
      EXPECT_EQ(it->language, english ? Language::en : Language::ja) << name;
      EXPECT_FALSE(it->finding.message.ja.empty() || it->finding.message.en.empty() || it->finding.shown.empty()) << name;
      EXPECT_FALSE(stop_reason(*it).ja.empty()) << name;
      for (const auto& one : found)
        for (const char32_t c : label::content::characters(one.finding.shown).points)
          EXPECT_FALSE(label::content::invisible(c) || label::content::bidi_control(c)) << name << ": what is shown hides nothing";
      classes.insert(it->finding.which);
    }
  EXPECT_EQ(classes.size(), std::size(label::content::all_classes)) << "the list has faults of every class";
}

TEST(Findings, EverydayTextsPass) {
  for (const auto& text : list("innocent")) {
    const auto found = findings_in(checker(), record("body", text.as<std::string>(), false));
    EXPECT_TRUE(found.empty()) << text.as<std::string>() << ": " << found.front().finding.rule << " " << found.front().finding.shown;
  }
}

TEST(Findings, EveryTextOfARecordIsLookedAt) {
  const std::string bad = "a\xE2\x80\x8B";
  v1::Envelope step;
  auto& fields = *step.mutable_step();
  for (const char* name : {"text", "where", "areas"}) fields.add_field()->set_name(name);
  fields.mutable_field(0)->mutable_text()->set_en(bad);
  fields.mutable_field(1)->mutable_place()->mutable_name()->set_ja(bad);
  fields.mutable_field(2)->mutable_areas()->add_area()->mutable_level()->set_ja(bad);
  fields.mutable_field(2)->mutable_areas()->mutable_area(0)->mutable_name()->set_en(bad);
  fields.set_number(bad);
  std::multiset<std::string> where;
  for (const auto& one : findings_in(checker(), step)) where.insert(one.field);
  EXPECT_EQ(where, (std::multiset<std::string>{"areas", "areas", "number", "text", "where"}));
  v1::Envelope proposal, refusal;
  proposal.mutable_proposal()->add_field()->mutable_text()->set_ja(bad);
  refusal.mutable_refusal()->mutable_reason()->set_en(bad);
  EXPECT_EQ(findings_in(checker(), proposal).size(), 1u);
  EXPECT_EQ(findings_in(checker(), refusal).size(), 1u);
}

TEST(Findings, PeopleOfTheAnnexAreKnownAndOfficesAreNot) {
  charter::Annex annex;
  annex.people.push_back({"a", {"乙川太郎", "Taro Otsukawa"}, {}, "open", false, false});
  annex.people.push_back({"b", {"外務大臣", "Minister for Foreign Affairs"}, {}, "open", false, false});
  annex.people.push_back({"c", {"統幕 当直", "Joint Staff watch"}, {}, "open", false, false});
  Pair pair;
  const auto words = words_of(annex, *pair.charter());
  EXPECT_NE(std::ranges::find(words.names, "Taro Otsukawa"), words.names.end());
  EXPECT_EQ(std::ranges::find(words.names, "外務大臣"), words.names.end());
  EXPECT_EQ(std::ranges::find(words.names, "Minister for Foreign Affairs"), words.names.end());
}

// ---- what stops ----

class Stops : public ::testing::Test {
 protected:
  // How a question with these words gets on, under a rule for questions that stops at these classes.
  Delivery::State ask(const std::string& words, std::optional<std::set<Class>> stops = std::nullopt) {
    pair.change_annex = [&](charter::Annex& annex) {
      annex.words.second_look.push_back({"plan-text", {"作戦計画"}, {"計画の本文は扱いません", "No plan text here"}});
      for (auto& rule : annex.release)
        if (rule.id == "rfi" && stops) rule.stops = *stops;
    };
    pair.load("JPN", pair.charter());
    auto done = pair.open("JPN", "rfi", "ask", {{"question", words}});
    EXPECT_TRUE(done) << describe(done.error());
    if (!done) return Delivery::State::home;
    const auto delivery = pair["JPN"].core->delivery(done->records[0], "USA");
    code = delivery.reason.code;
    reason = delivery.reason.message;
    return delivery.state;
  }
  Pair pair;
  std::string code;
  Text reason;
};

TEST_F(Stops, HiddenTextWaitsAtTheDeskAndTheReasonNamesFieldAndPlace) {
  EXPECT_EQ(ask("着陸\xE2\x80\x8Bできるか"), Delivery::State::withheld);
  EXPECT_EQ(code, "content.hidden-text");
  EXPECT_NE(reason.ja.find("question"), reason.ja.npos);
  EXPECT_NE(reason.en.find("character 3"), reason.en.npos);
}

TEST_F(Stops, TheRestWarnsUnlessTheRuleSaysOtherwise) {
  EXPECT_EQ(ask("作戦計画はあるか"), Delivery::State::queued);
  EXPECT_EQ(ask("作戦計画はあるか", std::set{Class::second_look}), Delivery::State::withheld);
  EXPECT_EQ(code, "content.second-look");
  EXPECT_EQ(ask("山田氏はどこか", std::set{Class::person}), Delivery::State::withheld);
  EXPECT_EQ(ask("着陸\xE2\x80\x8Bできるか", std::set<Class>{}), Delivery::State::queued) << "a rule may stop nothing";
}

TEST_F(Stops, APersonMayReleaseWhatTheCheckStopped) {
  pair.connect();
  EXPECT_EQ(ask("U\xD0\x85"
                "FJへ",
                std::set{Class::mixed}),
            Delivery::State::withheld);
  pair.connect();
  const auto items = pair["JPN"].core->desk_items("real");
  ASSERT_EQ(items.size(), 1u);
  const auto preview = pair["JPN"].core->preview(items[0].record, "USA");
  ASSERT_TRUE(preview);
  ASSERT_EQ(preview->findings.size(), 1u);
  EXPECT_EQ(preview->findings[0].finding.rule, "mixed.cyrillic");
  ASSERT_TRUE(pair.judge("JPN", items[0].record, v1::Release::RELEASE, {"release", "jpn-release-officer"}, "綴りは意図したもの"));
  EXPECT_EQ(pair["JPN"].core->delivery(items[0].record, "USA").state, Delivery::State::receipted);
}

}  // namespace
}  // namespace tsugite::core
