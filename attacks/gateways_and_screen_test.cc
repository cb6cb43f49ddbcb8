// Cases 46 to 51: foreign formats, and what a partner's words may do on our screen.
#include <gtest/gtest.h>

#include <fstream>
#include <regex>

#include "attacks/carried.h"
#include "attacks/screen.h"
#include "base/limits.h"
#include "gateways/jma/map.h"
#include "gateways/jma/parse.h"
#include "gateways/stanag4774/test_policy.h"

namespace tsugite::attacks {
namespace {

std::string jma_message() { return charter::read_folder(std::string(TSUGITE_SOURCE_DIR) + "/e2e/data/jma").begin()->second; }
std::string code_of_jma(const std::string& xml) {
  const auto alert = gateways::jma::parse(xml);
  return alert ? "read" : alert.error().code;
}
std::string nested(std::size_t depth) {
  std::string out;
  for (std::size_t i = 0; i < depth; ++i) out += "<a>";
  return out;
}
const std::string label_xml =
    R"(<s:originatorConfidentialityLabel xmlns:s="urn:nato:stanag:4774:confidentialitymetadatalabel:1:0"><s:ConfidentialityInformation><s:PolicyIdentifier>japan-us</s:PolicyIdentifier><s:Classification>USA CUI</s:Classification><s:Category Type="PERMISSIVE" TagName="Releasable To"><s:GenericValue>JPN</s:GenericValue></s:Category></s:ConfidentialityInformation><s:OriginatorID IDType="directoryName">C=US</s:OriginatorID><s:CreationDateTime>2016-04-15T16:30:00Z</s:CreationDateTime></s:originatorConfidentialityLabel>)";
std::string code_of_label(std::string xml, const std::string& from = "", const std::string& to = "") {
  if (!from.empty()) xml.replace(xml.find(from), from.size(), to);
  const auto read = gateways::stanag4774::read_shipped(xml);
  return read ? "read" : read.error().code;
}

}  // namespace

// ---- 46 ----
void hostile_structure(Carrier&& by) {
  // Messages inside messages, lengths that lie, bytes that end too soon: nothing is built from them.
  Bytes nested_groups(2000, '\x0b');
  EXPECT_NE(by.give({nested_groups}), "");
  EXPECT_EQ(by.jpn().ledger_size(), 0u);
}
TEST(Attack46_HostileStructure, Federation) {
  for (const Bytes& bad : {Bytes(2000, '\x0b'), Bytes("\x1a\xff\xff\xff\xff\x0f"), Bytes("\x1a\x7f"), Bytes("\x00", 1)}) {
    LiveLink by;
    EXPECT_NE(by.give({bad}), "");
    EXPECT_EQ(by.jpn().ledger_size(), 0u);
    EXPECT_TRUE(by.run("JPN", by.question())) << "work goes on";
  }
  hostile_structure(LiveLink());
}
TEST(Attack46_HostileStructure, Api) {
  Screen s;
  auto watch = s.browser("watch");
  for (const char* path : {"/api/v1/cases/..%2f..%2fetc", "/api/v1/records/%2e%2e/x", "/a/../../etc/passwd", "/api/v1/cases/%00"})
    EXPECT_TRUE(watch.ask("GET", path).status == 400 || watch.ask("GET", path).status == 404) << path;
  std::string deep;
  for (std::size_t i = 0; i <= limits::json_depth; ++i) deep += R"({"a":)";
  EXPECT_EQ(s.browser("chief").post("/commands", deep).status, 400);
}
TEST(Attack46_HostileStructure, GatewayJma) {
  EXPECT_EQ(code_of_jma(jma_message()), "read");
  const std::string bomb = R"(<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>)";
  std::string xml = jma_message();
  EXPECT_EQ(code_of_jma(std::string(xml).insert(xml.find("<Report"), bomb)), "jma.doctype");
  EXPECT_EQ(code_of_jma(std::string(xml).insert(xml.find("<Report"), R"(<!DOCTYPE r SYSTEM "file:///etc/passwd">)")), "jma.doctype");
  EXPECT_EQ(code_of_jma(std::string(xml).insert(xml.find("</Title>"), "&xxe;")), "jma.malformed");
  EXPECT_EQ(code_of_jma(nested(limits::xml_depth + 1)), "jma.depth");
  EXPECT_EQ(code_of_jma("PK\x03\x04"), "jma.malformed");
}
TEST(Attack46_HostileStructure, GatewayLabel) {
  EXPECT_EQ(code_of_label(label_xml), "read");
  EXPECT_EQ(code_of_label(label_xml, "<s:originator", R"(<!DOCTYPE s [<!ENTITY a "b">]><s:originator)"), "stanag4774.doctype");
  EXPECT_EQ(code_of_label(label_xml, ">JPN<", ">&xxe;<"), "stanag4774.malformed");
  EXPECT_EQ(code_of_label(nested(limits::xml_depth + 1)), "stanag4774.depth");
}
TEST(Attack46_HostileStructure, Console) {
  Screen s;
  server::test::Browser browser(*s.front);
  for (const char* path : {"/assets/%2e%2e/%2e%2e/etc/passwd", "/assets/..%2f..%2fsecret", "/%00"})
    EXPECT_EQ(browser.ask("GET", path).status, 400) << path;
  EXPECT_EQ(browser.ask("GET", "/assets/no-such.mjs").status, 404);
  EXPECT_EQ(browser.ask("GET", "/assets/app-1a2b3c4d.mjs").status, 200);
}

// ---- 48 ----
namespace {
void needs_a_session(const std::string& verb, const std::string& path, const std::string& body = "") {
  Screen s;
  EXPECT_EQ(server::test::Browser(*s.front).ask(verb, path, body).status, 401) << path;
  server::test::Browser guessed(*s.front);
  for (const std::string& secret : {std::string(64, '0'), std::string("admin"), std::string(), std::string("test")}) {
    guessed.cookie = "tsugite_session_jpn=" + secret;
    EXPECT_EQ(guessed.ask(verb, path, body).status, 401) << path;
  }
}
}  // namespace
TEST(Attack48_UnauthenticatedRoute, Api) {
  for (const auto& route : server::routes()) {
    if (route.permission == server::Permission::everyone) continue;
    std::string path(route.pattern);
    if (const auto open = path.find('{'); open != std::string::npos) path.replace(open, path.find('}') - open + 1, "USA");
    needs_a_session(std::string(route.method), path, route.body == server::BodyType::none ? "" : "{}");
  }
  Screen s;
  EXPECT_NE(s.browser("watch").cookie, s.browser("watch").cookie) << "no token is fixed";
}
TEST(Attack48_UnauthenticatedRoute, WebSocket) {
  Screen s;
  server::test::Browser nobody(*s.front);
  EXPECT_EQ(s.stream(nobody).error().code, "session.none");
  auto watch = s.browser("watch");
  auto request = watch.request("GET", "/api/v1/stream?context=kumamoto");
  request.origin = "http://evil.example";
  EXPECT_EQ(s.front->open_stream(request).error().code, "session.origin");
  EXPECT_TRUE(s.stream(watch));
}
TEST(Attack48_UnauthenticatedRoute, Search) { needs_a_session("GET", "/api/v1/search?words=a"); }
TEST(Attack48_UnauthenticatedRoute, GatewayJma) {
  needs_a_session("POST", "/api/v1/gateways/jma", "{}");
  Screen s;
  auto watch = s.browser("watch");
  auto request = watch.request("POST", "/api/v1/gateways/jma", "<Report/>");
  request.content_type = "application/xml";
  EXPECT_EQ(watch.send(request)->status, 403);
  EXPECT_TRUE(s.backend.messages.empty());
}
TEST(Attack48_UnauthenticatedRoute, GatewayLabel) { needs_a_session("GET", "/api/v1/records/" + std::string(64, '0') + "/label.xml"); }
TEST(Attack48_UnauthenticatedRoute, Federation) {
  LiveLink by;
  by.jpn().link_down("USA", {}, core::test_now);
  by.usa().link_down("JPN", {}, core::test_now);
  by.jpn().link_up("USA", sha256("a key of nobody"), core::test_now);
  by.usa().link_up("JPN", core::Pair::pin("JPN"), core::test_now);
  by.pair.settle();
  EXPECT_EQ(by.jpn().links().front().reason.code, "hello.pin");
}

// ---- 49 ----
void hidden_text(Carrier&& by) {
  // The order of reading turned round, controls, a letter that is another.
  const auto words = [&](const std::string& text) {
    return by.offer_spoilt([&](v1::Envelope& e) { e.mutable_step()->mutable_field(0)->mutable_text()->set_en(text); });
  };
  EXPECT_NE(words("pay \u202e001 yen"), "taken");
  EXPECT_NE(words("a\u2066b\u2069"), "taken");
  EXPECT_NE(words(std::string("a\0b", 3)), "taken");
  EXPECT_NE(words("\xc0\xaf"), "taken");
  EXPECT_NE(by.offer_spoilt([](v1::Envelope& e) { e.set_seat("us\u0430-usfj-j3-watch"); }), "taken");
  EXPECT_NE(by.offer_spoilt([](v1::Envelope& e) { e.mutable_label()->set_releasable_to(0, "JP\u039d"); }), "taken");
  EXPECT_EQ(words("着陸できるか"), "taken");
}
TEST(Attack49_HiddenText, Federation) { hidden_text(LiveLink()); }
TEST(Attack49_HiddenText, Api) {
  Screen s;
  auto chief = s.browser("chief");
  const auto with = [&](const std::string& text) {
    return chief
        .post(
            "/commands",
            R"({"id":"1","kind":"step","context":"kumamoto","procedure":"support","step":"request","fields":[{"id":"subject","value":{"ja":")" +
                text + R"(","original":"ja"}}]})")
        .status;
  };
  EXPECT_EQ(with("\xff\xfe"), 400);
  EXPECT_EQ(with("a\u202eb"), 400);
  EXPECT_TRUE(s.backend.commands.empty());
  EXPECT_EQ(with("空輸"), 200);
}
TEST(Attack49_HiddenText, Search) {
  Screen s;
  s.put("USA airlift");
  EXPECT_FALSE(s.found("watch", "US%D0%90")) << "a Cyrillic letter is another letter";
  EXPECT_TRUE(s.found("watch", "USA"));
}
TEST(Attack49_HiddenText, GatewayJma) {
  std::string xml = jma_message();
  const auto at = xml.find("<Text>");
  ASSERT_NE(at, xml.npos);
  const auto clean = gateways::jma::parse(xml);
  xml.insert(at + 6, "\u202e\u200b\u2066");
  const auto alert = gateways::jma::parse(xml);
  ASSERT_TRUE(clean && alert);
  EXPECT_EQ(alert->headline.ja, clean->headline.ja);
}
TEST(Attack49_HiddenText, GatewayLabel) {
  EXPECT_EQ(code_of_label(label_xml, "USA CUI", "USA\u200b CUI"), "stanag4774.classification");
  EXPECT_EQ(code_of_label(label_xml, ">JPN<", ">JP\u039d<"), "stanag4774.value");
}

