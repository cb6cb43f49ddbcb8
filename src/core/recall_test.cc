// Recall between two nodes: asked, delivered, acknowledged; never given out again; by its originator alone.
#include "core/recall.h"

#include "core/test_pair.h"
#include "federation/frame.h"
#include "ledger/envelope.h"
#include "ledger/ledger.h"

namespace tsugite::core {
namespace {

using Stage = RecallHolder::Stage;

RecallInput asked(Pair& pair, const std::string& party, const Digest& record, v1::Recall::Ask ask = v1::Recall::STOP_SERVING) {
  RecallInput input{7, {}, record, ask, {}, pair.entropy()};
  for (const auto& person : pair[party].core->annex().people)
    if (person.release_authority) input.actor = {person.account, person.seats.front()};
  input.reason.set_ja("誤って含めた内容");
  input.reason.set_en("It held what it should not");
  return input;
}

Result<Done> recall(Pair& pair, const std::string& party, const RecallInput& input) {
  pair[party].answers.clear();
  pair[party].core->recall(input, test_now);
  pair.settle();
  return pair[party].answers.back().done;
}

// What a node gives out of a record: its text, found anywhere in it.
bool gives(const Core& core, const Digest& record, const std::string& words) {
  const auto at = core.index_of(record);
  if (!at) return false;
  const auto envelope = core.envelope(*at);
  const auto entry = core.entry(*at);
  return (envelope && envelope->SerializeAsString().find(words) != std::string::npos) || (entry && entry->bytes.find(words) != Bytes::npos);
}

void cut(Pair& pair) {
  for (const std::string id : {"JPN", "USA"}) pair[id].core->link_down(Pair::other(id), {}, test_now);
}

struct Shared {  // one record that crossed
  Shared() {
    pair.connect();
    done = *pair.open("JPN", "rfi", "ask", {{"question", "SPILLED"}});
    record = done.records[0];
  }
  Pair pair;
  Done done;
  Digest record;
};

TEST(Recall, ThePartnerStopsServingAndSaysSo) {
  Shared shared;
  auto& pair = shared.pair;
  ASSERT_TRUE(gives(*pair["USA"].core, shared.record, "SPILLED"));
  const std::string state = pair["USA"].core->casework().find(shared.done.case_id)->state;
  const auto done = recall(pair, "JPN", asked(pair, "JPN", shared.record));
  ASSERT_TRUE(done) << describe(done.error());
  EXPECT_FALSE(gives(*pair["USA"].core, shared.record, "SPILLED"));
  EXPECT_TRUE(gives(*pair["JPN"].core, shared.record, "SPILLED")) << "its originator may still read it";
  const auto status = pair["JPN"].core->recall_of(shared.record);
  ASSERT_TRUE(status);
  ASSERT_EQ(status->holders.size(), 1u);
  EXPECT_EQ(status->holders[0].stage, Stage::acknowledged);
  EXPECT_FALSE(status->holders[0].destroyed);
  const auto there = pair["USA"].core->recall_of(shared.record);
  ASSERT_TRUE(there);
  EXPECT_EQ(there->by, "JPN");
  EXPECT_EQ(there->at_ms, test_now.ms);
  EXPECT_EQ(there->reason.ja, "誤って含めた内容");
  EXPECT_EQ(pair["USA"].core->casework().find(shared.done.case_id)->state, state) << "the case stands as it stood";
  EXPECT_EQ(pair["JPN"].core->common_digest("USA", "real"), pair["USA"].core->common_digest("JPN", "real"));
  EXPECT_EQ(pair["JPN"].core->recalls("real").size(), 1u);
  // And after the next start.
  pair.load("USA", pair.charter());
  EXPECT_FALSE(gives(*pair["USA"].core, shared.record, "SPILLED"));
  pair.load("JPN", pair.charter());
  EXPECT_EQ(pair["JPN"].core->recall_of(shared.record)->holders[0].stage, Stage::acknowledged);
}

TEST(Recall, WaitsForAPartnerThatIsOffline) {
  Shared shared;
  auto& pair = shared.pair;
  cut(pair);
  ASSERT_TRUE(recall(pair, "JPN", asked(pair, "JPN", shared.record)));
  EXPECT_EQ(pair["JPN"].core->recall_of(shared.record)->holders[0].stage, Stage::pending);
  EXPECT_TRUE(gives(*pair["USA"].core, shared.record, "SPILLED"));
  pair.connect();
  EXPECT_EQ(pair["JPN"].core->recall_of(shared.record)->holders[0].stage, Stage::acknowledged);
  EXPECT_FALSE(gives(*pair["USA"].core, shared.record, "SPILLED"));
}

TEST(Recall, GoesBeforeWhatElseWaits) {
  Shared shared;
  auto& pair = shared.pair;
  cut(pair);
  const auto later = pair.open("JPN", "rfi", "ask", {{"question", "later"}});
  const auto done = recall(pair, "JPN", asked(pair, "JPN", shared.record));
  ASSERT_TRUE(done && later);
  pair.connect();
  EXPECT_LT(*pair["JPN"].core->number_in_outbox(done->records[0], "USA"), *pair["JPN"].core->number_in_outbox(later->records[0], "USA"));
}

TEST(Recall, WhatWasOnlyQueuedNeverLeaves) {
  Pair pair;
  const auto done = pair.open("JPN", "rfi", "ask", {{"question", "SPILLED"}});
  ASSERT_TRUE(done);
  ASSERT_TRUE(recall(pair, "JPN", asked(pair, "JPN", done->records[0])));
  pair.connect();
  const auto delivery = pair["JPN"].core->delivery(done->records[0], "USA");
  EXPECT_EQ(delivery.state, Delivery::State::voided);
  EXPECT_EQ(delivery.reason.code, "recall.before-sent");
  EXPECT_FALSE(pair["USA"].core->index_of(done->records[0]));
  for (const auto& frame : pair.seen()) EXPECT_EQ(frame.find("SPILLED"), frame.npos);
}

TEST(Recall, ASettledTextStaysSettledAndIsNotCarriedOn) {
  Pair pair;
  pair.connect();
  const auto done = pair.open("JPN", "rfi", "ask", {{"question", "SPILLED"}});
  ASSERT_TRUE(done);
  auto answer = pair.opening("USA", "", "answer", {{"answer", "an answer"}});
  answer.command.case_id = done->case_id;
  pair["USA"].core->command(answer, test_now);
  pair.settle();
  ASSERT_TRUE(pair["USA"].answers.back().done) << describe(pair["USA"].answers.back().done.error());
  const std::string state = pair["USA"].core->casework().find(done->case_id)->state;
  ASSERT_TRUE(recall(pair, "JPN", asked(pair, "JPN", done->records[0])));
  for (const std::string id : {"JPN", "USA"}) {
    pair.load(id, pair.charter());
    EXPECT_EQ(pair[id].core->casework().find(done->case_id)->state, state);
  }
}

struct Refused {
  const char* name;
  const char* code;
  std::function<RecallInput(Shared&)> input;
};

TEST(Recall, IsRefusedByNameHere) {
  const Refused cases[] = {
      {"nobody without authority", "recall.authority",
       [](Shared& s) {
         auto input = asked(s.pair, "JPN", s.record);
         input.actor = {"js-watch", "jpn-js-j3-watch"};
         return input;
       }},
      {"a seat that is not held", "core.seat",
       [](Shared& s) {
         auto input = asked(s.pair, "JPN", s.record);
         input.actor.seat = "jpn-js-j3-chief";
         return input;
       }},
      {"no such record", "recall.unknown", [](Shared& s) { return asked(s.pair, "JPN", sha256("nothing")); }},
      {"another party's record", "recall.not-originator",
       [](Shared& s) {
         const auto theirs = s.pair.open("USA", "rfi", "ask", {{"question", "q"}});
         return asked(s.pair, "JPN", theirs->records[0]);
       }},
      {"no reason in one language", "recall.reason",
       [](Shared& s) {
         auto input = asked(s.pair, "JPN", s.record);
         input.reason.clear_en();
         return input;
       }},
      {"what waits at the desk", "recall.not-sent",
       [](Shared& s) {
         const auto waits = s.pair.open("JPN", "report", "file", {{"subject", "s"}, {"body", "b"}});
         return asked(s.pair, "JPN", waits->records[0]);
       }},
      {"asked twice", "recall.repeated",
       [](Shared& s) {
         EXPECT_TRUE(recall(s.pair, "JPN", asked(s.pair, "JPN", s.record)));
         return asked(s.pair, "JPN", s.record);
       }},
  };
  for (const auto& one : cases) {
    Shared shared;
    const auto input = one.input(shared);
    const auto done = recall(shared.pair, "JPN", input);
    ASSERT_FALSE(done) << one.name;
    EXPECT_EQ(done.error().code, one.code) << one.name;
    EXPECT_FALSE(done.error().message.ja.empty()) << one.name;
  }
}

// A faulty node of USA: what it sends stands in a valid outbox of its own making.
class Forger {
 public:
  explicit Forger(Pair& pair) : pair_(pair) {}

