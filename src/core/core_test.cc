#include "core/core.h"

#include "base/limits.h"
#include "core/test_pair.h"
#include "federation/frame.h"
#include "ledger/envelope.h"
#include "ledger/ledger.h"
#include "ledger/verify.h"

namespace tsugite::core {
namespace {

using State = Delivery::State;
using Link = LinkStatus::State;

CommandInput ask(Pair& pair, const std::string& question) { return pair.opening("JPN", "rfi", "ask", {{"question", question}}); }

TEST(Core, ARecordCrossesAndItsReceiptComesBack) {
  Pair pair;
  pair.connect();
  auto done = pair.open("JPN", "rfi", "ask", {{"question", "着陸できるか"}});
  ASSERT_TRUE(done) << describe(done.error());
  EXPECT_EQ(pair["JPN"].core->delivery(done->records[0], "USA").state, State::receipted);
  EXPECT_EQ(pair["USA"].core->delivery(done->records[0], "JPN").state, State::received);
  EXPECT_EQ(pair["JPN"].core->number_of(done->case_id), "JPN-R-1");
  EXPECT_EQ(pair["USA"].core->number_of(done->case_id), "JPN-R-1");
  EXPECT_EQ(pair["JPN"].core->common_digest("USA", "real"), pair["USA"].core->common_digest("JPN", "real"));
}

TEST(Core, WhatWasAskedWhileTheLinkWasDownCrossesAfterwards) {
  Pair pair;
  auto done = pair.open("JPN", "rfi", "ask", {{"question", "q"}});
  ASSERT_TRUE(done);
  EXPECT_EQ(pair["JPN"].core->delivery(done->records[0], "USA").state, State::queued);
  EXPECT_FALSE(pair["JPN"].core->number_of(done->case_id)) << "no number before every holder can have it";
  pair.connect();
  EXPECT_EQ(pair["JPN"].core->delivery(done->records[0], "USA").state, State::receipted);
}

TEST(Core, ACommandThatComesTwiceIsDoneOnce) {
  Pair pair;
  auto first = pair.open("JPN", "rfi", "ask", {{"question", "q"}}, "", "same id");
  auto second = pair.open("JPN", "rfi", "ask", {{"question", "q"}}, "", "same id");
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->records, second->records);
  EXPECT_EQ(pair["JPN"].core->ledger_size(), 1u);
  pair.load("JPN", pair.charter());
  auto after_restart = pair.open("JPN", "rfi", "ask", {{"question", "q"}}, "", "same id");
  ASSERT_TRUE(after_restart);
  EXPECT_EQ(after_restart->records, first->records);
}

TEST(Core, AnAccountTakesNoSeatThatItDoesNotHold) {
  Pair pair;
  CommandInput input;
  input.command.actor = {"js-watch", "jpn-js-j3-chief"};
  input.command.context = "real";
  pair["JPN"].core->command(input, test_now);
  pair.turn("JPN");
  EXPECT_EQ(pair["JPN"].answers.back().done.error().code, "core.seat");
}

TEST(Core, AReportThatNamesPersonsNeverLeaves) {
  Pair pair;
  pair.connect();
  auto done = pair.open("JPN", "report", "file", {{"subject", "避難所"}, {"body", "NAMES-OF-EVACUEES"}}, "PERSONAL");
  ASSERT_TRUE(done) << describe(done.error());
  auto items = pair["JPN"].core->desk_items("real");
  ASSERT_EQ(items.size(), 1u);
  EXPECT_TRUE(items[0].never);
  EXPECT_FALSE(items[0].reason.message.ja.empty());
  DeskInput input{1, {"release", "jpn-release-officer"}, items[0].record, "USA", v1::Release::RELEASE, {}, pair.entropy()};
  input.reason.set_ja("提供する");
  pair["JPN"].core->desk(input, test_now);
  pair.settle();
  EXPECT_EQ(pair["JPN"].answers.back().done.error().code, "desk.never");
  EXPECT_EQ(pair["USA"].core->casework().find(done->case_id), nullptr);
  for (const auto& frame : pair.seen()) EXPECT_EQ(frame.find("NAMES-OF-EVACUEES"), frame.npos);
}

TEST(Core, AReportLeavesOnceAPersonWithAuthorityReleasesIt) {
  Pair pair;
  pair.connect();
  auto done = pair.open("JPN", "report", "file", {{"subject", "道路"}, {"body", "b"}});
  ASSERT_TRUE(done);
  EXPECT_EQ(pair["JPN"].core->casework().find(done->case_id)->state, "start") << "no joint state while nobody else has it";
  DeskInput input{1, {"js-watch", "jpn-js-j3-watch"}, done->records[0], "USA", v1::Release::RELEASE, {}, pair.entropy()};
  input.reason.set_ja("確認済み");
  pair["JPN"].core->desk(input, test_now);
  pair.settle();
  EXPECT_EQ(pair["JPN"].answers.back().done.error().code, "desk.authority");
  input.actor = {"release", "jpn-release-officer"};
  input.entropy = pair.entropy();
  pair["JPN"].core->desk(input, test_now);
  pair.settle();
  ASSERT_TRUE(pair["JPN"].answers.back().done);
  ASSERT_NE(pair["USA"].core->casework().find(done->case_id), nullptr);
  EXPECT_EQ(pair["USA"].core->casework().find(done->case_id)->state, "current");
  EXPECT_EQ(pair["JPN"].core->casework().find(done->case_id)->state, "current");
  EXPECT_TRUE(pair["JPN"].core->desk_items("real").empty());
}

TEST(Core, NodesWithoutACommonCharterRefuseAndBothSayWhy) {
  Pair pair;
  auto later = *pair.charter();
  later.version = 2;
  later.digest = sha256("another charter");
  pair.load("USA", std::make_shared<const charter::Charter>(later));
  pair.connect();
  for (const std::string id : {"JPN", "USA"}) {
    auto link = pair[id].core->links().front();
    EXPECT_EQ(link.state, Link::refused) << id;
    EXPECT_EQ(link.reason.code, "hello.charter") << id;
    EXPECT_FALSE(link.reason.message.ja.empty()) << id;
  }
}

TEST(Core, AMalformedFrameEndsTheLinkAndNothingElse) {
  Pair pair;
  pair.connect();
  const auto before = pair["JPN"].core->ledger_size();
  pair["JPN"].core->frame("USA", "\xff\xff\xff", test_now, pair.entropy());
  pair.settle();
  EXPECT_EQ(pair["JPN"].core->links().front().reason.code, "frame.malformed");
  EXPECT_EQ(pair["USA"].core->links().front().reason.code, "frame.malformed") << "the other side is told";
  EXPECT_EQ(pair["JPN"].core->ledger_size(), before);
  EXPECT_TRUE(pair.open("JPN", "rfi", "ask", {{"question", "q"}})) << "work goes on";
}

TEST(Core, APoisonRecordIsRefusedInSightOfBothAndHoldsUpNothing) {
  Pair pair;
  pair.connect();
  // What a faulty node of USA might send: first a record that cannot be read, then a good one.
  auto good = ledger::seal([&] {
    v1::Envelope e;
    e.set_id(std::string(16, 'i'));
    e.set_salt(std::string(16, 's'));
    e.set_schema(1);
    e.set_charter(pair.charter()->digest.bytes());
    e.set_context("real");
    e.set_case_id(std::string(16, 'c'));
    e.set_wall_ms(test_now.ms);
    e.set_party("USA");
    e.set_seat("usa-usfj-j3-watch");
    e.add_audience("JPN");
    e.add_audience("USA");
    auto* label = e.mutable_label();
    label->set_policy("japan-us");
    label->set_classification("UNCLASSIFIED");
    label->add_releasable_to("JPN");
    label->add_releasable_to("USA");
    label->set_originator("USA");
    auto* step = e.mutable_step();
    step->set_procedure("rfi");
    step->set_step("ask");
    (*step->mutable_role())["asker"] = "USA";
    (*step->mutable_role())["answerer"] = "JPN";
    auto* field = step->add_field();
    field->set_name("question");
    field->mutable_text()->set_en("q");
    field->mutable_text()->set_original("en");
    return e;
  }());
  ASSERT_TRUE(good) << describe(good.error());
  const Bytes poison = "poison";
  ledger::Outbox outbox({"USA", "JPN", "real"}, ledger::outbox_origin("japan-us", "USA", "JPN", "real"));
  v1::Frame frame;
  frame.mutable_entries()->set_context("real");
  for (const Bytes& record : std::vector<Bytes>{poison, good->bytes}) {
    frame.mutable_entries()->add_record(record);
    outbox.number(0, sha256(record));
  }
  frame.mutable_entries()->set_checkpoint(outbox.checkpoint(test_key("USA log")).checkpoint);
  pair["JPN"].core->frame("USA", federation::encode_frame(frame), test_now, pair.entropy());
  // The faulty node knows nothing of what was sent in its name; only our side's handling is looked at.
  pair.commit("JPN");
  pair["JPN"].core->pump(test_now, pair.entropy());
  Effects effects = pair.commit("JPN");
  EXPECT_NE(pair["JPN"].core->casework().find(*CaseId::from(std::string(16, 'c'))), nullptr) << "the good one is folded";
  auto link = pair["JPN"].core->links().front();
  EXPECT_EQ(link.state, Link::up);
  ASSERT_EQ(link.refusals.size(), 1u);
  EXPECT_EQ(link.refusals[0].record, sha256(poison));
  EXPECT_EQ(link.refusals[0].by, "JPN");
  bool told = false;
  for (const auto& outgoing : effects.frames) told = told || outgoing.frame.value().find(sha256(poison).bytes()) != std::string::npos;
  EXPECT_TRUE(told) << "the refusal goes to the partner";
  v1::Frame last;
  ASSERT_FALSE(effects.frames.empty());
  last.ParseFromString(effects.frames.back().frame.value());
  EXPECT_TRUE(last.has_cosign()) << "the receipt comes after the refusal of what it covers";
  const auto keys_of = [](const std::string& id) {
    return ledger::KeyHistory({id, test_key(id + " log").public_key(), test_key(id + " cosigner").public_key(), {}, 1});
  };
  ledger::VerifyKeys keys{"japan-us", "JPN", keys_of("JPN"), {{"USA", keys_of("USA")}}};
  auto report = ledger::verify_ledger(pair["JPN"].store, keys);
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->right()) << (report->wrong ? report->wrong->rule + " " + report->wrong->where : "");
}

