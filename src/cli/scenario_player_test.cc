#include "cli/scenario_player.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "cli/scenario_fake_node.h"

namespace tsugite::cli {
namespace {

namespace json = boost::json;
using ::testing::HasSubstr;

struct StillClock : world::Clock {
  mutable std::int64_t ms = 0;
  WallTime now() const override { return {ms}; }
  Duration monotonic() const override { return {ms}; }
};
struct CountingRandom : world::Random {
  char next = 0;
  Bytes bytes(std::size_t count) override { return Bytes(count, ++next); }
};
struct OneFile : world::Disk {
  Result<Bytes> read(const std::string& path) const override {
    if (path == "folder/quake.xml") return "<Report/>";
    return fail("disk.absent", path, "no such file", "ファイルがありません");
  }
  Result<void> write(const std::string&, BytesView, bool) override { return {}; }
  Result<std::uint64_t> free_bytes(const std::string&) const override { return 0; }
};

const char* const charter =
    R"({"procedures":[{"id":"support","fields":[{"id":"what","type":"text"},{"id":"amount","type":"quantity"},{"id":"of","type":"record"}],
  "steps":[{"id":"need"},{"id":"request"}]}]})";

// What a node answers by request line; absent lines are 404, as are unknown cases.
struct Stage {
  std::map<std::string, std::string> answers{
      {"POST /api/v1/session", R"({"csrf":"c1","seats":[{"id":"seat-1"}]})"},
      {"GET /api/v1/charter", charter},
      {"POST /api/v1/commands", R"({"case":"ca5e","number":"JPN-S-1","records":[]})"},
      {"POST /api/v1/gateways/jma?context=drill", R"({"case":"a1e7","records":[],"headline":{}})"},
  };
  unsigned refuse = 0;  // status of commands, if not 200

  FakeAnswer operator()(const FakeRequest& r) {
    if (refuse && r.line == "POST /api/v1/commands")
      return {refuse, json::parse(R"({"error":{"code":"casework.state","where":"x","message":{"ja":"状態","en":"state"}}})")};
    const auto found = answers.find(r.line);
    if (found == answers.end())
      return {404, json::parse(R"({"error":{"code":"http.absent","where":"","message":{"ja":"無","en":"none"}}})")};
    return {200, json::parse(found->second)};
  }
};

class ScenarioPlayer : public ::testing::Test {
 protected:
  Stage stage;
  FakeNode node{[this](const FakeRequest& r) { return stage(r); }};
  FakeNode other{[this](const FakeRequest& r) { return stage(r); }};
  StillClock clock;
  CountingRandom random;
  OneFile disk;
  std::vector<Played> told;
  Scenario scenario;

  // Plays these acts; the empty string, or the error in one line.
  std::shared_ptr<Sessions> sessions;  // where set, kept from one play to the next
  std::string play(const std::string& acts, std::map<std::string, std::string> passwords = {{"*", "p"}}) {
    auto parsed =
        parse_scenario("scenario: {ja: 試験, en: Test}\ncontext: drill\npatience: 1\noriginals: {JPN: ja}\nacts:\n" + acts, "s.yaml");
    if (!parsed.errors.empty()) return describe(parsed.errors.front());
    scenario = std::move(parsed.scenario);
    const auto pause = [this](Duration d) { clock.ms += d.ms; };
    PlayOptions options{
        {{"JPN", *HttpClient::to(node.address())}, {"USA", *HttpClient::to(other.address())}}, std::move(passwords), {}, "folder"};
    if (sessions) options.sessions = sessions;
    Player player(scenario, std::move(options), {clock, random, disk, pause});
    if (auto in = player.sign_in(); !in) return describe(in.error());
    if (const auto errors = player.check(); !errors.empty()) return describe(errors.front());
    told.clear();
    auto end = player.play([](const Act&) {}, [this](const Played& p) { told.push_back(p); });
    return end ? "" : describe(end.error());
  }
  json::value command(std::size_t at) { return json::parse(node.seen("POST /api/v1/commands").at(at).body); }
};

const std::string open =
    "  - {node: JPN, as: watch, save: lift, open: {procedure: support, step: need, fields: {what: {ja: 水, "
    "en: water}, amount: 12 t}}}\n";