  Digest send(const std::function<void(v1::Envelope&)>& body) {
    v1::Envelope e;
    e.set_id(std::string(16, 'i'));
    e.set_salt(std::string(16, 's'));
    e.set_schema(1);
    e.set_charter(pair_.charter()->digest.bytes());
    e.set_context("real");
    e.set_case_id(std::string(16, 'c'));
    e.set_wall_ms(test_now.ms);
    e.set_party("USA");
    e.set_seat("node");
    for (const char* party : {"JPN", "USA"}) {
      e.add_audience(party);
      e.mutable_label()->add_releasable_to(party);
    }
    e.mutable_label()->set_policy(pair_.charter()->marking.id);
    e.mutable_label()->set_classification(pair_.charter()->marking.lowest("USA"));
    e.mutable_label()->set_originator("USA");
    body(e);
    const auto sealed = ledger::seal(e);
    EXPECT_TRUE(sealed) << describe(sealed.error());
    send(sealed->bytes);
    return sealed->digest;
  }
  void send(const Bytes& record) {
    v1::Frame frame;
    auto& entries = *frame.mutable_entries();
    entries.set_context("real");
    entries.set_first(outbox_.size());
    entries.add_record(record);
    outbox_.number(0, sha256(record));
    entries.set_checkpoint(outbox_.checkpoint(test_key("USA log")).checkpoint);
    pair_["JPN"].core->frame("USA", federation::encode_frame(frame), test_now, pair_.entropy());
    pair_.commit("JPN");
    EXPECT_EQ(pair_["JPN"].core->links().front().state, LinkStatus::State::up) << describe(pair_["JPN"].core->links().front().reason);
  }

