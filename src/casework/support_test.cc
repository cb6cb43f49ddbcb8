// The life of a support matter between two parties, step by step, and its other ends.
#include <gmock/gmock.h>

#include "casework/test_lab.h"

namespace tsugite::casework::testing {
namespace {

struct Support : ::testing::Test {
  Engine a{"ALPHA"}, b{"BRAVO"};

  void exchange() {
    b.receive_all(a);
    a.receive_all(b);
    ASSERT_EQ(a.state({"ALPHA", "BRAVO"}), b.state({"ALPHA", "BRAVO"}));
  }
  // Runs and hands over; the code of the refusal, or nothing.
  std::string act(Engine& engine, const Command& command) {
    auto done = engine.run(command);
    if (done) exchange();
    return code_of(done);
  }
  CaseId offered() {
    auto done = b.run(Ask(b, "cell", "offer").field(words("what", "airlift")).field(tons(20000)));
    EXPECT_TRUE(done.has_value()) << describe(done.error());
    exchange();
    return case_of(done->back());
  }
  CaseId requested() {
    auto need = a.run(Ask(a, "watch", "register").field(words("what", "water")));
    EXPECT_TRUE(need.has_value()) << describe(need.error());
    const auto id = case_of(need->back());
    EXPECT_EQ(code_of(a.run(Ask(a, "cell", "request", id).field(words("what", "water")))), "casework.home-first");
    EXPECT_EQ(code_of(a.run(Ask(a, "watch", "validate", id))), "");
    EXPECT_EQ(act(a, Ask(a, "cell", "request", id).field(words("what", "water")).field(tons(5000))), "");
    return id;
  }
};

TEST_F(Support, FromNeedToClose) {
  const auto id = requested();
  EXPECT_EQ(a.the(id).home_state, "validated");
  EXPECT_EQ(b.the(id).home_state, "start");
  EXPECT_EQ(b.the(id).records.size(), 2u) << "the partner holds the proposal and the step, nothing of home";
  EXPECT_EQ(b.the(id).state, "requested");
  EXPECT_EQ(b.the(id).roles.at("provider"), "BRAVO");
  const auto first = *b.the(id).proposal;

  ASSERT_EQ(act(b, Ask(b, "cell", "counter", id).field(tons(3000))), "");
  const auto second = *a.the(id).proposal;
  EXPECT_NE(first, second);
  ASSERT_EQ(a.the(id).replies.size(), 1u);
  EXPECT_EQ(a.the(id).replies[0].party, "BRAVO");
  EXPECT_EQ(a.the(id).settled, std::nullopt);

  ASSERT_EQ(act(a, Ask(a, "cell", "agree", id).on(a.the(id))), "");
  EXPECT_EQ(a.the(id).state, "coordinated");
  EXPECT_EQ(b.the(id).settled, second);
  EXPECT_EQ(b.the(id).replies.size(), 2u);

  EXPECT_EQ(code_of(a.run(Ask(a, "watch", "order", id).basis("act-83"))), "casework.number-missing");
  EXPECT_EQ(code_of(a.run(Ask(a, "watch", "order", id).number("A-1"))), "casework.basis-missing");
  EXPECT_EQ(code_of(a.run(Ask(a, "watch", "order", id).number("A-1").basis("else"))), "casework.basis-unknown");
  ASSERT_EQ(act(a, Ask(a, "watch", "order", id).number("A-1").basis("act-83")), "");
  EXPECT_EQ(a.the(id).state, "coordinated") << "each has its own order to enter";
  EXPECT_EQ(code_of(a.run(Ask(a, "watch", "order", id).number("A-2").basis("act-83"))), "casework.taken");
  ASSERT_EQ(act(b, Ask(b, "watch", "order", id).number("B-7")), "");
  EXPECT_EQ(a.the(id).state, "executing");
  EXPECT_THAT(a.the(id).numbers, ::testing::ElementsAre(std::pair("ALPHA", "A-1"), std::pair("BRAVO", "B-7")));

  ASSERT_EQ(act(b, Ask(b, "watch", "progress", id).field(words("remark", "half"))), "");
  EXPECT_EQ(code_of(b.run(Ask(b, "watch", "confirm", id))), "casework.role");
  ASSERT_EQ(act(a, Ask(a, "watch", "confirm", id)), "");
  EXPECT_EQ(code_of(a.run(Ask(a, "watch", "close", id))), "casework.seat-not-permitted") << "only a director closes";
  ASSERT_EQ(act(b, Ask(b, "chief", "close", id)), "");
  EXPECT_TRUE(a.the(id).ended);
  EXPECT_EQ(a.the(id).settled, second);
  EXPECT_EQ(code_of(a.run(Ask(a, "watch", "progress", id).field(words("remark", "late")))), "casework.state");
}

TEST_F(Support, WhatIsSettledStandsUntilALaterSettlement) {
  const auto id = offered();
  ASSERT_EQ(act(a, Ask(a, "cell", "agree", id).on(a.the(id))), "");
  const auto settled = *a.the(id).settled;
  ASSERT_EQ(act(a, Ask(a, "watch", "order", id).number("A-1").basis("act-83")), "");
  ASSERT_EQ(act(b, Ask(b, "watch", "order", id).number("B-1")), "");
  ASSERT_EQ(act(b, Ask(b, "watch", "revise", id).field(tons(9000))), "");
  EXPECT_NE(*a.the(id).proposal, settled);
  EXPECT_EQ(*a.the(id).settled, settled);
  ASSERT_EQ(act(a, Ask(a, "watch", "agree-revision", id).on(a.the(id))), "");
  EXPECT_EQ(a.the(id).settled, a.the(id).proposal);
  EXPECT_EQ(a.the(id).state, "coordinated");
  EXPECT_EQ(act(b, Ask(b, "watch", "order", id).number("B-2")), "") << "what was taken in an earlier round is asked anew";
}

TEST_F(Support, EndsWithoutSettling) {
  const auto declined = offered();
  EXPECT_EQ(act(a, Ask(a, "cell", "not-needed", declined).field(words("remark", "thank you"))), "");
  EXPECT_EQ(b.the(declined).state, "not-needed");
  const auto refused = requested();
  EXPECT_EQ(code_of(b.run(Ask(b, "cell", "unable", refused))), "casework.field-missing") << "unable says why";
  EXPECT_EQ(act(b, Ask(b, "cell", "unable", refused).field(words("reason", "no crew"))), "");
  EXPECT_EQ(a.the(refused).state, "unable");
  EXPECT_TRUE(a.the(refused).ended);
  EXPECT_EQ(a.the(refused).settled, std::nullopt);
}

TEST_F(Support, AReplySpeaksOfTheProposalThePersonLookedAt) {
  const auto id = offered();
  const Case looked_at = a.the(id);
  ASSERT_EQ(act(b, Ask(b, "cell", "counter", id).field(tons(1000))), "");
  EXPECT_EQ(code_of(a.run(Ask(a, "cell", "agree", id).on(looked_at))), "casework.proposal-changed");
  EXPECT_EQ(code_of(a.run(Ask(a, "cell", "agree", id))), "casework.proposal-changed") << "looked at nothing";
  EXPECT_EQ(code_of(b.run(Ask(b, "cell", "agree", id).on(b.the(id)))), "casework.replied") << "a proposal is its own side's reply";
  EXPECT_EQ(act(a, Ask(a, "cell", "agree", id).on(a.the(id))), "");
}

TEST_F(Support, ACounterProposalCarriesOverWhatItDoesNotChange) {
  const auto id = offered();
  ASSERT_EQ(act(a, Ask(a, "cell", "counter", id).field(tons(1500))), "");
  const auto proposal_of = [&](const Engine& engine) {
    const auto digest = *engine.the(id).proposal;
    return std::ranges::find(engine.ledger(), digest, &Kept::digest)->envelope.proposal();
  };
  auto proposal = proposal_of(b);
  ASSERT_EQ(proposal.field_size(), 2);
  EXPECT_EQ(proposal.field(0).text().en(), "airlift");
  EXPECT_EQ(proposal.field(0).text().original(), "en");
  EXPECT_EQ(proposal.field(1).quantity().milli(), 1500);
  v1::Field out;
  out.set_name("amount");
  ASSERT_EQ(act(b, Ask(b, "cell", "counter", id).field(out)), "");
  proposal = proposal_of(a);
  ASSERT_EQ(proposal.field_size(), 1) << "a field named without a value is taken out";
}

TEST_F(Support, RemarksThatCrossAnAnswerStand) {
  const auto id = offered();
  ASSERT_EQ(act(a, Ask(a, "cell", "agree", id).on(a.the(id))), "");
  auto remark = b.run(Ask(b, "watch", "progress", id).field(words("remark", "ready")));
  auto order = a.run(Ask(a, "watch", "order", id).number("A-1").basis("act-83"));
  ASSERT_TRUE(remark && order);
  exchange();
  EXPECT_EQ(record_of(a.the(id), remark->back().digest).standing, Standing::remark);
  EXPECT_EQ(a.the(id).heads.size(), 2u);
  ASSERT_EQ(act(b, Ask(b, "watch", "order", id).number("B-1")), "");
  EXPECT_EQ(a.the(id).heads.size(), 1u) << "the next record names both";
}

// Either may arrive first: the procedure says which one counts.
struct Crossing {
  const char* name;
  const char* a_step;
  const char* b_step;
  const char* state;
  const char* loser;  // party whose step is void
};

class Crossed : public Support, public ::testing::WithParamInterface<Crossing> {};

TEST_P(Crossed, PrecedenceDecidesInEitherOrder) {
  const auto& p = GetParam();
  const auto id = offered();
  const auto command = [&](Engine& engine, const std::string& step) {
    Ask out(engine, "cell", step, id);
    if (step == "agree") out.on(engine.the(id));
    if (step == "counter") out.field(tons(engine.party() == "ALPHA" ? 700 : 800));
    return out;
  };
  auto of_a = a.run(command(a, p.a_step)), of_b = b.run(command(b, p.b_step));
  ASSERT_TRUE(of_a) << describe(of_a.error());
  ASSERT_TRUE(of_b) << describe(of_b.error());
  Engine late_a("ALPHA"), late_b("BRAVO");  // a third and fourth holder, each with the other order of arrival
  const auto records = [](Engine& to, const Engine& first, const Engine& second) {
    to.receive_all(first);
    to.receive_all(second);
  };
  records(late_a, a, b);
  records(late_b, b, a);
  exchange();
  for (Engine* engine : {&a, &b, &late_a, &late_b}) {
    EXPECT_EQ(engine->the(id).state, p.state);
    const auto& lost = std::string(p.loser) == "ALPHA" ? of_a->back() : of_b->back();
    const auto& won = std::string(p.loser) == "ALPHA" ? of_b->back() : of_a->back();
    EXPECT_EQ(record_of(engine->the(id), lost.digest).standing, Standing::void_precedence);
    EXPECT_EQ(record_of(engine->the(id), lost.digest).why.code, "casework.precedence");
    EXPECT_EQ(record_of(engine->the(id), won.digest).standing, Standing::effective);
    EXPECT_EQ(engine->state({"ALPHA", "BRAVO"}), a.state({"ALPHA", "BRAVO"}));
  }
}

INSTANTIATE_TEST_SUITE_P(Table, Crossed,
                         ::testing::Values(Crossing{"accept_over_withdraw", "agree", "withdraw", "coordinated", "BRAVO"},
                                           Crossing{"accept_over_counter", "agree", "counter", "coordinated", "BRAVO"},
                                           Crossing{"counter_over_withdraw", "counter", "withdraw", "offered", "BRAVO"},
                                           Crossing{"decline_over_withdraw", "not-needed", "withdraw", "not-needed", "BRAVO"},
                                           Crossing{"withdraw_on_both_sides", "withdraw", "withdraw", "withdrawn", "BRAVO"}),
                         [](const auto& one) { return std::string(one.param.name); });

}  // namespace
}  // namespace tsugite::casework::testing
