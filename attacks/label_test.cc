// Cases 1 to 7: whom a label and a policy let in.
#include <gtest/gtest.h>

#include "attacks/attempts.h"
#include "attacks/carried.h"
#include "attacks/screen.h"

namespace tsugite::attacks {

// ---- 1 ----
void empty_audience(Carrier&& by) {
  EXPECT_NE(by.offer_spoilt([](v1::Envelope& e) { e.clear_audience(); }), "taken");
  EXPECT_NE(by.offer_spoilt([](v1::Envelope& e) { e.mutable_label()->clear_releasable_to(); }), "taken");
  EXPECT_EQ(by.offer_spoilt([](v1::Envelope&) {}), "taken");
  none_leaves(by, {labelled([](v1::Label& l) { l.clear_releasable_to(); })});
}
TEST(Attack01_EmptyAudience, Federation) { empty_audience(LiveLink()); }
TEST(Attack01_EmptyAudience, Api) {
  Screen s;
  const auto record = s.put(canary, "open", "USA");
  EXPECT_TRUE(s.shown("chief", record));
  s.label().clear_releasable_to();
  EXPECT_FALSE(s.shown("chief", record));
}
TEST(Attack01_EmptyAudience, Search) {
  Screen s;
  s.put(canary, "open", "USA");
  EXPECT_TRUE(s.found("chief"));
  s.label().clear_releasable_to();
  EXPECT_FALSE(s.found("chief"));
}
TEST(Attack01_EmptyAudience, GatewayLabel) {
  EXPECT_EQ(code_of_label(xml_label("japan-us", "USA CUI", for_both)), "read");
  EXPECT_EQ(code_of_label(xml_label("japan-us", "USA CUI", "")), "stanag4774.missing");
  EXPECT_EQ(code_of_label(xml_label("japan-us", "USA CUI", R"(<s:Category Type="PERMISSIVE" TagName="Releasable To"/>)")),
            "stanag4774.missing");
}

// ---- 2 ----
void mode_omitted(Carrier&& by) {
  EXPECT_NE(by.offer_spoilt([](v1::Envelope& e) { e.mutable_label()->clear_classification(); }), "taken");
  EXPECT_NE(by.offer_spoilt([](v1::Envelope& e) { e.mutable_label()->clear_policy(); }), "taken");
  none_leaves(by, {labelled([](v1::Label& l) { l.clear_classification(); }), labelled([](v1::Label& l) { l.clear_policy(); }),
                   labelled([](v1::Label& l) { l.clear_originator(); })});
}
TEST(Attack02_ModeOmitted, Federation) { mode_omitted(LiveLink()); }
TEST(Attack02_ModeOmitted, Api) {
  for (auto omit : {&v1::Label::clear_classification, &v1::Label::clear_policy}) {
    Screen s;
    const auto record = s.put(canary);
    EXPECT_TRUE(s.shown("chief", record));
    (s.label().*omit)();
    EXPECT_FALSE(s.shown("chief", record));
  }
}
TEST(Attack02_ModeOmitted, Search) {
  Screen s;
  s.put(canary);
  EXPECT_TRUE(s.found("chief"));
  s.label().clear_classification();
  EXPECT_FALSE(s.found("chief"));
}
TEST(Attack02_ModeOmitted, GatewayLabel) {
  const std::string untyped = R"(<s:Category TagName="TLP"><s:GenericValue>GREEN</s:GenericValue></s:Category>)";
  EXPECT_EQ(code_of_label(xml_label("japan-us", "USA CUI", for_both + green)), "read");
  EXPECT_EQ(code_of_label(xml_label("japan-us", "USA CUI", for_both + untyped)), "stanag4774.category");
}

// ---- 3 ----
namespace {
void other_verbs(const std::string& path, std::set<std::string> known) {
  Screen s;
  auto admin = s.browser("admin");
  for (const std::string verb : {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get", ""}) {
    if (known.contains(verb)) continue;
    const auto answer = admin.ask(verb, path);
    EXPECT_TRUE(answer.status == 405 || answer.status == 400) << verb << " " << path << " " << answer.status;
    EXPECT_EQ(server::test::Browser(*s.front).ask("HEAD", "/api/v1/cases").status, 401);
  }
  EXPECT_TRUE(s.backend.commands.empty() && s.backend.switched.empty() && s.backend.verdicts.empty() && s.backend.messages.empty());
}
}  // namespace
TEST(Attack03_AnotherVerb, Api) {
  other_verbs("/api/v1/cases", {"GET", "HEAD"});
  other_verbs("/api/v1/commands", {"POST"});
  other_verbs("/api/v1/links/USA", {"POST"});
}
TEST(Attack03_AnotherVerb, WebSocket) { other_verbs("/api/v1/stream", {"GET", "HEAD"}); }
TEST(Attack03_AnotherVerb, Search) { other_verbs("/api/v1/search", {"GET", "HEAD"}); }
TEST(Attack03_AnotherVerb, GatewayJma) { other_verbs("/api/v1/gateways/jma", {"POST"}); }
TEST(Attack03_AnotherVerb, GatewayLabel) { other_verbs("/api/v1/records/" + std::string(64, '0') + "/label.xml", {"GET", "HEAD"}); }
TEST(Attack03_AnotherVerb, Console) { other_verbs("/index.html", {"GET", "HEAD"}); }

// ---- 4 ----
void typo_in_the_table(Carrier&& by) {
  load_with(by.pair, [](charter::Annex& annex) {
    for (auto& rule : annex.release) rule.kind = "x" + rule.kind;
  });
  EXPECT_FALSE(by.leaves([](CommandInput&) {}));
  EXPECT_EQ(by.reason.code, "guard.rule");
  load_with(by.pair, [](charter::Annex&) {});
  EXPECT_TRUE(by.leaves([](CommandInput&) {})) << describe(by.reason);
}
TEST(Attack04_TypoInTheTable, Federation) { typo_in_the_table(LiveLink()); }
namespace {
void misspell_clearance(Screen& s) {
  for (auto& person : s.facts().annex_.people) person.clearance = "cautoin";
}
}  // namespace
TEST(Attack04_TypoInTheTable, Api) {
  Screen s;
  auto watch = s.browser("watch");
  EXPECT_EQ(watch.get("/cases").status, 200);
  misspell_clearance(s);
  EXPECT_EQ(watch.get("/cases").status, 401);
}
TEST(Attack04_TypoInTheTable, WebSocket) {
  Screen s;
  auto watch = s.browser("watch");
  EXPECT_TRUE(s.stream(watch));
  misspell_clearance(s);
  EXPECT_FALSE(s.stream(watch));
}
TEST(Attack04_TypoInTheTable, Search) {
  Screen s;
  s.put(canary);
  auto watch = s.browser("watch");
  EXPECT_EQ(watch.get("/search?words=" + canary).status, 200);
  misspell_clearance(s);
  EXPECT_EQ(watch.get("/search?words=" + canary).status, 401);
}
TEST(Attack04_TypoInTheTable, GatewayJma) {
  LiveLink by;
  const auto as = [&](const std::string& person) {
    auto input = by.pair.opening("JPN", "alert", "issue", {{"headline", "h"}});
    input.command.actor = {person, by.jpn().annex().gateway_seats.at("jma")};
    const auto done = by.run("JPN", input);
    return done ? std::string("done") : done.error().code;
  };
  EXPECT_EQ(as("gateway:jma"), "done");
  EXPECT_EQ(as("gateway:jmaa"), "core.seat");
  load_with(by.pair, [](charter::Annex& annex) { annex.gateway_seats = {{"jma", "jpn-js-j3-watchh"}}; });
  auto input = by.pair.opening("JPN", "alert", "issue", {{"headline", "h"}});
  input.command.actor = {"gateway:jma", "jpn-js-j3-watch"};
  EXPECT_EQ(by.run("JPN", input).error().code, "core.seat");
}

// ---- 5 ----
void level_not_checked(Carrier&& by) {
  none_leaves(by, {labelled([](v1::Label& l) { l.set_classification("ministry-secret"); }),
                   labelled([](v1::Label& l) { l.set_classification("designated-secret"); }),
                   labelled([](v1::Label& l) { l.set_classification("TOP-SECRET"); })});
}
TEST(Attack05_LevelNotChecked, Federation) { level_not_checked(LiveLink()); }
TEST(Attack05_LevelNotChecked, Api) {
  Screen s;
  const auto record = s.put(canary, "secret");
  EXPECT_FALSE(s.shown("watch", record));
  EXPECT_TRUE(s.shown("chief", record));
}
TEST(Attack05_LevelNotChecked, WebSocket) {
  Screen s;
  std::vector<std::string> told;
  for (const char* account : {"watch", "chief"}) {
    auto browser = s.browser(account);
    auto client = s.stream(browser);
    ASSERT_TRUE(client);
    client->send = [&, account](server::Hub::Message) { told.emplace_back(account); };
    client->close = [](std::uint16_t, const std::string&) {};
    s.front->hub().join(*client);
  }
  s.backend.changed({core::Topic::desk});
  EXPECT_EQ(told, std::vector<std::string>{"chief"});
}
TEST(Attack05_LevelNotChecked, Search) {
  Screen s;
  s.put(canary, "secret");
  EXPECT_FALSE(s.found("watch"));
  EXPECT_TRUE(s.found("chief"));
}
TEST(Attack05_LevelNotChecked, GatewayLabel) {
  Screen s;
  const auto path = "/records/" + s.put(canary, "caution").hex() + "/label.xml";
  EXPECT_EQ(s.status("mofa", path), 404);
  EXPECT_EQ(s.status("watch", path), 200);
}

// ---- 6 ----
void all_organisations(Carrier&& by) {
  for (const std::string all : {"*", "ALL", "all", "FVEY", ""}) {
    EXPECT_NE(by.offer_spoilt([&](v1::Envelope& e) { e.set_audience(0, all); }), "taken") << all;
    EXPECT_NE(by.offer_spoilt([&](v1::Envelope& e) { e.mutable_label()->set_releasable_to(0, all); }), "taken") << all;
  }
  none_leaves(by, {labelled([](v1::Label& l) { l.clear_releasable_to(), l.add_releasable_to("*"); }),
                   labelled([](v1::Label& l) { l.clear_releasable_to(), l.add_releasable_to("ALL"); })});
}
TEST(Attack06_AllOrganisations, Federation) { all_organisations(LiveLink()); }
TEST(Attack06_AllOrganisations, Api) {
  for (const std::string all : {"*", "ALL"}) {
    Screen s;
    const auto record = s.put(canary, "open", "USA");
    EXPECT_TRUE(s.shown("chief", record));
    s.label().clear_releasable_to();
    s.label().add_releasable_to(all);
    EXPECT_FALSE(s.shown("chief", record));
  }
}
TEST(Attack06_AllOrganisations, Search) {
  Screen s;
  s.put(canary, "open", "USA");
  EXPECT_TRUE(s.found("chief"));
  s.label().clear_releasable_to();
  s.label().add_releasable_to("*");
  EXPECT_FALSE(s.found("chief"));
}
TEST(Attack06_AllOrganisations, GatewayLabel) {
  for (const std::string all : {"*", "ALL"})
    EXPECT_EQ(code_of_label(xml_label(
                  "japan-us", "USA CUI",
                  R"(<s:Category Type="PERMISSIVE" TagName="Releasable To"><s:GenericValue>)" + all + "</s:GenericValue></s:Category>")),
              "stanag4774.value");
}

// ---- 7 ----
void relay_to_a_stranger(Carrier&& by) {
  EXPECT_NE(by.offer_spoilt([](v1::Envelope& e) { e.set_party("JPN"), e.mutable_label()->set_originator("JPN"); }), "taken");
  EXPECT_NE(
      by.offer_spoilt([](v1::Envelope& e) { e.set_party("AUS"), e.mutable_label()->set_originator("AUS"), e.set_audience(0, "AUS"); }),
      "taken");
  EXPECT_EQ(by.offer_spoilt([](v1::Envelope& e) { e.clear_audience(), e.add_audience("USA"); }), "record.audience");
  EXPECT_EQ(by.offer_spoilt([](v1::Envelope&) {}), "taken");
}
TEST(Attack07_RelayToAStranger, Federation) { relay_to_a_stranger(LiveLink()); }

}  // namespace tsugite::attacks
