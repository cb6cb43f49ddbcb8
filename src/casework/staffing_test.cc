// Staffing: who drafts, who is asked, who decides, and that none of it leaves.
#include <gmock/gmock.h>

#include "casework/test_lab.h"

namespace tsugite::casework::testing {
namespace {

using Kind = Command::Kind;

struct Staffing : ::testing::Test {
  Engine a{"ALPHA"}, b{"BRAVO"};
  CaseId id;

  void SetUp() override {
    auto draft = b.run(Ask(b, "watch", "formal-offer").kind(Kind::draft).field(words("what", "airlift")).field(tons(20000)));
    ASSERT_TRUE(draft) << describe(draft.error());
    ASSERT_EQ(draft->size(), 1u);
    id = case_of(draft->front());
  }
  const Round& round() { return b.the(id).rounds.at(0); }
  Ask ask(const std::string& seat, Kind kind) { return Ask(b, seat, "", id).kind(kind).round(round()); }
  std::string act(const Command& command) { return code_of(b.run(command)); }
  void all_concur() {
    ASSERT_EQ(act(ask("lawyer", Kind::concur)), "");
    ASSERT_EQ(act(ask("treasurer", Kind::concur)), "");
  }
  std::vector<Waiting::Why> waits(const std::string& seat) {
    std::vector<Waiting::Why> out;
    for (const auto& one : b.casework().waiting("real", {"", "BRAVO-" + seat}, {b.now})) out.push_back(one.why);
    return out;
  }
};

TEST_F(Staffing, TheWholeRound) {
  using Why = Waiting::Why;
  EXPECT_THAT(round().asked, ::testing::ElementsAre(std::pair("BRAVO-law", "waiting"), std::pair("BRAVO-money", "waiting")));
  EXPECT_THAT(round().deciders, ::testing::ElementsAre("BRAVO-chief", "BRAVO-deputy"));
  EXPECT_THAT(waits("lawyer"), ::testing::ElementsAre(Why::concurrence));
  EXPECT_THAT(waits("chief"), ::testing::IsEmpty());

  EXPECT_EQ(act(ask("chief", Kind::decide)), "casework.not-concurred");
  EXPECT_EQ(act(ask("watch", Kind::concur)), "casework.not-asked");
  EXPECT_EQ(act(ask("lawyer", Kind::nonconcur)), "casework.reason-missing");
  ASSERT_EQ(act(ask("lawyer", Kind::nonconcur).why("by what right?")), "");
  EXPECT_EQ(round().reasons.at("BRAVO-law").en(), "by what right?");
  EXPECT_THAT(waits("lawyer"), ::testing::IsEmpty());
  EXPECT_THAT(waits("watch"), ::testing::ElementsAre(Why::redraft));
  EXPECT_THAT(waits("cell"), ::testing::ElementsAre(Why::redraft)) << "the drafting organisation, not one seat";
  ASSERT_EQ(act(ask("treasurer", Kind::concur)), "");
  EXPECT_EQ(act(ask("chief", Kind::decide)), "casework.not-concurred") << "one nonconcurrence is enough";

  const auto old = ask("lawyer", Kind::concur);
  EXPECT_EQ(act(ask("lawyer", Kind::amend).field(tons(9000))), "casework.not-drafter");
  ASSERT_EQ(act(ask("cell", Kind::amend).field(tons(9000))), "");
  EXPECT_EQ(round().version, 2u);
  EXPECT_EQ(round().asked.at("BRAVO-money"), "waiting") << "everyone is asked anew";
  EXPECT_TRUE(round().reasons.empty());
  EXPECT_EQ(act(old), "casework.text-changed");
  all_concur();
  EXPECT_THAT(waits("chief"), ::testing::ElementsAre(Why::decision));
  EXPECT_THAT(waits("deputy"), ::testing::ElementsAre(Why::decision)) << "who decides for the chief";
  EXPECT_THAT(waits("watch"), ::testing::IsEmpty());

  EXPECT_EQ(act(ask("watch", Kind::decide)), "casework.not-decider") << "listed, but the step is not for that seat";
  auto decided = b.run(ask("deputy", Kind::decide));
  ASSERT_TRUE(decided) << describe(decided.error());
  ASSERT_EQ(decided->size(), 3u);
  EXPECT_TRUE((*decided)[0].home());
  EXPECT_EQ((*decided)[0].envelope.staffing().act(), v1::Staffing::DECIDE);
  const auto& proposal = (*decided)[1].envelope.proposal();
  EXPECT_EQ(proposal.field(0).text().en(), "airlift") << "what the amendment leaves out stays";
  EXPECT_EQ(proposal.field(1).quantity().milli(), 9000);
  EXPECT_EQ((*decided)[2].envelope.step().proposal(), (*decided)[1].digest.bytes());
  EXPECT_EQ((*decided)[2].envelope.seat(), "BRAVO-deputy");
  EXPECT_EQ(b.the(id).state, "offered");
  EXPECT_EQ(round().status, Round::Status::decided);
  EXPECT_EQ(act(ask("chief", Kind::decide)), "casework.round-closed");

  a.receive_all(b);
  EXPECT_EQ(a.the(id).state, "offered");
  EXPECT_TRUE(a.the(id).rounds.empty());
  EXPECT_EQ(a.state({"ALPHA", "BRAVO"}), b.state({"ALPHA", "BRAVO"}));
}

TEST_F(Staffing, NothingOfItIsNamedInWhatIsReleased) {
  all_concur();
  auto decided = b.run(ask("chief", Kind::decide));
  ASSERT_TRUE(decided);
  std::set<std::string> home;
  for (const auto& record : b.ledger())
    if (record.home()) home.insert(record.digest.bytes());
  ASSERT_EQ(home.size(), 4u);
  for (const auto& record : b.ledger()) {
    if (record.home()) {
      EXPECT_THAT(record.envelope.label().releasable_to(), ::testing::ElementsAre("BRAVO"));
      continue;
    }
    const auto bytes = ledger::encode(record.envelope);
    for (const auto& digest : home) EXPECT_EQ(bytes.find(digest), std::string::npos);
    EXPECT_THAT(record.envelope.audience(), ::testing::ElementsAre("ALPHA", "BRAVO"));
  }
}

TEST_F(Staffing, AMindMayChange) {
  ASSERT_EQ(act(ask("lawyer", Kind::concur)), "");
  ASSERT_EQ(act(ask("lawyer", Kind::nonconcur).why("on reflection")), "");
  EXPECT_EQ(round().asked.at("BRAVO-law"), "nonconcurred");
  ASSERT_EQ(act(ask("lawyer", Kind::concur)), "");
  EXPECT_EQ(round().asked.at("BRAVO-law"), "concurred");
  EXPECT_FALSE(round().reasons.contains("BRAVO-law"));
}

TEST_F(Staffing, AStaffedStepIsNotTakenDirectly) {
  EXPECT_EQ(act(Ask(b, "chief", "formal-offer").field(words("what", "x"))), "casework.staffing-needed");
  EXPECT_EQ(act(Ask(b, "watch", "formal-offer", id).kind(Kind::draft).field(words("what", "x"))), "casework.round-open");
  EXPECT_EQ(act(Ask(b, "lawyer", "", id).kind(Kind::concur)), "casework.no-round");
  auto other = ask("lawyer", Kind::concur);
  other.command.organisation = "BRAVO-money";
  EXPECT_EQ(act(other), "casework.other-organisation");
}

TEST_F(Staffing, Withdrawn) {
  EXPECT_EQ(act(ask("lawyer", Kind::withdraw)), "casework.not-drafter");
  ASSERT_EQ(act(ask("cell", Kind::withdraw)), "");
  EXPECT_EQ(round().status, Round::Status::withdrawn);
  EXPECT_EQ(act(ask("lawyer", Kind::concur)), "casework.round-closed");
  EXPECT_EQ(act(Ask(b, "watch", "formal-offer", id).kind(Kind::draft).field(words("what", "again"))), "");
  EXPECT_EQ(b.the(id).rounds.size(), 2u);
}

TEST_F(Staffing, ADraftIsJudgedAgainWhenDecided) {
  all_concur();
  ASSERT_EQ(act(ask("chief", Kind::decide)), "");
  a.receive_all(b);
  // Two sides draft against the same proposal; one is decided first.
  auto reply = a.run(Ask(a, "watch", "formal-agree", id).kind(Kind::draft).on(a.the(id)));
  ASSERT_TRUE(reply) << describe(reply.error());
  auto counter = a.run(Ask(a, "watch", "formal-counter", id).kind(Kind::draft).field(tons(1000)));
  ASSERT_TRUE(counter) << describe(counter.error());
  ASSERT_EQ(code_of(b.run(Ask(b, "cell", "counter", id).field(tons(500)))), "");
  a.receive_all(b);
  const auto round_of_a = [&](std::size_t i) { return a.the(id).rounds.at(i); };
  ASSERT_EQ(code_of(a.run(Ask(a, "lawyer", "", id).kind(Kind::concur).round(round_of_a(0)))), "");
  EXPECT_EQ(code_of(a.run(Ask(a, "chief", "", id).kind(Kind::decide).round(round_of_a(0)))), "casework.proposal-changed");
  EXPECT_EQ(code_of(a.run(Ask(a, "chief", "", id).kind(Kind::decide).round(round_of_a(1)))), "casework.proposal-changed")
      << "no rule asks anyone, and still the text was written against another proposal";
  EXPECT_EQ(a.the(id).state, "offered");

  ASSERT_EQ(code_of(a.run(Ask(a, "watch", "", id).kind(Kind::amend).round(round_of_a(0)).on(a.the(id)))), "");
  ASSERT_EQ(code_of(a.run(Ask(a, "lawyer", "", id).kind(Kind::concur).round(round_of_a(0)))), "");
  ASSERT_EQ(code_of(a.run(Ask(a, "chief", "", id).kind(Kind::decide).round(round_of_a(0)))), "");
  EXPECT_EQ(a.the(id).state, "coordinated");
  EXPECT_EQ(code_of(a.run(Ask(a, "chief", "", id).kind(Kind::decide).round(round_of_a(1)))), "casework.state");
}

TEST(StaffingOpen, WithoutARuleTheSeatsOfTheStepDecide) {
  Engine a{"ALPHA"}, b{"BRAVO"};
  auto offer = b.run(Ask(b, "cell", "offer").field(words("what", "fuel")));
  ASSERT_TRUE(offer);
  a.receive_all(b);
  const auto id = case_of(offer->back());
  ASSERT_EQ(code_of(a.run(Ask(a, "lawyer", "formal-counter", id).kind(Kind::draft).field(tons(1)))), "");
  const auto& round = a.the(id).rounds.at(0);
  EXPECT_TRUE(round.asked.empty());
  EXPECT_THAT(round.deciders, ::testing::ElementsAre("ALPHA-cell", "ALPHA-chief", "ALPHA-deputy"));
  EXPECT_EQ(code_of(a.run(Ask(a, "cell", "", id).kind(Kind::decide).round(round))), "");
  EXPECT_EQ(a.the(id).replies.front().party, "ALPHA");
}

}  // namespace
}  // namespace tsugite::casework::testing