// ---- 50 ----
void marking_missing(Carrier&& by) {
  EXPECT_EQ(by.offer_spoilt([](v1::Envelope& e) { e.clear_label(); }), "record.no-label");
  EXPECT_EQ(by.offer_spoilt([](v1::Envelope&) {}), "taken");
  // Where the policy asks for a colour of the traffic light, none is a denial, whatever the rest allows.
  const auto& marking = by.jpn().guard();
  label::Subject subject{{marking.policy().id, "open", {"JPN", "USA"}, {}, "JPN"}, {"JPN", "USA"}, "cyber/share"};
  EXPECT_EQ(marking.judge(subject, "USA").code, "guard.unmarked");
  EXPECT_EQ(marking.judge(subject, "USA", true).code, "guard.unmarked");
  subject.label.caveats = {"TLP-GREEN"};
  EXPECT_TRUE(marking.judge(subject, "USA").released());
}
TEST(Attack50_MarkingMissing, Federation) { marking_missing(LiveLink()); }
TEST(Attack50_MarkingMissing, Api) {
  Screen s;
  const auto record = s.put(canary);
  EXPECT_TRUE(s.shown("chief", record));
  s.facts().envelopes.back().clear_label();
  EXPECT_FALSE(s.shown("chief", record));
}
TEST(Attack50_MarkingMissing, Search) {
  Screen s;
  s.put(canary);
  EXPECT_TRUE(s.found("chief"));
  s.facts().envelopes.back().clear_label();
  EXPECT_FALSE(s.found("chief"));
}
TEST(Attack50_MarkingMissing, GatewayLabel) {
  EXPECT_EQ(code_of_label(label_xml, "<s:Classification>USA CUI</s:Classification>", ""), "stanag4774.missing");
  EXPECT_EQ(code_of_label(label_xml, "<s:PolicyIdentifier>japan-us</s:PolicyIdentifier>", ""), "stanag4774.missing");
}

