#include "gateways/xml/clean.h"

#include <gtest/gtest.h>

namespace tsugite::gateways::xml {
namespace {

TEST(Clean, RemovesWhatCannotBeSeen) {
  struct Case {
    std::string_view in, out;
  };
  const Case cases[] = {
      {"震度７", "震度７"},
      {"\u3000５日０６時\u3000", "５日０６時"},
      {"a\r\nb\rc\nd", "a\nb\nc\nd"},
      {"a\u2028b\u2029c", "a\nb\nc"},
      {"a\tb", "a b"},
      {"a\x01\x1f\x7f\u0080\u009f\u00adb", "ab"},
      {"a\u202e\u2066\u200e\u061cb", "ab"},
      {"a\u200b\u200d\u2060\ufeff\u180eb", "ab"},
      {"a\ufff9\U000e0041\ufffe\U0010ffffb", "ab"},
      {"葛\U000e0100", "葛\U000e0100"},  // a variant of a character in a place name is text
      {"😀", "😀"},
      {" \n\u3000", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(clean(c.in), c.out);
  EXPECT_EQ(clean_line("a\nb"), "a b");
}

TEST(Clean, TakesOnlyUtf8) {
  for (std::string_view bad : {"\x80", "\xc0\xaf", "\xc3", "\xe3\x81", "\xed\xa0\x80", "\xf0\x80\x80\x80", "\xf4\x90\x80\x80", "\xff",
                               "\xe0\x80\x80", "\xf8\x88\x80\x80\x80"}) {
    EXPECT_FALSE(is_utf8(bad));
    EXPECT_EQ(clean(bad), "");
  }
  for (std::string_view good : {"", "a", "\u00e9", "震", "\U0010fffd"}) EXPECT_TRUE(is_utf8(good));
}

}  // namespace
}  // namespace tsugite::gateways::xml
