#include <gtest/gtest.h>

#include "core/test_pair.h"
#include "ledger/envelope.h"

namespace tsugite::core {
namespace {

const casework::Actor officer{"release", "jpn-release-officer"}, deputy{"release-deputy", "jpn-release-officer"},
    second_seat{"release", "jpn-js-j3-watch"};

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
  // A record in the stead of another, and what follows from it.
  Result<Done> derive(const Digest& record, std::vector<Alteration> changes, const std::set<std::string>& caveats,
                      const casework::Actor& actor = officer) {
    DeriveInput input{1, actor, record, std::move(changes), std::nullopt, {}, pair.entropy()};
    v1::Label label;
    label.set_policy(pair.charter()->marking.id);
    label.set_classification(pair.charter()->marking.lowest("JPN"));
    label.set_originator("JPN");
    for (const char* party : {"JPN", "USA"}) label.add_releasable_to(party);
    for (const auto& caveat : caveats) label.add_caveats(caveat);
    input.label = label;
    input.reason.set_ja("氏名を除いた");
    japan().desk(input, test_now);
    return after();
  }
  Result<Done> rule(v1::StandingRule::Act act, const Digest& record, const RecordId& which = {}, const casework::Actor& actor = officer) {
    RuleInput input{1, actor, act, record, "USA", which, {}, pair.entropy()};
    input.reason.set_ja("定型の報告");
    japan().desk(input, test_now);
    return after();
  }
  Result<Done> after() {
    pair.turn("JPN");
    auto out = std::move(pair["JPN"].answers.back().done);
    pair["JPN"].answers.clear();
    pair.settle();
    return out;
  }
  Digest report_with(const std::string& body, const std::string& caveat) {
    auto done = pair.open("JPN", "report", "file", {{"subject", "避難所"}, {"body", body}}, caveat);
    EXPECT_TRUE(done) << describe(done.error());
    case_id = done->case_id;
    return done->records[0];
  }
  static Alteration text(const std::string& field, const std::string& words) {
    Alteration out{field, Alteration::What::text, {}, 0};
    out.text.set_ja(words);
    out.text.set_original("ja");
    return out;
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
  for (const auto& again : {officer, second_seat})
    EXPECT_EQ(pair.judge("JPN", record, v1::Release::RELEASE, again, "再").error().code, "desk.same-person");
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

// ---- redact ----

TEST_F(Desk, ARedactedRecordGoesInItsSourcesSteadAndTheSourceStaysUnknown) {
  pair.connect();
  const Digest source = report_with("避難者名簿：SECRET-NAME", "PERSONAL");
  auto done = derive(source, {text("body", "避難者 12名")}, {});
  ASSERT_TRUE(done) << describe(done.error());
  const Digest derived = done->records[0];
  ASSERT_TRUE(partner_has_it());
  const auto& there = *pair["USA"].core->casework().find(case_id);
  ASSERT_EQ(there.records.size(), 1u);
  EXPECT_EQ(there.records[0].digest, derived);
  EXPECT_EQ(there.state, "current");
  EXPECT_EQ(japan().casework().find(case_id)->state, "current");
  EXPECT_EQ(japan().delivery(derived, "USA").state, Delivery::State::receipted);
  EXPECT_EQ(japan().delivery(source, "USA").state, Delivery::State::withheld);
  EXPECT_EQ(japan().delivery(source, "USA").reason.code, "desk.replaced");
  EXPECT_TRUE(japan().desk_items("real").empty()) << "the source waits no more";
  for (const auto& frame : pair.seen()) {
    EXPECT_EQ(frame.find("SECRET-NAME"), frame.npos);
    EXPECT_EQ(frame.find(source.bytes()), frame.npos) << "nothing names the source";
  }
  EXPECT_EQ(japan().common_digest("USA", "real"), pair["USA"].core->common_digest("JPN", "real"));
  pair.load("JPN", pair.charter());
  pair.connect();
  EXPECT_TRUE(japan().desk_items("real").empty());
  EXPECT_EQ(japan().casework().find(case_id)->state, "current");
  EXPECT_EQ(japan().common_digest("USA", "real"), pair["USA"].core->common_digest("JPN", "real"));
}

// The partner gets byte for byte the same kind of record whether or not there was another, of whatever length.
TEST_F(Desk, HowLongTheSourceWasTellsNothing) {
  pair.connect();
  std::vector<std::size_t> sizes;
  for (const auto& body : {std::string("短い"), std::string(9000, 'x')}) {
    auto done = derive(report_with(body, "PERSONAL"), {text("body", "同じ")}, {});
    ASSERT_TRUE(done) << describe(done.error());
    sizes.push_back(japan().entry(*japan().index_of(done->records[0]))->bytes.size());
  }
  EXPECT_EQ(sizes[0], sizes[1]);
}

TEST_F(Desk, WhatMayNotLeaveAsMarkedIsNotDerivedEither) {
  const Digest source = report_with("b", "PERSONAL");
  const auto size = japan().ledger_size();
  EXPECT_EQ(derive(source, {text("body", "c")}, {"PERSONAL"}).error().code, "guard.caveat");
  EXPECT_EQ(derive(source, {{"body", Alteration::What::remove, {}, 0}}, {}).error().code.substr(0, 9), "casework.")
      << "the procedure needs that field";
  EXPECT_EQ(derive(source, {text("body", "c")}, {}, {"js-watch", "jpn-js-j3-watch"}).error().code, "desk.authority");
  EXPECT_EQ(japan().ledger_size(), size) << "nothing is kept of what is refused";
  EXPECT_EQ(japan().desk_items("real").size(), 1u);
}

TEST_F(Desk, AMarkingChangedByTheOriginatorIsANewRecord) {
  pair.connect();
  const Digest source = report_with("b", "PERSONAL");
  ASSERT_TRUE(derive(source, {}, {}));
  EXPECT_TRUE(partner_has_it());
  EXPECT_EQ(derive(source, {}, {"UNCONFIRMED"}).error().code, "desk.settled") << "another went in its stead";
  EXPECT_EQ(pair.judge("JPN", source, v1::Release::RELEASE, officer, "やはり").error().code, "desk.settled");
  for (int i = 0; i < 16; ++i) {  // whatever the order in which a map of it is written
    const auto same = derive(report(), {}, {});
    ASSERT_FALSE(same);
    EXPECT_EQ(same.error().code, "derive.nothing") << "it is marked so already";
  }
}

TEST_F(Desk, NobodyMarksTheSecondPersonAway) {
  pair.change_annex = [](charter::Annex& annex) {
    two_persons_for_reports(annex);
    for (auto& rule : annex.release)
      if (rule.id == "reports") rule.two_persons = false;  // only those that are unconfirmed
  };
  pair.load("JPN", pair.charter());
  pair.connect();
  const Digest source = report_with("b", "UNCONFIRMED");
  auto done = derive(source, {text("body", "c")}, {});
  ASSERT_TRUE(done) << describe(done.error());
  EXPECT_FALSE(partner_has_it());
  EXPECT_EQ(pair.judge("JPN", done->records[0], v1::Release::RELEASE, second_seat, "確認済み").error().code, "desk.same-person");
  ASSERT_TRUE(pair.judge("JPN", done->records[0], v1::Release::RELEASE, deputy, "確認済み"));
  EXPECT_TRUE(partner_has_it());
}

// ---- a rule from now on ----

TEST_F(Desk, WhatIsLikeItLeavesByItselfFromThenOnUntilTheRuleIsWithdrawn) {
  pair.connect();
  const Digest first = report();
  ASSERT_TRUE(rule(v1::StandingRule::ADOPT, first));
  EXPECT_EQ(japan().desk_items("real").size(), 1u) << "what waits already is for a person all the same";
  report();
  EXPECT_TRUE(partner_has_it());
  report_with("b", "UNCONFIRMED");
  EXPECT_FALSE(partner_has_it()) << "another caveat is not like it";
  report("着陸\xE2\x80\x8Bできる");
  EXPECT_FALSE(partner_has_it()) << "hidden text stops there too";
  pair.load("JPN", pair.charter());  // it is on record
  pair.connect();
  ASSERT_EQ(japan().standing_rules().size(), 1u);
  const auto& stands = japan().standing_rules()[0];
  EXPECT_EQ(stands.person, "release");
  EXPECT_EQ(stands.rule.kind, "report/file");
  EXPECT_EQ(stands.rule.reason.ja, "定型の報告");
  EXPECT_EQ(stands.like, first);
  report();
  EXPECT_TRUE(partner_has_it());
  ASSERT_TRUE(rule(v1::StandingRule::WITHDRAW, {}, *RecordId::from_hex_text(stands.rule.id)));
  report();
  EXPECT_FALSE(partner_has_it());
  EXPECT_TRUE(japan().standing_rules().empty());
}

// Queued under the rule and not yet numbered: it is judged again, and waits.
TEST_F(Desk, AWithdrawnRuleHoldsBackWhatHasNotGoneYet) {
  ASSERT_TRUE(rule(v1::StandingRule::ADOPT, report()));
  const Digest queued = report();
  EXPECT_EQ(japan().delivery(queued, "USA").state, Delivery::State::queued);
  ASSERT_TRUE(rule(v1::StandingRule::WITHDRAW, {}, *RecordId::from_hex_text(japan().standing_rules()[0].rule.id)));
  pair.connect();
  EXPECT_FALSE(partner_has_it());
  EXPECT_EQ(japan().delivery(queued, "USA").state, Delivery::State::withheld);
}

TEST_F(Desk, NoRuleStandsInForASecondPersonACaveatOrANever) {
  EXPECT_EQ(rule(v1::StandingRule::ADOPT, report_with("b", "PERSONAL")).error().code, "guard.caveat");
  EXPECT_EQ(rule(v1::StandingRule::ADOPT, report(), {}, {"js-watch", "jpn-js-j3-watch"}).error().code, "desk.authority");
  EXPECT_EQ(rule(v1::StandingRule::WITHDRAW, {}, *RecordId::from_hex_text(std::string(32, 'a'))).error().code, "desk.no-such-rule");
  EXPECT_EQ(rule(v1::StandingRule::ADOPT, report_with("b", "TLP-RED")).error().code, "desk.rule-caveat");
  with_two_persons();
  EXPECT_EQ(rule(v1::StandingRule::ADOPT, report()).error().code, "desk.rule-two-persons");
}

}  // namespace
}  // namespace tsugite::core
