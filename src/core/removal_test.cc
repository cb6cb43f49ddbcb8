// A link that ends for good, and a partner that comes back.
#include <gtest/gtest.h>

#include "core/test_pair.h"

namespace tsugite::core {
namespace {

class Removal : public testing::Test {
 protected:
  Core& jpn() { return *pair["JPN"].core; }
  Result<Done> ask(const std::string& who) { return pair.open(who, "rfi", "ask", {{"question", "q " + std::to_string(++asked)}}); }
  LinkStatus link(const std::string& id) { return pair[id].core->links().front(); }
  void apart() {
    for (const std::string id : {"JPN", "USA"}) pair[id].core->link_down(Pair::other(id), {}, test_now);
  }
  Result<void> end() {
    auto done = jpn().remove_partner("USA", {"協定の終了", "The agreement ended"}, "admin", test_now);
    pair.settle();
    return done;
  }
  void greet() {
    for (const std::string id : {"JPN", "USA"}) pair[id].core->link_up(Pair::other(id), Pair::pin(Pair::other(id)), test_now);
    pair.settle();
  }
  void restart() { pair.load("JPN", pair.charter()); }
  Delivery::State state(const Done& done) { return jpn().delivery(done.records.front(), "USA").state; }

  Pair pair;
  int asked = 0;
};

}  // namespace

TEST_F(Removal, WhatWaitsWillNotGoAndWhatWentStays) {
  using State = Delivery::State;
  pair.connect();
  const auto sent = ask("JPN");
  const auto theirs = ask("USA");
  apart();
  const auto waits = ask("JPN");
  const auto held = pair.open("JPN", "rfi", "ask", {{"question", "names"}}, "PERSONAL");
  ASSERT_TRUE(sent && theirs && waits && held);
  EXPECT_EQ(jpn().remove_partner("USA", {}, "admin", test_now).error().code, "link.reason");
  EXPECT_EQ(jpn().remove_partner("AUS", {"x", "x"}, "admin", test_now).error().code, "link.unknown");
  ASSERT_TRUE(end());
  EXPECT_EQ(end().error().code, "link.removed");
  for (int again = 0; again < 2; ++again) {
    EXPECT_EQ(link("JPN").state, LinkStatus::State::removed);
    EXPECT_EQ(link("JPN").reason.message.ja, "協定の終了");
    EXPECT_EQ(link("JPN").since_ms, test_now.ms);
    EXPECT_EQ(link("JPN").streams.front().queued, 0u);
    EXPECT_EQ(state(*sent), State::receipted);
    EXPECT_TRUE(jpn().receipt(sent->records.front())) << "proofs stay";
    EXPECT_TRUE(jpn().envelope(*jpn().index_of(theirs->records.front())));
    EXPECT_EQ(state(*waits), State::ended);
    EXPECT_EQ(state(*held), State::ended);
    EXPECT_TRUE(jpn().desk_items("real").empty());
    EXPECT_EQ(ask("JPN").error().code, "link.removed");
    restart();
  }
}

TEST_F(Removal, ItsKeysOpenNoLinkAndItIsToldWhy) {
  pair.connect();
  ASSERT_TRUE(ask("JPN"));
  ASSERT_TRUE(end());
  EXPECT_EQ(link("USA").reason.code, "link.removed") << "it may be we who dial: it would never hear of it otherwise";
  EXPECT_EQ(link("USA").state, LinkStatus::State::refused);
  apart();
  for (int again = 0; again < 2; ++again) {
    greet();
    EXPECT_EQ(link("JPN").state, LinkStatus::State::removed);
    EXPECT_EQ(link("USA").reason.code, "link.removed");
    jpn().set_link_enabled("USA", true, test_now);
    EXPECT_EQ(link("JPN").state, LinkStatus::State::removed);
    EXPECT_EQ(jpn().bundle_in("USA", {}, test_now, pair.entropy()).error().code, "link.removed");
    EXPECT_TRUE(jpn().bundle_out("USA", 1 << 20, test_now, pair.entropy()).frames.empty());
    apart();
    restart();
  }
}

TEST_F(Removal, AddedAgainItTakesUpWhereBothLeftOffWithoutWhatWaitedThen) {
  using State = Delivery::State;
  pair.connect();
  ASSERT_TRUE(ask("JPN"));
  apart();
  const auto waits = ask("JPN");
  ASSERT_TRUE(waits && end());
  EXPECT_EQ(jpn().readmit_partner("AUS", test_now).error().code, "link.unknown");
  ASSERT_TRUE(jpn().readmit_partner("USA", test_now));
  pair.settle();
  EXPECT_EQ(jpn().readmit_partner("USA", test_now).error().code, "link.unknown");
  restart();
  apart();
  greet();
  ASSERT_EQ(link("JPN").state, LinkStatus::State::up) << describe(link("JPN").reason);
  const auto after = ask("JPN");
  ASSERT_TRUE(after && ask("USA"));
  EXPECT_EQ(state(*after), State::receipted);
  EXPECT_EQ(state(*waits), State::ended);
  EXPECT_FALSE(pair["USA"].core->index_of(waits->records.front()));
  for (const std::string id : {"JPN", "USA"}) {
    EXPECT_EQ(link(id).streams.front().queued, 0u) << id;
    EXPECT_EQ(link(id).streams.front().sent, link(id).streams.front().receipted) << id;
  }
  EXPECT_EQ(jpn().common_digest("USA", "real"), pair["USA"].core->common_digest("JPN", "real"));
}

}  // namespace tsugite::core
