#include "federation/inbox.h"

#include <gtest/gtest.h>

#include "base/sha256.h"

namespace tsugite::federation {
namespace {

const std::string origin = ledger::outbox_origin("japan-us", "USA", "JPN", "real");
ledger::SigningKey key(const char* name) { return *ledger::SigningKey::from_seed(sha256(name).view()); }

// What USA sends: records number first .. first + count - 1 of a log of "record 0", "record 1", ...
v1::Entries entries(std::uint64_t first, std::uint64_t count, const char* signer = "log") {
  ledger::Frontier log;
  v1::Entries out;
  out.set_context("real");
  out.set_first(first);
  for (std::uint64_t n = 0; n < first + count; ++n) {
    const Bytes record = "record " + std::to_string(n);
    log.add(sha256(record));
    if (n >= first) out.add_record(record);
  }
  out.set_checkpoint(ledger::sign_checkpoint({origin, log.size(), log.root()}, key(signer)));
  return out;
}

ledger::Frontier held(std::uint64_t count) {
  ledger::Frontier out;
  for (std::uint64_t n = 0; n < count; ++n) out.add(sha256("record " + std::to_string(n)));
  return out;
}

TEST(Inbox, TakesWhatFollowsWhatItHolds) {
  auto batch = verify_entries(entries(2, 3), held(2), origin, ledger::KeyHistory({"USA", key("log").public_key(), {}, {}, 1}));
  ASSERT_TRUE(batch);
  ASSERT_EQ(batch->fresh.size(), 3u);
  EXPECT_EQ(batch->fresh.front().number, 2u);
  EXPECT_EQ(batch->after, held(5));
}

TEST(Inbox, TakesARepeatedOrOverlappingFrameOnce) {
  auto repeated = verify_entries(entries(0, 4), held(4), origin, ledger::KeyHistory({"USA", key("log").public_key(), {}, {}, 1}));
  ASSERT_TRUE(repeated);
  EXPECT_TRUE(repeated->fresh.empty());
  auto overlapping = verify_entries(entries(0, 6), held(4), origin, ledger::KeyHistory({"USA", key("log").public_key(), {}, {}, 1}));
  ASSERT_TRUE(overlapping);
  EXPECT_EQ(overlapping->fresh.size(), 2u);
}

TEST(Inbox, RefusesByNameWhatIsNotThePartnersHistory) {
  auto code = [](const v1::Entries& e, const ledger::Frontier& before, const std::string& from = origin) {
    auto batch = verify_entries(e, before, from, ledger::KeyHistory({"USA", key("log").public_key(), {}, {}, 1}));
    return batch ? std::string("accepted") : batch.error().code;
  };
  EXPECT_EQ(code(entries(3, 1), held(2)), "inbox.gap");
  EXPECT_EQ(code(entries(0, 1, "another key"), held(0)), "inbox.checkpoint");
  EXPECT_EQ(code(entries(0, 1), held(0), ledger::outbox_origin("japan-us", "USA", "KOR", "real")), "inbox.checkpoint") << "meant for another partner";
  auto changed = entries(0, 2);
  *changed.mutable_record(1) = "something else";
  EXPECT_EQ(code(changed, held(0)), "inbox.root");
  auto short_one = entries(0, 2);
  short_one.mutable_record()->RemoveLast();
  EXPECT_EQ(code(short_one, held(0)), "inbox.checkpoint") << "a record left out";
  ledger::Frontier other;
  other.add(sha256("what it sent before"));
  EXPECT_EQ(code(entries(1, 1), other), "inbox.root") << "a fork";
}

}  // namespace
}  // namespace tsugite::federation
