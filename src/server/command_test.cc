// Commands, desk verdicts and switches: what reaches the node, and how its answer is said.
#include <boost/json/serialize.hpp>

#include "server/command_read.h"
#include "server/test_world.h"

namespace tsugite::server {
namespace {

using casework::Standing;
using test::World;

std::string code_of(const test::Browser::Answer& answer) {
  const auto* error = answer.body.is_object() ? answer.body.get_object().if_contains("error") : nullptr;
  return error ? std::string(error->at("code").as_string()) : std::string();
}
std::string where_of(const test::Browser::Answer& answer) { return std::string(answer.body.at("error").at("where").as_string()); }

struct Commands : World, ::testing::Test {
  Commands() : c(backend.table.open("support", "one")) {
    v1::Envelope request;
    request.mutable_step()->set_step("request");
    record = backend.table.add(c, request, Standing::effective);
  }
  casework::Case& c;
  Digest record;
};

TEST_F(Commands, ReachTheNodeWhole) {
  auto asking = browser("chief");
  backend.outcome = core::Done{c.id, {sha256("a"), sha256("b")}};
  const std::string round(32, 'a'), digest(64, 'b');
  auto answer = asking.post("/commands", R"({"id":"web-1","kind":"draft","context":"kumamoto","seat":"jpn-watch","procedure":"support",
    "step":"request","roles":{"receiver":"JPN","provider":"USA"},"fields":[{"id":"flights","value":2}],"legal_basis":"sdf-83",
    "number":"1","reason":{"ja":"理由"},"label":{"classification":"open","releasable_to":["USA","JPN","USA"],"caveats":[]},
    "expected_proposal":")" + digest + "\"}");
  ASSERT_EQ(answer.status, 200) << answer.text;
  EXPECT_EQ(answer.body.at("case").as_string(), c.id.hex());
  EXPECT_EQ(answer.body.at("number").as_string(), "JPN-S-1");
  EXPECT_EQ(answer.body.at("records").at(1).as_string(), sha256("b").hex());
  ASSERT_EQ(backend.commands.size(), 1u);
  const auto& input = backend.commands[0];
  EXPECT_EQ(input.command_id, "chief/web-1");
  EXPECT_EQ(input.command.actor.person, "chief");
  EXPECT_EQ(input.command.actor.seat, "jpn-watch");
  EXPECT_EQ(input.command.kind, casework::Command::Kind::draft);
  EXPECT_TRUE(input.command.case_id.zero());
  EXPECT_EQ(input.command.roles.at("provider"), "USA");
  EXPECT_EQ(input.command.fields.at(0).integer(), 2);
  EXPECT_EQ(input.command.reason.original(), "ja");
  EXPECT_EQ(input.command.label->releasable_to_size(), 2);
  EXPECT_EQ(input.command.label->originator(), "JPN");
  EXPECT_EQ(input.command.label->policy(), "test");
  EXPECT_EQ(to_hex(input.command.expected_proposal), digest);
  EXPECT_EQ(input.command.entropy.size(), 32u);

  EXPECT_EQ(asking
                .post("/commands", R"({"id":"web-2","kind":"nonconcur","context":"kumamoto","case":")" + c.id.hex() + R"(","staffing":")" +
                                       round + R"(","version":3,"organisation":"jpn-js","reason":{"en":"No"}})")
                .status,
            200);
  const auto& second = backend.commands[1];
  EXPECT_EQ(second.command.case_id, c.id);
  EXPECT_EQ(second.command.version, 3u);
  EXPECT_EQ(second.command.actor.seat, "jpn-chief");  // the person's first
  EXPECT_NE(second.command.entropy, backend.commands[0].command.entropy);
}

