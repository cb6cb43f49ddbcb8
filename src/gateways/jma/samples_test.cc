// Values read out of JMA's samples, each checked by hand against the XML, and what must hold for all of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <pugixml.hpp>
#include <set>

#include "gateways/jma/names.h"
#include "gateways/jma/parse.h"
#include "gateways/jma/samples_for_test.h"

namespace tsugite::gateways::jma {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class Samples : public testing::Test {
 protected:
  void SetUp() override {
    if (xml_files(sample_folder()).empty()) GTEST_SKIP() << "no JMA samples at " << sample_folder();
  }
  static Alert read(const char* file) {
    auto alert = parse(bytes_of(sample_folder() / file));
    if (alert) return *alert;
    ADD_FAILURE() << file << ": " << describe(alert.error());
    return {};
  }
};

const std::set<std::string> supported{"VXSE43", "VXSE51", "VXSE52", "VXSE53", "VTSE41"};

TEST_F(Samples, EveryFileIsReadOrRefusedByItsKind) {
  std::map<std::string, int> read_by_kind, refused_by_kind;
  for (const auto& file : xml_files(sample_folder())) {
    auto alert = parse(bytes_of(file));
    const std::string kind = kind_in_name(file);
    if (supported.contains(kind)) {
      ASSERT_TRUE(alert) << file << ": " << describe(alert.error());
      EXPECT_EQ(alert->kind, kind) << file;
      ++read_by_kind[kind];
    } else {
      ASSERT_FALSE(alert) << file;
      EXPECT_EQ(alert.error().code, "jma.unsupported-kind") << file;
      EXPECT_EQ(alert.error().where, kind) << file;
      ++refused_by_kind[kind];
    }
  }
  EXPECT_EQ(read_by_kind, (std::map<std::string, int>{{"VXSE43", 2}, {"VXSE51", 15}, {"VXSE52", 6}, {"VXSE53", 22}, {"VTSE41", 12}}));
  EXPECT_EQ(refused_by_kind,
            (std::map<std::string, int>{{"VXSE40", 5}, {"VXSE41", 25}, {"VXSE42", 1}, {"VXSE56", 12}, {"VXSE60", 1}, {"VXSE61", 4}}));
}

std::set<std::pair<std::string, std::string>> codes_of(const Alert& alert) {
  std::set<std::pair<std::string, std::string>> out;
  for (const Area& area : alert.areas) out.emplace(area.code, area.level.ja);
  return out;
}

TEST_F(Samples, NothingIsEmptyAndEveryMessageHasItsOwnKey) {
  std::map<std::string, Alert> by_key;
  for (const auto& file : xml_files(sample_folder())) {
    auto alert = parse(bytes_of(file));
    if (!alert) continue;
    for (const Text* text : {&alert->title, &alert->headline}) {
      EXPECT_FALSE(text->ja.empty()) << file;
      EXPECT_FALSE(text->en.empty()) << file;
      EXPECT_NE(text->ja, text->en) << file;
    }
    // Two files hold one message in two layouts.
    auto [same, fresh] = by_key.emplace(alert->message_key, *alert);
    EXPECT_TRUE(fresh || codes_of(same->second) == codes_of(*alert)) << file << " " << alert->message_key;
    for (const auto* list : {&alert->prefectures, &alert->areas, &alert->cities})
      for (const Area& area : *list) {
        EXPECT_FALSE(area.level.ja.empty()) << file << " " << area.code;
        EXPECT_FALSE(area.level.en.empty()) << file << " " << area.code;
      }
  }
}

// Every area, coast, region and epicentre that occurs has an English name of its own, not the fallback.
void expect_english(const std::filesystem::path& file, pugi::xml_node node, List list) {
  for (pugi::xml_node child : node.children()) {
    const std::string name = child.name();
    List inner = list;
    if (name == "Tsunami" || name == "Forecast") inner = std::string(node.name()) == "Tsunami" ? List::coast : inner;
    if (name == "Hypocenter") inner = List::epicentre;
    if (name == "City") continue;
    if (name == "Pref") {
      const std::string code = child.child_value("Code");
      const List prefs = code.size() == 4 ? List::warning_region : List::prefecture;
      EXPECT_TRUE(english(prefs, code)) << file << " " << code << " " << child.child_value("Name");
    }
    if (name == "Area") {
      const std::string code = child.child_value("Code"), ja = child.child_value("Name");
      auto en = english(inner, code);
      EXPECT_TRUE(en) << file << " " << code << " " << ja;
      if (en) {
        EXPECT_NE(*en, ja);
      }
    }
    expect_english(file, child, inner);
  }
}

TEST_F(Samples, EveryAreaThatOccursHasAnEnglishName) {
  for (const auto& file : xml_files(sample_folder())) {
    if (!supported.contains(kind_in_name(file))) continue;
    pugi::xml_document document;
    ASSERT_TRUE(document.load_file(file.c_str())) << file;
    expect_english(file, document.child("Report").child("Body"), List::area);
    for (pugi::xpath_node node : document.select_nodes("//Headline//Areas[@codeType!='気象・地震・火山情報／市町村等']")) {
      const std::string type = node.node().attribute("codeType").value();
      const List list = type == "津波予報区" ? List::coast : type.starts_with("緊急地震速報") ? List::warning_region : List::area;
      for (pugi::xml_node area : node.node().children("Area"))
        EXPECT_TRUE(english(list, area.child_value("Code"))) << file << " " << area.child_value("Name");
    }
  }
}

TEST_F(Samples, ExternalEntitiesAreRefused) {
  const auto attack = sample_folder().parent_path() / "cap" / "xee.cap";
  if (!std::filesystem::exists(attack)) GTEST_SKIP() << "no " << attack;
  EXPECT_EQ(parse(bytes_of(attack)).error().code, "jma.doctype");
}

TEST_F(Samples, EarlyWarningOf2011) {
  Alert a = read("37_04_01_110311_VXSE43.xml");
  EXPECT_EQ(a.event_id, "20110311144640");
  EXPECT_EQ(a.serial, "5");
  EXPECT_EQ(a.severity, Severity::emergency);
  EXPECT_EQ(a.max_intensity, Intensity::i6_upper);
  EXPECT_EQ(to_iso(a.origin.value()), "2011-03-11T05:46:16Z");
  EXPECT_EQ(a.hypocentre->area, (Text{"三陸沖", "Off the Coast of Sanriku"}));
  EXPECT_EQ(a.hypocentre->position, (Position{381000000, 1429000000}));
  EXPECT_EQ(a.hypocentre->magnitude_tenths, 84);
  EXPECT_EQ(a.areas.size(), 58u);
  EXPECT_EQ(a.areas.front().level, (Text{"震度６強", "Intensity 6 Upper"}));
  EXPECT_EQ(a.prefectures.size(), 22u);
  EXPECT_EQ(a.prefectures.front().name, (Text{"宮城", "Miyagi"}));
  EXPECT_EQ(a.message_key, "VXSE43/20110311144640/5/issue/normal/2011-03-11T05:48:10Z");
  Alert gone = read("37_04_02_110311_VXSE43.xml");
  EXPECT_EQ(gone.info_type, InfoType::cancel);
  EXPECT_EQ(gone.severity, Severity::information);
  EXPECT_EQ(gone.headline.en, "Earthquake Early Warning cancelled");
}

TEST_F(Samples, IntensityBulletin) {
  Alert a = read("32-39_11_01_120615_VXSE51.xml");
  EXPECT_EQ(a.max_intensity, Intensity::i6_upper);
  EXPECT_EQ(a.severity, Severity::emergency);
  EXPECT_FALSE(a.hypocentre);
  EXPECT_FALSE(a.origin);
  EXPECT_EQ(to_iso(a.reported), "2011-03-11T05:48:00Z");
  EXPECT_EQ(a.prefectures.size(), 6u);
  EXPECT_EQ(a.areas.size(), 17u);
  EXPECT_EQ(a.areas[0].code, "220");
  EXPECT_EQ(a.areas[2].code, "221");  // 6 Lower in Miyagi stands before the 6 Lower of Iwate, as sent
  EXPECT_EQ(a.headline.en,
            "Seismic Intensity Information: Intensity 6 Upper observed in Northern Miyagi Prefecture; "
            "Central Miyagi "
            "Prefecture");
}

TEST_F(Samples, Hypocentres) {
  struct Case {
    const char* file;
    const char* area;
    std::optional<int> magnitude_tenths, depth_km;
    const char* origin;
    Status status;
  };
  const Case cases[] = {
      {"32-35_01_02_100514_VXSE52.xml", "Suruga Bay", 66, 10, "2009-10-01T04:45:00Z", Status::training},
      {"32-35_04_03_100831_VXSE52.xml", "Off the East Coast of Osumi Peninsula", 53, 50, "2010-01-25T07:15:00Z", Status::normal},
      {"33_12_01_120615_VXSE52.xml", "Central and Western Mino, Gifu Prefecture", std::nullopt, 10, "2012-02-14T12:40:00Z", Status::normal},
      {"32-39_05_01_100831_VXSE53.xml", "Western South America", 85, 60, "2010-02-27T06:34:00Z", Status::normal},
      {"32-39_05_08_100831_VXSE53.xml", "Western South America", 86, std::nullopt, "2010-02-27T06:34:00Z", Status::normal},
      {"32-39_11_09_120615_VTSE41.xml", "Off the Coast of Sanriku", 89, 10, "2011-03-11T05:46:00Z", Status::normal},
  };
  for (const Case& c : cases) {
    Alert a = read(c.file);
    ASSERT_TRUE(a.hypocentre) << c.file;
    EXPECT_EQ(a.hypocentre->area.en, c.area) << c.file;
    EXPECT_EQ(a.hypocentre->magnitude_tenths, c.magnitude_tenths) << c.file;
    EXPECT_EQ(a.hypocentre->depth_km, c.depth_km) << c.file;
    EXPECT_EQ(a.origin ? to_iso(*a.origin) : "", c.origin) << c.file;
    EXPECT_EQ(a.status, c.status) << c.file;
  }
}

TEST_F(Samples, CitiesAreBoundedAndSilentOnesKept) {
  Alert a = read("32-39_11_05_120615_VXSE53.xml");
  ASSERT_FALSE(a.cities.empty());
  EXPECT_EQ(a.cities.front().name.ja, "栗原市");
  EXPECT_EQ(a.cities.front().level.en, "Intensity 7");
  EXPECT_EQ(a.cities.front().name.en, "栗原市 (0421300)");
  bool silent = false;
  for (const auto& file : xml_files(sample_folder()))
    if (auto alert = parse(bytes_of(file)))
      for (const Area& city : alert->cities)
        if (city.level.ja == "震度５弱以上未入電") silent = true;
  EXPECT_TRUE(silent);
}

TEST_F(Samples, MajorTsunamiWarning) {
  Alert a = read("32-39_11_02_120615_VTSE41.xml");
  EXPECT_EQ(a.severity, Severity::emergency);
  EXPECT_EQ(a.coasts.size(), 43u);
  EXPECT_EQ(a.areas.size(), 43u);
  EXPECT_EQ(a.coasts[0].name, (Text{"岩手県", "Iwate Prefecture"}));
  EXPECT_EQ(a.coasts[0].category, (Text{"大津波警報：発表", "Major Tsunami Warning: newly issued"}));
  EXPECT_EQ(a.coasts[0].height, (Text{"巨大", "Huge"}));
  EXPECT_EQ(a.coasts[0].arrival_note.en, "Tsunami inferred to be arriving");
  EXPECT_EQ(to_iso(a.coasts[1].arrival.value()), "2011-03-11T06:00:00Z");
  EXPECT_EQ(a.hypocentre->magnitude, (Text{"Ｍ８を超える巨大地震", "Magnitude over 8"}));
  EXPECT_FALSE(a.hypocentre->magnitude_tenths);
  EXPECT_THAT(a.headline.en, StartsWith("Major Tsunami Warning / Tsunami Warning / Tsunami Advisory / Tsunami Forecast: "
                                        "Major Tsunami Warning for Iwate Prefecture; Miyagi Prefecture; Fukushima "
                                        "Prefecture, Tsunami Warning for 5 coasts"));
  EXPECT_FALSE(lifts(a));
}

TEST_F(Samples, TsunamiAdvisoryAndItsEnd) {
  Alert a = read("38-39_02_01_191025_VTSE41.xml");
  EXPECT_EQ(a.severity, Severity::advisory);
  EXPECT_EQ(a.coasts.size(), 10u);
  EXPECT_EQ(a.coasts[0].code, "771");
  EXPECT_EQ(a.coasts[0].height_cm, 100);
  EXPECT_EQ(a.coasts[0].height, (Text{"１ｍ", "1 m"}));
  EXPECT_EQ(a.areas[0].level, (Text{"津波注意報　１ｍ", "Tsunami Advisory, 1 m"}));
  EXPECT_EQ(a.coasts[3].height, (Text{"０．２ｍ未満", "Less than 0.2 m"}));
  EXPECT_EQ(a.coasts[3].height_cm, 20);

  Alert end = read("38-39_02_04_191025_VTSE41.xml");
  EXPECT_EQ(end.event_id, "20151114055157 20151114061750");
  EXPECT_EQ(end.severity, Severity::information);
  EXPECT_TRUE(lifts(end));
  EXPECT_TRUE(end.coasts[0].lifted);
  EXPECT_EQ(end.hypocentre->magnitude_tenths, 70);  // of two earthquakes the first
  EXPECT_THAT(end.message_key, HasSubstr("/20151114055157+20151114061750/"));
  EXPECT_THAT(end.headline.en, HasSubstr("warning or advisory lifted for Tanegashima and Yakushima Area; Amami Islands"));
}

}  // namespace
}  // namespace tsugite::gateways::jma