TEST_F(ScenarioPlayer, SendsWhatThePersonWouldSend) {
  ASSERT_EQ(play(open), "");
  const auto posts = node.seen("POST /api/v1/commands");
  ASSERT_EQ(posts.size(), 1u);
  EXPECT_EQ(posts[0].cookie, "tsugite_session=s1");
  EXPECT_EQ(posts[0].csrf, "c1");
  EXPECT_EQ(
      posts[0].body,
      R"({"id":"scenario-01010101010101010101010101010101","kind":"step","context":"drill","seat":"seat-1","procedure":"support","step":"need","fields":[{"id":"what","value":{"ja":"水","en":"water","original":"ja"}},{"id":"amount","value":{"amount":1.2E1,"unit":"t"}}]})");
  ASSERT_EQ(told.size(), 1u);
  EXPECT_EQ(told[0].number, "JPN-S-1");
  EXPECT_EQ(told[0].did, "step support/need of lift");
}

TEST_F(ScenarioPlayer, LooksBeforeItActs) {
  stage.answers["GET /api/v1/cases/ca5e?context=drill&seat=seat-1"] =
      R"({"procedure":"support","proposal":{"digest":"d19e"},"rounds":[{"id":"0d","status":"withdrawn","version":9,"step":"request"},
          {"id":"1d","status":"open","version":3,"step":"request"}]})";
  ASSERT_EQ(play(open + "  - {node: JPN, as: mofa, concur: {case: lift, organisation: mofa, reason: {ja: 可}}}\n"), "");
  const auto sent = command(1);
  EXPECT_EQ(json::serialize(sent.at("staffing")), R"("1d")");
  EXPECT_EQ(sent.at("version").as_int64(), 3);
  EXPECT_EQ(string_at(sent, "expected_proposal"), "d19e");
  EXPECT_EQ(string_at(sent, "case"), "ca5e");
  EXPECT_FALSE(sent.as_object().contains("step"));
}

TEST_F(ScenarioPlayer, WaitsAsLongAsTheActOrThePaceSays) {
  ASSERT_EQ(play("  - {say: {ja: 待つ, en: wait}, wait: 1.5}\n  - {say: {ja: 次, en: next}}\n"), "");
  EXPECT_EQ(clock.ms, 1500);
}

TEST_F(ScenarioPlayer, SaysWhenNoRoundIsOpen) {
  stage.answers["GET /api/v1/cases/ca5e?context=drill&seat=seat-1"] = R"({"procedure":"support","rounds":[]})";
  EXPECT_THAT(play(open + "  - {node: JPN, as: mofa, decide: {case: lift}}\n"), HasSubstr("0 rounds of staffing"));
}

TEST_F(ScenarioPlayer, WaitsForWhatItExpectsAndTellsWhatItSaw) {
  stage.answers["GET /api/v1/cases/ca5e?context=drill&seat=seat-1"] =
      R"({"state":{"id":"requested"},"home_state":{"id":"validated"},"proposal":{"settled":true},"ended":false,"numbers":{"JPN":"N-1"},"waits_for":"USA"})";
  EXPECT_EQ(play(open + "  - {node: USA, as: x, expect: {case: lift, state: requested, settled: true, ended: "
                        "false, numbers: [JPN], waits_for: USA, home_state: validated}}\n"),
            "");
  const std::string wrong[] = {"state: offered", "settled: false",   "ended: true", "numbers: [JPN, USA]",
                               "waits_for: JPN", "home_state: need", "absent: true"};
  for (const auto& one : wrong) {
    clock.ms = 0;
    const auto error = play(open + "  - {node: USA, as: x, expect: {case: lift, " + one + "}}\n");
    EXPECT_THAT(error, HasSubstr("scenario.expectation")) << one;
    EXPECT_THAT(error, HasSubstr("state=requested")) << one;
    EXPECT_THAT(error, HasSubstr("s.yaml:7")) << one;
    EXPECT_GE(clock.ms, 1000) << "it looked again until its patience was out";
  }
}

TEST_F(ScenarioPlayer, ThoseSignedInStaySoForTheNextScenario) {
  ASSERT_EQ(play(open), "");
  ASSERT_EQ(play(open), "");
  EXPECT_EQ(node.seen("POST /api/v1/session").size(), 2u);
  sessions = std::make_shared<Sessions>();
  ASSERT_EQ(play(open), "");
  ASSERT_EQ(play(open), "");
  EXPECT_EQ(node.seen("POST /api/v1/session").size(), 3u);
  EXPECT_EQ(node.seen("POST /api/v1/commands").size(), 4u);
}