TEST_F(Commands, AreRefusedByNameAndPlaceBeforeTheyReachIt) {
  const std::string id = c.id.hex(), round(32, 'a');
  struct Row {
    std::string body, code, where;
    int status;
  };
  const Row table[] = {
      {"{}", "request.missing", "/id", 400},
      {R"({"id":"a b","kind":"step","context":"kumamoto"})", "request.id", "/id", 400},
      {R"({"id":"1","kind":"jump","context":"kumamoto"})", "request.choice", "/kind", 400},
      {R"({"id":"1","kind":"step"})", "request.missing", "/context", 400},
      {R"({"id":"1","kind":"step","context":"kumamoto"})", "request.missing", "/procedure", 400},
      {R"({"id":"1","kind":"step","context":"kumamoto","procedure":"magic","step":"x"})", "request.unknown-procedure", "/procedure", 400},
      {R"({"id":"1","kind":"step","context":"atlantis","procedure":"support","step":"x"})", "request.context", "context", 400},
      {R"({"id":"1","kind":"step","context":"kumamoto","seat":"usa-j3","procedure":"support","step":"x"})", "request.forbidden-seat",
       "seat", 403},
      {R"({"id":"1","kind":"step","context":"kumamoto","case":"zz","step":"x"})", "request.id", "/case", 400},
      {R"({"id":"1","kind":"step","context":"real","case":")" + id + R"(","step":"x"})", "request.not-found", "/case", 404},
      {R"({"id":"1","kind":"step","context":"kumamoto","case":")" + id + R"(","procedure":"alert","step":"x"})", "request.other-procedure",
       "/procedure", 400},
      {R"({"id":"1","kind":"concur","context":"kumamoto","case":")" + id + R"("})", "request.missing", "/staffing", 400},
      {R"({"id":"1","kind":"concur","context":"kumamoto","case":")" + id + R"(","staffing":")" + round + R"("})", "request.missing",
       "/version", 400},
      {R"({"id":"1","kind":"nonconcur","context":"kumamoto","case":")" + id + R"(","staffing":")" + round + R"(","version":1})",
       "request.missing", "/reason", 400},
      {R"({"id":"1","kind":"step","context":"kumamoto","procedure":"support","step":"x","fields":[{"id":"amount","value":{"amount":"9","unit":"t"}}]})",
       "request.type", "/fields/0/value/amount", 400},
      {R"({"id":"1","kind":"step","context":"kumamoto","procedure":"support","step":"x","label":{"classification":"open","releasable_to":"USA"}})",
       "request.type", "/label/releasable_to", 400},
      {R"({"id":"1","kind":"step","context":"kumamoto","procedure":"support","step":"x","entropy":"aa"})", "request.unknown-member",
       "/entropy", 400},
      {R"({"id":"1","id":"2","kind":"step","context":"kumamoto"})", "request.duplicate-key", "/id", 400},
  };
  auto asking = browser("chief");
  for (const auto& row : table) {
    auto answer = asking.post("/commands", row.body);
    EXPECT_EQ(answer.status, row.status) << row.body;
    EXPECT_EQ(code_of(answer), row.code) << row.body;
    EXPECT_EQ(where_of(answer), row.where) << row.body;
  }
  EXPECT_TRUE(backend.commands.empty());
}

