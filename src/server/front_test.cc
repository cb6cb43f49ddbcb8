// Who gets in, and how what may not be is refused: sign-in, tokens, permissions, rates, verbs, files.
#include "server/front.h"

#include "base/limits.h"
#include "server/test_world.h"

namespace tsugite::server {
namespace {

using test::Browser;
using test::World;

std::string code_of(const Browser::Answer& answer) {
  const auto* error = answer.body.is_object() ? answer.body.get_object().if_contains("error") : nullptr;
  return error ? std::string(error->at("code").as_string()) : std::string();
}

TEST(SignIn, SetsACookieThatNoScriptReads) {
  World w;
  Browser browser(*w.front);
  auto me = browser.sign_in("watch");
  ASSERT_EQ(me.status, 200);
  const auto& cookie = me.headers["Set-Cookie"];
  EXPECT_TRUE(cookie.starts_with("tsugite_session_jpn="));
  for (const char* part : {"HttpOnly", "SameSite=Strict", "Path=/"}) EXPECT_NE(cookie.find(part), std::string::npos) << part;
  EXPECT_EQ(cookie.find("Secure"), std::string::npos);
  EXPECT_EQ(me.body.at("account").as_string(), "watch");
  EXPECT_EQ(me.body.at("default_context").as_string(), "kumamoto");
  EXPECT_EQ(me.body.at("seats").at(0).at("organisation").at("id").as_string(), "jpn-js");
  EXPECT_EQ(browser.get("/session").body.at("csrf"), me.body.at("csrf"));
  EXPECT_EQ(cookie_name("JPN", true), "__Host-tsugite_session_jpn");
}

TEST(SignIn, Attack30_SaysTheSameOfAnUnknownAccountAndAWrongPassword) {
  World w;
  Browser browser(*w.front);
  auto unknown = browser.post("/session", R"({"account":"no-such","password":"x"})");
  auto wrong = browser.post("/session", R"({"account":"watch","password":"x"})");
  auto homeless = browser.post("/session", R"({"account":"nobody-in-the-annex","password":"$argon2id$nobody-in-the-annex"})");
  EXPECT_EQ(unknown.status, 401);
  EXPECT_EQ(unknown.text, wrong.text);
  EXPECT_EQ(unknown.text, homeless.text);
  EXPECT_EQ(w.passwords.asked, 3);  // the same work for each
}

TEST(SignIn, IsLimitedPerAccountAndSaysWhenToComeBack) {
  World w;
  Browser browser(*w.front);
  Browser::Answer last;
  int tries = 0;
  do last = browser.post("/session", R"({"account":"watch","password":"x"})");
  while (last.status == 401 && ++tries < 50);
  EXPECT_EQ(tries, 6);
  EXPECT_EQ(last.status, 429);
  EXPECT_EQ(code_of(last), "rate.sign-in");
  EXPECT_GE(std::stoi(last.headers["Retry-After"]), 1);
  EXPECT_EQ(browser.sign_in("watch").status, 429);
  EXPECT_EQ(browser.sign_in("chief").status, 200);  // another account is not locked out
  w.backend.time.at += 60'000;
  EXPECT_EQ(Browser(*w.front).sign_in("watch").status, 200);
}

TEST(SignIn, IsRefusedByNameWhenTooManyWait) {
  World w;
  w.passwords.full = true;
  auto answer = Browser(*w.front).sign_in("watch");
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(code_of(answer), "server.sign-ins-waiting");
}

TEST(SignIn, ReplacesTheSessionTheBrowserHad) {
  World w;
  auto browser = w.browser("watch");
  const auto before = browser.cookie;
  EXPECT_EQ(browser.sign_in("chief").status, 200);
  Browser old(*w.front);
  old.cookie = before;
  EXPECT_EQ(old.get("/session").status, 401);
}

TEST(SignOut, EndsTheSession) {
  World w;
  auto browser = w.browser("watch");
  auto answer = browser.ask("DELETE", "/api/v1/session");
  EXPECT_EQ(answer.status, 204);
  EXPECT_NE(answer.headers["Set-Cookie"].find("Max-Age=0"), std::string::npos);
  EXPECT_EQ(browser.get("/session").status, 401);
}

TEST(Csrf, EveryChangeNeedsTheTokenAndOurOrigin) {
  World w;
  auto browser = w.browser("admin");
  const std::string body = R"({"enabled":true})";
  auto without = browser.request("POST", "/api/v1/links/USA", body);
  without.csrf = "";
  EXPECT_EQ(code_of(*browser.send(without)), "session.csrf");
  auto wrong = browser.request("POST", "/api/v1/links/USA", body);
  wrong.csrf.back() = wrong.csrf.back() == '0' ? '1' : '0';
  EXPECT_EQ(browser.send(wrong)->status, 403);
  auto foreign = browser.request("POST", "/api/v1/links/USA", body);
  foreign.origin = "http://evil.example";
  EXPECT_EQ(code_of(*browser.send(foreign)), "session.origin");
  auto sign_in = browser.request("POST", "/api/v1/session", R"({"account":"watch","password":"$argon2id$watch"})");
  sign_in.origin = "http://evil.example";
  EXPECT_EQ(browser.send(sign_in)->status, 403);
  EXPECT_TRUE(w.backend.switched.empty());
  EXPECT_EQ(browser.post("/links/USA", body).status, 404);  // no link in the table, but the door was open
  EXPECT_EQ(w.backend.switched.size(), 1u);
}

TEST(Host, AnotherNameIsRefused) {
  World w;
  Browser browser(*w.front);
  auto request = browser.request("GET", "/healthz");
  request.host = "evil.example";
  EXPECT_EQ(code_of(*browser.send(request)), "request.host");
}

// Attack case 48: no route but those for everyone answers anybody.
TEST(Permission, Attack48_NothingWithoutASession) {
  World w;
  for (const auto& route : routes()) {
    if (route.permission == Permission::everyone) continue;
    std::string path(route.pattern);
    if (auto open = path.find('{'); open != std::string::npos) path.replace(open, path.find('}') - open + 1, "USA");
    for (std::string method : {std::string(route.method), std::string("HEAD")}) {
      if (method == "HEAD" && route.method != "GET") continue;
      auto answer = Browser(*w.front).ask(method, path, route.body == BodyType::none ? "" : "{}");
      EXPECT_EQ(answer.status, 401) << method << " " << path;
    }
  }
}

TEST(Permission, Attack05_HoldsByRole) {
  World w;
  w.backend.table.open("support", "one");
  struct Row {
    const char *method, *path, *body;
    std::set<std::string> may;
  };
  const std::string digest(64, '0');
  const Row table[] = {
      {"GET", "/api/v1/desk", "", {"chief"}},
      {"POST", "/api/v1/desk/x", "{}", {"chief"}},
      {"POST", "/api/v1/links/XXX", R"({"enabled":true})", {"admin"}},
      {"POST", "/api/v1/gateways/jma", "<Report/>", {"admin"}},
      {"GET", "/metrics", "", {"admin"}},
      {"POST", "/api/v1/doctor", "", {"admin"}},
      {"POST", "/api/v1/links/XXX/end", R"({"reason":{"ja":"","en":"r","original":"en"}})", {"admin"}},
      {"DELETE", "/api/v1/links/XXX/end", "", {"admin"}},
      {"GET", "/api/v1/cases", "", {"admin", "chief", "watch", "mofa"}},
  };
  for (const auto& row : table)
    for (const char* account : {"watch", "chief", "mofa", "admin"}) {
      auto browser = w.browser(account);
      auto request = browser.request(row.method, row.path, row.body);
      if (std::string(row.body).starts_with("<")) request.content_type = "application/xml";
      const int status = browser.send(request)->status;
      EXPECT_EQ(status != 403, row.may.contains(account)) << row.path << " " << account << " " << status;
    }
  ASSERT_EQ(w.backend.messages.size(), 1u);
  EXPECT_EQ(w.backend.messages[0][0], "<Report/>");
  EXPECT_EQ(w.backend.messages[0][2], "gateway:jma jpn-watch");
}

TEST(Permission, WhoHasNoSeatMayLookButNotAct) {
  World w;
  w.backend.table.annex_.people[3].seats.clear();
  auto browser = w.browser("admin");
  for (const char* path : {"/today", "/cases", "/alerts", "/links", "/openings"}) EXPECT_EQ(browser.get(path).status, 200) << path;
  EXPECT_EQ(browser.get("/cases?seat=jpn-watch").status, 403);
  const char* command = R"({"id":"1","kind":"step","context":"kumamoto","procedure":"support","step":"request"})";
  EXPECT_EQ(code_of(browser.post("/commands", command)), "request.forbidden-seat");
  EXPECT_TRUE(w.backend.commands.empty());
}

TEST(Permission, MetricsAreForThisMachineOrAdministrators) {
  World w;
  Browser browser(*w.front);
  auto request = browser.request("GET", "/metrics");
  EXPECT_EQ(browser.send(request)->status, 401);
  request.loopback = true;
  auto here = browser.send(request);
  EXPECT_EQ(here->status, 200);
  EXPECT_NE(here->text.find("tsugite_http_requests_total{route=\"GET /metrics\",status=\"401\"} 1"), std::string::npos) << here->text;
  EXPECT_NE(here->text.find("tsugite_strangers_total 2"), std::string::npos);
  for (const char* counted : {"tsugite_commits_total", "tsugite_ledger_records", "tsugite_outbox", "tsugite_inbox"}) {
    EXPECT_EQ(here->text.find(counted), std::string::npos) << counted << ": nobody signed in";
    EXPECT_NE(w.browser("admin").ask("GET", "/metrics").text.find(counted), std::string::npos) << counted;
  }
  request.forwarded = true;  // a proxy on this machine speaks for somebody else
  EXPECT_EQ(browser.send(request)->status, 401);
}

TEST(Permission, Attack24_WhoLeavesTheAnnexIsOut) {
  World w;
  auto browser = w.browser("watch");
  EXPECT_EQ(browser.get("/cases").status, 200);
  auto people = w.backend.table.annex_.people;
  std::erase_if(w.backend.table.annex_.people, [](const auto& person) { return person.account == "watch"; });
  EXPECT_EQ(browser.get("/cases").status, 401);
  w.backend.table.annex_.people = people;
  EXPECT_EQ(browser.get("/cases").status, 401);  // the session ended with it
}

TEST(Outlet, Attack12_AReplyOfAnOlderPolicyIsNotWritten) {
  World w;
  auto browser = w.browser("watch");
  w.backend.at_once = false;
  const auto reply_of = [&](const std::string& path) {
    std::optional<Reply> out;
    w.front->handle(browser.request("GET", path), [&](Reply reply) { out.emplace(std::move(reply)); });
    return out;
  };
  auto reply = reply_of("/api/v1/cases");
  ASSERT_TRUE(reply && w.front->admits(*reply));
  w.backend.table.guard_ = label::Guard(test::policy(), {}, "JPN", 2);
  EXPECT_FALSE(w.front->admits(*reply));
  reply = reply_of("/api/v1/cases");
  ASSERT_TRUE(w.front->admits(*reply));
  w.backend.table.annex_.people[0].clearance = "open";  // another reader from this moment
  EXPECT_FALSE(w.front->admits(*reply));
  w.backend.table.annex_.people[0].clearance = "caution";
  w.front->sessions().end(*reply->session);
  EXPECT_FALSE(w.front->admits(*reply));
}

TEST(Outlet, Attack24_AnAnswerAfterSignOutSaysNothing) {
  World w;
  w.backend.table.open("support", "one");
  auto browser = w.browser("watch");
  w.backend.at_once = false;
  std::optional<Reply> late;
  w.front->handle(browser.request("POST", "/api/v1/commands",
                                  R"({"id":"1","kind":"step","context":"kumamoto","procedure":"support","step":"request"})"),
                  [&](Reply reply) { late.emplace(std::move(reply)); });
  ASSERT_FALSE(late);
  EXPECT_EQ(browser.ask("DELETE", "/api/v1/session").status, 204);
  w.backend.settle();
  ASSERT_TRUE(late);
  EXPECT_EQ(late->status, 401);
  EXPECT_TRUE(w.front->admits(*late));
}

TEST(Outlet, AnAnswerAfterTheServerIsGoneIsDropped) {
  World w;
  auto browser = w.browser("watch");
  w.backend.at_once = false;
  int replies = 0;
  w.front->handle(browser.request("POST", "/api/v1/commands",
                                  R"({"id":"1","kind":"step","context":"kumamoto","procedure":"support","step":"request"})"),
                  [&](Reply) { ++replies; });
  w.front.reset();
  w.backend.settle();
  EXPECT_EQ(replies, 0);
}

TEST(Rate, RequestsOfOneSessionAreLimited) {
  World w;
  auto browser = w.browser("watch");
  int passed = 0;
  Browser::Answer last;
  while (passed < 1000 && (last = browser.get("/session")).status == 200) ++passed;
  EXPECT_EQ(last.status, 429);
  EXPECT_EQ(code_of(last), "rate.requests");
  EXPECT_EQ(passed, 400);
  EXPECT_EQ(w.browser("chief").get("/session").status, 200);  // others go on
}

TEST(Verbs, NotListedIs405AndUnknownIs404) {
  World w;
  auto browser = w.browser("watch");
  auto answer = browser.ask("PUT", "/api/v1/cases");
  EXPECT_EQ(answer.status, 405);
  EXPECT_EQ(answer.headers["Allow"], "GET, HEAD");
  EXPECT_EQ(browser.ask("OPTIONS", "/api/v1/session").headers["Allow"], "DELETE, GET, HEAD, POST");
  EXPECT_EQ(browser.ask("GET", "/api/v1/nothing").status, 404);
  EXPECT_EQ(browser.ask("GET", "/api").status, 404);
  EXPECT_EQ(browser.ask("POST", "/cases").status, 405);
  EXPECT_EQ(browser.ask("HEAD", "/api/v1/cases").status, 200);
  EXPECT_EQ(browser.ask("GET", "/a/%2e%2e/b").status, 400);
}

TEST(Files, AreServedWithTagsAndThePageForItsOwnPaths) {
  World w;
  Browser browser(*w.front);
  auto page = browser.ask("GET", "/cases/0a1b");
  EXPECT_EQ(page.text, "<!doctype html>");
  EXPECT_EQ(page.headers["Cache-Control"], "no-cache");
  auto script = browser.ask("GET", "/assets/app-1a2b3c4d.mjs");
  EXPECT_EQ(script.headers["Cache-Control"], "public, max-age=31536000, immutable");
  auto again = browser.request("GET", "/assets/app-1a2b3c4d.mjs");
  again.if_none_match = script.headers["ETag"];
  EXPECT_EQ(browser.send(again)->status, 304);
  EXPECT_EQ(browser.ask("GET", "/assets/gone.js").status, 404);
  EXPECT_EQ(browser.ask("GET", "/api/v1/openapi.yaml").text, "openapi: 3.1.0\n");
}

TEST(Bodies, AreRefusedByNameAndPlace) {
  World w;
  auto browser = w.browser("admin");
  struct Row {
    std::string body, type;
    int status;
    std::string code;
  };
  const Row table[] = {
      {"{", "application/json", 400, "request.json"},
      {"{}", "text/plain", 400, "request.content-type"},
      {"{}", "", 400, "request.content-type"},
      {R"({"enabled":"yes"})", "application/json", 400, "request.type"},
      {R"({"enabled":true,"x":1})", "application/json; charset=utf-8", 400, "request.unknown-member"},
      {std::string(limits::http_body_bytes + 1, ' '), "application/json", 413, "request.too-large"},
  };
  for (const auto& row : table) {
    auto request = browser.request("POST", "/api/v1/links/USA", row.body);
    request.content_type = row.type;
    auto answer = browser.send(request);
    EXPECT_EQ(answer->status, row.status) << row.code;
    EXPECT_EQ(code_of(*answer), row.code);
    EXPECT_FALSE(answer->body.at("error").at("message").at("ja").as_string().empty());
  }
}

TEST(Health, SaysWhatIsWrong) {
  World w;
  Browser browser(*w.front);
  EXPECT_EQ(browser.ask("GET", "/healthz").text, R"({"status":"ok"})");
  w.backend.well = fail("store.full", "", "the disk is full", "ディスクがいっぱいです");
  auto answer = browser.ask("GET", "/healthz");
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.body.at("status").as_string(), "store.full");
}

TEST(EndOfALink, IsAnAdministratorsWithAReason) {
  World w;
  w.backend.table.link_table.push_back({});
  w.backend.table.link_table.back().partner = "USA";
  auto admin = w.browser("admin");
  EXPECT_EQ(admin.post("/links/USA/end", "{}").status, 400);
  EXPECT_EQ(admin.post("/links/AUS/end", R"({"reason":{"en":"over","original":"en"}})").status, 404);
  EXPECT_EQ(admin.post("/links/USA/end", R"({"reason":{"en":"over","original":"en"}})").status, 200);
  EXPECT_EQ(admin.ask("DELETE", "/api/v1/links/USA/end").status, 200);
  EXPECT_EQ(w.backend.ended, (std::vector<std::array<std::string, 3>>{{"USA", "over", "admin"}, {"USA", "", ""}}));
}

TEST(Doctor, SaysWhoSaysSoAndWhatToDoOnWhichSide) {
  World w;
  using Mender = Diagnosis::Mender;
  const Error skew{"clock.apart", "", {"時計がずれています", "the clocks are apart"}};
  w.backend.found = Diagnosis{{"USA"},
                              {{"", false, {"doctor.disk-full", "/var", {"空きなし", "no room"}}, Mender::ours, {"空ける", "make room"}},
                               {"USA", true, skew, Mender::nobody, {}}}};
  auto admin = w.browser("admin");
  const auto page = admin.post("/doctor", "").body;
  ASSERT_EQ(page.at("findings").as_array().size(), 2u);
  const auto& own = page.at("findings").at(0);
  EXPECT_TRUE(own.at("partner").is_null());
  EXPECT_EQ(own.at("said_by").at("id"), "JPN");
  EXPECT_EQ(own.at("todo").at("who"), "ours");
  EXPECT_EQ(own.at("todo").at("text").at("ja"), "空ける");
  const auto& theirs = page.at("findings").at(1);
  EXPECT_EQ(theirs.at("partner").at("id"), "USA");
  EXPECT_EQ(theirs.at("said_by").at("id"), "USA");
  EXPECT_TRUE(theirs.at("todo").is_null());
  w.backend.found = fail("doctor.busy", "", "wait", "待つ");
  EXPECT_EQ(admin.post("/doctor", "").status, 409);
}

TEST(Stream, OpensForASignedInPageOfOursOnly) {
  World w;
  auto browser = w.browser("chief");
  auto request = browser.request("GET", "/api/v1/stream?context=kumamoto");
  EXPECT_EQ(w.front->open_stream(request).error().code, "session.origin");
  request.origin = "http://evil.example";
  EXPECT_EQ(w.front->open_stream(request).error().code, "session.origin");
  request.origin = "http://127.0.0.1:8401";
  auto client = w.front->open_stream(request);
  ASSERT_TRUE(client);
  EXPECT_TRUE(client->desk);
  request.cookie = "";
  EXPECT_EQ(w.front->open_stream(request).error().code, "session.none");
  EXPECT_EQ(browser.get("/stream").status, 426);

  std::vector<std::string> told, closed;
  client->send = [&](Hub::Message message) { told.push_back(message.value()); };
  client->close = [&](std::uint16_t, const std::string& reason) { closed.push_back(reason); };
  w.front->hub().join(*client);
  w.backend.changed({core::Topic::cases});
  EXPECT_EQ(told.size(), 1u);
  browser.ask("DELETE", "/api/v1/session");
  EXPECT_EQ(closed, std::vector<std::string>{"session.ended"});
}

}  // namespace
}  // namespace tsugite::server
