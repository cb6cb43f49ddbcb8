// A partner that signs two histories of one outbox.
#include <gtest/gtest.h>

#include "core/test_pair.h"
#include "ledger/envelope.h"
#include "ledger/evidence_make.h"
#include "ledger/merkle.h"
#include "ledger/names.h"

namespace tsugite::core {
namespace {

const ledger::StreamKey box{"JPN", "USA", "real"};

class Fork : public testing::Test {
 protected:
  void SetUp() override { pair.connect(); }
  Digest ask(const std::string& question) { return pair.open("JPN", "rfi", "ask", {{"question", question}})->records[0]; }
  Core& usa() { return *pair["USA"].core; }

  // JPN's records so far, under JPN's own signature over others: the last is another one, in the frame as well or not.
  void show_another(bool in_the_frame = true) {
    v1::Frame frame;
    auto& entries = *frame.mutable_entries();
    entries.set_context("real");
    ledger::Frontier log;
    for (std::uint64_t at = 0; at < pair["JPN"].core->ledger_size(); ++at) entries.add_record(pair["JPN"].core->entry(at)->bytes);
    v1::Envelope last;
    last.ParseFromString(entries.record(entries.record_size() - 1));
    last.set_wall_ms(last.wall_ms() + 1);
    for (int at = 0; at + 1 < entries.record_size(); ++at) log.add(sha256(entries.record(at)));
    log.add(sha256(ledger::encode(last)));
    if (in_the_frame) *entries.mutable_record(entries.record_size() - 1) = ledger::encode(last);
    entries.set_checkpoint(ledger::sign_checkpoint(
        {ledger::outbox_origin(pair.charter()->id, "JPN", "USA", "real"), log.size(), log.root()}, test_key("JPN log")));
    usa().frame("JPN", federation::encode_frame(frame), test_now, pair.entropy());
    pair.settle();
  }
  Bytes kept() {
    const auto found = pair["USA"].store.get("fork/JPN/real");
    return found && *found ? **found : Bytes();
  }
  // What anybody makes of it who has the root keys alone.
  Result<ledger::Proved> proved() {
    const auto history = [&](const std::string& id) {
      const auto certificate =
          ledger::KeyCertificate{id, test_key(id + " log").public_key(), test_key(id + " cosigner").public_key(), Pair::pin(id), 1}.sign(
              test_key(id + " root"));
      return *ledger::KeyHistory::open(certificate, id, test_key(id + " root").public_key());
    };
    const auto evidence =
        ledger::make_fork(pair["USA"].store, {pair.charter()->id, "USA", {{"JPN", history("JPN")}, {"USA", history("USA")}}}, box, kept());
    if (!evidence) return std::unexpected(evidence.error());
    return ledger::verify_evidence(ledger::encode(*evidence), {{"JPN", test_key("JPN root").public_key()}});
  }
  void link_again() {
    for (const std::string id : {"JPN", "USA"}) pair[id].core->link_down(Pair::other(id), {}, test_now);
    pair.connect();
  }
  Pair pair;
};

TEST_F(Fork, UnderNumbersThatAreHeldIsRefusedByNameAndProvedAtOnce) {
  ask("one");
  ask("two");
  show_another();
  for (const std::string id : {"JPN", "USA"}) EXPECT_EQ(pair[id].core->links().front().reason.code, "inbox.root") << id;
  const auto fork = proved();
  ASSERT_TRUE(fork) << describe(fork.error());
  EXPECT_EQ(fork->claim, ledger::Claim::fork);
  EXPECT_EQ(fork->smaller, 2u);
  EXPECT_EQ(fork->larger, 2u);
}

TEST_F(Fork, OfALongerHistoryIsKeptUntilItIsProved) {
  ask("one");
  pair["JPN"].core->command(pair.opening("JPN", "rfi", "ask", {{"question", "two"}}), test_now);
  pair.commit("JPN");  // and not sent yet
  show_another(false);
  EXPECT_EQ(usa().links().front().reason.code, "inbox.root");
  EXPECT_EQ(usa().links().front().streams.front().received, 1u);
  EXPECT_EQ(proved().error().code, "evidence.no-fork") << "it covers more than is held";
  link_again();
  const Bytes first = kept();
  ASSERT_FALSE(first.empty());
  ASSERT_EQ(usa().links().front().streams.front().received, 2u);
  ASSERT_TRUE(proved()) << "now that as much is held";
  ask("three");
  show_another(false);
  EXPECT_EQ(usa().links().front().reason.code, "inbox.root");
  EXPECT_EQ(kept(), first) << "what proves it is kept for good";
}

TEST_F(Fork, NothingIsKeptOfAFrameThatOnlyCameTwice) {
  ask("one");
  for (const auto& bytes : std::vector<Bytes>(pair.seen())) {
    v1::Frame frame;
    if (frame.ParseFromString(bytes) && frame.has_entries()) usa().frame("JPN", bytes, test_now, pair.entropy());
  }
  pair.settle();
  EXPECT_EQ(usa().links().front().state, LinkStatus::State::up);
  EXPECT_TRUE(kept().empty());
}

}  // namespace
}  // namespace tsugite::core