// ---- 51 ----
const std::string script = "</script><script>alert(1)</script>";
TEST(Attack51_StoredScript, Api) {
  Screen s;
  s.put(script, "open", "USA");
  auto answer = s.browser("watch").get("/cases");
  EXPECT_EQ(answer.body.at("cases").at(0).at("title").at("ja").as_string(), script) << "said as it is, as data";
  std::map<std::string, std::string> always;
  for (const auto& [name, value] : server::security_headers(false)) always[name] = value;
  EXPECT_EQ(always["X-Content-Type-Options"], "nosniff");
}
TEST(Attack51_StoredScript, Search) {
  Screen s;
  s.put(script, "open", "USA");
  auto watch = s.browser("watch");
  auto request = watch.request("GET", "/api/v1/search?words=alert");
  std::string type;
  s.front->handle(request, [&](server::Reply reply) { type = reply.content_type; });
  EXPECT_EQ(type, "application/json") << "nothing that a browser would run";
  EXPECT_EQ(watch.get("/search?words=alert").body.at("cases").at(0).at("title").at("ja").as_string(), script);
}
TEST(Attack51_StoredScript, GatewayLabel) {
  Screen s;
  const auto record = s.put(script);
  s.label().set_originator("JPN");
  const auto text = s.page("chief", "/records/" + record.hex() + "/label.xml?policy=%3Cscript%3E");
  EXPECT_EQ(text.find("<script>"), std::string::npos) << text;
  EXPECT_EQ(s.page("chief", "/records/" + record.hex() + "/label.xml").find("<script>"), std::string::npos);
}
TEST(Attack51_StoredScript, Console) {
  // The page runs its own files only, and writes words as text only.
  std::string policy;
  for (const auto& [name, value] : server::security_headers(false))
    if (name == "Content-Security-Policy") policy = value;
  EXPECT_NE(policy.find("default-src 'self'"), std::string::npos) << policy;
  const auto scripts = policy.substr(policy.find("script-src"), policy.find(';', policy.find("script-src")) - policy.find("script-src"));
  EXPECT_EQ(scripts.find("unsafe"), std::string::npos) << scripts;
  const std::regex raw(R"(\{@html|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|setHTML\()");
  std::size_t read = 0;
  for (const auto& [path, text] : charter::read_folder(std::string(TSUGITE_SOURCE_DIR) + "/web/src")) {
    if (!path.ends_with(".svelte") && !path.ends_with(".ts")) continue;
    ++read;
    EXPECT_FALSE(std::regex_search(text, raw)) << path;
  }
  EXPECT_GT(read, 50u);
}

}  // namespace tsugite::attacks