TEST_F(Commands, RefusalsOfTheNodeKeepTheirNames) {
  struct Row {
    const char* code;
    int status;
  };
  const Row table[] = {{"casework.not-concurred", 409}, {"store.full", 503},   {"disk.full", 503},     {"core.seat", 403},
                       {"casework.unknown-step", 409},  {"desk.unknown", 404}, {"jma.malformed", 400}, {"anything.else", 409}};
  auto asking = browser("watch");
  for (const auto& row : table) {
    backend.outcome = fail(row.code, "here", "English.", "日本語。");
    auto answer = asking.post("/commands", R"({"id":"1","kind":"step","context":"kumamoto","procedure":"support","step":"x"})");
    EXPECT_EQ(answer.status, row.status) << row.code;
    EXPECT_EQ(answer.text,
              std::string(R"({"error":{"code":")") + row.code + R"(","where":"here","message":{"ja":"日本語。","en":"English."}}})");
  }
}

TEST_F(Commands, AreAnsweredOnlyWhenTheNodeSaysSo) {
  auto asking = browser("watch");
  backend.at_once = false;
  int replies = 0;
  front->handle(
      asking.request("POST", "/api/v1/commands", R"({"id":"1","kind":"step","context":"kumamoto","procedure":"support","step":"request"})"),
      [&](Reply reply) {
        EXPECT_EQ(reply.status, 200);
        ++replies;
      });
  EXPECT_EQ(replies, 0);
  backend.outcome = core::Done{c.id, {}};
  backend.settle();
  EXPECT_EQ(replies, 1);
}

TEST_F(Commands, DeskVerdictsNeedAReasonAndARecordThatIsThere) {
  auto asking = browser("chief");
  const std::string path = "/desk/" + record.hex();
  EXPECT_EQ(code_of(asking.post(path, R"({"partner":"USA","verdict":"release"})")), "request.missing");
  EXPECT_EQ(code_of(asking.post(path, R"({"partner":"USA","verdict":"maybe","reason":{"ja":"x"}})")), "request.choice");
  EXPECT_EQ(asking.post("/desk/" + std::string(64, '0'), R"({"partner":"USA","verdict":"refuse","reason":{"ja":"x"}})").status, 404);
  EXPECT_TRUE(backend.verdicts.empty());
  EXPECT_EQ(asking.post(path, R"({"partner":"USA","verdict":"refuse","reason":{"ja":"個人名を含むため"},"seat":"jpn-chief"})").status, 200);
  ASSERT_EQ(backend.verdicts.size(), 1u);
  EXPECT_EQ(backend.verdicts[0].verdict, v1::Release::REFUSE);
  EXPECT_EQ(backend.verdicts[0].actor.seat, "jpn-chief");
  EXPECT_EQ(backend.verdicts[0].reason.ja(), "個人名を含むため");
}

TEST_F(Commands, ADerivedRecordIsAskedForFieldByField) {
  auto asking = browser("chief");
  const std::string path = "/desk/" + record.hex() + "/derived";
  EXPECT_EQ(browser("watch").post(path, R"({"changes":[],"reason":{"ja":"x"}})").status, 403);
  EXPECT_EQ(code_of(asking.post(path, R"({"changes":[{"field":"body","what":"blur"}],"reason":{"ja":"x"}})")), "request.choice");
  EXPECT_EQ(code_of(asking.post(path, R"({"changes":[{"field":"where","what":"digits"}],"reason":{"ja":"x"}})")), "request.missing");
  EXPECT_TRUE(backend.derivations.empty());
  EXPECT_EQ(
      asking
          .post(
              path,
              R"({"changes":[{"field":"where","what":"digits","amount":1},{"field":"body","what":"text","text":{"ja":"一名","original":"ja"}}],
                                  "label":{"classification":"open","releasable_to":["USA","JPN"],"caveats":[]},"reason":{"ja":"氏名を除く"}})")
          .status,
      200);
  ASSERT_EQ(backend.derivations.size(), 1u);
  const auto& input = backend.derivations[0];
  ASSERT_EQ(input.changes.size(), 2u);
  EXPECT_EQ(input.changes[0].what, core::Alteration::What::digits);
  EXPECT_EQ(input.changes[0].amount, 1);
  EXPECT_EQ(input.changes[1].text.ja(), "一名");
  EXPECT_EQ(input.label->originator(), "JPN") << "the node says whose it is";
  EXPECT_EQ(input.label->releasable_to(0), "JPN");
}

