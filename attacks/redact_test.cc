// Case 21 where a record with parts taken out goes in another's stead: what was taken out is nowhere, nor that there was more.
#include <gtest/gtest.h>

#include "attacks/carried.h"
#include "attacks/screen.h"
#include "attacks/stick.h"

namespace tsugite::attacks {
namespace {

// A question that names persons, and the one that went in its stead.
std::pair<Digest, Digest> redacted(Carrier& by) {
  auto input = by.question(canary);
  input.command.label->add_caveats("PERSONAL");
  const auto source = by.run("JPN", input);
  EXPECT_TRUE(source);
  core::DeriveInput derive{
      1, {"release", "jpn-release-officer"}, source->records[0], {}, by.question().command.label, {}, by.pair.entropy()};
  core::Alteration anew{"question", core::Alteration::What::text, {}, 0};
  anew.text.set_ja("避難者は何名か");
  anew.text.set_original("ja");
  derive.changes = {anew};
  derive.reason.set_ja(canary);
  by.jpn().desk(derive, core::test_now);
  by.pair.turn("JPN");
  const auto done = std::move(by.pair["JPN"].answers.back().done);
  by.pair["JPN"].answers.clear();
  EXPECT_TRUE(done) << describe(done.error());
  return {source->records[0], done->records[0]};
}

void redacted_survives(Carrier&& by) {
  const auto [source, derived] = redacted(by);
  by.carry();
  EXPECT_TRUE(by.crossed("避難者は何名か"));
  EXPECT_FALSE(by.crossed(canary)) << "neither what was taken out nor why";
  EXPECT_FALSE(by.crossed(source.bytes())) << "nor the digest of what it was taken from";
  EXPECT_TRUE(by.usa().index_of(derived));
  EXPECT_EQ(by.usa().ledger_size(), 1u);
  // An answer to it names what the partner holds, and the case is the same on both sides.
  EXPECT_EQ(by.jpn().common_digest("USA", "real"), by.usa().common_digest("JPN", "real"));
  EXPECT_FALSE(by.jpn().number_in_outbox(source, "USA"));
}

}  // namespace

TEST(Attack21_RedactedSurvives, Federation) { redacted_survives(LiveLink()); }
TEST(Attack21_RedactedSurvives, Bundle) { redacted_survives(Stick()); }

namespace {
// Our own people: one who may read what is open, and not what it was taken from.
void both_in_one_case(Screen& s) {
  s.put("nothing of it");
  auto& c = s.facts().table.back();
  s.facts().add(c, Screen::step("request", canary), Screen::Standing::withheld, "secret");
}
}  // namespace
TEST(Attack21_RedactedSurvives, Api) {
  Screen s;
  both_in_one_case(s);
  EXPECT_EQ(s.status("watch", "/cases/" + s.last.hex()), 200);
  EXPECT_EQ(s.page("watch", "/cases/" + s.last.hex()).find(canary), std::string::npos);
  EXPECT_EQ(s.pages("watch").find(canary), std::string::npos);
  EXPECT_NE(s.page("chief", "/cases/" + s.last.hex()).find(canary), std::string::npos);
}
TEST(Attack21_RedactedSurvives, Search) {
  Screen s;
  both_in_one_case(s);
  EXPECT_FALSE(s.found("watch"));
}

}  // namespace tsugite::attacks
