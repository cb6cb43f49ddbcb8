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

std::vector<Digest> held(std::uint64_t count) {
  std::vector<Digest> out;
  for (std::uint64_t n = 0; n < count; ++n) out.push_back(sha256("record " + std::to_string(n)));
  return out;
}

Result<Batch> verify(const v1::Entries& e, const std::vector<Digest>& before, const std::string& from = origin) {
  ledger::Frontier frontier;
  for (const auto& digest : before) frontier.add(digest);
  return verify_entries(
      e, frontier, [&](std::uint64_t number) -> const Digest& { return before.at(number); }, from,
      ledger::KeyHistory({"USA", key("log").public_key(), {}, {}, 1}));
}

TEST(Inbox, TakesWhatFollowsWhatItHolds) {
  auto batch = verify(entries(2, 3), held(2));
  ASSERT_TRUE(batch);
  ASSERT_EQ(batch->fresh.size(), 3u);
  EXPECT_EQ(batch->fresh.front().number, 2u);
  ledger::Frontier after;
  for (const auto& digest : held(5)) after.add(digest);
  EXPECT_EQ(batch->after, after);
}

TEST(Inbox, TakesARepeatedOrOverlappingFrameOnce) {
  auto repeated = verify(entries(0, 4), held(4));
  ASSERT_TRUE(repeated);
  EXPECT_TRUE(repeated->fresh.empty());
  auto overlapping = verify(entries(0, 6), held(4));
  ASSERT_TRUE(overlapping);
  EXPECT_EQ(overlapping->fresh.size(), 2u);
}

TEST(Inbox, RefusesByNameWhatIsNotThePartnersHistory) {
  auto code = [](const v1::Entries& e, const std::vector<Digest>& before, const std::string& from = origin) {
    auto batch = verify(e, before, from);
    return batch ? std::string("accepted") : batch.error().code;
  };
  EXPECT_EQ(code(entries(3, 1), held(2)), "inbox.gap");
  EXPECT_EQ(code(entries(0, 1, "another key"), held(0)), "inbox.checkpoint");
  EXPECT_EQ(code(entries(0, 1), held(0), ledger::outbox_origin("japan-us", "USA", "KOR", "real")), "inbox.checkpoint")
      << "meant for another partner";
  auto changed = entries(0, 2);
  *changed.mutable_record(1) = "something else";
  EXPECT_EQ(code(changed, held(0)), "inbox.root");
  auto short_one = entries(0, 2);
  short_one.mutable_record()->RemoveLast();
  EXPECT_EQ(code(short_one, held(0)), "inbox.checkpoint") << "a record left out";
  EXPECT_EQ(code(entries(1, 1), {sha256("what it sent before")}), "inbox.root") << "a fork";
  auto before = held(4);
  before[1] = sha256("what it sent before");
  EXPECT_EQ(code(entries(0, 3), before), "inbox.root") << "a fork, under numbers that we hold";
  EXPECT_EQ(code(entries(2, 2), before), "inbox.root") << "the same records in this frame, another root";
  EXPECT_EQ(code(entries(2, 1), before), "accepted") << "nothing in it differs, and it covers less than we hold";
}

}  // namespace
}  // namespace tsugite::federation