 private:
  Pair& pair_;
  ledger::Outbox outbox_{{"USA", "JPN", "real"}, ledger::outbox_origin("japan-us", "USA", "JPN", "real")};
};

std::string refusal_at(const Core& core, const Digest& record) {
  const auto links = core.links();
  for (const auto& note : links.front().refusals)
    if (note.record == record) return note.reason.code;
  return "";
}

TEST(Recall, OfAnothersRecordIsRefusedByNameAndHasNoEffect) {
  Shared shared;
  auto& pair = shared.pair;
  Forger usa(pair);
  const auto forged = usa.send([&](v1::Envelope& e) {
    e.mutable_recall()->set_record(shared.record.bytes());
    e.mutable_recall()->set_ask(v1::Recall::DESTROY);
    e.mutable_recall()->mutable_reason()->set_ja("偽");
    e.mutable_recall()->mutable_reason()->set_en("false");
  });
  EXPECT_EQ(refusal_at(*pair["JPN"].core, forged), "recall.not-originator");
  EXPECT_FALSE(pair["JPN"].core->recall_of(shared.record));
}

TEST(Recall, AnAnswerToNoRecallIsRefusedByName) {
  Shared shared;
  auto& pair = shared.pair;
  Forger usa(pair);
  const auto forged = usa.send([&](v1::Envelope& e) {
    e.mutable_recall_ack()->set_record(shared.record.bytes());
    e.mutable_recall_ack()->set_recall(sha256("no recall").bytes());
    e.mutable_recall_ack()->set_done(v1::RecallAck::STOPPED);
  });
  EXPECT_EQ(refusal_at(*pair["JPN"].core, forged), "recall.not-asked");
}

TEST(Recall, OneThatOvertakesItsRecordHolds) {
  Pair pair;
  pair.connect();
  // The record is there before its bytes are: it is made on USA's side and its recall arrives first.
  const auto record = ledger::seal([&] {
    auto input = pair.opening("USA", "rfi", "ask", {{"question", "SPILLED"}});
    pair["USA"].core->command(input, test_now);
    auto effects = pair["USA"].core->take();
    v1::Envelope e;
    e.ParseFromString(effects.transaction->append.front().bytes);
    pair.load("USA", pair.charter());
    return e;
  }());
  ASSERT_TRUE(record);
  pair["JPN"].core->link_down("USA", {}, test_now);
  pair.connect();
  Forger usa(pair);
  usa.send([&](v1::Envelope& e) {
    e.mutable_recall()->set_record(record->digest.bytes());
    e.mutable_recall()->set_ask(v1::Recall::STOP_SERVING);
    e.mutable_recall()->mutable_reason()->set_ja("理由");
    e.mutable_recall()->mutable_reason()->set_en("why");
  });
  usa.send(record->bytes);
  ASSERT_TRUE(pair["JPN"].core->index_of(record->digest));
  EXPECT_TRUE(pair["JPN"].core->recall_of(record->digest));
  EXPECT_FALSE(gives(*pair["JPN"].core, record->digest, "SPILLED"));
}

// A holder that was set back gets the record again, and the recall with it.
TEST(Recall, HoldsAtAHolderThatWasSetBack) {
  Shared shared;
  auto& pair = shared.pair;
  const ledger::MemoryStore backup = pair["USA"].store;
  ASSERT_TRUE(recall(pair, "JPN", asked(pair, "JPN", shared.record)));
  pair["USA"].store = backup;
  pair.load("USA", pair.charter());
  ASSERT_TRUE(gives(*pair["USA"].core, shared.record, "SPILLED")) << "as old as the backup";
  pair["JPN"].core->link_down("USA", {}, test_now);
  pair.connect();
  EXPECT_FALSE(gives(*pair["USA"].core, shared.record, "SPILLED"));
  EXPECT_EQ(pair["JPN"].core->recall_of(shared.record)->holders[0].stage, Stage::acknowledged);
  EXPECT_EQ(pair["JPN"].core->common_digest("USA", "real"), pair["USA"].core->common_digest("JPN", "real"));
}

// And at an originator that was set back: its own recall comes back to it.
TEST(Recall, ComesBackToAnOriginatorThatWasSetBack) {
  Shared shared;
  auto& pair = shared.pair;
  const ledger::MemoryStore backup = pair["JPN"].store;
  ASSERT_TRUE(recall(pair, "JPN", asked(pair, "JPN", shared.record)));
  pair["JPN"].store = backup;
  pair.load("JPN", pair.charter());
  pair["USA"].core->link_down("JPN", {}, test_now);
  pair.connect();
  const auto status = pair["JPN"].core->recall_of(shared.record);
  ASSERT_TRUE(status);
  EXPECT_EQ(status->holders[0].stage, Stage::acknowledged);
  EXPECT_FALSE(gives(*pair["USA"].core, shared.record, "SPILLED"));
}

}  // namespace
}  // namespace tsugite::core