TEST_F(ScenarioPlayer, NamesTheRecordOfAnotherCase) {
  stage.answers["GET /api/v1/cases/ca5e?context=drill&seat=seat-1"] =
      R"({"lanes":{"ours":[{"step":"need","digest":"0a","standing":"home"}],"joint":[{"step":"request","digest":"0b","standing":"void_precedence"}],
          "theirs":[{"step":"request","digest":"0c","standing":"effective"}]}})";
  const auto act = [](const char* step) {
    return std::string("  - {node: JPN, as: watch, save: b, open: {procedure: support, step: need, fields: {of: {case: lift, step: ") +
           step + "}}}}\n";
  };
  ASSERT_EQ(play(open + act("request")), "");
  EXPECT_EQ(json::serialize(command(1).at("fields")), R"([{"id":"of","value":"0c"}])");
  EXPECT_THAT(play(open + act("need")), HasSubstr("scenario.record"));
}

TEST_F(ScenarioPlayer, ExpectsStepsThatStand) {
  stage.answers["GET /api/v1/cases/ca5e?context=drill&seat=seat-1"] =
      R"({"state":{"id":"requested"},"lanes":{"joint":[{"step":"note","standing":"remark"},{"step":"order","standing":"void_late"}],"theirs":[{"step":"request","standing":"effective"}]}})";
  const auto act = [](const char* steps) {
    return std::string("  - {node: JPN, as: watch, expect: {case: lift, taken: [") + steps + "]}}\n";
  };
  EXPECT_EQ(play(open + act("note, request")), "");
  EXPECT_THAT(play(open + act("request, order")), HasSubstr("taken=note,request"));
}

TEST_F(ScenarioPlayer, ExpectsClocksAndActsAndMarksWhatWasDecidedAsSeen) {
  stage.answers["GET /api/v1/cases/ca5e?context=drill&seat=seat-1"] =
      R"({"state":{"id":"open"},"due_ms":1765335600000,"rounds":[{"id":"0d","version":2,"status":"open","may":["amend"]},{"id":"0e","version":3,"status":"decided","may":["seen"]}]})";
  const auto act = [](const char* wanted) { return std::string("  - {node: JPN, as: watch, expect: {case: lift, ") + wanted + "}}\n"; };
  EXPECT_EQ(play(open + act("due: 2025-12-10T12:00+09:00, may: [seen, amend]")), "");
  EXPECT_THAT(play(open + act("due: 2025-12-10T12:01+09:00")), HasSubstr("due=2025-12-10T03:00:00Z"));
  EXPECT_THAT(play(open + act("due: none")), HasSubstr("due=2025-12-10T03:00:00Z"));
  EXPECT_THAT(play(open + act("may: [decide]")), HasSubstr("may=amend,seen"));
  const auto before = node.seen("POST /api/v1/commands").size();
  ASSERT_EQ(play(open + "  - {node: JPN, as: watch, seen: {case: lift}}\n"), "");
  const auto& sent = command(before + 1);
  EXPECT_EQ(sent.at("kind"), "seen");
  EXPECT_EQ(sent.at("staffing"), "0e") << "of the two rounds the decided one";
}

