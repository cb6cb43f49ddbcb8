#include "federation/hello.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "base/sha256.h"
#include "federation/frame.h"
#include "ledger/key_history.h"

namespace tsugite::federation {
namespace {

ledger::SigningKey key(const char* name) { return *ledger::SigningKey::from_seed(sha256(name).view()); }

constexpr WallTime now{1'800'000'000'000};

struct Meeting {
  v1::Hello hello;
  Expectation expected;

  Meeting() {
    const Digest pin = sha256("tls"), older = sha256("charter 1"), newer = sha256("charter 2");
    expected = {"USA", key("root").public_key(), pin, 1, {{older, 1}, {newer, 2}}, 1};
    hello.set_protocol(protocol_version);
    hello.set_party("USA");
    for (const auto& digest : {newer, older}) hello.add_approved()->set_charter(digest.bytes());
    hello.set_fold_version(1);
    hello.set_wall_ms(now.ms + 1500);
    hello.set_keys(ledger::KeyCertificate{"USA", key("log").public_key(), key("cosigner").public_key(), pin, 1}.sign(key("root")));
  }
};

TEST(Hello, JoinsUnderTheNewestCharterThatBothApproved) {
  Meeting m;
  auto peer = judge_hello(m.hello, m.expected, now);
  ASSERT_TRUE(peer);
  EXPECT_EQ(peer->charter, sha256("charter 2"));
  EXPECT_EQ(peer->clock_difference_ms, 1500);
  m.hello.mutable_approved()->DeleteSubrange(0, 1);  // it has not approved the newer one yet
  EXPECT_EQ(judge_hello(m.hello, m.expected, now)->charter, sha256("charter 1"));
}

// A node whose keys changed as often as a history holds still gets through the door.
TEST(Hello, AFullHistoryOfKeysFitsTheFrame) {
  Meeting m;
  Bytes history;
  for (std::uint64_t serial = 1; serial <= ledger::KeyHistory::most; ++serial)
    history += ledger::KeyCertificate{"USA",
                                      key("log").public_key(),
                                      key("cosigner").public_key(),
                                      sha256("tls"),
                                      serial,
                                      0,
                                      {{ledger::outbox_origin("japan-us", "USA", "JPN", "real"), 1'000'000'000 + serial}}}
                   .sign(key("root"));
  m.hello.set_keys(history);
  v1::Frame frame;
  *frame.mutable_hello() = m.hello;
  auto read = parse_frame(encode_frame(frame));
  ASSERT_TRUE(read) << describe(read.error());
  EXPECT_TRUE(judge_hello(read->hello(), m.expected, now));
}

TEST(Hello, RefusesByNameWhatCannotBeMet) {
  struct Row {
    const char* code;
    void (*spoil)(Meeting&);
  };
  const Row rows[] = {
      {"hello.protocol", [](Meeting& m) { m.hello.set_protocol(2); }},
      {"hello.party", [](Meeting& m) { m.hello.set_party("JPN"); }},
      {"hello.keys", [](Meeting& m) { m.expected.root = key("another root").public_key(); }},
      {"hello.keys", [](Meeting& m) { m.hello.set_keys("no certificate"); }},
      {"hello.pin", [](Meeting& m) { m.expected.peer_pin = sha256("another tls key"); }},
      {"hello.old-keys", [](Meeting& m) { m.expected.last_serial = 2; }},
      {"hello.charter",
       [](Meeting& m) {
         m.expected.approved = {{sha256("charter 3"), 3}};
       }},
      {"hello.fold", [](Meeting& m) { m.hello.set_fold_version(2); }},
      {"hello.clock", [](Meeting& m) { m.hello.set_wall_ms(now.ms + limits::clock_refuse_ms + 1); }},
      {"hello.clock", [](Meeting& m) { m.hello.set_wall_ms(0); }},
  };
  for (const auto& row : rows) {
    Meeting m;
    row.spoil(m);
    auto peer = judge_hello(m.hello, m.expected, now);
    ASSERT_FALSE(peer) << row.code;
    EXPECT_EQ(peer.error().code, row.code);
    EXPECT_FALSE(peer.error().message.ja.empty());
    EXPECT_FALSE(peer.error().message.en.empty());
  }
}

TEST(Frame, ARefusalIsReadableByThePartnerHoweverLongItsReason) {
  std::string ja;
  for (int i = 0; i < 1000; ++i) ja += "断";
  const v1::Frame frame = refuse_frame({"hello.charter", "", {ja, "no"}});
  auto read = parse_frame(encode_frame(frame));
  ASSERT_TRUE(read);
  EXPECT_EQ(refused_error(read->refuse()).code, "hello.charter");
  EXPECT_EQ(read->refuse().reason_ja().size() % 3, 0u);
}

TEST(Frame, OutOfBoundsIsRefusedByName) {
  EXPECT_EQ(parse_frame(std::string(limits::frame_bytes + 1, 'x')).error().code, "frame.size");
  EXPECT_EQ(parse_frame("\xff\xff").error().code, "frame.malformed");
  EXPECT_EQ(parse_frame("").error().code, "frame.unknown");
  v1::Frame entries;
  entries.mutable_entries()->set_context("no spaces here");
  entries.mutable_entries()->add_record("x");
  EXPECT_EQ(parse_frame(encode_frame(entries)).error().code, "frame.bounds");
}

}  // namespace
}  // namespace tsugite::federation
