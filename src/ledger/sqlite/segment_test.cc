#include "ledger/sqlite/segment.h"

#include <gtest/gtest.h>
#include <openssl/evp.h>

#include "base/sha256.h"

namespace tsugite::ledger {
namespace {

const BodyNonce kNonce{1, 2, 3};

std::vector<Entry> entries(std::uint64_t first, std::size_t count, std::size_t size = 20) {
  std::vector<Entry> out(count);
  for (std::size_t i = 0; i < count; ++i) {
    Entry& e = out[i];
    e.index = first + i;
    e.bytes = "record " + std::to_string(e.index) + Bytes(size, 'b');
    e.digest = sha256(e.bytes);
    e.context = "real";
    e.seen_ms = i % 2 == 0 ? 1'460'636'789'000 : -1;
    if (i % 3 == 0) e.source = "USA", e.source_number = ~0ull, e.sidecar = Bytes("side\0car", 8);
    if (i % 3 == 1) e.dispositions = Bytes(300, 'd');
  }
  return out;
}
Bytes key(std::size_t i) { return Bytes(body_key_bytes, static_cast<char>('k' + i)); }
Bytes encoded(const std::vector<Entry>& of) {
  Bytes keys, out;
  for (std::size_t i = 0; i < of.size(); ++i) keys += key(i);
  Segment::encode(of, keys, kNonce, out);
  return out;
}
auto fields(const Entry& e) {
  return std::tie(e.index, e.digest, e.bytes, e.source, e.context, e.source_number, e.seen_ms, e.dispositions, e.sidecar, e.disposed);
}

// Whichever library wrote a body, on whatever processor, another opens it.
TEST(Segment, ABodyIsWhatAnyAes256GcmMakesOfIt) {
  const Bytes row = "row", body = "the body of a record";
  Bytes sealed;
  seal_body(0x0102, row, body, key(0), kNonce, sealed);

  const Bytes beside = Bytes("\0\0\0\0\0\0\x01\x02", 8) + row;
  Bytes expected(body.size() + body_tag_bytes, '\0');
  int written = 0;
  EVP_CIPHER_CTX* c = EVP_CIPHER_CTX_new();
  EXPECT_EQ(EVP_EncryptInit_ex(c, EVP_aes_256_gcm(), nullptr, udata(BytesView(key(0))), kNonce.data()), 1);
  EXPECT_EQ(EVP_EncryptUpdate(c, nullptr, &written, udata(BytesView(beside)), static_cast<int>(beside.size())), 1);
  EXPECT_EQ(EVP_EncryptUpdate(c, udata(expected), &written, udata(BytesView(body)), static_cast<int>(body.size())), 1);
  EXPECT_EQ(EVP_EncryptFinal_ex(c, udata(expected) + body.size(), &written), 1);
  EXPECT_EQ(EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_AEAD_GET_TAG, static_cast<int>(body_tag_bytes), udata(expected) + body.size()), 1);
  EVP_CIPHER_CTX_free(c);
  EXPECT_EQ(to_hex(sealed), to_hex(expected));

  Bytes opened;
  EXPECT_TRUE(open_body(0x0102, row, expected, key(0), kNonce, opened));
  EXPECT_EQ(opened, body);
  EXPECT_FALSE(open_body(0x0102, "raw", expected, key(0), kNonce, opened));
  EXPECT_EQ(opened, body) << "what does not open leaves nothing behind";
}

TEST(Segment, GivesBackWhatWasWritten) {
  const auto written = entries(7, Segment::most_entries);
  const auto segment = Segment::parse(7, encoded(written));
  ASSERT_TRUE(segment);
  ASSERT_EQ(segment->count(), written.size());
  EXPECT_FALSE(segment->holds(6) || segment->holds(7 + written.size()));
  for (std::size_t i = 0; i < written.size(); ++i) {
    ASSERT_TRUE(segment->holds(7 + i));
    const auto read = segment->entry(7 + i, key(i));
    ASSERT_TRUE(read);
    EXPECT_EQ(fields(*read), fields(written[i]));
    const auto gone = segment->entry(7 + i, {});
    EXPECT_TRUE(gone->disposed && gone->bytes.empty());
    EXPECT_EQ(gone->digest, written[i].digest);
  }
}

TEST(Segment, HoldsSoManyEntriesAndBytes) {
  EXPECT_EQ(Segment::take(entries(0, 3)), 3u);
  EXPECT_EQ(Segment::take(entries(0, 200)), Segment::most_entries);
  EXPECT_EQ(Segment::take(entries(0, 10, 10'000)), 6u);
  EXPECT_EQ(Segment::take(entries(0, 2, 100'000)), 1u);
}

// Whatever byte is another one: no segment, or the entries it concerns do not open, and none reads as anything else.
TEST(Segment, NoChangedByteIsBelieved) {
  const auto written = entries(3, 3);
  const Bytes good = encoded(written);
  for (std::size_t at = 0; at < good.size(); ++at)
    for (int by : {0x01, 0x80, 0xff}) {
      Bytes bad = good;
      bad[at] = static_cast<char>(bad[at] ^ by);
      const auto segment = Segment::parse(3, bad);
      if (!segment) continue;
      std::size_t opened = 0;
      for (std::size_t i = 0; i < segment->count() && i < written.size(); ++i)
        if (const auto read = segment->entry(3 + i, key(i))) {
          ++opened;
          EXPECT_EQ(fields(*read), fields(written[i])) << at;
        }
      EXPECT_LT(opened, written.size()) << at;
    }
}

TEST(Segment, AnEntryIsBoundToItsPlaceAndItsKey) {
  const Bytes good = encoded(entries(3, 2));
  EXPECT_FALSE(Segment::parse(4, good)->entry(4, key(0)));
  EXPECT_FALSE(Segment::parse(3, good)->entry(3, key(1)));
  EXPECT_TRUE(Segment::parse(3, good)->entry(3, key(0)));
}

TEST(Segment, WhatIsCutShortOrTooLongIsNone) {
  const Bytes good = encoded(entries(0, 2));
  for (std::size_t size = 0; size < good.size(); ++size) EXPECT_FALSE(Segment::parse(0, good.substr(0, size))) << size;
  EXPECT_FALSE(Segment::parse(0, good + "x"));
}

}  // namespace
}  // namespace tsugite::ledger
