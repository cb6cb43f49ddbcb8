// What the loader makes of the shipped charter, and its digest.
#include "charter/charter.h"

#include <gtest/gtest.h>

#include "base/sha256.h"
#include "charter/test_files.h"

namespace tsugite::charter {
namespace {

const Charter& shipped() {
  static const Charter charter = load_charter(shipped_charter()).charter;
  return charter;
}

TEST(Charter, HeadAndParties) {
  EXPECT_EQ(shipped().id, "japan-us");
  EXPECT_EQ(shipped().version, 1u);
  EXPECT_EQ(shipped().party_order, (std::vector<std::string>{"JPN", "USA"}));
  EXPECT_FALSE(shipped().parties.at("JPN").root.has_value()) << "the template has no keys";
  EXPECT_EQ(shipped().levels.front(), "action-officer");
  EXPECT_EQ(shipped().commitment_names.size(), 4u);
  EXPECT_EQ(shipped().unit_names.at("flight").ja, "便");
}

TEST(Charter, RootKeysInBase64OrHex) {
  Bytes key(32, '\x17');
  for (const auto& root : {to_base64(key), to_hex(key)}) {
    Files files = shipped_charter();
    std::string& text = files["charter.yaml"];
    text.insert(text.find("    short: {ja: 日本,"), "    root: " + root + "\n");
    const auto loaded = load_charter(files);
    ASSERT_TRUE(loaded.usable()) << describe(loaded.findings[0].error);
    EXPECT_EQ(loaded.charter.parties.at("JPN").root->bytes(), key);
  }
}

TEST(Charter, SeatsBelongToParties) {
  EXPECT_EQ(shipped().party_of("jpn-js-j3-watch"), "JPN");
  EXPECT_EQ(shipped().party_of("usa-iii-mef-ops"), "USA");
  EXPECT_EQ(shipped().party_of("nobody"), "");
  EXPECT_EQ(shipped().seat("nobody"), nullptr);
}

TEST(Charter, ABodyThatCameLaterHasItsDate) {
  EXPECT_EQ(shipped().organisations.at("jjoc").from, "2025-03-24");
  EXPECT_EQ(shipped().bodies.at("BOCC").lateral, (std::vector<std::string>{"ACG", "JC"}));
}

TEST(Charter, ProcedureRoundTrip) {
  const Procedure* support = shipped().procedure("support");
  ASSERT_NE(support, nullptr);
  EXPECT_EQ(support->commitment, Commitment::operational_coordination);
  EXPECT_EQ(support->settled_states.at(""), "coordinated");
  EXPECT_EQ(support->state("need")->kind, State::Kind::home);
  EXPECT_EQ(support->state("closed")->kind, State::Kind::end);
  EXPECT_EQ(support->field("amount")->units.size(), 4u);
  EXPECT_TRUE(support->field("what")->settles);
  const StepSpec& accept = *support->step("accept");
  EXPECT_TRUE(accept.replies && accept.staffing && accept.exclusive && !accept.opens);
  EXPECT_LT(accept.precedence, support->step("withdraw-by-provider")->precedence);
  EXPECT_EQ(accept.legal_bases.at("JPN").front().first, "sdf-83");
  EXPECT_EQ(accept.legal_bases.at("USA").size(), 2u);
  EXPECT_TRUE(support->step("order")->each && support->step("order")->number);
  ASSERT_EQ(support->clocks.size(), 3u);
  EXPECT_EQ(support->clocks[0].within, Duration{2 * 3'600'000});
  EXPECT_EQ(support->step("nothing"), nullptr);
}

TEST(Charter, SituationsAreTheChoicesOfTheirProcedure) {
  const FieldSpec* field = shipped().procedure("situation")->field("situation");
  ASSERT_NE(field, nullptr);
  EXPECT_EQ(field->choices.size(), shipped().situations.size());
}

TEST(Charter, EachPartyMarksInItsOwnWords) {
  EXPECT_EQ(shipped().marking.lowest("JPN"), "open");
  EXPECT_EQ(shipped().marking.lowest("USA"), "UNCLASSIFIED");
  EXPECT_TRUE(shipped().marking.caveats.at("PERSONAL").never_leaves);
}

TEST(DigestOf, IsTheHashOfPathsAndFileHashes) {
  const Files files{{"a.yaml", "x"}, {"b/c.yaml", "y"}};
  const Bytes list = std::string("a.yaml") + '\0' + sha256("x").bytes() + "b/c.yaml" + '\0' + sha256("y").bytes();
  EXPECT_EQ(digest_of(files), sha256(list));
}

TEST(DigestOf, CountsWhatGatesAndNothingElse) {
  const Files files = shipped_charter();
  const Digest digest = digest_of(files);
  EXPECT_EQ(load_charter(files).charter.digest, digest);
  Files more = files;
  for (const auto* path : {"glossary.yaml", "chronology.yaml", "registers/visits.yaml", "README.md"}) more[path] = "x";
  EXPECT_EQ(digest_of(more), digest);
  more["seats.yaml"] += "\n";
  EXPECT_NE(digest_of(more), digest);
  more = files;
  more["procedures/visit.yaml"] = "";
  EXPECT_NE(digest_of(more), digest);
}

}  // namespace
}  // namespace tsugite::charter
