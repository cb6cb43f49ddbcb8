#include <gtest/gtest.h>

#include "base/bytes.h"
#include "base/ids.h"
#include "base/sha256.h"
#include "base/time.h"

namespace tsugite {
namespace {

TEST(Sha256, MatchesFips180) {
  EXPECT_EQ(sha256("abc").hex(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256("").hex(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256("a", "b", "c"), sha256("abc"));
  Hasher again;
  again.add("something else").finish();
  EXPECT_EQ(again.add("ab").add("c").finish(), sha256("abc"));
}

TEST(Base64, ReadsOnlyTheCanonicalForm) {
  // RFC 4648 section 10
  for (auto [raw, text] : {std::pair{"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"}}) {
    EXPECT_EQ(to_base64(raw), text);
    EXPECT_EQ(from_base64(text), raw);
  }
  for (auto bad : {"Zg=", "Zg", "Zh==", "Zm9=", "Zg==\n", "Z===", "====", "Zm9v=", "Zg==Zg=="}) EXPECT_FALSE(from_base64(bad)) << bad;
}

TEST(Hex, RoundTrips) {
  EXPECT_EQ(to_hex(std::string("\x00\xff", 2)), "00ff");
  EXPECT_EQ(from_hex("00FF"), std::string("\x00\xff", 2));
  EXPECT_FALSE(from_hex("0"));
  EXPECT_FALSE(from_hex("0g"));
}

TEST(Ids, RefuseOtherLengths) {
  EXPECT_FALSE(CaseId::from("short"));
  EXPECT_TRUE(CaseId::from(std::string(16, 'x')));
}

TEST(WallTime, ReadsOffsetsAndWritesUtc) {
  struct Row {
    const char* in;
    const char* out;
  };
  for (Row row : {Row{"2016-04-14T21:26:00+09:00", "2016-04-14T12:26:00Z"}, Row{"2016-04-16T01:25:05.1+09:00", "2016-04-15T16:25:05.100Z"},
                  Row{"1970-01-01T00:00Z", "1970-01-01T00:00:00Z"}, Row{"2024-02-29T00:00:00-05:30", "2024-02-29T05:30:00Z"}}) {
    auto t = from_iso(row.in);
    ASSERT_TRUE(t) << row.in;
    EXPECT_EQ(to_iso(*t), row.out);
  }
  for (auto bad :
       {"2016-04-14", "2016-04-14T21:26:00", "2023-02-29T00:00:00Z", "2016-04-14T24:00:00Z", "x", "", "2016-04-14T21:26:00+9:00"})
    EXPECT_FALSE(from_iso(bad)) << bad;
}

TEST(Duration, ReadsDaysAndLess) {
  struct Row {
    const char* in;
    std::int64_t ms;
  };
  for (Row row : {Row{"PT2H", 7'200'000}, Row{"PT30M", 1'800'000}, Row{"P3D", 259'200'000}, Row{"P1DT12H", 129'600'000}, Row{"PT5S", 5000}})
    EXPECT_EQ(duration_from_iso(row.in), Duration{row.ms}) << row.in;
  for (auto bad : {"", "P", "PT", "2H", "P2H", "PT3D", "PT1H1H", "PT1M1H", "PT-1H", "P1Y", "PT99999999999999999999H"})
    EXPECT_FALSE(duration_from_iso(bad)) << bad;
}

}  // namespace
}  // namespace tsugite
