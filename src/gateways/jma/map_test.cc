#include "gateways/jma/map.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace tsugite::gateways::jma {
namespace {

using testing::ElementsAre;

Alert main_shock() {
  Alert a;
  a.kind = "VXSE53";
  a.event_id = "20160416012510";
  a.serial = "2";
  a.title = {"震源・震度情報", "Earthquake and Seismic Intensity Information"};
  a.headline = {"１６日０１時２５分ころ、地震がありました。", "Intensity 7"};
  a.severity = Severity::emergency;
  a.sent = *from_iso("2016-04-15T16:40:00Z");
  a.reported = *from_iso("2016-04-16T01:40:00+09:00");
  a.origin = *from_iso("2016-04-16T01:25:00+09:00");
  Hypocentre h;
  h.code = "741";
  h.area = {"熊本県熊本地方", "Kumamoto Region, Kumamoto Prefecture"};
  h.position = Position{327533333, 1307616667};
  h.depth_km = 12;
  h.magnitude_tenths = 73;
  a.hypocentre = h;
  a.max_intensity = Intensity::i7;
  a.areas = {{"741", {"熊本県熊本", "Kumamoto Region, Kumamoto Prefecture"}, {"震度７", "Intensity 7"}, 9}};
  a.cities = {{"4344300", {"益城町", "Mashiki Town"}, {"震度７", "Intensity 7"}, 9}};
  a.message_key = key_of(a);
  return a;
}

std::vector<std::string> names_of(const std::vector<v1::Field>& fields) {
  std::vector<std::string> out;
  for (const v1::Field& field : fields) out.push_back(field.name());
  return out;
}

const v1::Field& field(const std::vector<v1::Field>& fields, std::string_view name) {
  for (const v1::Field& f : fields)
    if (f.name() == name) return f;
  ADD_FAILURE() << "no field " << name;
  return fields.front();
}

TEST(Map, EveryField) {
  auto mapped = fields_of(main_shock());
  ASSERT_TRUE(mapped);
  const auto& f = *mapped;
  EXPECT_THAT(names_of(f), ElementsAre("headline", "kind", "severity", "status", "where", "magnitude", "depth", "origin", "reported",
                                       "intensity", "areas", "message"));
  EXPECT_EQ(field(f, "headline").text().ja(), "１６日０１時２５分ころ、地震がありました。");
  EXPECT_EQ(field(f, "headline").text().en(), "Intensity 7");
  EXPECT_EQ(field(f, "headline").text().original(), "ja");
  EXPECT_EQ(field(f, "kind").choice(), "VXSE53");
  EXPECT_EQ(field(f, "severity").choice(), "emergency");
  EXPECT_EQ(field(f, "status").choice(), "normal");
  EXPECT_EQ(field(f, "where").place().lat_e7(), 327533333);
  EXPECT_EQ(field(f, "where").place().lon_e7(), 1307616667);
  EXPECT_EQ(field(f, "where").place().name().en(), "Kumamoto Region, Kumamoto Prefecture");
  EXPECT_EQ(field(f, "magnitude").quantity().milli(), 7300);
  EXPECT_EQ(field(f, "magnitude").quantity().unit(), "M");
  EXPECT_EQ(field(f, "depth").quantity().milli(), 12000);
  EXPECT_EQ(field(f, "depth").quantity().unit(), "km");
  EXPECT_EQ(field(f, "origin").time_ms(), 1460737500000);
  EXPECT_EQ(field(f, "reported").time_ms(), 1460738400000);
  EXPECT_EQ(field(f, "intensity").choice(), "7");
  ASSERT_EQ(field(f, "areas").areas().area_size(), 2);
  EXPECT_EQ(field(f, "areas").areas().area(0).code(), "741");
  EXPECT_EQ(field(f, "areas").areas().area(1).name().en(), "Mashiki Town");
  EXPECT_EQ(field(f, "areas").areas().area(1).level().ja(), "震度７");
  EXPECT_EQ(field(f, "message").text().ja(), "VXSE53/20160416012510/2/issue/normal/2016-04-15T16:40:00Z");
  EXPECT_EQ(field(f, "message").text().en(), field(f, "message").text().ja());
}

TEST(Map, AbsentValuesHaveNoField) {
  Alert a = main_shock();
  a.origin.reset();
  a.hypocentre.reset();
  a.max_intensity.reset();
  a.areas.clear();
  a.cities.clear();
  EXPECT_THAT(names_of(*fields_of(a)), ElementsAre("headline", "kind", "severity", "status", "reported", "message"));
  a.hypocentre = Hypocentre{};
  EXPECT_THAT(names_of(*fields_of(a)), testing::Not(testing::Contains("where")));
}

TEST(Map, MarksWhatIsNoRealAlert) {
  struct Case {
    Status status;
    const char* ja;
    const char* marked_ja;
    const char* marked_en;
  };
  const Case cases[] = {
      {Status::normal, "地震がありました。", "地震がありました。", "Intensity 7"},
      {Status::training, "地震がありました。", "【訓練】地震がありました。", "[TRAINING] Intensity 7"},
      {Status::training, "＊＊＊これは訓練です＊＊＊", "＊＊＊これは訓練です＊＊＊", "[TRAINING] Intensity 7"},
      {Status::test, "地震がありました。", "【試験】地震がありました。", "[TEST] Intensity 7"},
  };
  for (const Case& c : cases) {
    Alert a = main_shock();
    a.status = c.status;
    a.headline.ja = c.ja;
    auto f = *fields_of(a);
    EXPECT_EQ(field(f, "headline").text().ja(), c.marked_ja);
    EXPECT_EQ(field(f, "headline").text().en(), c.marked_en);
    EXPECT_EQ(field(f, "status").choice(), id_of(c.status));
  }
}

TEST(Map, KeyTellsMessagesApart) {
  const Alert one = main_shock();
  auto differs = [&](auto change) {
    Alert other = one;
    change(other);
    return key_of(other) != key_of(one);
  };
  EXPECT_TRUE(differs([](Alert& a) { a.kind = "VXSE51"; }));
  EXPECT_TRUE(differs([](Alert& a) { a.event_id = "20160414212634"; }));
  EXPECT_TRUE(differs([](Alert& a) { a.serial = "3"; }));
  EXPECT_TRUE(differs([](Alert& a) { a.info_type = InfoType::cancel; }));
  EXPECT_TRUE(differs([](Alert& a) { a.status = Status::training; }));
  EXPECT_TRUE(differs([](Alert& a) { a.sent = a.sent + Duration{1000}; }));
  EXPECT_FALSE(differs([](Alert& a) { a.headline.en = "other"; }));
}

TEST(Map, TooMuchForARecordIsSaid) {
  Alert a = main_shock();
  for (int i = 0; i < 256; ++i) a.areas.push_back({"1", {std::string(128, 'x'), std::string(134, 'x')}, {"l", "l"}, 0});
  auto mapped = fields_of(a);
  ASSERT_FALSE(mapped);
  EXPECT_EQ(mapped.error().code, "jma.too-large");
}

}  // namespace
}  // namespace tsugite::gateways::jma
