// Disposal and outlines: one record purged, a case by its retention rule; proofs and folds go on; nothing gives the text out again.
#include "core/disposal.h"

#include "core/test_pair.h"
#include "ledger/verify.h"

namespace tsugite::core {
namespace {

constexpr std::int64_t day_ms = 86'400'000;

casework::Actor officer(Pair& pair, const std::string& party) {
  for (const auto& person : pair[party].core->annex().people)
    if (person.release_authority) return {person.account, person.seats.front()};
  return {};
}

DisposeInput purge(Pair& pair, const std::string& party, const Digest& record) {
  DisposeInput input{8, officer(pair, party), {}, record, {}, pair.entropy()};
  input.reason.set_ja("誤提供のため");
  return input;
}

Result<Done> dispose(Pair& pair, const std::string& party, const DisposeInput& input, WallTime now = test_now) {
  pair[party].answers.clear();
  pair[party].core->dispose(input, now);
  pair.turn(party);
  auto done = pair[party].answers.back().done;
  pair.settle();
  return done;
}

Result<Done> recall(Pair& pair, const Digest& record) {
  RecallInput input{7, officer(pair, "JPN"), record, v1::Recall::STOP_SERVING, {}, pair.entropy()};
  input.reason.set_ja("理由");
  input.reason.set_en("why");
  pair["JPN"].answers.clear();
  pair["JPN"].core->recall(input, test_now);
  pair.turn("JPN");
  auto done = pair["JPN"].answers.back().done;
  pair.settle();
  return done;
}

void cut(Pair& pair) {
  for (const std::string id : {"JPN", "USA"}) pair[id].core->link_down(Pair::other(id), {}, test_now);
}

bool on_disk(Side& side, const std::string& words) {
  bool found = false;
  EXPECT_TRUE(side.store.scan(0, [&](const ledger::Entry& entry) { return !(found = entry.bytes.find(words) != Bytes::npos); }));
  return found;
}

std::string verified(Side& side, const std::string& other) {
  const auto keys_of = [](const std::string& party) {
    return ledger::KeyHistory({party, test_key(party + " log").public_key(), test_key(party + " cosigner").public_key(), Digest{}, 1});
  };
  ledger::VerifyKeys keys{"japan-us", side.party, keys_of(side.party), {{other, keys_of(other)}}};
  side.core->seal();
  if (auto last = side.core->take().transaction) {
    EXPECT_TRUE(side.store.commit(*last));
    side.core->committed();
  }
  auto report = ledger::verify_ledger(side.store, keys);
  if (!report) return report.error().code;
  return report->wrong ? report->wrong->rule : "right";
}

TEST(Disposal, APurgedRecordIsGoneAndItsCaseGoesOn) {
  Pair pair;
  pair.connect();
  const auto done = pair.open("JPN", "rfi", "ask", {{"question", "SPILLED"}});
  ASSERT_TRUE(done);
  const Digest record = done->records[0], before = pair["JPN"].core->common_digest("USA", "real");
  ASSERT_TRUE(dispose(pair, "JPN", purge(pair, "JPN", record)));
  EXPECT_FALSE(on_disk(pair["JPN"], "SPILLED"));
  EXPECT_TRUE(on_disk(pair["USA"], "SPILLED")) << "a partner's copy is the partner's";
  for (int start = 0; start < 2; ++start) {
    const auto& core = *pair["JPN"].core;
    ASSERT_TRUE(core.disposal_of(record));
    EXPECT_EQ(core.disposal_of(record)->rule, "purge");
    const auto at = core.index_of(record);
    EXPECT_TRUE(core.entry(*at)->bytes.empty());
    ASSERT_TRUE(core.envelope(*at));
    EXPECT_EQ(core.envelope(*at)->step().field_size(), 0);
    EXPECT_EQ(core.casework().find(done->case_id)->state, "asked");
    EXPECT_EQ(core.common_digest("USA", "real"), before);
    EXPECT_EQ(core.number_of(done->case_id), "JPN-R-1");
    EXPECT_EQ(verified(pair["JPN"], "USA"), "right");
    pair.load("JPN", pair.charter());
    cut(pair);
    pair.connect();
  }
  auto answer = pair.opening("USA", "", "answer", {{"answer", "a"}});
  answer.command.case_id = done->case_id;
  pair["USA"].core->command(answer, test_now);
  pair.settle();
  EXPECT_EQ(pair["JPN"].core->casework().find(done->case_id)->state, "answered");
}

TEST(Disposal, AHolderThatWasAskedToSaysThatItsKeyIsGone) {
  Pair pair;
  pair.connect();
  const auto done = pair.open("JPN", "rfi", "ask", {{"question", "SPILLED"}});
  ASSERT_TRUE(done && recall(pair, done->records[0]));
  EXPECT_FALSE(pair["JPN"].core->recall_of(done->records[0])->holders[0].destroyed);
  ASSERT_TRUE(dispose(pair, "USA", purge(pair, "USA", done->records[0])));
  EXPECT_FALSE(on_disk(pair["USA"], "SPILLED"));
  EXPECT_TRUE(pair["JPN"].core->recall_of(done->records[0])->holders[0].destroyed);
  EXPECT_EQ(pair["JPN"].core->common_digest("USA", "real"), pair["USA"].core->common_digest("JPN", "real"));
}

// The process died between the record of the disposal and the key.
TEST(Disposal, WhatACrashLeftIsDisposedOfAtTheNextStart) {
  Pair pair;
  const auto done = pair.open("JPN", "rfi", "ask", {{"question", "SPILLED"}});
  ASSERT_TRUE(done);
  pair.connect();
  pair["JPN"].core->dispose(purge(pair, "JPN", done->records[0]), test_now);
  auto transaction = *pair["JPN"].core->take().transaction;
  ASSERT_EQ(transaction.dispose.size(), 1u);
  transaction.dispose.clear();
  ASSERT_TRUE(pair["JPN"].store.commit(transaction));
  pair.load("JPN", pair.charter());
  EXPECT_TRUE(pair["JPN"].core->entry(*pair["JPN"].core->index_of(done->records[0]))->bytes.empty()) << "given out by nobody meanwhile";
  pair.settle();
  EXPECT_FALSE(on_disk(pair["JPN"], "SPILLED"));
}

// It was numbered for a partner that has not got it: what goes is the outline, and the two sides agree.
TEST(Disposal, WhatIsStillUnderWayArrivesWithoutItsText) {
  for (const bool disposed : {true, false}) {
    Pair pair;
    pair.connect();
    pair["JPN"].core->command(pair.opening("JPN", "rfi", "ask", {{"question", "SPILLED"}}), test_now);
    pair.commit("JPN");
    pair["JPN"].core->pump(test_now, pair.entropy());
    pair.commit("JPN");  // numbered; the frame is lost with the link
    cut(pair);
    const auto record = pair["JPN"].core->entry(0)->digest;
    ASSERT_EQ(pair["JPN"].core->delivery(record, "USA").state, Delivery::State::sent);
    ASSERT_TRUE(recall(pair, record));
    if (disposed) {
      ASSERT_TRUE(dispose(pair, "JPN", purge(pair, "JPN", record)));
    }
    pair.connect();
    EXPECT_EQ(pair["JPN"].core->delivery(record, "USA").state, Delivery::State::receipted);
    EXPECT_FALSE(on_disk(pair["USA"], "SPILLED"));
    EXPECT_EQ(pair["JPN"].core->common_digest("USA", "real"), pair["USA"].core->common_digest("JPN", "real"));
    EXPECT_EQ(pair["USA"].core->recall_of(record)->by, "JPN");
    EXPECT_EQ(pair["USA"].core->disposal_of(record)->rule, "originator");
    for (const std::string id : {"JPN", "USA"}) {
      EXPECT_EQ(verified(pair[id], Pair::other(id)), "right") << id;
      pair.load(id, pair.charter());
    }
    cut(pair);
    pair.connect();
    EXPECT_EQ(pair["JPN"].core->common_digest("USA", "real"), pair["USA"].core->common_digest("JPN", "real"));
    // And an originator that was set back gets it back as it had gone.
    const auto whole = pair["JPN"].store;
    pair["JPN"].store = {};
    pair.load("JPN", pair.charter());
    cut(pair);
    pair.connect();
    EXPECT_TRUE(pair["JPN"].core->index_of(record));
    EXPECT_EQ(pair["JPN"].core->common_digest("USA", "real"), pair["USA"].core->common_digest("JPN", "real"));
    EXPECT_EQ(verified(pair["JPN"], "USA"), "right");
  }
}

TEST(Disposal, AForgedOutlineEndsTheLink) {
  Pair pair;
  pair.connect();
  pair["JPN"].core->command(pair.opening("JPN", "rfi", "ask", {{"question", "q"}}), test_now);
  pair.commit("JPN");
  pair["JPN"].core->pump(test_now, pair.entropy());
  for (const auto& outgoing : pair.commit("JPN").frames) {
    v1::Frame frame;
    ASSERT_TRUE(frame.ParseFromString(outgoing.frame.value()));
    if (!frame.has_entries()) continue;
    auto& one = *frame.mutable_entries()->add_outlined();
    one.set_digest(sha256(frame.entries().record(0)).bytes());
    one.set_signature(std::string(64, 's'));
    v1::Envelope made_up;
    made_up.ParseFromString(frame.entries().record(0));
    made_up.mutable_step()->mutable_field(0)->mutable_text()->set_ja("made up");
    *frame.mutable_entries()->mutable_record(0) = made_up.SerializeAsString();
    pair["USA"].core->frame("JPN", federation::encode_frame(frame), test_now, pair.entropy());
  }
  EXPECT_EQ(pair["USA"].core->links().front().reason.code, "outline.signature");
  EXPECT_EQ(pair["USA"].core->ledger_size(), 0u);
}

void keep_by(Pair& pair, const std::string& party, const std::vector<charter::RetentionRule>& rules,
             const std::vector<charter::Hold>& holds) {
  pair.retention = {rules, holds};
  pair.load(party, pair.charter());
}

struct Ended {
  Ended() {
    pair.connect();
    const auto done = *pair.open("JPN", "rfi", "ask", {{"question", "OLD"}});
    id = done.case_id;
    auto answer = pair.opening("USA", "", "answer", {{"answer", "OLD too"}});
    answer.command.case_id = id;
    pair["USA"].core->command(answer, test_now);
    pair.settle();
    auto close = pair.opening("JPN", "", "close", {});
    close.command.case_id = id;
    pair["JPN"].core->command(close, test_now);
    pair.settle();
    EXPECT_TRUE(pair["JPN"].core->casework().find(id)->ended);
  }
  DisposeInput input() {
    auto out = purge(pair, "JPN", {});
    out.case_id = id;
    return out;
  }
  Pair pair;
  CaseId id;
  std::vector<charter::RetentionRule> rules{{"rfi-30", {"rfi"}, {30 * day_ms}, {"照会は30日", "Questions are kept for 30 days"}}};
};

TEST(Disposal, ACaseGoesWholeOnceItsRetentionHasRunOut) {
  Ended ended;
  auto& pair = ended.pair;
  keep_by(pair, "JPN", ended.rules, {});
  EXPECT_EQ(dispose(pair, "JPN", ended.input(), test_now + Duration{29 * day_ms}).error().code, "dispose.not-due");
  const WallTime later = test_now + Duration{31 * day_ms};
  const auto due = pair["JPN"].core->due("real", later);
  ASSERT_EQ(due.size(), 1u);
  EXPECT_EQ(due[0].rule, "rfi-30");
  EXPECT_FALSE(due[0].kept);
  const auto before = pair["JPN"].core->common_digest("USA", "real");
  ASSERT_TRUE(dispose(pair, "JPN", ended.input(), later));
  EXPECT_FALSE(on_disk(pair["JPN"], "OLD"));
  EXPECT_TRUE(pair["JPN"].core->due("real", later).empty());
  EXPECT_EQ(verified(pair["JPN"], "USA"), "right");
  pair.load("JPN", pair.charter());
  EXPECT_TRUE(pair["JPN"].core->casework().find(ended.id)->ended);
  EXPECT_EQ(pair["JPN"].core->common_digest("USA", "real"), before);
}

TEST(Disposal, IsRefusedByName) {
  Ended ended;
  auto& pair = ended.pair;
  const WallTime later = test_now + Duration{31 * day_ms};
  const auto code = [&](const DisposeInput& input) {
    const auto done = dispose(pair, "JPN", input, later);
    return done ? std::string("done") : done.error().code;
  };
  EXPECT_EQ(code(ended.input()), "dispose.not-due") << "no rule speaks of it: it is kept";
  for (const charter::Hold& hold : {charter::Hold{"inquiry", {"rfi"}, {}, {"調査中", "An inquiry"}},
                                    charter::Hold{"inquiry", {}, {ended.id.hex()}, {"調査中", "An inquiry"}}}) {
    keep_by(pair, "JPN", ended.rules, {hold});
    EXPECT_EQ(code(ended.input()), "dispose.held");
    EXPECT_EQ(pair["JPN"].core->due("real", later)[0].kept->code, "dispose.held") << "and the list says why it stays";
  }
  keep_by(pair, "JPN", ended.rules, {});
  auto input = ended.input();
  input.actor = {"js-watch", "jpn-js-j3-watch"};
  EXPECT_EQ(code(input), "dispose.authority");
  input = ended.input();
  input.reason.Clear();
  EXPECT_EQ(code(input), "dispose.reason");
  EXPECT_EQ(code(purge(pair, "JPN", sha256("nothing"))), "dispose.unknown");
  cut(pair);
  const auto waiting = pair.open("JPN", "rfi", "ask", {{"question", "q"}});
  EXPECT_EQ(code(purge(pair, "JPN", waiting->records[0])), "dispose.under-way");
  EXPECT_EQ(code(ended.input()), "done");
  EXPECT_EQ(code(ended.input()), "dispose.not-due");
}

}  // namespace
}  // namespace tsugite::core
