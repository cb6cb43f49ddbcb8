// Keys that change while two nodes exchange records, and keys that were stolen.
#include <gtest/gtest.h>

#include "core/test_pair.h"
#include "ledger/key_history.h"
#include "ledger/verify.h"

namespace tsugite::core {
namespace {

class Rekeyed : public testing::Test {
 protected:
  void SetUp() override { pair.connect(); }
  Result<Done> ask(const std::string& who) { return pair.open(who, "rfi", "ask", {{"question", "q " + std::to_string(++asked)}}); }
  const LinkStatus& link(const std::string& id) { return seen = pair[id].core->links().front(); }

  static Bytes certificate(const std::string& serial, std::uint64_t number, std::uint64_t revoked,
                           std::map<std::string, std::uint64_t> from) {
    return ledger::KeyCertificate{"JPN",
                                  test_key("JPN log" + serial).public_key(),
                                  test_key("JPN cosigner" + serial).public_key(),
                                  Pair::pin("JPN"),
                                  number,
                                  revoked,
                                  std::move(from)}
        .sign(test_key("JPN root"));
  }
  // JPN's node stops, gets new keys under its root, and starts again.
  void rotate(bool stolen = false) {
    const auto sizes = ledger::sizes_with(pair["JPN"].store, pair.charter()->id, "JPN", "USA");
    history = certificate("", 1, 0, {}) + certificate(" 2", 2, stolen ? 1 : 0, *sizes);
    load_jpn(" 2", history);
  }
  void load_jpn(const std::string& serial, const Bytes& text) {
    pair.load("JPN", pair.charter(), [&](Config& config) {
      config.log = test_key("JPN log" + serial);
      config.cosigner = test_key("JPN cosigner" + serial);
      config.key_certificate = text;
      config.certificates_for["USA"] = text;
    });
    pair["USA"].core->link_down("JPN", {}, test_now);
  }
  void with_old_keys() { load_jpn("", certificate("", 1, 0, {})); }
  std::string verified(const std::string& id) {
    const auto one = ledger::KeyHistory({"USA", test_key("USA log").public_key(), test_key("USA cosigner").public_key(), {}, 1});
    const auto jpn = *ledger::KeyHistory::open(history, "JPN", test_key("JPN root").public_key());
    ledger::VerifyKeys keys{pair.charter()->id, id, id == "JPN" ? jpn : one, {{Pair::other(id), id == "JPN" ? one : jpn}}};
    const auto report = ledger::verify_ledger(pair[id].store, keys);
    return report->right() ? "" : report->wrong->rule + " " + report->wrong->where;
  }

  Pair pair;
  Bytes history;
  LinkStatus seen;
  int asked = 0;
};

}  // namespace

TEST_F(Rekeyed, ThePartnerTakesTheNewKeysWithTheNextHelloAndOldProofsHold) {
  ASSERT_TRUE(ask("JPN") && ask("USA") && ask("JPN"));
  rotate();
  ASSERT_TRUE(ask("JPN")) << "work goes on before the link is up";
  pair.connect();
  EXPECT_EQ(link("JPN").state, LinkStatus::State::up) << describe(link("JPN").reason);
  ASSERT_TRUE(ask("JPN") && ask("USA"));
  for (const std::string id : {"JPN", "USA"}) {
    const auto& stream = link(id).streams.front();
    EXPECT_EQ(stream.sent, stream.receipted) << id;
    EXPECT_EQ(stream.queued, 0u) << id;
    EXPECT_EQ(verified(id), "") << id;
  }
  EXPECT_EQ(link("USA").streams.front().received, 4u);
  // And after both start again, from what is on disk.
  load_jpn(" 2", history);
  pair.load("USA", pair.charter());
  pair.connect();
  EXPECT_EQ(link("USA").state, LinkStatus::State::up) << describe(link("USA").reason);
}

TEST_F(Rekeyed, Attack42_TheOldKeysOpenNoLinkOnceTheNewAreKnown) {
  ASSERT_TRUE(ask("JPN"));
  rotate(true);
  pair.connect();
  ASSERT_EQ(link("USA").state, LinkStatus::State::up) << describe(link("USA").reason);
  with_old_keys();
  pair.connect();
  for (const std::string id : {"JPN", "USA"}) EXPECT_EQ(link(id).reason.code, "hello.old-keys") << id;
}

// A thief who has the old keys and yet shows the newest certificate: what it signs with them is refused by name, and kept.
TEST_F(Rekeyed, Attack42_WhatAStolenKeySignsAfterwardsIsRefusedByName) {
  ASSERT_TRUE(ask("JPN"));
  rotate(true);
  pair.load("JPN", pair.charter(), [&](Config& config) { config.certificates_for["USA"] = history; });
  pair["USA"].core->link_down("JPN", {}, test_now);
  ASSERT_TRUE(ask("JPN"));
  pair.connect();
  EXPECT_EQ(link("USA").reason.code, "keys.revoked");
  EXPECT_EQ(link("JPN").reason.code, "keys.revoked") << "both ends are told";
  EXPECT_EQ(link("USA").streams.front().received, 1u);
  const auto kept = pair["USA"].store.get("evidence/JPN/real");
  ASSERT_TRUE(kept && *kept);
  const auto thief =
      ledger::open_checkpoint(**kept, ledger::outbox_origin(pair.charter()->id, "JPN", "USA", "real"), test_key("JPN log").public_key());
  ASSERT_TRUE(thief);
  EXPECT_EQ(thief->size, 2u);
}

// It signed before we heard that it was stolen: what we hold by it stands beside the revocation, and nothing more goes either way.
TEST_F(Rekeyed, Attack42_WhatWasTakenFromAThiefIsNamedWhenTheRevocationComes) {
  ASSERT_TRUE(ask("JPN"));
  const auto sizes = *ledger::sizes_with(pair["JPN"].store, pair.charter()->id, "JPN", "USA");
  const ledger::MemoryStore honest = pair["JPN"].store;
  ASSERT_TRUE(ask("JPN")) << "the thief's";
  EXPECT_EQ(link("USA").streams.front().received, 2u);
  pair["JPN"].store = honest;
  history = certificate("", 1, 0, {}) + certificate(" 2", 2, 1, sizes);
  load_jpn(" 2", history);
  for (int again = 0; again < 2; ++again) {
    for (const std::string id : {"JPN", "USA"}) pair[id].core->link_up(Pair::other(id), Pair::pin(Pair::other(id)), test_now);
    pair.settle();
    for (const std::string id : {"JPN", "USA"}) EXPECT_EQ(link(id).reason.code, "keys.revoked") << id;
    for (const std::string id : {"JPN", "USA"}) pair[id].core->link_down(Pair::other(id), {}, test_now);
  }
  EXPECT_TRUE(*pair["USA"].store.get("evidence/JPN/real"));
  EXPECT_EQ(pair["JPN"].core->ledger_size(), 1u) << "nothing of the thief's is taken for ours";
}

}  // namespace tsugite::core
