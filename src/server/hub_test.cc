#include "server/hub.h"

#include <gtest/gtest.h>

#include "base/limits.h"
#include "server/test_world.h"

namespace tsugite::server {
namespace {

using core::Topic;

struct Listening {
  Hub::Id join(const std::string& account, bool desk = false, bool figures = false) {
    const label::Recipient reader{"JPN", account, 1};
    return hub.join({sha256(account), reader, desk, figures,
                     [this, account](Hub::Message message) { told.push_back(account + " " + message.value()); },
                     [this, account](std::uint16_t code, const std::string& reason) {
                       closed.push_back(account + " " + std::to_string(code) + " " + reason);
                     }});
  }
  void change(const core::Changes& changes) { hub.changed(changes, guard, {5}); }

  label::Guard guard{test::policy(), {}, "JPN", 1};
  Hub hub;
  std::vector<std::string> told, closed;
};

TEST(Hub, TellsTopicsAndMergesWhileOneIsOnItsWay) {
  Listening l;
  const auto id = l.join("watch");
  l.change({Topic::cases, Topic::alerts});
  ASSERT_EQ(l.told.size(), 1u);
  EXPECT_EQ(l.told[0], R"(watch {"type":"changed","topics":["cases","alerts"],"at_ms":5})");
  l.change({Topic::links});
  l.change({Topic::cases});
  EXPECT_EQ(l.told.size(), 1u);
  l.hub.written(id, l.guard, {6});
  ASSERT_EQ(l.told.size(), 2u);
  EXPECT_EQ(l.told[1], R"(watch {"type":"changed","topics":["cases","links"],"at_ms":6})");
  l.hub.written(id, l.guard, {7});
  EXPECT_EQ(l.told.size(), 2u);
}

TEST(Hub, TellsOfTheDeskOnlyWhoHasReleaseAuthority) {
  Listening l;
  l.join("watch");
  l.join("chief", true);
  l.change({Topic::desk});
  ASSERT_EQ(l.told.size(), 1u);
  EXPECT_TRUE(l.told[0].starts_with("chief"));
}

label::Label marked(const std::string& classification) { return {"test", classification, {"JPN", "USA"}, {}, "JPN"}; }

// Attack cases 16, 26, 29: that something changed, and when, is told to who may read it.
TEST(Hub, TellsNobodyOfWhatHeMayNotRead) {
  Listening l;
  const auto id = l.join("watch", true);
  l.change({{Topic::cases, marked("secret")}, {Topic::desk, marked("secret")}, {Topic::links, marked("secret")}});
  EXPECT_TRUE(l.told.empty());
  l.change({{Topic::cases, marked("secret")}, {Topic::links, marked("caution")}});
  ASSERT_EQ(l.told.size(), 1u);
  EXPECT_EQ(l.told[0], R"(watch {"type":"changed","topics":["links"],"at_ms":5})");
  // Nor does it stand in what waits for a slow reader, or count against him.
  for (std::size_t i = 0; i < limits::stream_backlog + 2; ++i) l.change({{Topic::cases, marked("secret")}});
  l.hub.written(id, l.guard, {6});
  EXPECT_EQ(l.told.size(), 1u);
  EXPECT_EQ(l.hub.size(), 1u);
}

TEST(Hub, TellsAnAdministratorOfTheLinksWhateverGoesOverThem) {
  Listening l;
  l.join("admin", false, true);
  l.change({{Topic::cases, marked("secret")}, {Topic::links, marked("secret")}});
  ASSERT_EQ(l.told.size(), 1u);
  EXPECT_EQ(l.told[0], R"(admin {"type":"changed","topics":["links"],"at_ms":5})");
}

TEST(Hub, Attack45_DropsWhoReadsTooSlowlyByName) {
  Listening l;
  l.join("slow");
  const auto quick = l.join("quick");
  for (std::size_t i = 0; i < limits::stream_backlog + 2; ++i) {
    l.change({Topic::cases});
    l.hub.written(quick, l.guard, {1});
  }
  EXPECT_EQ(l.closed, std::vector<std::string>{"slow 4008 stream.slow"});
  EXPECT_EQ(l.hub.size(), 1u);
  EXPECT_EQ(l.hub.dropped(), 1u);
}

TEST(Hub, Attack24_EndsAStreamWithItsSession) {
  Listening l;
  l.join("watch");
  l.join("chief");
  l.hub.end_session(sha256("watch"));
  EXPECT_EQ(l.closed, std::vector<std::string>{"watch 4401 session.ended"});
  l.change({Topic::cases});
  ASSERT_EQ(l.told.size(), 1u);
  EXPECT_TRUE(l.told[0].starts_with("chief"));
  l.hub.close_all("server.stopping");
  EXPECT_EQ(l.closed.back(), "chief 1001 server.stopping");
  EXPECT_EQ(l.hub.size(), 0u);
}

TEST(Hub, Attack45_IsBounded) {
  Listening l;
  for (std::size_t i = 0; i < limits::stream_clients; ++i) ASSERT_NE(l.join("x"), 0u);
  EXPECT_EQ(l.join("x"), 0u);
}

}  // namespace
}  // namespace tsugite::server
