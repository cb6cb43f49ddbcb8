// 専決, 代決 and 後閲: who decides in another's place, what stands of it at home, and what leaves.
#include <gmock/gmock.h>

#include "casework/test_lab.h"

namespace tsugite::casework::testing {
namespace {

using Kind = Command::Kind;
using Why = Waiting::Why;
using charter::Delegation;

charter::Day day(const std::string& date) { return charter::days_between(date, "").first; }

std::shared_ptr<charter::Annex> annex() {
  auto out = std::make_shared<charter::Annex>(*make_annex("BRAVO"));
  out->clearance = {{"support", "formal-offer", {}, {"BRAVO-chief"}}};
  for (const auto* seat : {"watch", "chief", "deputy", "lawyer", "treasurer"})
    out->people.push_back({seat, {}, {std::string("BRAVO-") + seat}, ""});
  out->delegations = {{"by-rule",
                       Delegation::Kind::standing,
                       "BRAVO-treasurer",
                       "BRAVO-chief",
                       "support",
                       {"formal-offer"},
                       charter::days_between("2026-04-01", "2027-03-31"),
                       both("rule 3")},
                      {"away", Delegation::Kind::absence, "BRAVO-deputy", "BRAVO-chief", "*", {}, {}, both("rule 12")},
                      {"elsewhere", Delegation::Kind::standing, "BRAVO-lawyer", "BRAVO-chief", "rfi", {}, {}, both("rule 4")}};
  out->absences = {{"BRAVO-chief", charter::days_between("2026-08-11", "2026-08-16")}};
  return out;
}

struct Deputies : ::testing::Test {
  Engine a{"ALPHA"};
  std::shared_ptr<charter::Annex> own = annex();
  std::unique_ptr<Engine> b = std::make_unique<Engine>("BRAVO", make_charter(), own);
  CaseId id;

