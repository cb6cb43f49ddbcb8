#include "server/security.h"

#include <gtest/gtest.h>

#include "server/assets.h"
#include "server/rates.h"

namespace tsugite::server {
namespace {

TEST(Bind, PlainHttpOnlyOnLoopback) {
  for (std::string here : {"127.0.0.1", "127.8.9.10", "::1", "localhost"}) EXPECT_TRUE(check_bind(here, false)) << here;
  for (std::string away : {"0.0.0.0", "::", "10.0.0.1", "192.168.0.1", "127.0.0.1.example.org", "127.0.0", "127.0.0.256", "127.0.0.1.1",
                           "127..0.1", "", "::ffff:10.0.0.1", "LOCALHOST."}) {
    EXPECT_FALSE(check_bind(away, false)) << away;
    EXPECT_TRUE(check_bind(away, true)) << away;
  }
  EXPECT_EQ(check_bind("0.0.0.0", false).error().code, "server.plain-http");
}

TEST(Host, OnlyOurNames) {
  const Doors doors{allowed_hosts("127.0.0.1", 8401, {"Tsugite.example"}, false), false};
  for (std::string ours : {"127.0.0.1:8401", "localhost:8401", "LOCALHOST:8401", "[::1]:8401", "tsugite.example:8401"}) {
    Request request;
    request.host = ours;
    EXPECT_TRUE(check_host(request, doors)) << ours;
  }
  for (std::string other : {"", "127.0.0.1", "localhost:8402", "evil.example:8401", "127.0.0.1:8401.evil.example"}) {
    Request request;
    request.host = other;
    EXPECT_FALSE(check_host(request, doors)) << other;
  }
  EXPECT_TRUE(allowed_hosts("10.0.0.1", 443, {}, true).contains("10.0.0.1"));
  EXPECT_FALSE(allowed_hosts("10.0.0.1", 443, {}, true).contains("localhost:443"));
}

TEST(Origin, OnlyOurPages) {
  struct Row {
    const char *origin, *site;
    bool required, ok;
  };
  const Row table[] = {
      {"", "", false, true},
      {"", "", true, false},
      {"http://127.0.0.1:8401", "", true, true},
      {"http://127.0.0.1:8401", "same-origin", true, true},
      {"http://127.0.0.1:8401", "cross-site", true, false},
      {"", "same-site", false, false},
      {"http://127.0.0.1:8402", "", true, false},
      {"https://127.0.0.1:8401", "", true, false},
      {"http://evil.example", "", true, false},
      {"null", "", true, false},
  };
  const Doors doors{{"127.0.0.1:8401"}, false};
  for (const auto& row : table) {
    Request request;
    request.host = "127.0.0.1:8401";
    request.origin = row.origin;
    request.fetch_site = row.site;
    EXPECT_EQ(check_origin(request, doors, row.required).has_value(), row.ok) << row.origin << " " << row.site;
  }
}

TEST(Headers, ForbidWhatTheConsoleDoesNotNeed) {
  std::string all;
  for (const auto& [name, value] : security_headers(false)) all += name + ": " + value + "\n";
  for (const char* part : {"default-src 'self'", "frame-ancestors 'none'", "connect-src 'self'", "nosniff", "base-uri 'none'"})
    EXPECT_NE(all.find(part), std::string::npos) << part;
  for (const char* part : {"Access-Control", "unsafe-eval", "script-src 'self' 'unsafe", "Strict-Transport"})
    EXPECT_EQ(all.find(part), std::string::npos) << part;
  bool strict = false;
  for (const auto& [name, value] : security_headers(true)) strict = strict || name == "Strict-Transport-Security";
  EXPECT_TRUE(strict);
}

TEST(Assets, FindsFilesAndThePageOnly) {
  Assets assets;
  assets.add("/index.html", "page");
  assets.add("/assets/app-1a2b.mjs", "script");
  assets.add("/favicon.svg", "icon");
  EXPECT_EQ(assets.find("/")->content, "page");
  EXPECT_EQ(assets.find("/cases/0a1b")->content, "page");
  EXPECT_EQ(assets.find("/assets/app-1a2b.mjs")->type, "text/javascript; charset=utf-8");
  EXPECT_EQ(assets.find("/assets/app-1a2b.mjs")->cache, "public, max-age=31536000, immutable");
  EXPECT_EQ(assets.find("/favicon.svg")->cache, "no-cache");
  EXPECT_EQ(assets.find("/assets/gone.js"), nullptr);
  EXPECT_EQ(assets.find("/etc/passwd.txt"), nullptr);
  Assets other;
  other.add("/other.html", "page");
  EXPECT_EQ(other.find("/other.html")->etag, assets.find("/")->etag);  // of the content alone
  EXPECT_EQ(other.find("/"), nullptr);
  EXPECT_FALSE(Assets::load("/nowhere/at/all"));
}

TEST(Rates, FillAgainWithTime) {
  Rates rates({2, 0.5}, 2);
  EXPECT_EQ(rates.take("a", {0}), 0);
  EXPECT_EQ(rates.take("a", {0}), 0);
  EXPECT_EQ(rates.take("a", {0}), 2);
  EXPECT_EQ(rates.take("a", {1000}), 1);
  EXPECT_EQ(rates.take("a", {2000}), 0);
  EXPECT_EQ(rates.take("b", {2000}), 0);
  EXPECT_GT(rates.take("c", {2000}), 0);  // no room, and nobody has filled up again
  EXPECT_EQ(rates.take("c", {60'000}), 0);
  EXPECT_LE(rates.size(), 2u);
  EXPECT_EQ(rates.take("c", {60'000}), 0);
  EXPECT_GT(rates.take("c", {60'000}), 0);
  rates.forgive("c");
  EXPECT_EQ(rates.take("c", {60'000}), 0);
  EXPECT_EQ(rates.take("c", {0}), 0);  // a clock that went back takes nothing away
}

}  // namespace
}  // namespace tsugite::server
