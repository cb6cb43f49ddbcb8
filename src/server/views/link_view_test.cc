// The links page: what everyone signed in is told of strangers.
#include "server/views/link_view.h"

#include "server/test_world.h"

namespace tsugite::server {
namespace {

TEST(LinkView, TellsOfStrangersTheLastSeenFirst) {
  test::World w;
  auto& met = w.backend.met;
  met.push_back({sha256("theirs"), "192.0.2.7", "USA", {test::start_ms + 1}, {test::start_ms + 9}, 3});
  met.push_back({sha256("a scanner"), "2001:db8::1", "", {test::start_ms}, {test::start_ms}, 1});
  for (const char* account : {"watch", "admin"}) {
    const auto page = w.browser(account).get("/links").body;
    EXPECT_EQ(page.at("own_pin").as_string(), sha256("our key").hex());
    const auto& strangers = page.at("strangers").as_array();
    ASSERT_EQ(strangers.size(), 2u);
    EXPECT_EQ(
        strangers[0],
        boost::json::parse(R"({"pin":")" + sha256("theirs").hex() + R"(","address":"192.0.2.7","dialled":"USA","first_ms":)" +
                           std::to_string(test::start_ms + 1) + R"(,"last_ms":)" + std::to_string(test::start_ms + 9) + R"(,"count":3})"));
    EXPECT_TRUE(strangers[1].at("dialled").is_null());
  }
  EXPECT_EQ(test::Browser(*w.front).get("/links").status, 401);
}

}  // namespace
}  // namespace tsugite::server
