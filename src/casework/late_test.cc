// A queued record judged again at send: what a partner did meanwhile makes it late, its own side's order and a remark do not.
#include "casework/test_lab.h"

namespace tsugite::casework::testing {
namespace {

struct Late : ::testing::Test {
  Engine a{"ALPHA"}, b{"BRAVO"};
  CaseId id;

  void SetUp() override {
    auto offer = b.run(Ask(b, "cell", "offer").field(words("what", "airlift")));
    ASSERT_TRUE(offer);
    id = case_of(offer->back());
    a.receive_all(b);
  }
  std::string late(Engine& engine, const Kept& record) {
    auto result = engine.casework().decide_at_send(record.digest);
    return result ? "" : result.error().code;
  }
  void withdraw_own(Engine& engine, const Kept& record) {
    auto out = record.envelope;
    out.clear_body();
    out.clear_after();
    out.clear_audience();
    out.add_audience(engine.party());
    out.mutable_voided()->set_record(record.digest.bytes());
    out.mutable_voided()->set_code("casework.late");
    engine.keep(sealed(out));
  }
};

TEST_F(Late, TheWinnerOfAPrecedenceIsStillLateIfItHadTheOther) {
  auto agree = a.run(Ask(a, "cell", "agree", id).on(a.the(id)));
  ASSERT_TRUE(agree);
  EXPECT_EQ(late(a, agree->back()), "");
  ASSERT_TRUE(b.run(Ask(b, "cell", "withdraw", id)));
  a.receive_all(b);
  EXPECT_EQ(a.the(id).state, "coordinated") << "as long as it stands, precedence is what counts";
  EXPECT_EQ(late(a, agree->back()), "casework.late");
  withdraw_own(a, agree->back());
  EXPECT_EQ(record_of(a.the(id), agree->back().digest).standing, Standing::void_late);
  EXPECT_EQ(a.the(id).state, "withdrawn");
  EXPECT_EQ(a.the(id).settled, std::nullopt);
  EXPECT_EQ(a.state({"ALPHA", "BRAVO"}), b.state({"ALPHA", "BRAVO"})) << "the partner never had it";
  EXPECT_EQ(late(a, agree->back()), "casework.late");
}

// Withdrawn here, though a third party had it already, before this node was set back: what was sent stands.
TEST_F(Late, WhatTurnsOutToHaveBeenSentCountsAgain) {
  auto counter = a.run(Ask(a, "cell", "counter", id).field(tons(1)));
  ASSERT_TRUE(counter);
  const auto counted = a.state({"ALPHA", "BRAVO"});
  withdraw_own(a, counter->back());
  ASSERT_EQ(record_of(a.the(id), counter->back().digest).standing, Standing::void_late);
  a.casework().release(counter->back().digest);
  EXPECT_EQ(a.state({"ALPHA", "BRAVO"}), counted);
  b.receive_all(a);
  EXPECT_EQ(a.state({"ALPHA", "BRAVO"}), b.state({"ALPHA", "BRAVO"}));
}

TEST_F(Late, TheProposalGoesWithItsStep) {
  auto counter = a.run(Ask(a, "cell", "counter", id).field(tons(1)));
  ASSERT_TRUE(counter);
  ASSERT_TRUE(b.run(Ask(b, "cell", "withdraw", id)));
  a.receive_all(b);
  EXPECT_EQ(late(a, counter->front()), "casework.late");
  EXPECT_EQ(late(a, counter->back()), "casework.late");
  withdraw_own(a, counter->back());
  EXPECT_EQ(record_of(a.the(id), counter->front().digest).standing, Standing::void_late);
  EXPECT_EQ(a.the(id).heads, b.the(id).heads) << "nothing that follows rests on what was not sent";
  EXPECT_EQ(a.state({"ALPHA", "BRAVO"}), b.state({"ALPHA", "BRAVO"}));
}

TEST_F(Late, RemarksAndEachSidesOwnOrderAreNot) {
  ASSERT_TRUE(a.run(Ask(a, "cell", "agree", id).on(a.the(id))));
  b.receive_all(a);
  auto remark = a.run(Ask(a, "watch", "progress", id).field(words("remark", "ready")));
  auto order = a.run(Ask(a, "watch", "order", id).number("A-1").basis("act-83"));
  ASSERT_TRUE(remark && order);
  ASSERT_TRUE(b.run(Ask(b, "watch", "order", id).number("B-1")));
  a.receive_all(b);
  EXPECT_EQ(late(a, remark->back()), "");
  EXPECT_EQ(late(a, order->back()), "");
  EXPECT_EQ(a.the(id).state, "executing");
}

TEST_F(Late, WhatRestsOnAWithdrawnRecordIsNotSentEither) {
  ASSERT_TRUE(a.run(Ask(a, "cell", "agree", id).on(a.the(id))));
  const auto agreed = a.ledger().back();
  auto remark = a.run(Ask(a, "watch", "progress", id).field(words("remark", "ready")));
  ASSERT_TRUE(remark);
  withdraw_own(a, agreed);
  EXPECT_EQ(late(a, remark->back()), "casework.rests-on-void");
}

TEST_F(Late, OnlyOurOwnWordWithdraws) {
  withdraw_own(a, b.ledger().back());
  EXPECT_EQ(a.the(id).state, "offered") << "a partner's record is not ours to withdraw";
  EXPECT_EQ(late(a, Kept{sha256("unknown"), {}}), "") << "a record of no case is not judged here";
}

}  // namespace
}  // namespace tsugite::casework::testing
