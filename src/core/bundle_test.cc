// Two cores that exchange files: lost, repeated, out of order, cut, beside a live link; and under a byte budget.
#include "federation/bundle.h"

#include <random>

#include "base/limits.h"
#include "core/test_pair.h"
#include "federation/frame.h"

namespace tsugite::core {
namespace {

using State = Delivery::State;

struct Sticks : testing::Test {
  Pair pair;

  // A file of what one side owes the other, durable before it is read. Nothing is lost by writing one.
  federation::Bundle write(const std::string& id, std::size_t budget = limits::bundle_bytes) {
    auto out = pair[id].core->bundle_out(Pair::other(id), budget, test_now, pair.entropy());
    pair.commit(id);
    complete = out.complete;
    federation::Bundle bundle{id, Pair::other(id), {}, {}};
    for (const auto& frame : out.frames) {
      EXPECT_TRUE(pair[id].core->guard().still_valid(frame, {Pair::other(id), "", 0}));
      bundle.frames.push_back(frame.value());
    }
    const Bytes file = federation::encode_bundle(bundle);
    EXPECT_LE(file.size(), budget);
    auto read = federation::read_bundle(file);
    EXPECT_TRUE(read.has_value() && !read->cut);
    return read ? *read : bundle;
  }
  Result<BundleIn> read(const federation::Bundle& bundle) {
    auto in = pair[bundle.to].core->bundle_in(bundle.from, bundle.frames, test_now, pair.entropy());
    pair.commit(bundle.to);
    return in;
  }
  Digest ask(const std::string& id, const std::string& question) {
    auto done = pair.open(id, "rfi", "ask", {{"question", question}});
    EXPECT_TRUE(done.has_value()) << describe(done.error());
    return done ? done->records.front() : Digest{};
  }
  Digest warn(const std::string& id, const std::string& headline) {
    auto done = pair.open(id, "alert", "issue", {{"headline", headline}});
    EXPECT_TRUE(done.has_value()) << describe(done.error());
    return done ? done->records.back() : Digest{};
  }
  State at(const std::string& id, const Digest& record) { return pair[id].core->delivery(record, Pair::other(id)).state; }
  void expect_common() {
    EXPECT_EQ(pair["JPN"].core->common_digest("USA", "real"), pair["USA"].core->common_digest("JPN", "real"));
    EXPECT_EQ(pair["JPN"].core->ledger_size(), pair["USA"].core->ledger_size());
  }

