// One case that settles two things, one after the other: terms first, then what they came to.
#include <gmock/gmock.h>

#include "casework/test_lab.h"
#include "casework/test_settled.h"

namespace tsugite::casework::testing {
namespace {

std::shared_ptr<const Charter> charter() {
  auto out = std::make_shared<Charter>(*make_charter());
  out->procedures["order"] = order();
  return out;
}

struct Settlements : ::testing::Test {
  std::shared_ptr<const Charter> shared = charter();
  Engine a{"ALPHA", shared}, b{"BRAVO", shared};
  CaseId id;

  std::string act(Engine& engine, Command command) {
    const auto done = engine.run(command);
    if (done) id = case_of(done->front());
    a.receive_all(b);
    b.receive_all(a);
    EXPECT_EQ(a.state({"ALPHA", "BRAVO"}), b.state({"ALPHA", "BRAVO"}));
    EXPECT_EQ(unsettled(*shared, a), "");
    return code_of(done);
  }
  void ordered() {
    auto order = Ask(a, "watch", "order").field(words("what", "fuel")).command;
    order.procedure = "order";
    ASSERT_EQ(act(a, order), "");
  }
};

TEST_F(Settlements, EachByItsOwnProposal) {
  ordered();
  EXPECT_TRUE(a.the(id).settlements.empty());
  ASSERT_EQ(act(b, Ask(b, "watch", "accept", id).on(b.the(id))), "");
  const auto terms = *a.the(id).settled;
  EXPECT_THAT(a.the(id).settlements, ::testing::ElementsAre(std::pair("terms", terms)));
  ASSERT_EQ(act(b, Ask(b, "watch", "value", id).field(words("cost", "VAL-1"))), "");
  EXPECT_EQ(a.the(id).settled, terms) << "what was settled stays, whatever is proposed next";
  EXPECT_NE(a.the(id).proposal, terms);
  ASSERT_EQ(act(a, Ask(a, "watch", "agree", id).on(a.the(id))), "");
  EXPECT_EQ(a.the(id).state, "paid");
  EXPECT_EQ(a.the(id).settlements.at("terms"), terms);
  EXPECT_EQ(a.the(id).settlements.at("value"), *a.the(id).proposal);
  EXPECT_EQ(b.the(id).settlements, a.the(id).settlements);
}

TEST_F(Settlements, AReplyIsOnWhatWasProposedLast) {
  ordered();
  ASSERT_EQ(act(b, Ask(b, "watch", "accept", id).on(b.the(id))), "");
  ASSERT_EQ(act(b, Ask(b, "watch", "value", id).field(words("cost", "VAL-1"))), "");
  EXPECT_EQ(act(a, Ask(a, "watch", "accept-late", id).on(a.the(id))), "casework.no-proposal");
  EXPECT_EQ(a.the(id).state, "valued");
}

TEST_F(Settlements, AProposalHoldsTheFieldsOfItsSettlementOnly) {
  ordered();
  ASSERT_EQ(act(b, Ask(b, "watch", "accept", id).on(b.the(id))), "");
  EXPECT_EQ(act(b, Ask(b, "watch", "value", id).field(words("cost", "1")).field(words("what", "water"))), "casework.field-not-here");
  EXPECT_EQ(act(b, Ask(b, "watch", "value", id)), "casework.field-missing") << "the terms are no valuation";
  ASSERT_EQ(act(b, Ask(b, "watch", "value", id).field(words("cost", "1"))), "");
  const auto& proposal = std::ranges::find(b.ledger(), *b.the(id).proposal, &Kept::digest)->envelope.proposal();
  EXPECT_EQ(proposal.field_size(), 1) << "nothing is carried over from the other settlement";
}

}  // namespace
}  // namespace tsugite::casework::testing
