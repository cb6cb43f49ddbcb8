// The faults. What both stores promise is in store_test.cc.
#include "ledger/memory_store.h"

#include <gtest/gtest.h>

#include "base/sha256.h"
#include "ledger/ledger.h"

namespace tsugite::ledger {
namespace {

Transaction append(const Store& store) {
  Entry e;
  e.index = store.size();
  e.bytes = "record " + std::to_string(e.index);
  e.digest = sha256(e.bytes);
  return {.append = {e}, .numbered = {}, .seals = {}, .put = {}};
}

TEST(MemoryStore, IsFullWhenTold) {
  MemoryStore store;
  store.set_faults({.full_from = 1, .full_count = 2});
  EXPECT_TRUE(store.commit(append(store)));
  for (int i = 0; i < 2; ++i) EXPECT_EQ(store.commit(append(store)).error().code, "store.full");
  EXPECT_TRUE(store.read(0));
  EXPECT_EQ(store.size(), 1u);
  EXPECT_TRUE(store.commit(append(store)));
  EXPECT_EQ(store.commits(), 4u);
}

TEST(MemoryStore, LeavesATornCommitWholeOrAbsent) {
  for (bool whole : {false, true}) {
    MemoryStore store;
    ASSERT_TRUE(store.commit(append(store)));
    store.set_faults({.io_at = 0, .io_whole = whole});
    EXPECT_EQ(store.commit(append(store)).error().code, "store.io");
    EXPECT_EQ(store.commit(append(store)).error().code, "store.io");
    EXPECT_EQ(store.read(0).error().code, "store.io");
    EXPECT_EQ(store.get("x").error().code, "store.io");
    store.reopen();
    EXPECT_EQ(store.size(), whole ? 2u : 1u);
    EXPECT_TRUE(store.commit(append(store)));
  }
}

TEST(MemoryStore, ACopyIsABackup) {
  MemoryStore store;
  ASSERT_TRUE(store.commit(append(store)));
  MemoryStore backup = store;
  ASSERT_TRUE(store.commit(append(store)));
  EXPECT_EQ(backup.size(), 1u);
  EXPECT_EQ(store.size(), 2u);
}

TEST(Logs, ComeBackAsTheyWere) {
  MemoryStore store;
  const SigningKey key = *SigningKey::from_seed(Bytes(32, 'k'));
  const StreamKey stream{"JPN", "USA", "real"};
  const std::string origin = ledger_origin("japan-us", "JPN"), out_origin = outbox_origin("japan-us", "JPN", "USA", "real");
  Log log("JPN", origin);
  Outbox outbox(stream, out_origin);
  for (int group = 0; group < 3; ++group) {
    Transaction t;
    for (int i = 0; i < 2; ++i) {
      Transaction one = append(store);
      one.append[0].digest = sha256(std::to_string(log.size()));
      log.append(one.append[0]);
      t.append.push_back(one.append[0]);
      EXPECT_EQ(t.append.back().index + 1, log.size());
    }
    if (group == 2) t.seals.push_back(log.seal(key));
    t.numbered.push_back(outbox.number(t.append[0].index, t.append[0].digest));
    t.seals.push_back(outbox.checkpoint(key));
    ASSERT_TRUE(store.commit(t));
  }
  const auto restored = Log::restore(store, "JPN", origin);
  EXPECT_EQ(restored->frontier(), log.frontier());
  EXPECT_EQ(restored->unsealed(), 0u);
  EXPECT_EQ(Outbox::restore(store, stream, out_origin)->frontier(), outbox.frontier());
  const auto seal = open_checkpoint((*store.last_seal(Log::stream("JPN")))->checkpoint, origin, key.public_key());
  ASSERT_TRUE(seal);
  EXPECT_EQ(seal->size, 6u);
  EXPECT_EQ(seal->root, log.root());
  EXPECT_EQ(store.seals(Log::stream("JPN"), 0)->size(), 1u);
  const auto sent = open_checkpoint((*store.last_seal(stream))->checkpoint, out_origin, key.public_key());
  ASSERT_TRUE(sent);
  EXPECT_EQ(sent->size, 3u);
  EXPECT_EQ(sent->root, outbox.root());
}

}  // namespace
}  // namespace tsugite::ledger
