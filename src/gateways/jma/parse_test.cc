#include "gateways/jma/parse.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/limits.h"
#include "gateways/jma/map.h"
#include "gateways/xml/clean.h"

namespace tsugite::gateways::jma {
namespace {

std::string with(std::string text, std::string_view what, std::string_view by) {
  std::size_t at = text.find(what);
  EXPECT_NE(at, std::string::npos) << what;
  return at == std::string::npos ? text : text.replace(at, what.size(), by);
}

const std::string area_741 = "<Area><Name>熊本県熊本</Name><Code>741</Code><MaxInt>7</MaxInt></Area>";

const std::string message = R"(<?xml version="1.0" encoding="UTF-8"?>
<Report xmlns="http://xml.kishou.go.jp/jmaxml1/">
<Control><Title>震源・震度に関する情報</Title><DateTime>2016-04-15T16:30:00Z</DateTime><Status>通常</Status>
<EditorialOffice>気象庁本庁</EditorialOffice><PublishingOffice>気象庁</PublishingOffice></Control>
<Head xmlns="http://xml.kishou.go.jp/jmaxml1/informationBasis1/"><Title>震源・震度情報</Title>
<ReportDateTime>2016-04-16T01:30:00+09:00</ReportDateTime><TargetDateTime>2016-04-16T01:30:00+09:00</TargetDateTime>
<EventID>20160416012510</EventID><InfoType>発表</InfoType><Serial>1</Serial>
<InfoKind>地震情報</InfoKind><InfoKindVersion>1.0_1</InfoKindVersion>
<Headline><Text>１６日０１時２５分ころ、地震がありました。</Text></Headline></Head>
<Body xmlns="http://xml.kishou.go.jp/jmaxml1/body/seismology1/" xmlns:e="http://xml.kishou.go.jp/jmaxml1/elementBasis1/">
<Earthquake><OriginTime>2016-04-16T01:25:00+09:00</OriginTime><ArrivalTime>2016-04-16T01:25:00+09:00</ArrivalTime>
<Hypocenter><Area><Name>熊本県熊本地方</Name><Code type="震央地名">741</Code>
<e:Coordinate>+32.8+130.8-12000/</e:Coordinate></Area></Hypocenter>
<e:Magnitude type="Mj" description="Ｍ７．３">7.3</e:Magnitude></Earthquake>
<Intensity><Observation><MaxInt>7</MaxInt><Pref><Name>熊本県</Name><Code>43</Code><MaxInt>7</MaxInt>
<Area><Name>熊本県熊本</Name><Code>741</Code><MaxInt>7</MaxInt></Area></Pref></Observation></Intensity>
</Body></Report>)";

TEST(Parse, ReadsAMessageUnderAnyPrefix) {
  auto alert = parse(message);
  ASSERT_TRUE(alert) << describe(alert.error());
  EXPECT_EQ(alert->hypocentre->magnitude_tenths, 73);
  EXPECT_EQ(alert->hypocentre->depth_km, 12);
  EXPECT_EQ(alert->headline.en,
            "Earthquake and Seismic Intensity Information: Intensity 7 observed in Kumamoto Region, Kumamoto "
            "Prefecture. Kumamoto Region, Kumamoto Prefecture: M7.3, depth 12 km, 2016-04-16 01:25 JST");
}

TEST(Parse, RefusesByName) {
  struct Case {
    const char* what;
    const char* by;
    const char* code;
    const char* where;
  };
  const Case cases[] = {
      {"<Report xmlns=\"http://xml.kishou.go.jp/jmaxml1/\">", "<Report>", "jma.not-jma", "Report"},
      {"<Report xmlns=\"http://xml.kishou.go.jp/jmaxml1/\">", "<Report xmlns=\"urn:cap\">", "jma.not-jma", "Report"},
      {"</Report>", "</Report><Report/>", "jma.not-jma", "Report"},
      {"</Report>", "</Report", "jma.malformed", nullptr},
      {"</Area></Hypocenter>", "</Hypocenter></Area>", "jma.malformed", nullptr},
      {"<Title>震源・震度に関する情報</Title>", "", "jma.missing", "Report/Control"},
      {"<Title>震源・震度に関する情報</Title>", "<Title>降灰予報</Title>", "jma.unsupported-kind", "降灰予報"},
      {"<Title>震源・震度に関する情報</Title>", "<Title>津波情報a</Title>", "jma.unsupported-kind", "VTSE51"},
      {"<Status>通常</Status>", "<Status>本番</Status>", "jma.value", "Report/Control/Status"},
      {"<Status>通常</Status>", "", "jma.missing", "Report/Control"},
      {"<DateTime>2016-04-15T16:30:00Z", "<DateTime>2016-04-31T16:30:00Z", "jma.time", "Report/Control/DateTime"},
      {"<DateTime>2016-04-15T16:30:00Z", "<DateTime>0016-04-15T16:30:00Z", "jma.time", "Report/Control/DateTime"},
      {"<DateTime>2016-04-15T16:30:00Z", "<DateTime>2016-04-15T16:30:00", "jma.time", "Report/Control/DateTime"},
      {"<DateTime>2016-04-15T16:30:00Z", "<DateTime>2100-01-01T00:00:00Z", "jma.time", "Report/Control/DateTime"},
      {"<OriginTime>2016-04-16T01:25:00+09:00", "<OriginTime>soon", "jma.time", "Report/Body/Earthquake/OriginTime"},
      {"<Head xmlns=\"http://xml.kishou.go.jp/jmaxml1/informationBasis1/\">", "<Head>", "jma.missing", "Report"},
      {"<EventID>20160416012510</EventID>", "<EventID></EventID>", "jma.value", "Report/Head/EventID"},
      {"<EventID>20160416012510", "<EventID>20160416012510 ../../x", "jma.value", "Report/Head/EventID"},
      {"<EventID>20160416012510", "<EventID>20160416012510  20160416012511", "jma.value", "Report/Head/EventID"},
      {"<EventID>", "<EventID>20160416012510</EventID><EventID>", "jma.duplicate", "Report/Head/EventID"},
      {"<InfoType>発表", "<InfoType>放送", "jma.value", "Report/Head/InfoType"},
      {"<Serial>1", "<Serial>1/../2", "jma.value", "Report/Head/Serial"},
      {"<Serial>1</Serial>", "", "jma.missing", "Report/Head"},
      {"<Headline><Text>１６日０１時２５分ころ、地震がありました。</Text></Headline>", "", "jma.missing", "Report/Head"},
      {"</Body>", "</Body><Body xmlns=\"http://xml.kishou.go.jp/jmaxml1/body/seismology1/\"/>", "jma.duplicate", "Report/Body"},
      {"body/seismology1/", "body/volcanology1/", "jma.missing", "Report"},
      {"elementBasis1/", "elementBasis2/", "jma.missing", "Report/Body/Earthquake"},
      {"+32.8+130.8-12000/", "+32.8+230.8-12000/", "jma.number", nullptr},
      {"+32.8+130.8-12000/", "32.8N", "jma.number", nullptr},
      {">7.3<", ">17.3<", "jma.number", "Report/Body/Earthquake/e:Magnitude"},
      {">7.3<", "><", "jma.number", "Report/Body/Earthquake/e:Magnitude"},
      {"<Hypocenter>", "<Hypocenter/><Hypocenter>", "jma.duplicate", "Report/Body/Earthquake/Hypocenter"},
      {"<Code type=\"震央地名\">741", "<Code>7-41", "jma.code", nullptr},
      {"<MaxInt>7</MaxInt><Pref>", "<MaxInt>8</MaxInt><Pref>", "jma.intensity", nullptr},
      {"<MaxInt>7</MaxInt><Pref>", "<Pref>", "jma.missing", "Report/Body/Intensity/Observation"},
      {"<Code>43</Code>", "", "jma.missing", "Report/Body/Intensity/Observation/Pref"},
      {"<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<!DOCTYPE Report>", "jma.doctype", nullptr},
  };
  for (const Case& c : cases) {
    auto alert = parse(with(message, c.what, c.by));
    ASSERT_FALSE(alert) << c.what << " -> " << c.by;
    EXPECT_EQ(alert.error().code, c.code) << c.what << " -> " << c.by << " " << alert.error().where;
    if (c.where != nullptr) {
      EXPECT_EQ(alert.error().where, c.where) << c.what << " -> " << c.by;
    }
    EXPECT_FALSE(alert.error().message.ja.empty());
    EXPECT_FALSE(alert.error().message.en.empty());
  }
}

TEST(Parse, AcceptsWhatJmaAllows) {
  struct Case {
    const char* what;
    const char* by;
  };
  const Case cases[] = {
      {"<Serial>1</Serial>", "<Serial/>"},
      {"<InfoType>発表", "<InfoType>遅延"},
      {"<TargetDateTime>2016-04-16T01:30:00+09:00</TargetDateTime>", ""},
      {"+32.8+130.8-12000/", ""},  // 震源要素不明
      {"+32.8+130.8-12000/", "+32.8+130.8/"},
      {">7.3<", ">NaN<"},
      {"<OriginTime>2016-04-16T01:25:00+09:00</OriginTime>", ""},
      {"<EventID>20160416012510", "<EventID>20160416012510 20160416012511"},
      {"<Area><Name>熊本県熊本</Name>", "<Area><!-- x --><Name>熊本<!-- y -->県<![CDATA[熊本]]></Name>"},
  };
  for (const Case& c : cases) {
    auto alert = parse(with(message, c.what, c.by));
    EXPECT_TRUE(alert) << c.what << " -> " << c.by << ": " << describe(alert.error());
  }
}

TEST(Parse, CleansText) {
  auto alert = parse(with(with(message, "１６日", "\u202e１６日&#x202E;\u200b&#x7F;\n"), ">熊本県熊本地方<", ">熊本県\n熊本地方\ufeff<"));
  ASSERT_TRUE(alert) << describe(alert.error());
  EXPECT_EQ(alert->headline.ja, "１６日\n０１時２５分ころ、地震がありました。");
  EXPECT_EQ(alert->hypocentre->area.ja, "熊本県 熊本地方");
}

TEST(Parse, BoundsNamesAndAreas) {
  std::string long_name(limits::name_bytes + 1, 'x');
  EXPECT_EQ(parse(with(message, ">熊本県熊本<", ">" + long_name + "<")).error().code, "jma.too-long");
  EXPECT_EQ(parse(with(message, "description=\"Ｍ７．３\"", "description=\"" + long_name + "\"")).error().code, "jma.too-long");
  EXPECT_EQ(parse(with(message, ">１６日", ">" + std::string(limits::text_bytes, 'x'))).error().code, "jma.too-long");
  std::string many;
  for (int code = 1000; code < 1260; ++code)
    many += "<Area><Name>x</Name><Code>" + std::to_string(code) + "</Code><MaxInt>1</MaxInt></Area>";
  EXPECT_EQ(parse(with(message, area_741, many)).error().code, "jma.too-many-areas");
}

TEST(Parse, AnAreaNamedTwiceKeepsTheStrongerValue) {
  std::string weaker = with(area_741, ">7<", ">4<");
  for (const std::string& both : {area_741 + weaker, weaker + area_741}) {
    auto alert = parse(with(message, area_741, both));
    ASSERT_TRUE(alert);
    ASSERT_EQ(alert->areas.size(), 1u);
    EXPECT_EQ(alert->areas[0].level.en, "Intensity 7");
  }
}

TEST(Parse, SeverityOfObservedShaking) {
  struct Case {
    const char* code;
    Severity severity;
  };
  const Case cases[] = {
      {"1", Severity::information}, {"3", Severity::information}, {"4", Severity::advisory},   {"5-", Severity::warning},
      {"5+", Severity::warning},    {"6-", Severity::emergency},  {"6+", Severity::emergency}, {"7", Severity::emergency},
  };
  for (const Case& c : cases) {
    auto alert = parse(with(message, "<MaxInt>7</MaxInt><Pref>", std::string("<MaxInt>") + c.code + "</MaxInt><Pref>"));
    ASSERT_TRUE(alert);
    EXPECT_EQ(alert->severity, c.severity) << c.code;
  }
  EXPECT_EQ(parse(with(message, "<InfoType>発表", "<InfoType>取消"))->severity, Severity::information);
}

RC_GTEST_PROP(Parse, AnyDamageIsAnErrorOrAnAlert, ()) {
  std::string damaged = message;
  const int edits = *rc::gen::inRange(1, 6);
  for (int i = 0; i < edits; ++i) {
    const auto at = *rc::gen::inRange<std::size_t>(0, damaged.size());
    const auto length = std::min(*rc::gen::inRange<std::size_t>(0, 40), damaged.size() - at);
    const auto from = *rc::gen::inRange<std::size_t>(0, message.size());
    const auto taken = *rc::gen::inRange<std::size_t>(0, 60);
    damaged.replace(at, length, *rc::gen::arbitrary<bool>() ? message.substr(from, taken) : *rc::gen::arbitrary<std::string>());
  }
  auto alert = parse(damaged);
  if (!alert) {
    RC_ASSERT(alert.error().code.starts_with("jma."));
    RC_ASSERT(!alert.error().message.ja.empty() && !alert.error().message.en.empty());
    return;
  }
  RC_ASSERT(xml::is_utf8(alert->headline.ja) && !alert->headline.en.empty());
  RC_ASSERT(fields_of(*alert).has_value());
}

}  // namespace
}  // namespace tsugite::gateways::jma