TEST(Core, ADiskThatIsFullLosesNothingThatWasAcknowledged) {
  Pair pair;
  auto kept = pair.open("JPN", "rfi", "ask", {{"question", "kept"}});
  ASSERT_TRUE(kept);
  ledger::Faults faults;
  faults.full_from = 0;
  pair["JPN"].store.set_faults(faults);
  pair["JPN"].core->command(ask(pair, "lost"), test_now);
  Effects effects = pair["JPN"].core->take();
  EXPECT_EQ(pair["JPN"].store.commit(*effects.transaction).error().code, "store.full");
  pair.load("JPN", pair.charter());
  EXPECT_EQ(pair["JPN"].core->ledger_size(), 1u);
  EXPECT_TRUE(pair["JPN"].core->index_of(kept->records[0]));
  pair.connect();
  EXPECT_EQ(pair["JPN"].core->delivery(kept->records[0], "USA").state, State::receipted);
}

TEST(Core, ALinkWithoutReceiptsIsHungUp) {
  Pair pair;
  pair.connect();
  ASSERT_TRUE(pair["JPN"].core->links().front().state == Link::up);
  pair["JPN"].core->command(ask(pair, "q"), test_now);
  pair.commit("JPN");
  pair["JPN"].core->pump(test_now, pair.entropy());
  pair.commit("JPN");  // and the frame is lost on its way
  pair["JPN"].core->tick(test_now + Duration{29'000});
  EXPECT_EQ(pair["JPN"].core->links().front().state, Link::up);
  pair["JPN"].core->tick(test_now + Duration{30'000});
  EXPECT_EQ(pair["JPN"].core->links().front().state, Link::down);
  EXPECT_EQ(pair["JPN"].core->links().front().reason.code, "link.no-receipt");
}

// More than a window holds waits on both sides, all of it urgent, or sent and lost: neither waits for the other's receipt to send its own.
TEST(Core, TwoNodesThatBothHaveMuchToSayDoNotWaitForEachOther) {
  Pair pair;
  const auto ask_much = [&](const std::string& id) {
    for (int n = 0; n < 120; ++n)
      pair[id].core->command(pair.opening(id, "rfi", "ask", {{"question", std::string(10'000, 'q') + std::to_string(n)}}), test_now);
    pair.commit(id);
  };
  const auto all_receipted = [&] {
    for (const char* id : {"JPN", "USA"}) {
      const auto link = pair[id].core->links().front();
      EXPECT_EQ(link.state, Link::up);
      ASSERT_EQ(link.streams.size(), 1u);
      EXPECT_EQ(link.streams[0].queued, 0u);
      EXPECT_EQ(link.streams[0].receipted, link.streams[0].sent) << id;
      EXPECT_GT(link.streams[0].sent, 0u);
    }
  };
  for (const char* id : {"JPN", "USA"}) ask_much(id);
  pair.connect();
  all_receipted();
  // The window has grown. What it holds now is numbered on both sides, and lost on its way.
  for (const char* id : {"JPN", "USA"}) {
    ask_much(id);
    while (pair[id].core->wants_pump()) {
      pair[id].core->pump(test_now, pair.entropy());
      pair.commit(id);
    }
    const auto stream = pair[id].core->links().front().streams.front();
    EXPECT_GT((stream.sent - stream.receipted) * 10'000, 2 * limits::in_flight_bytes);
  }
  for (const char* id : {"JPN", "USA"}) pair[id].core->link_down(Pair::other(id), {}, test_now);
  pair.connect();
  all_receipted();
}

// A partner that says that more arrived than was sent lies.
TEST(Core, MoreThanWasSentCannotHaveArrived) {
  Pair pair;
  pair.connect();
  ASSERT_TRUE(pair.open("JPN", "rfi", "ask", {{"question", "q"}}));
  v1::Frame frame;
  frame.mutable_arrived()->set_context("real");
  frame.mutable_arrived()->set_size(1);
  pair["JPN"].core->frame("USA", federation::encode_frame(frame), test_now, pair.entropy());
  EXPECT_EQ(pair["JPN"].core->links().front().state, Link::up);
  frame.mutable_arrived()->set_size(2);
  pair["JPN"].core->frame("USA", federation::encode_frame(frame), test_now, pair.entropy());
  EXPECT_EQ(pair["JPN"].core->links().front().state, Link::refused);
  EXPECT_EQ(pair["JPN"].core->links().front().reason.code, "arrived.ahead");
}

TEST(Core, ANumberedRecordWhoseBodyIsGoneRefusesTheLinkByName) {
  Pair pair;
  pair.connect();
  Side& japan = pair["JPN"];
  japan.core->command(ask(pair, "q"), test_now);
  const Digest record = pair.commit("JPN").answers.at(0).done->records.at(0);
  japan.core->pump(test_now, pair.entropy());
  pair.commit("JPN");  // and the frame is lost on its way
  ASSERT_TRUE(japan.store.dispose(*japan.core->index_of(record)));
  for (const char* party : {"JPN", "USA"}) pair[party].core->link_down(Pair::other(party), {}, test_now);
  pair.connect();
  for (const char* party : {"JPN", "USA"}) {
    const auto link = pair[party].core->links().front();
    EXPECT_EQ(link.state, Link::refused);
    EXPECT_EQ(link.reason.code, "link.body-gone");
  }
  EXPECT_FALSE(japan.core->wants_pump());
}

// A group is on its way to the disk: what it holds can be asked for and built on, and none of it is sent.
TEST(Core, InputsGoOnWhileAGroupIsNotYetDurable) {
  Pair pair;
  pair.connect();
  Core& core = *pair["JPN"].core;
  core.command(ask(pair, "first"), test_now);
  const Effects first = core.take();
  ASSERT_TRUE(first.transaction && first.frames.empty());
  const auto record = first.answers.at(0).done->records.at(0);
  core.command(ask(pair, "second"), test_now);
  core.pump(test_now, pair.entropy());
  const Effects second = core.take();
  ASSERT_TRUE(second.transaction);
  EXPECT_TRUE(second.frames.empty() && second.transaction->numbered.empty());
  EXPECT_EQ(core.entry(*core.index_of(record))->digest, record);
  EXPECT_NE(core.casework().case_of(record), nullptr);
  EXPECT_EQ(core.delivery(record, "USA").state, State::queued);
  ASSERT_TRUE(pair["JPN"].store.commit(*first.transaction));
  core.committed();
  core.pump(test_now, pair.entropy());
  const Effects third = core.take();
  ASSERT_EQ(third.transaction->numbered.size(), 1u) << "the second is not durable yet";
  EXPECT_EQ(third.transaction->numbered[0].digest, record);
  ASSERT_TRUE(pair["JPN"].store.commit(*second.transaction));
  core.committed();
  ASSERT_TRUE(pair["JPN"].store.commit(*third.transaction));
  core.committed();
  for (const auto& outgoing : third.frames) pair["USA"].core->frame("JPN", outgoing.frame.value(), test_now, pair.entropy());
  pair.settle();
  EXPECT_EQ(core.delivery(second.answers.at(0).done->records.at(0), "USA").state, State::receipted);
}

TEST(Core, AReceiptIsShownAsSoonAsTheRecordCountsAsReceipted) {
  Pair pair;
  pair.connect();
  auto& japan = *pair["JPN"].core;
  japan.command(ask(pair, "q"), test_now);
  const Digest record = pair.commit("JPN").answers.at(0).done->records.at(0);
  EXPECT_FALSE(japan.receipt(record));
  japan.pump(test_now, pair.entropy());
  for (const auto& outgoing : pair.commit("JPN").frames) pair["USA"].core->frame("JPN", outgoing.frame.value(), test_now, pair.entropy());
  EXPECT_EQ(japan.delivery(record, "USA").state, State::sent);
  EXPECT_FALSE(japan.receipt(record));
  auto& america = *pair["USA"].core;
  EXPECT_EQ(america.receipt(record)->size, 1u);
  while (japan.delivery(record, "USA").state == State::sent) {
    if (america.wants_pump()) america.pump(test_now, pair.entropy());
    const auto theirs = pair.commit("USA");
    ASSERT_FALSE(theirs.frames.empty());
    for (const auto& outgoing : theirs.frames) japan.frame("USA", outgoing.frame.value(), test_now, pair.entropy());
  }
  ASSERT_EQ(japan.delivery(record, "USA").state, State::receipted);
  ASSERT_TRUE(japan.receipt(record)) << "decided, not yet taken";
  const Effects taken = japan.take();
  ASSERT_TRUE(japan.receipt(record)) << "on its way to the disk";
  ASSERT_TRUE(pair["JPN"].store.commit(*taken.transaction));
  japan.committed();
  ASSERT_TRUE(japan.receipt(record));
  EXPECT_FALSE(japan.receipt(record)->receipt.empty());
}

}  // namespace
}  // namespace tsugite::core
