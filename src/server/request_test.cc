#include "server/request.h"

#include <gtest/gtest.h>

#include "base/limits.h"

namespace tsugite::server {
namespace {

TEST(Target, SplitsAndDecodes) {
  auto target = parse_target("/api/v1/cases/0a%201b?context=real&seat=a+b%2Fc&&empty");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->segments, (std::vector<std::string>{"api", "v1", "cases", "0a 1b"}));
  EXPECT_EQ(target->path, "/api/v1/cases/0a 1b");
  EXPECT_EQ(target->parameter("context"), "real");
  EXPECT_EQ(target->parameter("seat"), "a b/c");
  EXPECT_EQ(target->parameter("empty"), "");
  EXPECT_EQ(target->parameter("absent"), "");
  EXPECT_EQ(parse_target("/")->segments.size(), 0u);
  EXPECT_EQ(parse_target("/assets/")->path, "/assets");
}

TEST(Target, Attack46_RefusesWhatLeadsElsewhere) {
  for (std::string bad : {"", "api", "http://x/", "//etc", "/a//b", "/..", "/a/../b", "/%2e%2e/b", "/a%2fb", "/a%5cb", "/a%00b",
                          "/a%0d%0ab", "/%zz", "/%4", "/%", "/a?b=%f", "/%ff%fe", "/\xc3", "/a?c=%c0%af"})
    EXPECT_FALSE(parse_target(bad)) << bad;
  EXPECT_FALSE(parse_target("/" + std::string(limits::http_target_bytes, 'a')));
}

TEST(Target, Attack37_RefusesAParameterGivenTwice) {
  auto target = parse_target("/x?context=real&context=drill");
  ASSERT_FALSE(target);
  EXPECT_EQ(target.error().code, "request.target");
}

TEST(Cookie, FindsExactlyOne) {
  EXPECT_EQ(cookie_value("a=1; tsugite=abc; b=2", "tsugite"), "abc");
  EXPECT_EQ(cookie_value("tsugite=abc", "tsugite"), "abc");
  EXPECT_EQ(cookie_value("xtsugite=abc", "tsugite"), "");
  EXPECT_EQ(cookie_value("tsugitex=abc", "tsugite"), "");
  EXPECT_EQ(cookie_value("tsugite=abc; tsugite=def", "tsugite"), "");
  EXPECT_EQ(cookie_value("", "tsugite"), "");
  EXPECT_EQ(cookie_value(";;;=;", "tsugite"), "");
}

}  // namespace
}  // namespace tsugite::server
