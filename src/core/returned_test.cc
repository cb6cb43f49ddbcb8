// Core: a node that was set back.
#include "core/core.h"
#include "core/test_pair.h"
#include "federation/frame.h"
#include "ledger/ledger.h"

namespace tsugite::core {
namespace {

using State = Delivery::State;
using Link = LinkStatus::State;

// An old backup: what was sent comes back from the partner before anything new is numbered.
TEST(Returned, ANodeThatWasSetBackGetsBackWhatItHadSent) {
  Pair pair;
  pair.connect();
  auto first = pair.open("JPN", "rfi", "ask", {{"question", "before the backup"}});
  const ledger::MemoryStore backup = pair["JPN"].store;
  auto lost = pair.open("JPN", "rfi", "ask", {{"question", "after it"}});
  auto theirs = pair.open("USA", "rfi", "ask", {{"question", "of the partner"}});
  ASSERT_TRUE(first && lost && theirs);
  pair["JPN"].store = backup;
  pair.load("JPN", pair.charter());
  ASSERT_FALSE(pair["JPN"].core->index_of(lost->records[0]));
  auto fresh = pair.open("JPN", "rfi", "ask", {{"question", "asked before the link is up"}});
  pair["USA"].core->link_down("JPN", {}, test_now);
  pair.connect();
  for (const Digest& record : {first->records[0], lost->records[0], fresh->records[0]}) {
    EXPECT_EQ(pair["JPN"].core->delivery(record, "USA").state, State::receipted);
    EXPECT_TRUE(pair["JPN"].core->receipt(record));
  }
  EXPECT_EQ(pair["JPN"].core->delivery(theirs->records[0], "USA").state, State::received);
  EXPECT_EQ(pair["JPN"].core->number_of(lost->case_id), "JPN-R-2");
  EXPECT_EQ(pair["USA"].core->number_of(fresh->case_id), "JPN-R-3");
  EXPECT_EQ(pair["JPN"].core->common_digest("USA", "real"), pair["USA"].core->common_digest("JPN", "real"));
  EXPECT_EQ(pair["JPN"].core->links().front().streams.front().returned, 1u);
  // And it is all there after the next start.
  pair.load("JPN", pair.charter());
  pair["USA"].core->link_down("JPN", {}, test_now);
  pair.connect();
  EXPECT_EQ(pair["JPN"].core->links().front().state, Link::up);
  EXPECT_EQ(pair["JPN"].core->common_digest("USA", "real"), pair["USA"].core->common_digest("JPN", "real"));
  EXPECT_EQ(pair["JPN"].core->links().front().streams.front().returned, 1u);
}

// What a person had released counts as released, though the decision is lost with the rest.
TEST(Returned, WhatHadBeenReleasedAtTheDeskComesBackAsReleased) {
  Pair pair;
  pair.connect();
  auto waits = pair.open("JPN", "report", "file", {{"subject", "s"}, {"body", "b"}});
  ASSERT_TRUE(waits) << describe(waits.error());
  ASSERT_EQ(pair["JPN"].core->delivery(waits->records[0], "USA").state, State::withheld);
  const ledger::MemoryStore backup = pair["JPN"].store;
  DeskInput decision{99, {"js-release", "jpn-js-release"}, waits->records[0], "USA", v1::Release::RELEASE, {}, pair.entropy()};
  for (const auto& person : pair["JPN"].core->annex().people)
    if (person.release_authority) decision.actor = {person.account, person.seats.front()};
  decision.reason.set_ja("可");
  pair["JPN"].core->desk(decision, test_now);
  pair.settle();
  ASSERT_EQ(pair["JPN"].core->delivery(waits->records[0], "USA").state, State::receipted);
  pair["JPN"].store = backup;
  for (int start = 0; start < 2; ++start) {
    pair.load("JPN", pair.charter());
    pair["USA"].core->link_down("JPN", {}, test_now);
    pair.connect();
    EXPECT_EQ(pair["JPN"].core->delivery(waits->records[0], "USA").state, State::receipted);
    EXPECT_EQ(pair["JPN"].core->common_digest("USA", "real"), pair["USA"].core->common_digest("JPN", "real"));
  }
}

TEST(Returned, NothingIsTakenBackThatThisNodeDidNotSign) {
  Pair pair;
  pair.connect();
  const ledger::MemoryStore backup = pair["JPN"].store;
  ASSERT_TRUE(pair.open("JPN", "rfi", "ask", {{"question", "q"}}));
  pair["JPN"].store = backup;
  pair.load("JPN", pair.charter());
  pair["USA"].core->link_down("JPN", {}, test_now);
  // The partner's answer, one byte of its record changed.
  for (auto& id : {"JPN", "USA"}) pair[id].core->link_up(Pair::other(id), Pair::pin(Pair::other(id)), test_now);
  bool changed = false;
  for (int round = 0; round < 20 && !changed; ++round)
    for (const std::string id : {"JPN", "USA"})
      for (const auto& outgoing : pair.commit(id).frames) {
        auto frame = *federation::parse_frame(outgoing.frame.value());
        if (frame.has_returned()) {
          frame.mutable_returned()->mutable_record(0)->back() ^= 1;
          changed = true;
        }
        pair[Pair::other(id)].core->frame(id, federation::encode_frame(frame), test_now, pair.entropy());
      }
  ASSERT_TRUE(changed);
  EXPECT_EQ(pair["JPN"].core->ledger_size(), 0u);
  EXPECT_EQ(pair["JPN"].core->links().front().reason.code, "returned.fork");
}

// The date of a record is judged once: what this node had taken cannot be refused by it any more.
TEST(Returned, WhatWeHadTakenIsTakenAgainWhateverTheClockSays) {
  Pair pair;
  pair.connect();
  const ledger::MemoryStore backup = pair["JPN"].store;
  auto asked = pair.open("USA", "rfi", "ask", {{"question", "of the partner"}});
  ASSERT_TRUE(asked);
  auto answer = pair.opening("JPN", "rfi", "answer", {{"answer", "built on it"}});
  answer.command.case_id = asked->case_id;
  pair["JPN"].core->command(answer, test_now);
  pair.settle();
  ASSERT_EQ(pair["USA"].core->casework().find(asked->case_id)->state, "answered");
  auto other = pair.open("USA", "rfi", "ask", {{"question", "nobody built on this one, and it was receipted"}});
  ASSERT_TRUE(other);
  pair["JPN"].store = backup;
  pair.load("JPN", pair.charter());
  pair["USA"].core->link_down("JPN", {}, test_now);
  pair.clock_error = Duration{-3 * 86'400'000};  // from the hello on
  pair.connect();
  EXPECT_EQ(pair["JPN"].core->casework().find(asked->case_id)->state, "answered");
  EXPECT_EQ(pair["USA"].core->casework().find(asked->case_id)->state, "answered");
  EXPECT_TRUE(pair["USA"].core->links().front().refusals.empty());
  EXPECT_NE(pair["JPN"].core->casework().find(other->case_id), nullptr);
  EXPECT_EQ(pair["JPN"].core->common_digest("USA", "real"), pair["USA"].core->common_digest("JPN", "real"));
}

// Only a receipt that is our own, over what the partner signed, says so.
TEST(Returned, AReminderThatIsNoReceiptOfOursIsRefused) {
  Pair pair;
  pair.connect();
  ASSERT_TRUE(pair.open("JPN", "rfi", "ask", {{"question", "q"}}));
  const auto receipt = pair["JPN"].core->receipt(pair["JPN"].core->casework().cases("real").front()->records.front().digest);
  ASSERT_TRUE(receipt);
  v1::Frame frame;
  frame.mutable_taken()->set_context("real");
  frame.mutable_taken()->set_receipt("no receipt");
  pair["JPN"].core->frame("USA", federation::encode_frame(frame), test_now, pair.entropy());
  pair.settle();
  EXPECT_EQ(pair["JPN"].core->links().front().state, Link::refused);
}

}  // namespace
}  // namespace tsugite::core