TEST_F(ScenarioPlayer, ExpectsAbsenceAlertsDeskAndLinks) {
  const std::string mine = "?context=drill&seat=seat-1";
  stage.answers["GET /api/v1/alerts" + mine] = R"({"alerts":[{"case":{"id":"a1e7"}}]})";
  stage.answers["GET /api/v1/desk" + mine] = R"({"items":[{"case":{"id":"ca5e"},"partner":"USA","record":"4e"}]})";
  stage.answers["GET /api/v1/links" + mine] =
      R"({"links":[{"partner":{"id":"USA"},"state":"up","streams":[{"context":"drill","queued":0}]}],"common_digest":{"USA":"cc"}})";
  stage.answers["GET /api/v1/links?context=drill"] =
      R"({"links":[{"partner":{"id":"JPN"},"state":"up","streams":[{"context":"drill","queued":0}]}],"common_digest":{"JPN":"cc"}})";
  stage.answers["POST /api/v1/desk/4e"] = R"({"records":[]})";
  stage.answers["POST /api/v1/links/USA"] = "{}";
  const std::string acts = open +
                           "  - {node: JPN, as: admin, jma: quake.xml, save: quake}\n"
                           "  - {node: JPN, as: watch, expect: {alert: quake}}\n"
                           "  - {node: JPN, as: watch, expect: {alert: lift, absent: true}}\n"
                           "  - {node: JPN, as: watch, expect: {desk: lift}}\n"
                           "  - {node: JPN, as: fdo, desk: {case: lift, partner: USA, verdict: refuse, "
                           "reason: {ja: 氏名, en: names}}}\n"
                           "  - {node: JPN, as: admin, link: {partner: USA, enabled: false}}\n"
                           "  - {node: USA, as: x, expect: {case: lift, absent: true}}\n"
                           "  - {node: JPN, as: watch, expect: {link: USA, state: up}}\n"
                           "  - {node: JPN, as: watch, expect: {common: USA}}\n";
  ASSERT_EQ(play(acts), "");
  EXPECT_EQ(node.seen("POST /api/v1/gateways/jma").at(0).body, "<Report/>");
  EXPECT_EQ(node.seen("POST /api/v1/links/USA").at(0).body, R"({"enabled":false})");
  EXPECT_THAT(node.seen("POST /api/v1/desk/4e").at(0).body, HasSubstr(R"("verdict":"refuse")"));
  stage.answers["GET /api/v1/links?context=drill"] =
      R"({"links":[{"partner":{"id":"JPN"},"streams":[{"context":"drill","queued":0}]}],"common_digest":{"JPN":"dd"}})";
  EXPECT_THAT(play(acts), HasSubstr("scenario.expectation"));
}

TEST_F(ScenarioPlayer, ARefusalMayBeWhatIsExpected) {
  stage.refuse = 409;
  const std::string act = "  - {node: JPN, as: watch, save: lift, open: {procedure: support, step: need}";
  EXPECT_EQ(play(act + ", refused: casework.state}\n"), "");
  EXPECT_THAT(play(act + ", refused: other}\n"), HasSubstr("scenario.not-refused"));
  EXPECT_THAT(play(act + "}\n"), HasSubstr("casework.state: state (s.yaml:6: POST /commands: x)"));
  stage.refuse = 0;
  EXPECT_THAT(play(act + ", refused: casework.state}\n"), HasSubstr("scenario.not-refused"));
}

TEST_F(ScenarioPlayer, ChecksTheFileAgainstTheCharterBeforeItPlays) {
  const std::pair<std::string, std::string> table[] = {
      {"{procedure: gift, step: need}", "scenario.unknown-procedure"},
      {"{procedure: support, step: beg}", "scenario.unknown-step"},
      {"{procedure: support, step: need, fields: {colour: red}}", "scenario.unknown-field"},
      {"{procedure: support, step: need, fields: {amount: much}}", "scenario.field-type"},
  };
  for (const auto& [action, code] : table)
    EXPECT_THAT(play("  - {node: JPN, as: watch, save: a, open: " + action + "}\n"), HasSubstr(code));
  EXPECT_TRUE(node.seen("POST /api/v1/commands").empty());
}

TEST_F(ScenarioPlayer, NeedsNodesPeopleAndAnswers) {
  EXPECT_THAT(play("  - {node: FRA, as: a, jma: x}\n"), HasSubstr("scenario.unknown-node"));
  EXPECT_THAT(play(open, {{"somebody", "p"}}), HasSubstr("scenario.no-password"));
  EXPECT_THAT(play("  - {node: JPN, as: a, jma: absent.xml, save: x}\n"), HasSubstr("disk.absent"));
  EXPECT_FALSE(HttpClient::to("https://127.0.0.1:1"));
  EXPECT_FALSE(HttpClient::to("127.0.0.1:1"));
  const auto nobody = HttpClient::to("http://127.0.0.1:1")->request("GET", "/", "", {});
  ASSERT_FALSE(nobody);
  EXPECT_EQ(nobody.error().code, "scenario.no-answer");
}

}  // namespace
}  // namespace tsugite::cli
