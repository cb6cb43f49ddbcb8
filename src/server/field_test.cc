// Fields in and out: JSON to typed values with their bounds, and typed values to JSON and to words.
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "server/field_read.h"
#include "server/field_text.h"
#include "server/test_world.h"
#include "server/views/field_view.h"

namespace tsugite::server {
namespace {

Result<std::vector<v1::Field>> read(const std::string& json) {
  const auto value = parse_json("{\"fields\":" + json + "}");
  if (!value) return std::unexpected(value.error());
  Body body(*value);
  static const auto procedure = test::support();
  auto out = read_fields(body, "fields", procedure);
  body.nothing_else();
  if (!body.good()) return std::unexpected(body.error());
  return out;
}

TEST(FieldRead, TakesEveryTypeAndGivesItBack) {
  const std::string hash(64, 'a');
  const char* table[][2] = {
      {"subject", R"({"ja":"空輸","en":"Airlift","original":"ja"})"},
      {"where", R"({"lat":32.8829,"lon":130.9671,"name":{"ja":"白水運動公園","en":"Hakusui Sports Park"}})"},
      {"when", R"({"from_ms":1460937600000,"to_ms":1460970000000})"},
      {"amount", R"({"amount":9,"unit":"t"})"},
      {"amount", R"({"amount":-0.125,"unit":"flight"})"},
      {"flights", "-2"},
      {"since", "1460937600000"},
      {"mode", "\"air\""},
      {"areas", R"([{"code":"741","name":{"ja":"熊本県熊本","en":"Kumamoto"},"level":{"ja":"震度７","en":"Intensity 7"}}])"},
      {"basis", "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\""},
  };
  const auto charter = test::charter_of_two();
  const auto& procedure = charter.procedures.at("support");
  for (const auto& [id, value] : table) {
    auto fields = read(std::string("[{\"id\":\"") + id + "\",\"value\":" + value + "}]");
    ASSERT_TRUE(fields) << id << " " << fields.error().code << fields.error().where;
    ASSERT_EQ(fields->size(), 1u);
    const auto view = field_view(fields->front(), charter, &procedure);
    // Numbers may be written another way (9 and 9.0E0): compared as values.
    const auto back = view.at("value");
    EXPECT_EQ(boost::json::serialize(back), boost::json::serialize(boost::json::parse(value))) << id;
  }
}

TEST(FieldRead, RefusesByNameAndPlace) {
  struct Row {
    std::string json, code, where;
  };
  const Row table[] = {
      {R"([{"id":"nothing","value":1}])", "request.unknown-field", "/fields/0/id"},
      {R"([{"id":"flights","value":1},{"id":"flights","value":2}])", "request.duplicate-field", "/fields/1/id"},
      {R"([{"id":"flights","value":1,"more":2}])", "request.unknown-member", "/fields/0/more"},
      {R"([{"value":1}])", "request.missing", "/fields/0/id"},
      {R"([{"id":"flights"}])", "request.missing", "/fields/0/value"},
      {R"([{"id":"flights","value":"1"}])", "request.type", "/fields/0/value"},
      {R"([{"id":"flights","value":9007199254740993}])", "request.range", "/fields/0/value"},
      {R"([{"id":"subject","value":"x"}])", "request.type", "/fields/0/value"},
      {R"([{"id":"subject","value":{"ja":"","en":""}}])", "request.missing", "/fields/0/value/ja"},
      {R"([{"id":"subject","value":{"ja":"あ","en":"a"}}])", "request.missing", "/fields/0/value/original"},
      {R"([{"id":"subject","value":{"ja":"あ","original":"en"}}])", "request.original", "/fields/0/value/original"},
      {R"([{"id":"subject","value":{"ja":"あ","original":"both"}}])", "request.original", "/fields/0/value/original"},
      {R"([{"id":"subject","value":{"ja":"あ","original":"fr"}}])", "request.choice", "/fields/0/value/original"},
      {R"([{"id":"where","value":{"lat":91,"lon":0}}])", "request.range", "/fields/0/value/lat"},
      {R"([{"id":"where","value":{"lat":0,"lon":-180.1}}])", "request.range", "/fields/0/value/lon"},
      {R"([{"id":"where","value":{"lat":1e999,"lon":0}}])", "request.range", "/fields/0/value/lat"},
      {R"([{"id":"amount","value":{"amount":1,"unit":"stone"}}])", "request.choice", "/fields/0/value/unit"},
      {R"([{"id":"amount","value":{"amount":0.0001,"unit":"t"}}])", "request.precision", "/fields/0/value/amount"},
      {R"([{"id":"amount","value":{"amount":1e13,"unit":"t"}}])", "request.range", "/fields/0/value/amount"},
      {R"([{"id":"when","value":{"from_ms":2,"to_ms":1}}])", "request.period", "/fields/0/value/to_ms"},
      {R"([{"id":"since","value":9999999999999999}])", "request.range", "/fields/0/value"},
      {R"([{"id":"mode","value":"sea"}])", "request.choice", "/fields/0/value"},
      {R"([{"id":"basis","value":"aa"}])", "request.id", "/fields/0/value"},
      {R"([{"id":"areas","value":[{"name":{}}]}])", "request.missing", "/fields/0/value/0/code"},
      {R"({"id":"flights"})", "request.type", "/fields"},
  };
  for (const auto& row : table) {
    auto fields = read(row.json);
    ASSERT_FALSE(fields) << row.json;
    EXPECT_EQ(fields.error().code, row.code) << row.json;
    EXPECT_EQ(fields.error().where, row.where) << row.json;
    EXPECT_FALSE(fields.error().message.ja.empty());
    EXPECT_FALSE(fields.error().message.en.empty());
  }
}

TEST(FieldRead, AnUnmarkedSingleSideIsTheOriginal) {
  auto fields = read(R"([{"id":"subject","value":{"en":"Airlift"}}])");
  ASSERT_TRUE(fields);
  EXPECT_EQ(fields->front().text().original(), "en");
}

TEST(FieldText, ReadsWellInBothLanguages) {
  auto charter = test::charter_of_two();
  const auto& procedure = charter.procedures.at("support");
  struct Row {
    std::string id, value, ja, en;
  };
  const Row table[] = {
      {"amount", R"({"amount":9,"unit":"t"})", "9トン", "9 t"},
      {"amount", R"({"amount":1,"unit":"flight"})", "1便", "1 flight"},
      {"amount", R"({"amount":1200.5,"unit":"flight"})", "1,200.5便", "1,200.5 flights"},
      {"amount", R"({"amount":-1,"unit":"flight"})", "-1便", "-1 flights"},
      {"amount", R"({"amount":1,"unit":"t"})", "1トン", "1 t"},
      {"amount", R"({"amount":3,"unit":"box"})", "3 box", "3 box"},
      {"flights", "-1234567", "-1,234,567", "-1,234,567"},
      {"mode", "\"air\"", "空路", "By air"},
      {"since", "1460737500000", "2016年4月16日 01:25 JST（4月15日 16:25 UTC）", "16 Apr 2016 01:25 JST (15 Apr 16:25 UTC)"},
      {"since", "1460937600000", "2016年4月18日 09:00 JST（00:00 UTC）", "18 Apr 2016 09:00 JST (00:00 UTC)"},
      {"where", R"({"lat":32.8829,"lon":130.9671,"name":{"ja":"白水運動公園"}})", "白水運動公園（北緯32.8829度、東経130.9671度）",
       "白水運動公園 (32.8829°N, 130.9671°E)"},
      {"where", R"({"lat":-1.5,"lon":-2})", "南緯1.5000度、西経2.0000度", "1.5000°S, 2.0000°W"},
      {"subject", R"({"en":"Airlift"})", "Airlift", "Airlift"},
      {"areas", R"([{"code":"1","name":{"ja":"熊本","en":"Kumamoto"},"level":{"ja":"震度７","en":"Intensity 7"}},{"code":"2"}])",
       "熊本（震度７）、2", "Kumamoto (Intensity 7), 2"},
  };
  for (const auto& row : table) {
    auto fields = read("[{\"id\":\"" + row.id + "\",\"value\":" + row.value + "}]");
    ASSERT_TRUE(fields) << row.value << fields.error().code;
    const Text text = field_text(fields->front(), charter, procedure.field(row.id));
    EXPECT_EQ(text.ja, row.ja);
    EXPECT_EQ(text.en, row.en);
  }
  v1::Field magnitude;
  magnitude.mutable_quantity()->set_milli(7300);
  magnitude.mutable_quantity()->set_unit("M");
  EXPECT_EQ(field_text(magnitude, charter, nullptr).en, "M7.3");
  EXPECT_EQ(amount_text(std::numeric_limits<std::int64_t>::min()), "-9,223,372,036,854,775.808");
}

}  // namespace
}  // namespace tsugite::server
