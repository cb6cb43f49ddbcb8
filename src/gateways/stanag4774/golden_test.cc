// golden/: labels as they leave under each of the shipped policies, and labels of other senders as they come in. Files that do not match
// are written beside the test as NAME.actual.
#include <gtest/gtest.h>

#include <fstream>

#include "gateways/stanag4774/test_policy.h"

namespace tsugite::gateways::stanag4774 {
namespace {

const std::filesystem::path golden = std::filesystem::path(TSUGITE_SOURCE_DIR) / "src/gateways/stanag4774/golden";

std::string content(const std::string& name) {
  std::ifstream in(golden / name, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Leaving {
  const char* file;
  const char* policy;
  Marking marking;
};

void PrintTo(const Leaving& l, std::ostream* out) { *out << l.file; }

class Golden : public testing::TestWithParam<Leaving> {};

TEST_P(Golden, LeavesAsTheFileSays) {
  const auto written = write_shipped(GetParam().marking, GetParam().policy);
  ASSERT_TRUE(written.has_value()) << describe(written.error());
  const std::string expected = content(GetParam().file);
  if (*written != expected) std::ofstream(std::string(GetParam().file) + ".actual", std::ios::binary) << *written;
  EXPECT_EQ(*written, expected);
  const auto back = read_shipped(expected);
  ASSERT_TRUE(back.has_value()) << describe(back.error());
  EXPECT_EQ(back->label, GetParam().marking.label);
  EXPECT_EQ(back->created, GetParam().marking.created);
}

const WallTime made{1'460'737'800'000};  // 2016-04-15T16:30:00Z

INSTANTIATE_TEST_SUITE_P(
    Label, Golden,
    testing::Values(
        Leaving{"japan_caution.xml", "JAPAN", {Root::originator, {"japan-us", "caution", {"JPN", "USA"}, {"UNCONFIRMED"}, "JPN"}, made}},
        Leaving{"japan_designated_secret.xml",
                "JAPAN",
                {Root::originator, {"japan-us", "designated-secret", {"JPN"}, {"JPN-ONLY"}, "JPN"}, made}},
        Leaving{"usa_cui_rel_to.xml", "USA", {Root::originator, {"japan-us", "CUI", {"JPN", "USA"}, {}, "USA"}, made}},
        Leaving{"usa_secret_noforn.xml", "USA", {Root::originator, {"japan-us", "SECRET", {"USA"}, {"NOFORN"}, "USA"}, made}},
        Leaving{"alliance_cui.xml", "japan-us", {Root::alternative, {"japan-us", "CUI", {"JPN", "USA"}, {}, "USA"}, made}},
        Leaving{
            "alliance_tlp_red.xml", "japan-us", {Root::originator, {"japan-us", "caution", {"JPN", "USA"}, {"TLP-RED"}, "JPN"}, made}}));

// Another sender's habits: another prefix, attributes in another order, white space, an offset, informative categories of its own.
TEST(Golden, ALabelOfAnotherSenderComesIn) {
  const auto read = read_shipped(content("foreign_usa_cui.xml"));
  ASSERT_TRUE(read.has_value()) << describe(read.error());
  const label::Label expected{"japan-us", "CUI", {"JPN", "USA"}, {}, "USA"};
  EXPECT_EQ(read->label, expected);
  EXPECT_EQ(read->policy, "USA");
  EXPECT_EQ(to_iso(read->created), "2016-04-15T16:30:00Z");
  EXPECT_EQ(to_iso(*read->review), "2026-04-15T00:00:00Z");
  const std::vector<std::string> passed_over{"PrivacyMark: HANDLE VIA CHANNELS", "Category Reliability: B2", "Category Exercise"};
  EXPECT_EQ(read->passed_over, passed_over);
}

}  // namespace
}  // namespace tsugite::gateways::stanag4774
