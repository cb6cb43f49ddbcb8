#include "ledger/names.h"

#include <gtest/gtest.h>

#include <string>

#include "base/limits.h"

namespace tsugite::ledger {
namespace {

TEST(Names, KeepToTheAlphabet) {
  for (auto good : {"JPN", "support/offer", "drill-2026.a", "m_3"}) EXPECT_TRUE(valid_name(good)) << good;
  for (auto bad : {"", "two words", "日本", "a\n", "a:b", "J\xD0\xA0N"}) EXPECT_FALSE(valid_name(bad)) << bad;
  EXPECT_TRUE(valid_name(std::string(limits::name_bytes, 'x')));
  EXPECT_FALSE(valid_name(std::string(limits::name_bytes + 1, 'x')));
}

TEST(Texts, AreWellFormedAndShowWhatTheySay) {
  struct Row {
    std::string text;
    TextFault want;
  };
  const Row rows[] = {
      {"", TextFault::none},
      {"空輸できます\n\tBT-2", TextFault::none},
      {"\xF0\x9F\x9A\x81", TextFault::none},  // U+1F681
      {"\xEF\xBF\xBF", TextFault::none},      // U+FFFF is a scalar value
      {"\xC0\xAF", TextFault::utf8},          // overlong "/"
      {"\xE0\x80\xAF", TextFault::utf8},      // overlong in three
      {"\xF0\x80\x80\xAF", TextFault::utf8},  // overlong in four
      {"\xED\xA0\x80", TextFault::utf8},      // surrogate
      {"\xF4\x90\x80\x80", TextFault::utf8},  // beyond U+10FFFF
      {"\xE7\xA9", TextFault::utf8},          // cut short
      {"\xE7\xA9"
       "A",
       TextFault::utf8},          // broken off
      {"\x80", TextFault::utf8},  // continuation alone
      {"\xFF", TextFault::utf8},
      {std::string("a\0b", 3), TextFault::control},
      {"a\rb", TextFault::control},
      {"a\x1B[31m", TextFault::control},
      {"a\x7F", TextFault::control},
      {"a\xC2\x85", TextFault::control},  // C1 next line
      {"a\xE2\x80\xAE"
       "b",
       TextFault::control},  // right-to-left override
      {"a\xE2\x81\xA6"
       "b",
       TextFault::control},  // left-to-right isolate
  };
  for (const Row& row : rows) EXPECT_EQ(text_fault(row.text), row.want) << testing::PrintToString(row.text);
  // Wherever it stands: plain letters are looked at many at a time.
  for (const Row& row : rows)
    for (std::size_t before = 0; before < 80; ++before)
      for (const std::size_t after : {0, 7, 40})
        EXPECT_EQ(text_fault(std::string(before, 'a') + row.text + std::string(row.want == TextFault::utf8 ? 0 : after, '~')), row.want)
            << before << ", " << testing::PrintToString(row.text);
}

}  // namespace
}  // namespace tsugite::ledger
