// What a reader may see: records by label, cases by the records their state speaks of, and nothing of what is not shown.
#include "server/window.h"

#include <boost/json/serialize.hpp>

#include "server/test_world.h"
#include "server/views/case_page.h"
#include "server/views/case_ref.h"
#include "server/views/desk_view.h"
#include "server/views/today_view.h"

namespace tsugite::server {
namespace {

using casework::Standing;
using test::World;

const std::string canary = "CANARY-7f3a19c2-do-not-show";

v1::Envelope step(const std::string& id, const std::string& party = "JPN", const std::string& remark = "") {
  v1::Envelope out;
  out.set_party(party);
  out.mutable_step()->set_procedure("support");
  out.mutable_step()->set_step(id);
  if (!remark.empty()) *out.mutable_step()->add_field() = test::text_field("remark", remark, remark);
  return out;
}

v1::Envelope staffing(const RecordId& round, v1::Staffing::Act act, const std::string& text = "") {
  v1::Envelope out;
  auto& inner = *out.mutable_staffing();
  inner.set_staffing(round.bytes());
  inner.set_act(act);
  inner.set_version(1);
  if (!text.empty()) *inner.mutable_proposal()->add_field() = test::text_field("subject", text, text);
  return out;
}

struct Fixture : World, ::testing::Test {
  test::FakeFacts& facts() { return backend.table; }
  // Everything a person can ask for, in one string.
  std::string all_pages(const std::string& account, const std::vector<std::string>& further) {
    auto asking = browser(account);
    std::string out;
    for (std::string path : {"/today", "/cases", "/alerts", "/links", "/openings", "/desk"}) out += asking.get(path).text;
    for (const auto& path : further) out += asking.get(path).text;
    return out;
  }
};
using Show = Fixture;

TEST_F(Show, ARecordOnlyToWhoIsCleared) {
  auto& c = facts().open("support", "one");
  const auto open = facts().add(c, step("request"), Standing::effective, "open");
  const auto secret = facts().add(c, step("note", "JPN", canary), Standing::remark, "secret");
  Window watch(facts(), *principal_of(facts(), "watch")), chief(facts(), *principal_of(facts(), "chief"));
  EXPECT_TRUE(watch.record(open));
  EXPECT_FALSE(watch.record(secret));
  EXPECT_FALSE(watch.encoded(secret));
  EXPECT_FALSE(watch.receipt(secret));
  EXPECT_FALSE(watch.case_of(secret));
  EXPECT_TRUE(chief.record(secret));
  EXPECT_FALSE(watch.record(sha256("nothing")));
}

// Attack cases 9, 15, 16: a remark above the reader's clearance leaves no trace in the case it stands in.
TEST_F(Show, Attack16_AStricterRemarkInAnOpenCaseLeavesNoTrace) {
  auto& c = facts().open("support", "one");
  facts().add(c, step("request"), Standing::effective, "open");
  const std::string path = "/cases/" + c.id.hex();
  const std::string before = all_pages("watch", {path});
  const auto secret = facts().add(c, step("note", "JPN", canary), Standing::remark, "secret");
  EXPECT_EQ(all_pages("watch", {path}), before);
  EXPECT_NE(all_pages("chief", {path}).find(canary), std::string::npos);
  EXPECT_EQ(browser("watch").get("/records/" + secret.hex()).status, 404);
  EXPECT_EQ(browser("chief").get("/records/" + secret.hex()).status, 200);
}

// Attack cases 25, 27, 30: a case whose state rests on what the reader may not see does not exist for him.
TEST_F(Show, Attack25_ACaseThatRestsOnASecretStepIsNotThere) {
  auto& one = facts().open("support", "one");
  facts().add(one, step("request"), Standing::effective, "open");
  const auto before = all_pages("watch", {});
  auto& other = facts().open("support", "two");
  facts().add(other, step("request"), Standing::effective, "open");
  facts().add(other, step("counter", "USA", canary), Standing::effective, "secret");
  casework::Waiting waiting;
  waiting.case_id = other.id;
  waiting.why = casework::Waiting::Why::our_turn;
  facts().waits = {waiting};
  EXPECT_EQ(all_pages("watch", {}), before);
  auto asking = browser("watch");
  auto hidden = asking.get("/cases/" + other.id.hex());
  auto absent = asking.get("/cases/" + std::string(32, '0'));
  auto malformed = asking.get("/cases/zz");
  EXPECT_EQ(hidden.status, 404);
  EXPECT_EQ(hidden.text, absent.text);
  EXPECT_EQ(hidden.text, malformed.text);
  // Nor can a command tell the two apart.
  const auto command = [&](const std::string& id) {
    return asking.post("/commands", R"({"id":"1","kind":"step","context":"kumamoto","step":"note","case":")" + id + "\"}");
  };
  EXPECT_EQ(command(other.id.hex()).text, command(std::string(32, '1')).text);
  EXPECT_TRUE(backend.commands.empty());
  EXPECT_EQ(browser("chief").get("/cases/" + other.id.hex()).status, 200);
}

TEST_F(Show, AHomeStepCountsStaffingDoesNot) {
  auto& c = facts().open("support", "one");
  c.home_state = "need";
  facts().add(c, step("need"), Standing::home, "open");
  const auto round = *RecordId::from(std::string(16, 'r'));
  facts().add(c, staffing(round, v1::Staffing::DRAFT, canary), Standing::home, "secret");
  EXPECT_EQ(browser("watch").get("/cases/" + c.id.hex()).status, 200);
  EXPECT_EQ(all_pages("watch", {"/cases/" + c.id.hex()}).find(canary), std::string::npos);
  facts().add(c, step("need"), Standing::home, "secret");
  EXPECT_EQ(browser("watch").get("/cases/" + c.id.hex()).status, 404);
}

// Attack case 9: whatever the policy does not name is shown to nobody.
TEST_F(Show, Attack09_UnknownMarkingsAreShownToNobody) {
  auto& c = facts().open("support", "one");
  facts().add(c, step("request", "JPN", canary), Standing::effective, "invented");
  EXPECT_EQ(all_pages("chief", {"/cases/" + c.id.hex()}).find(canary), std::string::npos);
  EXPECT_EQ(browser("chief").get("/cases/" + c.id.hex()).status, 404);
}

// Invariant 10.
TEST_F(Show, ACaseOfAnotherContextIsNotThere) {
  auto& c = facts().open("support", "one");
  facts().add(c, step("request"), Standing::effective);
  EXPECT_EQ(browser("watch").get("/cases/" + c.id.hex() + "?context=real").status, 404);
  EXPECT_EQ(browser("watch").get("/cases/" + c.id.hex() + "?context=kumamoto").status, 200);
  EXPECT_EQ(browser("watch").get("/cases?context=real").body.at("cases").as_array().size(), 0u);
  EXPECT_EQ(browser("watch").get("/cases?context=atlantis").status, 400);
  EXPECT_EQ(browser("watch").get("/cases?seat=jpn-chief").status, 403);
}

TEST_F(Show, TheDeskOnlyToReleaseAuthorityAndOnlyWhatItMayRead) {
  auto& c = facts().open("support", "one");
  const auto open = facts().add(c, step("request"), Standing::effective, "open");
  facts().desk = {{open, 0, "USA", "support/request", {"guard.rule", "", {"審査待ち", "Waits"}}, false, 5, "kumamoto"}};
  EXPECT_EQ(browser("watch").get("/desk").status, 403);
  auto desk = browser("chief").get("/desk");
  ASSERT_EQ(desk.body.at("items").as_array().size(), 1u);
  const auto& item = desk.body.at("items").at(0);
  EXPECT_EQ(item.at("bytes").as_int64(), static_cast<std::int64_t>(facts().encodings[0].size()));
  EXPECT_EQ(item.at("case").at("id").as_string(), c.id.hex());
  auto today = browser("chief").get("/today");
  EXPECT_EQ(today.body.at("items").at(0).at("why").as_string(), "desk");
  EXPECT_EQ(browser("watch").get("/today").body.at("items").as_array().size(), 0u);
  facts().annex_.people[1].clearance = "open";
  facts().add(c, step("note", "JPN", canary), Standing::remark, "caution");
  facts().desk.push_back({sha256(facts().encodings.back()), 1, "USA", "support/note", {}, true, 6, "kumamoto"});
  EXPECT_EQ(browser("chief").get("/desk").body.at("items").as_array().size(), 1u);
}

TEST_F(Show, ThePreviewHoldsEveryByteAndOnlyForReleaseAuthority) {
  auto& c = facts().open("support", "one");
  const auto open = facts().add(c, step("request", "JPN", "面会"), Standing::withheld, "open");
  const std::string path = "/desk/" + open.hex() + "/preview?partner=USA";
  EXPECT_EQ(browser("chief").get(path).status, 404) << "it is not at the desk";
  using Verdict = label::Decision::Verdict;
  facts().previews[{open, "USA"}] = {{open},
                                     {},
                                     false,
                                     {Verdict::desk, "guard.rule", {"待つ", "waits"}, "reports", true},
                                     {Verdict::release, "guard.approved", {"可", "may"}, "reports", true}};
  EXPECT_EQ(browser("watch").get(path).status, 403);
  EXPECT_EQ(browser("chief").get("/desk/" + open.hex() + "/preview?partner=AUS").status, 404);
  const auto preview = browser("chief").get(path);
  ASSERT_EQ(preview.status, 200);
  const auto& record = preview.body.at("records").at(0);
  EXPECT_EQ(record.at("bytes_base64").as_string(), to_base64(facts().encodings[0]));
  EXPECT_EQ(preview.body.at("bytes").as_int64(), static_cast<std::int64_t>(facts().encodings[0].size()));
  EXPECT_EQ(preview.body.at("now").at("rule").as_string(), "reports");
  EXPECT_TRUE(preview.body.at("redactable").as_bool());
  EXPECT_TRUE(preview.body.at("released").at("two_persons").as_bool());
  EXPECT_NE(boost::json::serialize(record.at("envelope")).find(to_hex(facts().envelopes[0].salt())), std::string::npos)
      << "nothing of the envelope is left out";
  EXPECT_NE(boost::json::serialize(record.at("fields")).find("面会"), std::string::npos);
}

TEST_F(Show, RulesOfTheDeskAndTimesOfSharingAreForReleaseAuthority) {
  facts().rules_made = {{{"0a", "support/request", "USA", "open", {}, {"定型", "routine"}}, {}, "chief", 7}};
  core::Sharing one{"USA", "kumamoto", "support/request", {}, {}};
  one.numbered.add(4000);
  facts().shared = {one};
  EXPECT_EQ(browser("watch").get("/desk").status, 403);
  const auto desk = browser("chief").get("/desk");
  EXPECT_EQ(desk.body.at("rules").at(0).at("reason").at("en").as_string(), "routine");
  EXPECT_EQ(desk.body.at("sharing").at(0).at("numbered").at("worst_ms").as_int64(), 4000);
  EXPECT_EQ(desk.body.at("sharing").at(0).at("receipted").at("count").as_int64(), 0);
}

TEST_F(Show, RefusalsOfALinkOnlyOfRecordsThatMayBeSeen) {
  auto& c = facts().open("support", "one");
  const auto open = facts().add(c, step("request"), Standing::effective, "open");
  const auto secret = facts().add(c, step("note"), Standing::remark, "secret");
  core::LinkStatus link;
  link.partner = "USA";
  link.refusals = {{open, c.id, "USA", {"record.clock", "", {"時計", "clock"}}, 1}, {secret, c.id, "USA", {}, 2}};
  facts().link_table = {link};
  const auto count = [&](const std::string& account) {
    return browser(account).get("/links").body.at("links").at(0).at("refusals").as_array().size();
  };
  EXPECT_EQ(count("watch"), 1u);
  EXPECT_EQ(count("chief"), 2u);
}

TEST_F(Show, APageIsComposedForItsReaderOnly) {
  auto& c = facts().open("support", "one");
  facts().add(c, step("request"), Standing::effective, "open");
  Window window(facts(), *principal_of(facts(), "watch"));
  ASSERT_TRUE(window.find(c.id, "kumamoto"));
  const auto page = window.answer({{"x", 1}});
  EXPECT_EQ(page.recipient().principal, "watch");
  EXPECT_EQ(page.recipient().clearance, 1);
  EXPECT_FALSE(principal_of(facts(), "no-such"));
  facts().annex_.people[0].clearance = "invented";
  EXPECT_FALSE(principal_of(facts(), "watch"));
}

}  // namespace
}  // namespace tsugite::server