TEST_F(Commands, ARuleIsMadeAtARecordAndWithdrawnByItsId) {
  auto asking = browser("chief");
  EXPECT_EQ(browser("watch").post("/desk/" + record.hex() + "/rule", R"({"partner":"USA","reason":{"ja":"x"}})").status, 403);
  EXPECT_EQ(code_of(asking.post("/desk/" + record.hex() + "/rule", R"({"partner":"USA"})")), "request.missing");
  EXPECT_EQ(asking.post("/desk/" + record.hex() + "/rule", R"({"partner":"USA","reason":{"ja":"定型の報告"}})").status, 200);
  EXPECT_EQ(asking.post("/release-rules/" + std::string(32, 'a'), R"({"reason":{"ja":"見直し"}})").status, 200);
  EXPECT_EQ(asking.post("/release-rules/zz", R"({"reason":{"ja":"見直し"}})").status, 404);
  ASSERT_EQ(backend.rules.size(), 2u);
  EXPECT_EQ(backend.rules[0].act, v1::StandingRule::ADOPT);
  EXPECT_EQ(backend.rules[0].record, record);
  EXPECT_EQ(backend.rules[1].act, v1::StandingRule::WITHDRAW);
  EXPECT_EQ(backend.rules[1].rule.hex(), std::string(32, 'a'));
}

TEST_F(Commands, ARecordIsShownWithItsBytesAndReceipt) {
  auto answer = browser("watch").get("/records/" + record.hex());
  EXPECT_EQ(from_base64(std::string(answer.body.at("bytes_base64").as_string())), backend.table.encodings[0]);
  EXPECT_EQ(answer.body.at("receipt").at("size").as_int64(), 7);
  EXPECT_EQ(answer.body.at("case").as_string(), c.id.hex());
}

TEST_F(Commands, ALabelIsGivenAsOtherSystemsReadIt) {
  const auto path = "/records/" + record.hex() + "/label.xml";
  const auto own = browser("watch").get(path);
  ASSERT_EQ(own.status, 200u) << own.text;
  EXPECT_NE(own.text.find("<slab:originatorConfidentialityLabel"), std::string::npos) << own.text;
  EXPECT_NE(own.text.find("<slab:PolicyIdentifier>JAPAN</slab:PolicyIdentifier>"), std::string::npos) << own.text;
  EXPECT_NE(own.text.find("<slab:Classification>公開可</slab:Classification>"), std::string::npos) << own.text;
  EXPECT_NE(browser("watch").get(path + "?policy=shared").text.find("<slab:alternativeConfidentialityLabel"), std::string::npos);
  EXPECT_EQ(browser("watch").get(path + "?policy=NATO").status, 400u);
  EXPECT_EQ(browser("watch").get("/records/" + std::string(64, '0') + "/label.xml").status, 404u);
  v1::Envelope step;
  step.mutable_step()->set_step("note");
  const auto secret = backend.table.add(c, step, Standing::remark, "secret");
  EXPECT_EQ(browser("watch").get("/records/" + secret.hex() + "/label.xml").status, 404u);
}

TEST_F(Commands, OpeningsAndActionsSayWhoWillReadIt) {
  casework::Available available;
  available.step = "request";
  available.needs_staffing = true;
  available.readers = {"JPN", "USA"};
  available.fields = {"subject"};
  backend.table.opening = {available};
  backend.table.steps = {available};
  const auto opening = browser("watch").get("/openings").body.at("openings").at(0);
  EXPECT_EQ(opening.at("procedure").as_string(), "support");
  EXPECT_EQ(boost::json::serialize(opening.at("readers")), R"(["JPN","USA"])");
  EXPECT_EQ(opening.at("legal_bases").at(0).at("id").as_string(), "sdf-83");
  const auto action = browser("watch").get("/cases/" + c.id.hex()).body.at("actions").at(0);
  EXPECT_TRUE(action.at("needs_staffing").as_bool());
  EXPECT_TRUE(action.at("proposes").as_bool());
  EXPECT_EQ(action.at("commitment").as_string(), "operational-coordination");
}

}  // namespace
}  // namespace tsugite::server
