// The messages of the demonstration, held to the published values they were made from and to their marks.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "gateways/jma/map.h"
#include "gateways/jma/parse.h"
#include "gateways/jma/samples_for_test.h"

namespace tsugite::gateways::jma {
namespace {

using testing::HasSubstr;

Alert read(const std::string& file) {
  auto alert = parse(bytes_of(demo_folder() / file));
  if (alert) return *alert;
  ADD_FAILURE() << file << ": " << describe(alert.error());
  return {};
}

TEST(Demo, EveryMessageIsReadAndMarked) {
  auto files = xml_files(demo_folder());
  ASSERT_EQ(files.size(), 6u);
  WallTime before{};
  for (const auto& file : files) {
    auto alert = parse(bytes_of(file));
    ASSERT_TRUE(alert) << file << ": " << describe(alert.error());
    EXPECT_EQ(alert->kind, kind_in_name(file));
    EXPECT_EQ(alert->status, Status::training) << file;
    EXPECT_THAT(alert->headline.ja, HasSubstr("訓練"));
    EXPECT_THAT(alert->headline.ja, HasSubstr("（公表値から再構成）"));
    auto fields = fields_of(*alert);
    ASSERT_TRUE(fields) << file;
    EXPECT_THAT(fields->front().text().en(), testing::StartsWith("[TRAINING] ")) << file;
    EXPECT_LT(before, alert->sent) << file << ": files play in the order of their names";
    before = alert->sent;
  }
}

TEST(Demo, PublishedValues) {
  struct Case {
    const char* file;
    const char* intensity;
    Severity severity;
    std::optional<int> magnitude_tenths, depth_km;
    const char* origin;
  };
  const Case cases[] = {
      {"01_foreshock_VXSE51.xml", "7", Severity::emergency, std::nullopt, std::nullopt, nullptr},
      {"02_foreshock_VXSE53.xml", "7", Severity::emergency, 65, 11, "2016-04-14T12:26:00Z"},
      {"03_mainshock_VXSE51.xml", "6+", Severity::emergency, std::nullopt, std::nullopt, nullptr},
      {"04_mainshock_VTSE41.xml", "", Severity::advisory, 73, 12, "2016-04-15T16:25:00Z"},
      {"05_mainshock_VXSE53.xml", "7", Severity::emergency, 73, 12, "2016-04-15T16:25:00Z"},
      {"06_mainshock_VTSE41.xml", "", Severity::information, 73, 12, "2016-04-15T16:25:00Z"},
  };
  for (const Case& c : cases) {
    Alert a = read(c.file);
    EXPECT_EQ(a.max_intensity ? code_of(*a.max_intensity) : "", c.intensity) << c.file;
    EXPECT_EQ(a.severity, c.severity) << c.file;
    EXPECT_EQ(a.hypocentre.has_value(), c.origin != nullptr) << c.file;
    if (!a.hypocentre || c.origin == nullptr) continue;
    EXPECT_EQ(a.hypocentre->magnitude_tenths, c.magnitude_tenths) << c.file;
    EXPECT_EQ(a.hypocentre->depth_km, c.depth_km) << c.file;
    EXPECT_EQ(to_iso(a.origin.value()), c.origin) << c.file;
    EXPECT_EQ(a.hypocentre->area.en, "Kumamoto Region, Kumamoto Prefecture") << c.file;
  }
}

TEST(Demo, MunicipalitiesHaveEnglishNames) {
  Alert a = read("05_mainshock_VXSE53.xml");
  ASSERT_EQ(a.cities.size(), 26u);
  EXPECT_EQ(a.cities[0].name, (Text{"益城町", "Mashiki Town"}));
  EXPECT_EQ(a.cities[1].name, (Text{"西原村", "Nishihara Village"}));
  EXPECT_EQ(a.cities[1].level.en, "Intensity 7");
  for (const Area& city : a.cities) EXPECT_EQ(city.name.en.find('('), std::string::npos) << city.name.en;
}

TEST(Demo, TheAdvisoryIsIssuedAndLifted) {
  Alert issued = read("04_mainshock_VTSE41.xml"), gone = read("06_mainshock_VTSE41.xml");
  ASSERT_EQ(issued.coasts.size(), 1u);
  EXPECT_EQ(issued.areas[0].name, (Text{"有明・八代海", "Ariake Sea and Yatsushiro Sea"}));
  EXPECT_EQ(issued.areas[0].level, (Text{"津波注意報　１ｍ", "Tsunami Advisory, 1 m"}));
  EXPECT_FALSE(lifts(issued));
  EXPECT_TRUE(lifts(gone));
  EXPECT_EQ(issued.event_id, gone.event_id);
}

}  // namespace
}  // namespace tsugite::gateways::jma
