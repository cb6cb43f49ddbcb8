#include "ledger/outline.h"

#include <gtest/gtest.h>

#include "base/sha256.h"

namespace tsugite::ledger {
namespace {

TEST(Outline, StandsForOneRecordUnderOneKey) {
  const auto log = *SigningKey::from_seed(sha256("log").view()), other = *SigningKey::from_seed(sha256("other").view());
  const Digest record = sha256("record");
  const Bytes signature = sign_outline(record, "outline", log);
  EXPECT_TRUE(stands_for("outline", record, signature, log.public_key()));
  EXPECT_FALSE(stands_for("another", record, signature, log.public_key()));
  EXPECT_FALSE(stands_for("outline", sha256("another"), signature, log.public_key()));
  EXPECT_FALSE(stands_for("outline", record, signature, other.public_key()));
  EXPECT_FALSE(stands_for("outline", record, "", log.public_key()));
  EXPECT_FALSE(stands_for("outline", record, signature.substr(1), log.public_key()));
}

}  // namespace
}  // namespace tsugite::ledger
