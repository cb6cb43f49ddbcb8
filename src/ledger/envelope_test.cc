#include "ledger/envelope.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "base/sha256.h"

namespace tsugite::ledger {
namespace {

v1::Envelope small() {
  v1::Envelope e;
  e.set_id(std::string(16, 'i'));
  e.set_schema(1);
  e.set_charter(std::string(32, 'c'));
  e.set_context("real");
  e.set_case_id(std::string(16, 'k'));
  e.set_wall_ms(1'460'636'789'000);
  e.set_party("JPN");
  e.set_seat("watch");
  e.mutable_label()->set_policy("japan-us");
  e.mutable_label()->set_classification("unclassified");
  e.mutable_label()->set_originator("JPN");
  e.add_audience("JPN");
  e.set_salt(std::string(16, 's'));
  v1::Step* step = e.mutable_step();
  step->set_procedure("rfi");
  step->set_step("ask");
  for (auto role : {"zeta", "asker", "mid", "answerer"}) (*step->mutable_role())[role] = "JPN";
  return e;
}

// The durable encoding, byte for byte: a change here is another schema version.
TEST(Sealing, IsTheGoldenEncoding) {
  auto sealed = seal(small());
  ASSERT_TRUE(sealed) << describe(sealed.error());
  EXPECT_EQ(to_hex(sealed->bytes),
            "0a1069696969696969696969696969696969"
            "1001"
            "1a206363636363636363636363636363636363636363636363636363636363636363"
            "22047265616c"
            "2a106b6b6b6b6b6b6b6b6b6b6b6b6b6b6b6b"
            "3890a4e5cb8255"
            "42034a504e"
            "4a057761746368"
            "521d0a086a6170616e2d7573120c756e636c61737369666965642a034a504e"
            "5a034a504e"
            "621073737373737373737373737373737373"
            "a201420a03726669120361736b"
            "1a0f0a08616e73776572657212034a504e"
            "1a0c0a0561736b657212034a504e"
            "1a0a0a036d696412034a504e"
            "1a0b0a047a65746112034a504e");
  EXPECT_EQ(sealed->digest, sha256(sealed->bytes));
}

TEST(Sealing, IsTheSameEveryTime) {
  // A map keeps no order in memory; its encoding must.
  for (int i = 0; i < 100; ++i) {
    auto again = open_record(seal(small())->bytes);
    ASSERT_TRUE(again);
    EXPECT_EQ(seal(*again)->digest, seal(small())->digest);
  }
  EXPECT_EQ(open_record(seal(small())->bytes)->seat(), "watch");
}

TEST(Opening, RefusesWhatIsNotARecord) {
  const Bytes good = seal(small())->bytes;
  EXPECT_EQ(open_record("").error().code, "record.schema");
  EXPECT_EQ(open_record("\xff\xff\xff").error().code, "record.encoding");
  EXPECT_EQ(open_record(std::string(limits::record_bytes + 1, 'x')).error().code, "record.size");
  for (std::size_t cut = 0; cut < good.size(); ++cut) EXPECT_FALSE(open_record(good.substr(0, cut))) << cut;
  EXPECT_FALSE(open_record(good + "x"));
}

// One content, one encoding: otherwise one record could have two digests, or hide bytes that nobody reads.
TEST(Opening, RefusesEveryOtherEncodingOfTheSameContent) {
  const Bytes good = seal(small())->bytes;
  const Bytes id = good.substr(0, 18), rest = good.substr(18);
  ASSERT_TRUE(open_record(good));
  const Bytes hidden =
      "\x0a\x10"
      "hidden.in.plain." +
      good;                                                                   // given twice: the first is never read
  const Bytes reordered = rest + id;                                          // fields in another order
  const Bytes long_varint = id + Bytes("\x10\x81\x00", 3) + good.substr(20);  // 1 in two bytes
  const Bytes spelt_out = good.substr(0, 20) + Bytes("\x10\x01", 2) + good.substr(20);
  for (const Bytes& other : {hidden, reordered, long_varint, spelt_out}) {
    auto opened = open_record(other);
    ASSERT_FALSE(opened) << to_hex(other);
    EXPECT_EQ(opened.error().code, "record.not-canonical");
  }
  // Roles out of order inside the map.
  Bytes swapped = good;
  const auto first = swapped.find("\x1a\x0a\x0a\x03mid"), second = swapped.find("\x1a\x0b\x0a\x04zeta");
  ASSERT_NE(first, Bytes::npos);
  swapped = swapped.substr(0, first) + swapped.substr(second) + swapped.substr(first, second - first);
  EXPECT_EQ(open_record(swapped).error().code, "record.not-canonical");
}

TEST(Opening, RefusesARecordOverTheLimit) {
  auto e = small();
  e.mutable_opaque()->set_type("bulk");
  e.mutable_opaque()->set_content(std::string(limits::record_bytes, 'x'));
  EXPECT_EQ(seal(e).error().code, "record.size");
  EXPECT_EQ(open_record(encode(e)).error().code, "record.size");
  const auto over = encode(e).size() - limits::record_bytes;
  e.mutable_opaque()->set_content(std::string(limits::record_bytes - over, 'x'));
  ASSERT_TRUE(seal(e));
  EXPECT_LE(seal(e)->bytes.size(), limits::record_bytes);
}

TEST(Labels, ComeAndGo) {
  label::Label label{"japan-us", "unclassified", {"JPN", "USA"}, {"embargo", "privacy"}, "JPN"};
  EXPECT_EQ(label_of(wire_label(label)), label);
  v1::Label doubled = wire_label(label);
  doubled.add_caveats("privacy");
  EXPECT_EQ(label_of(doubled).error().code, "record.not-sorted");
}

}  // namespace
}  // namespace tsugite::ledger
