#include "ledger/key_history.h"

#include <gtest/gtest.h>

#include "base/sha256.h"
#include "ledger/memory_store.h"

namespace tsugite::ledger {
namespace {

SigningKey key(const std::string& name) { return *SigningKey::from_seed(sha256(name).view()); }
const SigningKey kRoot = key("root");
const std::string kBox = outbox_origin("japan-us", "JPN", "USA", "real");

KeyCertificate certificate(std::uint64_t serial, std::uint64_t revoked = 0, std::map<std::string, std::uint64_t> from = {}) {
  const std::string n = std::to_string(serial);
  return {"JPN", key("log " + n).public_key(), key("cosigner " + n).public_key(), sha256("tls"), serial, revoked, std::move(from)};
}
Result<KeyHistory> history(const std::vector<KeyCertificate>& all, const SigningKey& root = kRoot) {
  Bytes text;
  for (const auto& one : all) text += one.sign(root);
  return KeyHistory::open(text, "JPN", kRoot.public_key());
}
Bytes checkpoint(std::uint64_t size, const std::string& by, const std::string& origin = kBox) {
  return sign_checkpoint({origin, size, sha256("root")}, key(by));
}
std::string opened(const KeyHistory& keys, const Bytes& note, const std::string& origin = kBox) {
  auto out = open_checkpoint(note, origin, keys);
  return out ? "" : out.error().code;
}

TEST(KeyHistory, ReadsWhatIsWrittenAndNothingElse) {
  const auto second = certificate(2, 1, {{kBox, 7}, {"x", 0}});
  const auto keys = history({certificate(1), second});
  ASSERT_TRUE(keys) << describe(keys.error());
  EXPECT_EQ(keys->newest().revoked, 1u);
  EXPECT_EQ(keys->newest().from, second.from);
  EXPECT_EQ(keys->text(), certificate(1).sign(kRoot) + second.sign(kRoot));
  EXPECT_EQ(history({certificate(2), certificate(1)}).error().code, "keys.history");
  EXPECT_EQ(history({certificate(1), certificate(1)}).error().code, "keys.history");
  EXPECT_EQ(history({certificate(1), certificate(2)}, key("thief")).error().code, "keys.not-signed-by-root");
  EXPECT_EQ(history({certificate(2, 2)}).error().code, "keys.format") << "it cannot revoke itself";
  EXPECT_EQ(history(std::vector<KeyCertificate>(KeyHistory::most + 1, certificate(1))).error().code, "keys.history");
  std::vector<KeyCertificate> many;
  for (std::uint64_t serial = 1; serial <= KeyHistory::most; ++serial) many.push_back(certificate(serial));
  EXPECT_TRUE(history(many));
  many.push_back(certificate(KeyHistory::most + 1));
  EXPECT_EQ(history(many).error().code, "keys.history");
}

TEST(KeyHistory, AKeyCountsUpToWhereTheNextBegins) {
  const auto keys = *history({certificate(1), certificate(2, 0, {{kBox, 7}}), certificate(3, 2, {{kBox, 9}})});
  const struct {
    const char* by;
    std::uint64_t size;
    const char* code;
  } table[] = {
      {"log 1", 7, ""},
      {"log 1", 8, "keys.superseded"},
      {"log 1", 10, "keys.superseded"},
      {"log 2", 9, ""},
      {"log 2", 10, "keys.revoked"},
      {"log 2", 3, ""},
      {"log 3", 10, ""},
      {"log 3", 1, ""},
      {"thief", 1, "checkpoint.unsigned"},
  };
  for (const auto& row : table) EXPECT_EQ(opened(keys, checkpoint(row.size, row.by)), row.code) << row.by << " " << row.size;
  const std::string other = outbox_origin("japan-us", "JPN", "USA", "drill");
  EXPECT_EQ(opened(keys, checkpoint(1, "log 1", other), other), "keys.superseded") << "an outbox that was empty then";
  const std::string own = ledger_origin("japan-us", "JPN");
  EXPECT_EQ(opened(keys, checkpoint(1000, "log 1", own), own), "") << "a ledger's seals are its owner's, and its size is told to nobody";
}

TEST(KeyHistory, ReceiptsToo) {
  const std::string box = outbox_origin("japan-us", "USA", "JPN", "real"), name = cosigner_name("japan-us", "JPN");
  const auto keys = *history({certificate(1), certificate(2, 1, {{box, 4}})});
  const auto receipt = [&](std::uint64_t size, const std::string& by) {
    auto out =
        open_cosignature(cosign_checkpoint(sign_checkpoint({box, size, sha256("r")}, key("usa")), name, key(by), {5000}), name, box, keys);
    return out ? std::to_string(out->ms) : out.error().code;
  };
  EXPECT_EQ(receipt(4, "cosigner 1"), "5000");
  EXPECT_EQ(receipt(5, "cosigner 1"), "keys.revoked");
  EXPECT_EQ(receipt(4, "cosigner 2"), "5000") << "signed again after the change";
  EXPECT_EQ(receipt(5, "thief"), "checkpoint.not-cosigned");
}

TEST(KeyHistory, ForEachPartnerItsOwnAndForUsAll) {
  const std::string aus = outbox_origin("japan-us", "JPN", "AUS", "real");
  auto ours = *history({certificate(1), certificate(2, 0, {{kBox, 7}})});
  ours.join(*history({certificate(1), certificate(2, 0, {{aus, 3}})}));
  EXPECT_EQ(opened(ours, checkpoint(7, "log 1")), "");
  EXPECT_EQ(opened(ours, checkpoint(3, "log 1", aus), aus), "");
  EXPECT_EQ(opened(ours, checkpoint(4, "log 1", aus), aus), "keys.superseded");
}

}  // namespace
}  // namespace tsugite::ledger
