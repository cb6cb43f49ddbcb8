#include "ledger/keys.h"

#include <gtest/gtest.h>

#include "base/sha256.h"
#include "ledger/note.h"

namespace tsugite::ledger {
namespace {

SigningKey key(char seed) { return *SigningKey::from_seed(std::string(32, seed)); }

TEST(Ed25519, MatchesRfc8032) {
  struct Row {
    const char *seed, *key, *message, *signature;
  };
  // RFC 8032 section 7.1, tests 1 to 3.
  const Row rows[] = {
      {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
       "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
       "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe2465"
       "5141438e7a100b"},
      {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
       "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
       "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb0"
       "0d291612bb0c00"},
      {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
       "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
       "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc0"
       "27beceea1ec40a"},
  };
  for (const Row& row : rows) {
    const auto signer = *SigningKey::from_seed(*from_hex(row.seed));
    const Bytes message = *from_hex(row.message);
    EXPECT_EQ(signer.public_key().hex(), row.key);
    EXPECT_EQ(signer.sign(message).hex(), row.signature);
    const auto signature = *Signature::from(*from_hex(row.signature));
    EXPECT_TRUE(verify(signer.public_key(), message, signature));
    EXPECT_FALSE(verify(signer.public_key(), message + "x", signature));
    EXPECT_FALSE(verify(key('k').public_key(), message, signature));
  }
}

TEST(Ed25519, RefusesKeysThatAreNoneAndSeedsOfOtherLengths) {
  EXPECT_FALSE(verify(PublicKey{}, "", Signature{}));  // a point of small order signs everything
  EXPECT_EQ(SigningKey::from_seed("short").error().code, "keys.seed-length");
}

KeyCertificate certificate() { return {"JPN", key(1).public_key(), key(2).public_key(), sha256("spki"), 3}; }

// Made with another implementation of Ed25519 and SHA-256.
constexpr auto kGolden =
    "tsugite.example/keys/v1\n"
    "party JPN\n"
    "serial 3\n"
    "log iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w=\n"
    "cosigner gTl3Dqh9F19Wo1Rmw0x+zMuNipG07jeiXfYPW4/Js5Q=\n"
    "tls b+7MjBbFVR2f6z61934tp3O/aL2e+cUpJ86yyG5WiSs=\n"
    "\n"
    "— tsugite.example/JPN/root "
    "CteYbUYwZsM1aUPhO05WlSSQPQcAxaxakNBfmGI82BRsY/f0fManTexQqx9pTgYRQdqi5fqLNVYtUcJym6v8tFkNnwU=\n";

TEST(KeyCertificate, IsTheGoldenText) {
  EXPECT_EQ(certificate().sign(key(3)), kGolden);
  auto opened = KeyCertificate::open(kGolden, "JPN", key(3).public_key());
  ASSERT_TRUE(opened) << describe(opened.error());
  EXPECT_EQ(opened->party, "JPN");
  EXPECT_EQ(opened->log, certificate().log);
  EXPECT_EQ(opened->cosigner, certificate().cosigner);
  EXPECT_EQ(opened->tls_pin, certificate().tls_pin);
  EXPECT_EQ(opened->serial, 3u);
}

// A text that the root did sign: what is wrong with it is wrong in itself.
Bytes signed_text(std::string from, const std::string& what, const std::string& with, const std::string& party = "JPN") {
  from = from.substr(0, from.find("\n\n") + 1);
  if (const auto at = from.find(what); at != std::string::npos) from.replace(at, what.size(), with);
  return sign_note(from, "tsugite.example/" + party + "/root", key(3));
}

TEST(KeyCertificate, NamesWhatIsWrong) {
  struct Row {
    Bytes text;
    const char* code;
  };
  const std::string golden = kGolden;
  const std::string log = to_base64(key(1).public_key().view()), cosigner = to_base64(key(2).public_key().view());
  const Row rows[] = {
      {"", "note.structure"},
      {"not a note", "note.structure"},
      {golden.substr(0, golden.size() - 1), "note.structure"},
      {golden + "junk\n", "note.signature-line"},
      {std::string(5000, 'x'), "note.size"},
      {golden + "\xff\n", "note.characters"},
      {sign_note(golden.substr(0, golden.find("\n\n") + 1), "tsugite.example/JPN/root", key(4)), "keys.not-signed-by-root"},
      {certificate().sign(key(1)), "keys.not-signed-by-root"},
      {Bytes(golden).replace(golden.find("serial 3"), 8, "serial 4"), "keys.signature"},
      {signed_text(golden, "party JPN", "party USA"), "keys.party"},
      {signed_text(golden, "keys/v1", "keys/v2"), "keys.format"},
      {signed_text(golden, "serial 3", "serial 03"), "keys.format"},
      {signed_text(golden, "serial 3", "serial 0"), "keys.format"},
      {signed_text(golden, "serial 3", "serial 99999999999999999999"), "keys.format"},
      {signed_text(golden, "log ", "log  "), "keys.format"},
      {signed_text(golden, log, log.substr(4)), "keys.format"},
      {signed_text(golden, log, to_base64(std::string(32, '\0'))), "keys.format"},
      {signed_text(golden, "tls ", "pin "), "keys.format"},
      {signed_text(golden, "tls ", "extra line\ntls "), "keys.format"},
      {signed_text(golden, "WiSs=\n", "WiSs=\nextra\n"), "keys.format"},
      {signed_text(golden, cosigner, log), "keys.shared"},
      {signed_text(golden, log, to_base64(key(3).public_key().view())), "keys.shared"},
  };
  for (const Row& row : rows) {
    auto opened = KeyCertificate::open(row.text, "JPN", key(3).public_key());
    ASSERT_FALSE(opened) << row.text;
    EXPECT_EQ(opened.error().code, row.code) << row.text;
    EXPECT_FALSE(opened.error().message.ja.empty());
  }
  // Another party's certificate, offered as ours.
  auto theirs = certificate();
  theirs.party = "USA";
  EXPECT_EQ(KeyCertificate::open(theirs.sign(key(3)), "JPN", key(3).public_key()).error().code, "keys.not-signed-by-root");
}

}  // namespace
}  // namespace tsugite::ledger
