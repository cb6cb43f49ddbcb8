#include "gateways/xml/prescan.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace tsugite::gateways::xml {
namespace {

std::string repeated(std::string_view part, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += part;
  return out;
}

TEST(Prescan, RefusesByName) {
  struct Case {
    std::string xml, code;
  };
  const Case cases[] = {
      {std::string(limits::xml_bytes + 1, ' '), "jma.too-large"},
      {"<a>\xff</a>", "jma.encoding"},
      {"\xff\xfe<\0a\0", "jma.encoding"},
      {"<?xml version='1.0' encoding='Shift_JIS'?><a/>", "jma.encoding"},
      {"<?xml version='1.0' encoding=?><a/>", "jma.encoding"},
      {"<!DOCTYPE a><a/>", "jma.doctype"},
      {"<!doctype a><a/>", "jma.doctype"},
      {"<a><!ENTITY x 'y'></a>", "jma.doctype"},
      {repeated("<a>", limits::xml_depth + 1), "jma.depth"},
      {repeated("<a/>", 50'001), "jma.too-many-elements"},
      {"<a " + repeated("b='' ", 33) + "/>", "jma.too-many-elements"},
      {"<a>&nbsp;</a>", "jma.malformed"},
      {"<a>&xxe;</a>", "jma.malformed"},
      {"<a b='&xxe;'/>", "jma.malformed"},
      {"<a>&#0;</a>", "jma.malformed"},
      {"<a>&#xD800;</a>", "jma.malformed"},
      {"<a>&#x110000;</a>", "jma.malformed"},
      {"<a>&#99999999999;</a>", "jma.malformed"},
      {"<a>& b</a>", "jma.malformed"},
      {std::string("<a>\0</a>", 8), "jma.malformed"},
      {"<a>\x1b</a>", "jma.malformed"},
      {"<a", "jma.malformed"},
      {"<a b='", "jma.malformed"},
      {"<a <b>", "jma.malformed"},
      {"</a>", "jma.malformed"},
      {"<!-- ", "jma.malformed"},
      {"<![CDATA[ ", "jma.malformed"},
      {"<?pi ", "jma.malformed"},
  };
  for (const Case& c : cases) {
    auto scanned = prescan(c.xml, "jma");
    ASSERT_FALSE(scanned) << c.xml.substr(0, 60);
    EXPECT_EQ(scanned.error().code, c.code) << c.xml.substr(0, 60);
    EXPECT_FALSE(scanned.error().message.ja.empty());
    EXPECT_FALSE(scanned.error().message.en.empty());
  }
}

TEST(Prescan, LetsOrdinaryXmlThrough) {
  for (const std::string& good :
       {std::string("<?xml version='1.0' encoding='utf-8' ?><a b=\"x>y\"><!-- <!DOCTYPE --> &amp;&#x3042;<b/></a>"),
        std::string("<a><![CDATA[ <!ENTITY & ]]></a>"), repeated("<a>", limits::xml_depth) + "x",
        std::string("<?xml version=\"1.0\"?>\r\n<a/>"), repeated("<a/>", 50'000)}) {
    auto scanned = prescan(good, "jma");
    ASSERT_TRUE(scanned) << describe(scanned.error());
    EXPECT_EQ(*scanned, good);
  }
  EXPECT_EQ(*prescan("\xEF\xBB\xBF<a/>", "jma"), "<a/>");
}

}  // namespace
}  // namespace tsugite::gateways::xml
