// Whatever may stand against a link has a prescription, in both languages.
#include "node/doctor/advice.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

namespace tsugite::node {
namespace {

// The codes that a source file of these rooms refuses with.
std::set<std::string> codes_in(const std::string& path) {
  std::ifstream in(std::string(TSUGITE_SOURCE_DIR) + "/src/" + path);
  const std::string text(std::istreambuf_iterator<char>(in), {});
  std::set<std::string> out;
  const std::regex code(R"("((?:hello|resume|lost|returned|link|clock|charter|doctor)\.[a-z-]+)\")");
  for (std::sregex_iterator hit(text.begin(), text.end(), code), end; hit != end; ++hit) out.insert((*hit)[1]);
  return out;
}

TEST(Advice, ThereIsSomeForEveryReasonWhyALinkIsNotUp) {
  // Not reasons of a link: one is only ever our own bug, the others are over in a moment.
  const std::set<std::string> apart = {"hello.twice", "hello.no-root", "doctor.busy", "link.replaced", "link.returned", "link.subprotocol"};
  std::size_t seen = 0;
  for (const char* path :
       {"federation/hello.cc", "core/links.cc", "core/returned.cc", "node/connection.cc", "node/transport.cc", "node/doctor/ask.cc",
        "node/doctor/doctor.cc", "node/doctor/greeting.cc", "node/doctor/own_checks.cc", "node/runtime_doctor.cc"})
    for (const auto& code : codes_in(path)) {
      ++seen;
      EXPECT_TRUE(apart.contains(code) || advice_on(code, false) != nullptr) << path << ": " << code;
    }
  EXPECT_GT(seen, 30u);
}

TEST(Advice, IsSaidOnceInBothLanguages) {
  for (const bool told : {false, true}) {
    std::set<std::string_view> codes;
    for (const auto& one : all_advice(told)) {
      EXPECT_TRUE(codes.insert(one.code).second) << one.code;
      EXPECT_FALSE(std::string_view(one.ja).empty() || std::string_view(one.en).empty()) << one.code;
      EXPECT_TRUE(std::any_of(one.ja, one.ja + std::char_traits<char>::length(one.ja), [](char c) { return (c & 0x80) != 0; })) << one.code;
      EXPECT_NE(advice_on(one.code, false), nullptr) << one.code;
    }
  }
}

// What the partner must mend where we find it, we must mend where the partner does.
TEST(Advice, ChangesPlacesWithWhoeverSaysIt) {
  for (const char* code : {"hello.keys", "hello.old-keys", "hello.pin", "hello.party"}) {
    EXPECT_EQ(advice_on(code, false)->who, Mender::theirs) << code;
    EXPECT_EQ(advice_on(code, true)->who, Mender::ours) << code;
  }
  for (const char* code : {"link.disabled", "store.full"}) {
    EXPECT_EQ(advice_on(code, false)->who, Mender::ours) << code;
    EXPECT_EQ(advice_on(code, true)->who, Mender::theirs) << code;
  }
  EXPECT_EQ(advice_on("no.such-code", true), nullptr);
}

}  // namespace
}  // namespace tsugite::node
