// What this machine's quicker cipher writes is what OpenSSL writes, for every length that its code treats in another way, and each opens
// what the other sealed.
#include "ledger/sqlite/row_cipher.h"

#include <gtest/gtest.h>

namespace tsugite::ledger {
namespace {

const BodyNonce kNonce{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
constexpr std::uint64_t kIndex = 0x0102030405060708;
const Bytes kKey(body_key_bytes, 'k');

Bytes text(std::size_t size) {
  Bytes out(size, '\0');
  for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<char>(i * 131 + 7);
  return out;
}

TEST(RowCipher, WritesWhatOpensslWritesAndOpensIt) {
  for (const std::size_t row_bytes : {0, 1, 8, 40, 700})
    for (std::size_t size = 1; size < 2000; size += size < 300 ? 1 : 61) {
      const Bytes row = text(row_bytes), body = text(size);
      Bytes quick = "before", plain = "before", opened = "before", crossed = "before";
      seal_body(kIndex, row, body, kKey, kNonce, quick);
      seal_body_anywhere(kIndex, row, body, kKey, kNonce, plain);
      ASSERT_EQ(quick, plain) << size << " beside " << row_bytes;
      ASSERT_TRUE(open_body(kIndex, row, BytesView(plain).substr(6), kKey, kNonce, opened)) << size;
      ASSERT_TRUE(open_body_anywhere(kIndex, row, BytesView(quick).substr(6), kKey, kNonce, crossed)) << size;
      ASSERT_EQ(opened, "before" + body);
      ASSERT_EQ(crossed, opened);
    }
}

using Open = decltype(&open_body);
class EachCipher : public testing::TestWithParam<Open> {};
INSTANTIATE_TEST_SUITE_P(RowCipher, EachCipher, testing::Values(open_body, open_body_anywhere));

TEST_P(EachCipher, AnyOtherBitPlaceRowKeyOrNonceDoesNotOpen) {
  const Bytes row = "row", body = text(90);
  Bytes sealed, out = "kept";
  seal_body(kIndex, row, body, kKey, kNonce, sealed);
  const auto opens = [&](std::uint64_t index, BytesView beside, BytesView stored, BytesView key, const BodyNonce& nonce) {
    return GetParam()(index, beside, stored, key, nonce, out);
  };
  for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    Bytes other = sealed;
    other[bit / 8] = static_cast<char>(other[bit / 8] ^ (1 << bit % 8));
    EXPECT_FALSE(opens(kIndex, row, other, kKey, kNonce)) << bit;
  }
  BodyNonce nonce = kNonce;
  nonce[11] ^= 1;
  EXPECT_FALSE(opens(kIndex, row, sealed, kKey, nonce));
  EXPECT_FALSE(opens(kIndex + 1, row, sealed, kKey, kNonce));
  EXPECT_FALSE(opens(kIndex, "rov", sealed, kKey, kNonce));
  EXPECT_FALSE(opens(kIndex, row, sealed, Bytes(body_key_bytes, 'l'), kNonce));
  EXPECT_FALSE(opens(kIndex, row, BytesView(sealed).substr(0, body_tag_bytes), kKey, kNonce));
  EXPECT_FALSE(opens(kIndex, row, sealed, Bytes(body_key_bytes - 1, 'k'), kNonce));
  EXPECT_EQ(out, "kept") << "nothing is appended of what does not open";
}

}  // namespace
}  // namespace tsugite::ledger
