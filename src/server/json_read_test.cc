#include "server/json_read.h"

#include <gtest/gtest.h>

#include "server/utf8.h"

namespace tsugite::server {
namespace {

struct Bad {
  std::string text, code, where;
};

TEST(Json, RefusesByName) {
  const Bad table[] = {
      {"", "request.no-body", ""},
      {"{", "request.json", ""},
      {"{} x", "request.json", ""},
      {"{} {}", "request.json", ""},
      {"{\"a\":NaN}", "request.json", "/a"},
      {"{\"a\":Infinity}", "request.json", "/a"},
      {"{\"a\":01}", "request.json", "/a"},
      {"{'a':1}", "request.json", ""},
      {"// no\n{}", "request.json", ""},
      {"{\"a\":\"\xff\"}", "request.json", "/a"},
      {"{\"a\":1,\"a\":2}", "request.duplicate-key", "/a"},
      {"{\"a\":[{\"b\":1},{\"b\":1,\"c\":2,\"b\":3}]}", "request.duplicate-key", "/a/1/b"},
      {"{\"a\":1,\"\\u0061\":2}", "request.duplicate-key", "/a"},
  };
  for (const auto& bad : table) {
    auto value = parse_json(bad.text);
    ASSERT_FALSE(value) << bad.text;
    EXPECT_EQ(value.error().code, bad.code) << bad.text;
    EXPECT_EQ(value.error().where, bad.where) << bad.text;
    EXPECT_FALSE(value.error().message.ja.empty());
  }
}

TEST(Json, BoundsDepthAndCount) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_TRUE(parse_json(nested(limits::json_depth)));
  EXPECT_EQ(parse_json(nested(limits::json_depth + 1)).error().code, "request.too-deep");
  std::string many = "[[";
  for (std::size_t i = 0; i < limits::json_values / 2; ++i) many += "1,";
  many += "1],[";
  for (std::size_t i = 0; i < limits::json_values / 2; ++i) many += "1,";
  many += "1]]";
  EXPECT_EQ(parse_json(many).error().code, "request.too-many-values");
  EXPECT_EQ(parse_json("\"" + std::string(limits::http_body_bytes, 'a') + "\"").error().code, "request.too-large");
}

TEST(Body, ReadsTypesAndNamesTheFirstFault) {
  struct Case {
    std::string json, code, where;
  };
  const Case table[] = {
      {R"({"s":"x","n":3,"d":1.5,"b":true})", "", ""},
      {R"({"s":"x","n":3.0,"d":1,"b":false})", "", ""},
      {R"([])", "request.type", ""},
      {R"({"n":3,"d":1.5,"b":true})", "request.missing", "/s"},
      {R"({"s":"","n":3,"d":1.5,"b":true})", "request.missing", "/s"},
      {R"({"s":null,"n":3,"d":1.5,"b":true})", "request.missing", "/s"},
      {R"({"s":5,"n":3,"d":1.5,"b":true})", "request.type", "/s"},
      {R"({"s":"123456789","n":3,"d":1.5,"b":true})", "request.too-long", "/s"},
      {"{\"s\":\"a\\u202eb\",\"n\":3,\"d\":1.5,\"b\":true}", "request.invisible-characters", "/s"},
      {"{\"s\":\"a\\u0000b\",\"n\":3,\"d\":1.5,\"b\":true}", "request.invisible-characters", "/s"},
      {R"({"s":"x","n":11,"d":1.5,"b":true})", "request.range", "/n"},
      {R"({"s":"x","n":18446744073709551615,"d":1.5,"b":true})", "request.range", "/n"},
      {R"({"s":"x","n":1.5,"d":1.5,"b":true})", "request.type", "/n"},
      {R"({"s":"x","n":"3","d":1.5,"b":true})", "request.type", "/n"},
      {R"({"s":"x","n":3,"d":1e300,"b":true})", "request.range", "/d"},
      {R"({"s":"x","n":3,"d":1.5,"b":1})", "request.type", "/b"},
      {R"({"s":"x","n":3,"d":1.5,"b":true,"a/b~c":1})", "request.unknown-member", "/a~1b~0c"},
  };
  for (const auto& one : table) {
    auto value = parse_json(one.json);
    ASSERT_TRUE(value) << one.json;
    Body body(*value);
    body.string("s", true, 8);
    body.integer("n", true, 0, 10);
    body.number("d", true, -10, 10);
    body.boolean("b", true);
    body.nothing_else();
    ASSERT_EQ(body.good(), one.code.empty()) << one.json;
    if (body.good()) continue;
    EXPECT_EQ(body.error().code, one.code) << one.json;
    EXPECT_EQ(body.error().where, one.where) << one.json;
  }
}

TEST(Body, ReadsNestedOnesWithTheirPlace) {
  auto value = parse_json(
      R"({"list":["a","b"],"map":{"receiver":"JPN"},"id":"000102030405060708090a0b0c0d0e0f","in":{"deep":[{"x":1},{"x":"y"}]}})");
  ASSERT_TRUE(value);
  Body body(*value);
  EXPECT_EQ(body.strings("list", true, 2), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(body.string_map("map", 4).at("receiver"), "JPN");
  EXPECT_EQ(body.hex<CaseId>("id", true)->hex(), "000102030405060708090a0b0c0d0e0f");
  auto in = body.object("in", true);
  ASSERT_TRUE(in);
  auto deep = in->objects("deep", true, 4);
  ASSERT_EQ(deep.size(), 2u);
  EXPECT_EQ(deep[0].integer("x", true, 0, 9), 1);
  deep[1].integer("x", true, 0, 9);
  ASSERT_FALSE(body.good());
  EXPECT_EQ(body.error().where, "/in/deep/1/x");
}

TEST(Body, TakesIdsOnlyInTheirOneForm) {
  for (std::string bad : {"00", "000102030405060708090A0B0C0D0E0F", "000102030405060708090a0b0c0d0e0g"}) {
    auto value = parse_json("{\"id\":\"" + bad + "\"}");
    Body body(*value);
    EXPECT_FALSE(body.hex<CaseId>("id", true)) << bad;
    EXPECT_FALSE(body.good()) << bad;
  }
}

TEST(Utf8, KnowsWhatIsWellFormedAndWhatIsHonest) {
  for (std::string good : {"", "abc", "南阿蘇村", "é", "\xf0\xa0\xae\xb7", "邊\xf3\xa0\x84\x80"}) {
    EXPECT_TRUE(valid_utf8(good)) << good;
    EXPECT_TRUE(honest_text(good)) << good;
  }
  for (std::string bad : {"\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe3\x81", "\x80", "\xfe"})
    EXPECT_FALSE(valid_utf8(bad));
  // zero width space, bidi override, byte order mark, soft hyphen, tag character, C1 control
  for (std::string bad : {"a\xe2\x80\x8b", "a\xe2\x80\xae", "\xef\xbb\xbf", "\xc2\xad", "\xf3\xa0\x80\xa1", "\xc2\x85", "\x1b[0m"})
    EXPECT_FALSE(honest_text(bad));
}

}  // namespace
}  // namespace tsugite::server