  bool complete = false;
};

TEST_F(Sticks, AFileCarriesRecordsAndTheNextOneBackTheReceipts) {
  const auto question = ask("JPN", "着陸できるか"), reply = ask("USA", "Which pad?");
  const auto out = write("JPN");
  EXPECT_TRUE(complete);
  EXPECT_EQ(at("JPN", question), State::sent);
  const auto taken = read(out);
  ASSERT_TRUE(taken.has_value()) << describe(taken.error());
  EXPECT_EQ(taken->records, 1u);
  EXPECT_TRUE(taken->left.empty());
  EXPECT_EQ(at("USA", question), State::received);
  ASSERT_TRUE(read(write("USA")).has_value());
  EXPECT_EQ(at("JPN", question), State::receipted);
  EXPECT_EQ(at("JPN", reply), State::received);
  ASSERT_TRUE(read(write("JPN")).has_value());
  EXPECT_EQ(at("USA", reply), State::receipted);
  expect_common();
}

// Over a diode nothing ever comes back: each file repeats what is not receipted, and says so.
TEST_F(Sticks, WithoutReceiptsEachFileRepeatsWhatWentBefore) {
  const auto first = ask("JPN", "one");
  const auto lost = write("JPN");
  const auto second = ask("JPN", "two");
  const auto taken = read(write("JPN"));
  ASSERT_TRUE(taken.has_value());
  EXPECT_EQ(taken->records, 2u);
  EXPECT_EQ(at("USA", first), State::received);
  EXPECT_EQ(at("USA", second), State::received);
  EXPECT_EQ(at("JPN", second), State::sent);
  const auto late = read(lost);
  ASSERT_TRUE(late.has_value());
  EXPECT_EQ(late->records, 0u);
}

TEST_F(Sticks, TheSameFileTwiceDoesNothingTheSecondTime) {
  ask("JPN", "one");
  const auto bundle = write("JPN");
  ASSERT_EQ(read(bundle)->records, 1u);
  const auto size = pair["USA"].core->ledger_size();
  const auto again = read(bundle);
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->records, 0u);
  EXPECT_TRUE(again->left.empty());
  EXPECT_EQ(pair["USA"].core->ledger_size(), size);
}

TEST_F(Sticks, FramesInAnyOrderAreTakenInTheOrderOfTheirNumbers) {
  ask("JPN", "one");
  auto bundle = write("JPN");
  ask("JPN", "two");
  const auto more = write("JPN");
  bundle.frames.insert(bundle.frames.begin(), more.frames.rbegin(), more.frames.rend());
  const auto taken = read(bundle);
  ASSERT_TRUE(taken.has_value()) << describe(taken.error());
  EXPECT_EQ(taken->records, 2u);
  EXPECT_TRUE(taken->left.empty());
}

// What a later file needs of a lost one is asked for by name, and the rest of the node goes on.
TEST_F(Sticks, AMissingEarlierFileIsNamed) {
  ask("JPN", "one");
  ASSERT_TRUE(read(write("JPN")).has_value());
  ASSERT_TRUE(read(write("USA")).has_value());  // JPN knows that "one" arrived
  ask("JPN", "two");
  const auto earlier = write("JPN");
  ask("JPN", "three");
  auto later = write("JPN");
  std::erase_if(later.frames, [](const Bytes& bytes) {
    const auto frame = *federation::parse_frame(bytes);
    return frame.has_entries() && frame.entries().first() == 1;
  });
  const auto taken = read(later);
  ASSERT_TRUE(taken.has_value());
  ASSERT_EQ(taken->left.size(), 1u);
  EXPECT_EQ(taken->left.front().code, "inbox.gap");
  ASSERT_TRUE(read(earlier).has_value());
  EXPECT_EQ(read(later)->records, 1u);
}

TEST_F(Sticks, UnderAByteBudgetDecisionsGoFirst) {
  for (int i = 0; i < 60; ++i)
    ASSERT_TRUE(pair.open("JPN", "lesson", "note", {{"subject", "lesson " + std::to_string(i)}, {"observation", "observed"}}).has_value());
  const auto urgent = warn("JPN", "震度７");
  const auto small = write("JPN", 7'000);
  EXPECT_FALSE(complete);
  EXPECT_EQ(at("JPN", urgent), State::sent);
  ASSERT_TRUE(read(small).has_value());
  EXPECT_EQ(at("USA", urgent), State::received);
  EXPECT_LT(pair["USA"].core->ledger_size(), 30u);
  // What did not fit goes with later files, once the receipts have come back.
  for (int i = 0; i < 20 && !complete; ++i) {
    ASSERT_TRUE(read(write("USA")).has_value());
    ASSERT_TRUE(read(write("JPN", 30'000)).has_value());
  }
  EXPECT_TRUE(complete);
  ASSERT_TRUE(read(write("USA")).has_value());
  expect_common();
}

TEST_F(Sticks, ABudgetTooSmallForAnythingCarriesNothingAndSaysSo) {
  ask("JPN", "one");
  auto out = pair["JPN"].core->bundle_out("USA", 100, test_now, pair.entropy());
  EXPECT_FALSE(out.complete);
  EXPECT_EQ(out.records, 0u);
}

TEST_F(Sticks, WhatIsWithheldIsInNoFile) {
  const auto named = pair.open("JPN", "report", "file", {{"subject", "避難者"}, {"body", "氏名"}}, "PERSONAL");
  ASSERT_TRUE(named.has_value()) << describe(named.error());
  EXPECT_EQ(at("JPN", named->records.front()), State::withheld);
  const auto bundle = write("JPN");
  for (const auto& frame : bundle.frames) EXPECT_EQ(frame.find("避難者"), Bytes::npos);
  EXPECT_EQ(read(bundle)->records, 0u);
}

TEST_F(Sticks, FilesAndALiveLinkMix) {
  ask("JPN", "one");
  const auto before = write("JPN");
  pair.connect();  // the hello says that USA holds nothing: the link sends "one" again
  const auto two = ask("JPN", "two");
  EXPECT_EQ(at("JPN", two), State::receipted);
  EXPECT_EQ(read(before)->records, 0u);
  const auto during = write("JPN");
  EXPECT_EQ(read(during)->records, 0u);
  const auto three = ask("USA", "three");
  EXPECT_EQ(at("USA", three), State::receipted);
  EXPECT_EQ(pair["JPN"].core->links().front().state, LinkStatus::State::up);
  expect_common();
}

// A file made for a partner and given to another, of a stranger, or spoilt: refused by name, and no link suffers for it.
TEST_F(Sticks, WhatIsNotThePartnersIsRefusedByName) {
  ask("JPN", "one");
  pair.connect();
  const auto good = write("JPN");
  auto& usa = *pair["USA"].core;
  const auto code = [&](const std::string& from, std::vector<Bytes> frames) {
    const auto in = usa.bundle_in(from, frames, test_now, pair.entropy());
    return !in ? in.error().code : in->left.empty() ? std::string("taken") : in->left.front().code;
  };
  EXPECT_EQ(code("KOR", good.frames), "bundle.partner");
  EXPECT_EQ(code("JPN", {}), "bundle.no-hello");
  EXPECT_EQ(code("JPN", {good.frames.front(), "garbage"}), "frame.malformed");
  auto hello = *federation::parse_frame(good.frames.front());
  hello.mutable_hello()->set_keys(
      ledger::KeyCertificate{"JPN", test_key("x").public_key(), test_key("y").public_key(), Digest{}, 9}.sign(test_key("thief")));
  auto forged = good.frames;
  forged.front() = federation::encode_frame(hello);
  EXPECT_EQ(code("JPN", forged), "hello.keys");
  EXPECT_EQ(usa.links().front().state, LinkStatus::State::up);
  usa.set_link_enabled("JPN", false, test_now);
  EXPECT_EQ(code("JPN", good.frames), "link.disabled");
}

// Two histories, or no charter in common: what the link refused no file carries round it.
TEST_F(Sticks, APartnerWhoseLinkWasRefusedGetsNothingNewInAFile) {
  pair["JPN"].core->link_refuse("USA", {"hello.charter", "USA", {"共通の共通定義書がありません", "no charter in common"}}, test_now);
  pair.commit("JPN");
  const auto question = ask("JPN", "one");
  EXPECT_EQ(read(write("JPN"))->records, 0u);
  EXPECT_FALSE(complete);
  EXPECT_EQ(at("JPN", question), State::queued);
}

TEST_F(Sticks, ANodeThatWasSetBackLearnsItFromAReceiptAndNumbersNothing) {
  const ledger::MemoryStore backup = pair["JPN"].store;
  ask("JPN", "one");
  ASSERT_TRUE(read(write("JPN")).has_value());
  const auto receipts = write("USA");
  pair["JPN"].store = backup;
  pair.load("JPN", pair.charter());
  const auto taken = read(receipts);
  ASSERT_TRUE(taken.has_value());
  ASSERT_EQ(taken->left.size(), 1u);
  EXPECT_EQ(taken->left.front().code, "resume.ahead");
  const auto question = ask("JPN", "two");
  (void)write("JPN");
  EXPECT_FALSE(complete);
  EXPECT_EQ(at("JPN", question), State::queued);
  pair.connect();  // the link gives "one" back first
  EXPECT_EQ(at("JPN", question), State::receipted);
  expect_common();
}

// Anything that can happen to files, by chance, with a link now and then; at the end both know the same.
TEST_F(Sticks, WhateverHappensToTheFilesBothSidesConverge) {
  std::mt19937 dice(7);
  const auto roll = [&](unsigned sides) { return static_cast<unsigned>(dice() % sides); };
  std::vector<federation::Bundle> drawer;
  bool up = false;
  for (int turn = 0; turn < 250; ++turn) {
    const std::string id = roll(2) == 0 ? "JPN" : "USA";
    const unsigned what = roll(12);
    if (what < 4) ask(id, "question " + std::to_string(turn));
    else if (what < 7) drawer.push_back(write(id, roll(3) == 0 ? 3000 + roll(20'000) : limits::bundle_bytes));
    else if (what < 11 && !drawer.empty()) {
      auto bundle = drawer[roll(static_cast<unsigned>(drawer.size()))];
      if (roll(3) == 0) std::shuffle(bundle.frames.begin() + 1, bundle.frames.end(), dice);
      if (roll(3) == 0) bundle.frames.resize(1 + roll(static_cast<unsigned>(bundle.frames.size())));
      const auto in = read(bundle);
      ASSERT_TRUE(in.has_value()) << describe(in.error());
      for (const auto& error : in->left) ASSERT_EQ(error.code, "inbox.gap") << describe(error);
    } else if (what == 11) {
      if (up)
        for (const std::string party : {"JPN", "USA"}) pair[party].core->link_down(Pair::other(party), {}, test_now);
      else pair.connect();
      up = !up;
    }
    if (up) pair.settle();
  }
  for (int i = 0; i < 3; ++i)
    for (const std::string id : {"JPN", "USA"}) ASSERT_TRUE(read(write(id)).has_value());
  expect_common();
  for (const std::string id : {"JPN", "USA"}) {
    const auto links = pair[id].core->links();
    for (const auto& stream : links.front().streams) {
      EXPECT_EQ(stream.sent, stream.receipted) << id;
      EXPECT_EQ(stream.queued, 0u) << id;
    }
  }
}

}  // namespace
}  // namespace tsugite::core
