#include "ledger/checkpoint.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "base/sha256.h"
#include "ledger/note.h"

namespace tsugite::ledger {
namespace {

SigningKey key(char seed) { return *SigningKey::from_seed(std::string(32, seed)); }
const std::string kOrigin = outbox_origin("japan-us", "JPN", "USA", "real");
const std::string kCosigner = cosigner_name("japan-us", "USA");
const Checkpoint kCheckpoint{kOrigin, 7, sha256("root")};
constexpr WallTime kSeen{1'460'636'789'250};

// Made with another implementation of Ed25519 and SHA-256.
const Bytes kText =
    "tsugite.example/japan-us/JPN/outbox/USA/real\n"
    "7\n"
    "SBNJTRN+FjG7owHVrKtue7eqdM4RhdRWVl71HXN2d7I=\n";
const Bytes kGolden = kText +
                      "\n"
                      "— tsugite.example/japan-us/JPN/outbox/USA/real "
                      "oMMy4+MJNwHjNlFcgkCCikOXwjwDzoNYI0K+dMoi4H1Yrj0eUEkl9QedpB/bX5mdTtDbM0mzMjFzTeaMDpBDxJDEZA0=\n";
const Bytes kReceipt = kGolden +
                       "— tsugite.example/japan-us/USA/cosigner "
                       "jILUUQAAAABXD4x1lLiwlT9wPs6dP8mgCe2Edcx+wU17rCWd0pg+5Lp9WQCbVKZZ3EA5WeimmbMiNVa4Esk25VX7A0syeq3V3x1XBQ==\n";

TEST(Checkpoint, IsTheGoldenNote) {
  EXPECT_EQ(sign_checkpoint(kCheckpoint, key(1)), kGolden);
  EXPECT_EQ(open_checkpoint(kGolden, kOrigin, key(1).public_key()), kCheckpoint);
  EXPECT_EQ(note_text(kGolden), kText + "\n");
}

TEST(Cosignature, IsTheGoldenNote) {
  EXPECT_EQ(cosign_checkpoint(kGolden, kCosigner, key(2), kSeen), kReceipt);
  EXPECT_EQ(open_cosignature(kReceipt, kCosigner, key(2).public_key()), WallTime{1'460'636'789'000});
  EXPECT_EQ(open_checkpoint(kReceipt, kOrigin, key(1).public_key()), kCheckpoint);
  EXPECT_EQ(note_text(kReceipt), note_text(kGolden));
}

TEST(Checkpoint, OriginsNameCharterPartyAndPartner) {
  EXPECT_EQ(ledger_origin("japan-us", "JPN"), "tsugite.example/japan-us/JPN/ledger");
  EXPECT_EQ(kOrigin, "tsugite.example/japan-us/JPN/outbox/USA/real");
  EXPECT_EQ(kCosigner, "tsugite.example/japan-us/USA/cosigner");
}

Bytes signed_text(BytesView text) { return sign_note(text, kOrigin, key(1)); }

TEST(Checkpoint, NamesWhatIsWrong) {
  struct Row {
    Bytes note;
    const char* code;
  };
  const std::string o = kOrigin + "\n", root = "SBNJTRN+FjG7owHVrKtue7eqdM4RhdRWVl71HXN2d7I=\n";
  Bytes flipped = kGolden;
  flipped[flipped.find("7\n")] = '8';
  Bytes bad_signature = kGolden;
  bad_signature.replace(kGolden.find("MJNwHj"), 6, "MJNwHk");
  const Row rows[] = {
      {"", "note.structure"},
      {kText, "note.structure"},
      {kText + "\n", "note.structure"},
      {"\n\n", "note.structure"},
      {kGolden.substr(0, kGolden.size() - 1), "note.structure"},
      {kGolden + "\n", "note.structure"},
      {kGolden + Bytes("\0\n", 2), "note.characters"},
      {kGolden + std::string(limits::checkpoint_bytes, 'a'), "note.size"},
      {kText + "\n- tsugite.example/x AAAAAAAA\n", "note.signature-line"},
      {kText + "\n— AAAAAAAA\n", "note.signature-line"},
      {kText + "\n— name+plus AAAAAAAA\n", "note.signature-line"},
      {kText + "\n— name AAAA\n", "note.signature-line"},
      {kText + "\n— name AAAAAAAA=\n", "note.signature-line"},
      {kText + "\n— name AAAAAAAA\n", "checkpoint.unsigned"},
      {sign_note(kText, kOrigin, key(2)), "checkpoint.unsigned"},
      {sign_note(kText, kOrigin + "x", key(1)), "checkpoint.unsigned"},
      {flipped, "checkpoint.signature"},
      {bad_signature, "checkpoint.signature"},
      {kGolden + bad_signature.substr(bad_signature.find("\n\n") + 2), "checkpoint.signature"},
      {signed_text("x" + o + "7\n" + root), "checkpoint.origin"},
      {signed_text(o + "07\n" + root), "checkpoint.format"},
      {signed_text(o + "-7\n" + root), "checkpoint.format"},
      {signed_text(o + "+7\n" + root), "checkpoint.format"},
      {signed_text(o + "18446744073709551616\n" + root), "checkpoint.format"},
      {signed_text(o + "\n" + root), "checkpoint.format"},
      {signed_text(o + "7\n" + "AAAA\n"), "checkpoint.format"},
      {signed_text(o + "7\n" + "not base64\n"), "checkpoint.format"},
      {signed_text(o + "7\n"), "checkpoint.format"},
      {signed_text(o + "7\n" + root + "extension\n"), "checkpoint.format"},
  };
  for (const Row& row : rows) {
    auto opened = open_checkpoint(row.note, kOrigin, key(1).public_key());
    ASSERT_FALSE(opened) << row.note;
    EXPECT_EQ(opened.error().code, row.code) << row.note;
  }
  EXPECT_EQ(open_checkpoint(signed_text(o + "0\n" + root), kOrigin, key(1).public_key())->size, 0u);
}

TEST(Checkpoint, IgnoresSignaturesOfKeysItDoesNotKnow) {
  const Bytes stranger = sign_note(kText, "elsewhere.example/witness", key(9));
  const Bytes both = kGolden + stranger.substr(stranger.find("\n\n") + 2);
  EXPECT_EQ(open_checkpoint(both, kOrigin, key(1).public_key()), kCheckpoint);
}

TEST(Cosignature, NamesWhatIsWrong) {
  const PublicKey cosigner = key(2).public_key();
  EXPECT_EQ(open_cosignature(kGolden, kCosigner, cosigner).error().code, "checkpoint.not-cosigned");
  EXPECT_EQ(open_cosignature(kReceipt, kCosigner, key(3).public_key()).error().code, "checkpoint.not-cosigned");
  EXPECT_EQ(open_cosignature(kReceipt, kCosigner + "x", cosigner).error().code, "checkpoint.not-cosigned");
  // The log's own signature by the cosigner's key is no receipt: another type, another key id.
  EXPECT_EQ(open_cosignature(sign_note(kText, kCosigner, key(2)), kCosigner, cosigner).error().code, "checkpoint.not-cosigned");

  // The receipt of another checkpoint, carried over.
  const Bytes line = kReceipt.substr(kGolden.size());
  const Bytes other = sign_checkpoint({kOrigin, 8, sha256("other")}, key(1));
  EXPECT_EQ(open_cosignature(other + line, kCosigner, cosigner).error().code, "checkpoint.cosignature");

  // A stamp that was not signed, one that no clock shows, one cut short.
  for (auto [seconds, cut] : {std::pair{1'460'636'790ull, 72u}, {~0ull, 72u}, {1'460'636'789ull, 71u}}) {
    Bytes stamp;
    for (int shift = 56; shift >= 0; shift -= 8) stamp += static_cast<char>(seconds >> shift & 0xff);
    stamp += key(2).sign("cosignature/v1\ntime " + std::to_string(seconds == ~0ull ? seconds : 1'460'636'789) + "\n" + kText).view();
    const Bytes note = kGolden + signature_line(kCosigner, SignatureType::cosignature_v1, cosigner, BytesView(stamp).substr(0, cut));
    EXPECT_EQ(open_cosignature(note, kCosigner, cosigner).error().code, "checkpoint.cosignature") << seconds;
  }
}

TEST(Cosignature, ComesOnlyOntoANote) {
  EXPECT_EQ(cosign_checkpoint("no note", kCosigner, key(2), kSeen), "");
  EXPECT_TRUE(open_cosignature(cosign_checkpoint(kGolden, kCosigner, key(2), {-5}), kCosigner, key(2).public_key()));
}

}  // namespace
}  // namespace tsugite::ledger
