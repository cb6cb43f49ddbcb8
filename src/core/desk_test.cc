#include <gtest/gtest.h>

#include "core/test_pair.h"
#include "ledger/envelope.h"

namespace tsugite::core {
namespace {

const casework::Actor officer{"release", "jpn-release-officer"}, deputy{"release-deputy", "jpn-release-officer"}, second_seat{"release", "jpn-js-j3-watch"};

// Two accounts with release authority, one of them in two seats, and reports that leave only by two persons.
void two_persons_for_reports(charter::Annex& annex) {
  for (auto& person : annex.people)
    if (person.account == "release") person.seats.emplace_back("jpn-js-j3-watch");
  charter::Person another = *annex.person("release");
  another.account = "release-deputy";
  annex.people.push_back(another);
  for (auto& rule : annex.release)
    if (rule.id == "reports") rule.two_persons = true;
}

class Desk : public ::testing::Test {
 protected:
  Digest report(const std::string& body = "b") {
    auto done = pair.open("JPN", "report", "file", {{"subject", "道路"}, {"body", body}});
    EXPECT_TRUE(done) << describe(done.error());
    case_id = done->case_id;
    return done->records[0];
  }
  void with_two_persons() {
    pair.change_annex = two_persons_for_reports;
    pair.load("JPN", pair.charter());
    pair.connect();
  }
  Core& japan() { return *pair["JPN"].core; }
  bool partner_has_it() { return pair["USA"].core->casework().find(case_id) != nullptr; }
  Pair pair;
  CaseId case_id;
};

TEST_F(Desk, ThePreviewIsExactlyTheBytesThatArriveOnceReleased) {
  pair.connect();
  const Digest record = report();
  auto preview = japan().preview(record, "USA");
  ASSERT_TRUE(preview) << describe(preview.error());
  EXPECT_EQ(preview->records, std::vector<Digest>{record});
  EXPECT_TRUE(preview->awaits.empty());
  EXPECT_FALSE(preview->unreachable);
  EXPECT_EQ(preview->now.verdict, label::Decision::Verdict::desk);
  EXPECT_EQ(preview->now.rule, "reports") << "the rule that keeps it is named";
  EXPECT_TRUE(preview->released.released());
  ASSERT_TRUE(pair.judge("JPN", record, v1::Release::RELEASE, officer, "確認済み"));
  const auto there = pair["USA"].core->index_of(record);
  ASSERT_TRUE(there);
  EXPECT_EQ(pair["USA"].core->entry(*there)->bytes, japan().entry(*japan().index_of(record))->bytes);
  EXPECT_EQ(japan().preview(record, "USA").error().code, "desk.settled") << "it is no longer at the desk";
}

TEST_F(Desk, ThePreviewOfWhatNeverLeavesSaysWhy) {
  auto done = pair.open("JPN", "report", "file", {{"subject", "s"}, {"body", "b"}}, "PERSONAL");
  auto preview = japan().preview(done->records[0], "USA");
  ASSERT_TRUE(preview);
  EXPECT_EQ(preview->now.code, "guard.caveat");
  EXPECT_FALSE(preview->released.released());
}

// Released, and the link is down: what follows it goes after it.
TEST_F(Desk, ThePreviewNamesWhatGoesBefore) {
  const Digest filed = report();
  ASSERT_TRUE(pair.judge("JPN", filed, v1::Release::RELEASE, officer, "確認済み"));
  auto update = pair.opening("JPN", "report", "update", {{"body", "c"}});
  update.command.case_id = case_id;
  japan().command(update, test_now);
  pair.turn("JPN");
  const auto done = std::move(pair["JPN"].answers.back().done);
  ASSERT_TRUE(done) << describe(done.error());
  const auto preview = japan().preview(done->records.back(), "USA");
  ASSERT_TRUE(preview);
  EXPECT_EQ(preview->awaits, std::vector<Digest>{filed});
  EXPECT_FALSE(preview->unreachable);
}

TEST_F(Desk, TwoPersonsReleaseWhatTheRuleSaysSo) {
  with_two_persons();
  const Digest record = report();
  ASSERT_EQ(japan().desk_items("real").size(), 1u);
  EXPECT_TRUE(japan().desk_items("real")[0].two_persons);
  ASSERT_TRUE(pair.judge("JPN", record, v1::Release::RELEASE, officer, "確認済み"));
  EXPECT_FALSE(partner_has_it()) << "one person's word is not enough";
  pair.load("JPN", pair.charter());  // and it is on record: a restart keeps it
  pair.connect();
  auto items = japan().desk_items("real");
  ASSERT_EQ(items.size(), 1u);
  ASSERT_TRUE(items[0].first);
  EXPECT_EQ(items[0].first->person, "release");
  EXPECT_EQ(items[0].first->reason.ja, "確認済み");
  ASSERT_TRUE(pair.judge("JPN", record, v1::Release::RELEASE, deputy, "再確認済み"));
  EXPECT_TRUE(partner_has_it());
  EXPECT_TRUE(japan().desk_items("real").empty());
}

TEST_F(Desk, OnePersonInTwoSeatsIsOnePerson) {
  with_two_persons();
  const Digest record = report();
  ASSERT_TRUE(pair.judge("JPN", record, v1::Release::RELEASE, officer, "確認済み"));
  for (const auto& again : {officer, second_seat}) EXPECT_EQ(pair.judge("JPN", record, v1::Release::RELEASE, again, "再").error().code, "desk.same-person");
  EXPECT_FALSE(partner_has_it());
}

TEST_F(Desk, ToRefuseTakesOnePersonAndUndoesTheFirstRelease) {
  with_two_persons();
  const Digest record = report();
  ASSERT_TRUE(pair.judge("JPN", record, v1::Release::RELEASE, officer, "確認済み"));
  ASSERT_TRUE(pair.judge("JPN", record, v1::Release::REFUSE, deputy, "時期尚早"));
  EXPECT_TRUE(japan().desk_items("real").empty());
  ASSERT_TRUE(pair.judge("JPN", record, v1::Release::RELEASE, deputy, "状況が変わった"));
  EXPECT_FALSE(partner_has_it()) << "what was refused is released by two persons anew";
  ASSERT_TRUE(pair.judge("JPN", record, v1::Release::RELEASE, officer, "同意"));
  EXPECT_TRUE(partner_has_it());
}

}  // namespace
}  // namespace tsugite::core