  void SetUp() override { on("2026-06-01"); }
  void on(const std::string& date) { b->now = std::int64_t{day(date)} * 86'400'000; }
  void draft() {
    auto made = b->run(Ask(*b, "watch", "formal-offer").kind(Kind::draft).field(words("what", "airlift")));
    ASSERT_TRUE(made) << describe(made.error());
    id = case_of(made->front());
  }
  const Round& round() { return b->the(id).rounds.at(0); }
  Ask ask(const std::string& seat, Kind kind) { return Ask(*b, seat, "", id).kind(kind).round(round()); }
  std::string act(const Command& command) { return code_of(b->run(command)); }
  std::vector<Why> waits(const std::string& seat) {
    std::vector<Why> out;
    for (const auto& one : b->casework().waiting("real", {"", "BRAVO-" + seat}, {b->now})) out.push_back(one.why);
    return out;
  }
};

TEST_F(Deputies, ByAStandingDelegation) {
  draft();
  EXPECT_THAT(round().deciders, ::testing::ElementsAre("BRAVO-chief"));
  EXPECT_THAT(waits("treasurer"), ::testing::ElementsAre(Why::decision));
  EXPECT_THAT(waits("lawyer"), ::testing::IsEmpty()) << "delegated for another procedure";
  EXPECT_EQ(act(ask("lawyer", Kind::decide)), "casework.not-decider");
  ASSERT_EQ(act(ask("treasurer", Kind::decide)), "");
  EXPECT_EQ(round().decided_by, "BRAVO-treasurer");
  ASSERT_TRUE(round().in_place);
  EXPECT_EQ(round().in_place->of, "BRAVO-chief");
  EXPECT_EQ(round().in_place->delegation, "by-rule");
  EXPECT_FALSE(round().in_place->in_absence);
  EXPECT_THAT(waits("chief"), ::testing::Not(::testing::Contains(Why::review))) << "what is delegated is not looked at afterwards";
  EXPECT_EQ(act(ask("chief", Kind::seen)), "casework.nothing-to-see");
}

TEST_F(Deputies, ADelegationHasItsDates) {
  on("2027-04-01");
  draft();
  EXPECT_THAT(waits("treasurer"), ::testing::IsEmpty());
  EXPECT_EQ(act(ask("treasurer", Kind::decide)), "casework.not-decider");
}

TEST_F(Deputies, InAnAbsenceThatIsSaid) {
  draft();
  EXPECT_THAT(waits("deputy"), ::testing::IsEmpty()) << "the chief is there, as far as anybody knows";
  EXPECT_TRUE(round().may_decide("BRAVO-deputy", day("2026-06-01")));
  EXPECT_EQ(act(ask("deputy", Kind::decide)), "casework.absence-unsaid");
  ASSERT_EQ(act(ask("deputy", Kind::decide).why("in flight, cannot be reached")), "");
  EXPECT_TRUE(round().in_place->in_absence);
  EXPECT_THAT(waits("chief"), ::testing::Contains(Why::review));
  EXPECT_THAT(waits("deputy"), ::testing::Not(::testing::Contains(Why::review)));
  EXPECT_EQ(act(ask("deputy", Kind::seen)), "casework.nothing-to-see") << "only who was absent";
  ASSERT_EQ(act(ask("chief", Kind::seen)), "");
  EXPECT_TRUE(round().seen);
  EXPECT_THAT(waits("chief"), ::testing::Not(::testing::Contains(Why::review)));
  EXPECT_EQ(act(ask("chief", Kind::seen)), "casework.nothing-to-see");
}

TEST_F(Deputies, InAnAbsenceThatTheAnnexTells) {
  on("2026-08-12");
  draft();
  EXPECT_THAT(waits("deputy"), ::testing::ElementsAre(Why::decision));
  EXPECT_EQ(act(ask("deputy", Kind::decide)), "");
}

TEST_F(Deputies, WhileNobodyHoldsTheSeat) {
  own->people.erase(own->people.begin() + 1);
  draft();
  EXPECT_THAT(waits("deputy"), ::testing::ElementsAre(Why::decision));
  ASSERT_EQ(act(ask("deputy", Kind::decide)), "");
  EXPECT_THAT(waits("chief"), ::testing::Contains(Why::review)) << "the seat's mailbox outlives its holder";
}

TEST_F(Deputies, WhatLeavesNamesTheOffice) {
  draft();
  const auto decided = b->run(ask("deputy", Kind::decide).why("in flight"));
  ASSERT_TRUE(decided);
  ASSERT_EQ(decided->size(), 3u);
  const auto& decision = (*decided)[0].envelope;
  EXPECT_EQ(decision.seat(), "BRAVO-deputy");
  EXPECT_EQ(decision.staffing().on_behalf(), "BRAVO-chief");
  EXPECT_EQ(decision.staffing().authority(), v1::Staffing::IN_ABSENCE);
  EXPECT_EQ(decision.staffing().delegation(), "away");
  for (std::size_t i : {1u, 2u}) {
    EXPECT_EQ((*decided)[i].envelope.seat(), "BRAVO-chief");
    EXPECT_EQ(ledger::encode((*decided)[i].envelope).find("deputy"), Bytes::npos);
  }
  a.receive_all(*b);
  EXPECT_EQ(a.the(id).state, "offered");
  EXPECT_TRUE(a.the(id).rounds.empty());
}

TEST_F(Deputies, TheSameAfterARestart) {
  draft();
  ASSERT_EQ(act(ask("deputy", Kind::decide).why("in flight")), "");
  Engine again("BRAVO", make_charter(), own);
  for (const auto& record : b->ledger()) again.keep(record);
  const auto& kept = again.the(id).rounds.at(0);
  EXPECT_TRUE(kept.to_be_seen_by("BRAVO-chief"));
  EXPECT_EQ(kept.in_place->delegation, "away");
}

}  // namespace
}  // namespace tsugite::casework::testing
