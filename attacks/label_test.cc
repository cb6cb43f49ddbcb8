// Cases 1 to 14: what a label and a policy must hold against.
#include <gtest/gtest.h>

#include "attacks/carried.h"
#include "attacks/screen.h"
#include "gateways/stanag4774/test_policy.h"

namespace tsugite::attacks {

using core::CommandInput;
using gateways::stanag4774::read_shipped;

namespace {

// Under the roots and keys of the pair, with another annex: what an administrator may get wrong.
void load_with(core::Pair& pair, const std::function<void(charter::Annex&)>& change, const std::set<std::string>& partners = {"USA"}) {
  const std::string id = "JPN";
  const auto log = core::test_key(id + " log"), cosigner = core::test_key(id + " cosigner");
  auto annex = charter::load_annex(charter::shipped_annex(id), *pair.charter()).annex;
  change(annex);
  core::Config config{id, {{pair.charter()->digest, pair.charter()}}, std::make_shared<const charter::Annex>(std::move(annex)), partners, log, cosigner,
                      ledger::KeyCertificate{id, log.public_key(), cosigner.public_key(), core::Pair::pin(id), 1}.sign(core::test_key(id + " root")), "test"};
  pair[id].core = std::move(*core::Core::load(std::move(config), pair[id].store, core::test_now));
  pair["USA"].core->link_down(id, {}, core::test_now);
}

// Tries each change on an otherwise good question; the good one leaves, so that nothing else held the others.
void none_leaves(Carrier& by, const std::vector<Carrier::Change>& changes) {
  for (std::size_t i = 0; i < changes.size(); ++i) {
    EXPECT_FALSE(by.leaves(changes[i])) << "change " << i;
    EXPECT_FALSE(by.reason.code.empty()) << "change " << i;
    EXPECT_FALSE(by.reason.message.ja.empty()) << "change " << i;
  }
  EXPECT_TRUE(by.leaves([](CommandInput&) {})) << describe(by.reason);
}

Carrier::Change labelled(const std::function<void(v1::Label&)>& change) {
  return [change](CommandInput& input) { change(*input.command.label); };
}

std::string xml_label(const std::string& policy, const std::string& classification, const std::string& categories) {
  return R"(<s:originatorConfidentialityLabel xmlns:s="urn:nato:stanag:4774:confidentialitymetadatalabel:1:0"><s:ConfidentialityInformation><s:PolicyIdentifier>)" +
         policy + "</s:PolicyIdentifier><s:Classification>" + classification + "</s:Classification>" + categories +
         R"(</s:ConfidentialityInformation><s:OriginatorID IDType="directoryName">C=US</s:OriginatorID><s:CreationDateTime>2016-04-15T16:30:00Z</s:CreationDateTime></s:originatorConfidentialityLabel>)";
}
const std::string for_both = R"(<s:Category Type="PERMISSIVE" TagName="Releasable To"><s:GenericValue>JPN</s:GenericValue><s:GenericValue>USA</s:GenericValue></s:Category>)";
const std::string green = R"(<s:Category Type="RESTRICTIVE" TagName="TLP"><s:GenericValue>GREEN</s:GenericValue></s:Category>)";
std::string code_of_label(const std::string& xml) {
  const auto read = read_shipped(xml);
  return read ? "read" : read.error().code;
}

}  // namespace

// ---- 1 ----
void empty_audience(Carrier& by) {
  EXPECT_NE(by.offer_spoilt([](v1::Envelope& e) { e.clear_audience(); }), "taken");
  EXPECT_NE(by.offer_spoilt([](v1::Envelope& e) { e.mutable_label()->clear_releasable_to(); }), "taken");
  EXPECT_EQ(by.offer_spoilt([](v1::Envelope&) {}), "taken");
  none_leaves(by, {labelled([](v1::Label& l) { l.clear_releasable_to(); })});
}
TEST(Attack01_EmptyAudience, Federation) { LiveLink by; empty_audience(by); }
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
  EXPECT_EQ(code_of_label(xml_label("japan-us", "USA CUI", R"(<s:Category Type="PERMISSIVE" TagName="Releasable To"/>)")), "stanag4774.missing");
}

// ---- 2 ----
void mode_omitted(Carrier& by) {
  EXPECT_NE(by.offer_spoilt([](v1::Envelope& e) { e.mutable_label()->clear_classification(); }), "taken");
  EXPECT_NE(by.offer_spoilt([](v1::Envelope& e) { e.mutable_label()->clear_policy(); }), "taken");
  none_leaves(by, {labelled([](v1::Label& l) { l.clear_classification(); }), labelled([](v1::Label& l) { l.clear_policy(); }),
                   labelled([](v1::Label& l) { l.clear_originator(); })});
}
TEST(Attack02_ModeOmitted, Federation) { LiveLink by; mode_omitted(by); }
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
void typo_in_the_table(Carrier& by) {
  load_with(by.pair, [](charter::Annex& annex) {
    for (auto& rule : annex.release) rule.kind = "x" + rule.kind;
  });
  EXPECT_FALSE(by.leaves([](CommandInput&) {}));
  EXPECT_EQ(by.reason.code, "guard.rule");
  load_with(by.pair, [](charter::Annex&) {});
  EXPECT_TRUE(by.leaves([](CommandInput&) {})) << describe(by.reason);
}
TEST(Attack04_TypoInTheTable, Federation) { LiveLink by; typo_in_the_table(by); }
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
void level_not_checked(Carrier& by) {
  none_leaves(by, {labelled([](v1::Label& l) { l.set_classification("ministry-secret"); }), labelled([](v1::Label& l) { l.set_classification("designated-secret"); }),
                   labelled([](v1::Label& l) { l.set_classification("TOP-SECRET"); })});
}
TEST(Attack05_LevelNotChecked, Federation) { LiveLink by; level_not_checked(by); }
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
void all_organisations(Carrier& by) {
  for (const std::string all : {"*", "ALL", "all", "FVEY", ""}) {
    EXPECT_NE(by.offer_spoilt([&](v1::Envelope& e) { e.set_audience(0, all); }), "taken") << all;
    EXPECT_NE(by.offer_spoilt([&](v1::Envelope& e) { e.mutable_label()->set_releasable_to(0, all); }), "taken") << all;
  }
  none_leaves(by, {labelled([](v1::Label& l) { l.clear_releasable_to(), l.add_releasable_to("*"); }),
                   labelled([](v1::Label& l) { l.clear_releasable_to(), l.add_releasable_to("ALL"); })});
}
TEST(Attack06_AllOrganisations, Federation) { LiveLink by; all_organisations(by); }
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
    EXPECT_EQ(code_of_label(xml_label("japan-us", "USA CUI", R"(<s:Category Type="PERMISSIVE" TagName="Releasable To"><s:GenericValue>)" + all + "</s:GenericValue></s:Category>")),
              "stanag4774.value");
}

// ---- 7 ----
void relay_to_a_stranger(Carrier& by) {
  EXPECT_NE(by.offer_spoilt([](v1::Envelope& e) { e.set_party("JPN"), e.mutable_label()->set_originator("JPN"); }), "taken");
  EXPECT_NE(by.offer_spoilt([](v1::Envelope& e) { e.set_party("AUS"), e.mutable_label()->set_originator("AUS"), e.set_audience(0, "AUS"); }), "taken");
  EXPECT_EQ(by.offer_spoilt([](v1::Envelope& e) { e.clear_audience(), e.add_audience("USA"); }), "record.audience");
  EXPECT_EQ(by.offer_spoilt([](v1::Envelope&) {}), "taken");
}
TEST(Attack07_RelayToAStranger, Federation) { LiveLink by; relay_to_a_stranger(by); }

// ---- 8 ----
void conflicting_labels(Carrier& by) {
  none_leaves(by, {labelled([](v1::Label& l) { l.add_caveats("TLP-CLEAR"), l.add_caveats("TLP-RED"); }),
                   labelled([](v1::Label& l) { l.add_caveats("TLP-GREEN"), l.add_caveats("TLP-RED"); }),
                   labelled([](v1::Label& l) { l.add_caveats("PERSONAL"), l.add_caveats("TLP-CLEAR"); })});
}
TEST(Attack08_ConflictingLabels, Federation) { LiveLink by; conflicting_labels(by); }
namespace {
// A case with an open step and a secret one: only who may read both sees that there is a case.
void conflicting_case(Screen& s) {
  s.put(canary);
  s.facts().add(s.facts().table.back(), Screen::step("counter", canary, "USA"), Screen::Standing::effective, "secret");
}
}  // namespace
TEST(Attack08_ConflictingLabels, Api) {
  Screen s;
  conflicting_case(s);
  EXPECT_EQ(s.status("watch", "/cases/" + s.last.hex()), 404);
  EXPECT_EQ(s.status("chief", "/cases/" + s.last.hex()), 200);
  EXPECT_EQ(s.pages("watch").find(canary), std::string::npos);
}
TEST(Attack08_ConflictingLabels, Search) {
  Screen s;
  conflicting_case(s);
  EXPECT_FALSE(s.found("watch"));
  EXPECT_TRUE(s.found("chief"));
}
TEST(Attack08_ConflictingLabels, GatewayLabel) {
  const std::string two = R"(<s:Category Type="RESTRICTIVE" TagName="TLP"><s:GenericValue>RED</s:GenericValue><s:GenericValue>CLEAR</s:GenericValue></s:Category>)";
  EXPECT_EQ(code_of_label(xml_label("japan-us", "USA CUI", for_both + two)), "label.one-of-a-group");
  EXPECT_EQ(code_of_label(xml_label("japan-us", "USA CUI</s:Classification><s:Classification>USA SECRET", for_both)), "stanag4774.duplicate");
}

// ---- 9 ----
void unknown_marking(Carrier& by) {
  EXPECT_NE(by.offer_spoilt([](v1::Envelope& e) { e.mutable_label()->set_policy("NATO"); }), "taken");
  EXPECT_NE(by.offer_spoilt([](v1::Envelope& e) { e.mutable_label()->set_classification("unclassified"); }), "taken");
  EXPECT_NE(by.offer_spoilt([](v1::Envelope& e) { e.mutable_label()->add_caveats("EYES"); }), "taken");
  EXPECT_NE(by.offer_spoilt([](v1::Envelope& e) { e.set_schema(2); }), "taken");
  EXPECT_NE(by.offer_spoilt([](v1::Envelope& e) { e.set_charter(std::string(32, 'x')); }), "taken");
  none_leaves(by, {labelled([](v1::Label& l) { l.set_policy("NATO"); }), labelled([](v1::Label& l) { l.set_classification("OPEN"); }),
                   labelled([](v1::Label& l) { l.add_caveats("EYES"); })});
}
TEST(Attack09_UnknownMarking, Federation) { LiveLink by; unknown_marking(by); }
TEST(Attack09_UnknownMarking, Api) {
  Screen s;
  const auto record = s.put(canary, "invented");
  EXPECT_FALSE(s.shown("chief", record));
  s.label().set_classification("open");
  EXPECT_TRUE(s.shown("chief", record));
}
TEST(Attack09_UnknownMarking, Search) {
  Screen s;
  s.put(canary, "invented");
  EXPECT_FALSE(s.found("chief"));
  s.label().set_classification("open");
  EXPECT_TRUE(s.found("chief"));
}
TEST(Attack09_UnknownMarking, GatewayLabel) {
  EXPECT_EQ(code_of_label(xml_label("NATO", "USA CUI", for_both)), "stanag4774.policy");
  EXPECT_EQ(code_of_label(xml_label("japan-us", "COSMIC", for_both)), "stanag4774.classification");
  EXPECT_EQ(code_of_label(xml_label("japan-us", "USA CUI", for_both + R"(<s:Category Type="RESTRICTIVE" TagName="Special"><s:GenericValue>X</s:GenericValue></s:Category>)")),
            "stanag4774.category");
}

// ---- 10 ----
void weakened_after_release(Carrier& by) {
  auto good = by.theirs();
  ASSERT_EQ(by.offer(good), "taken");
  // The same record with a weaker label is another record, and its number is taken.
  good.mutable_label()->set_classification("CUI");
  v1::Frame again;
  again.mutable_entries()->set_context("real");
  again.mutable_entries()->add_record(ledger::encode(good));
  ledger::Outbox other(by.outbox().stream(), ledger::outbox_origin("japan-us", "USA", "JPN", "real"));
  other.number(0, sha256(ledger::encode(good)));
  again.mutable_entries()->set_checkpoint(other.checkpoint(core::test_key("USA log")).checkpoint);
  const auto size = by.jpn().ledger_size();
  by.give({federation::encode_frame(again)});
  EXPECT_EQ(by.jpn().ledger_size(), size);
  EXPECT_FALSE(by.jpn().index_of(sha256(ledger::encode(good))));
}
TEST(Attack10_WeakenedAfterRelease, Federation) { LiveLink by; weakened_after_release(by); }
TEST(Attack10_WeakenedAfterRelease, Api) {
  Screen s;
  const auto record = s.put(canary, "secret");
  auto chief = s.browser("chief");
  const auto before = chief.get("/records/" + record.hex()).text;
  for (const char* verb : {"PUT", "PATCH", "POST", "DELETE"})
    EXPECT_EQ(chief.ask(verb, "/api/v1/records/" + record.hex(), R"({"label":{"classification":"open"}})").status, 405) << verb;
  EXPECT_EQ(chief.get("/records/" + record.hex()).text, before);
}
TEST(Attack10_WeakenedAfterRelease, GatewayLabel) {
  Screen s;
  const auto path = "/api/v1/records/" + s.put(canary, "secret").hex() + "/label.xml";
  for (const char* verb : {"PUT", "PATCH", "POST", "DELETE"}) EXPECT_EQ(s.browser("chief").ask(verb, path, "<a/>").status, 405) << verb;
}

// ---- 11 ----
void group_changed(Carrier& by) {
  const auto opening = by.theirs();
  ASSERT_EQ(by.offer(opening), "taken");
  const auto id = *CaseId::from(opening.case_id());
  const auto more = [&] {
    auto e = by.theirs();
    e.set_case_id(opening.case_id());
    e.add_after(sha256(ledger::encode(opening)).bytes());
    e.mutable_step()->clear_role();
    e.mutable_step()->clear_field();
    e.mutable_step()->set_step("close");
    return e;
  };
  auto widened = more();
  widened.add_audience("ZZZ");
  EXPECT_NE(by.offer(widened), "taken");
  auto elsewhere = more();
  elsewhere.set_context("kumamoto-2016");
  EXPECT_NE(by.offer(elsewhere), "taken");
  auto narrowed = more();
  narrowed.mutable_audience()->RemoveLast();
  EXPECT_NE(by.offer(narrowed), "taken");
  EXPECT_EQ(by.jpn().casework().find(id)->state, "asked");
  EXPECT_EQ(by.jpn().casework().find(id)->audience, (std::set<std::string>{"JPN", "USA"}));
  EXPECT_EQ(by.offer(more()), "taken");
  EXPECT_EQ(by.jpn().casework().find(id)->state, "closed");
}
TEST(Attack11_GroupChanged, Federation) { LiveLink by; group_changed(by); }
TEST(Attack11_GroupChanged, Api) {
  Screen s;
  s.put("w");
  auto chief = s.browser("chief");
  const auto send = [&](const std::string& more, const std::string& context = "kumamoto") {
    return Screen::code_of(chief.post("/commands", R"({"id":"1","kind":"step","context":")" + context + R"(","case":")" + s.last.hex() + R"(","step":"note")" + more + "}"));
  };
  EXPECT_EQ(send(R"(,"audience":["JPN"])"), "request.unknown-member");
  EXPECT_EQ(send(R"(,"procedure":"alert")"), "request.other-procedure");
  EXPECT_EQ(send("", "real"), "request.not-found");
  EXPECT_TRUE(s.backend.commands.empty());
  EXPECT_EQ(send(""), "");
}

// ---- 12 ----
void policy_changed_between(Carrier& by) {
  for (const std::string id : {"JPN", "USA"}) by.pair[id].core->link_down(core::Pair::other(id), {}, core::test_now);
  const auto done = by.run("JPN", by.question());
  ASSERT_TRUE(done);
  ASSERT_EQ(by.jpn().delivery(done->records[0], "USA").state, core::Delivery::State::queued);
  load_with(by.pair, [](charter::Annex& annex) {
    annex.release.insert(annex.release.begin(), {"stop", "*", "*", {}, label::ReleaseRule::Action::never, {"停止", "stopped"}});
  });
  by.carry();
  EXPECT_FALSE(by.crossed(canary));
  EXPECT_EQ(by.jpn().delivery(done->records[0], "USA").state, core::Delivery::State::withheld);
}
TEST(Attack12_PolicyChangedBetween, Federation) { LiveLink by; policy_changed_between(by); }
namespace {
void stale_reply(std::string path) {
  Screen s;
  const auto record = s.put(canary);
  if (path.empty()) path = "/api/v1/records/" + record.hex() + "/label.xml";
  auto watch = s.browser("watch");
  std::optional<server::Reply> reply;
  s.front->handle(watch.request("GET", path), [&](server::Reply made) { reply.emplace(std::move(made)); });
  ASSERT_TRUE(reply && s.front->admits(*reply));
  s.facts().guard_ = label::Guard(server::test::policy(), {}, "JPN", 2);
  EXPECT_FALSE(s.front->admits(*reply));
}
}  // namespace
TEST(Attack12_PolicyChangedBetween, Api) { stale_reply("/api/v1/cases"); }
TEST(Attack12_PolicyChangedBetween, Search) { stale_reply("/api/v1/search?words=" + canary); }
TEST(Attack12_PolicyChangedBetween, GatewayLabel) { stale_reply(""); }
TEST(Attack12_PolicyChangedBetween, WebSocket) {
  Screen s;
  auto watch = s.browser("watch");
  auto client = s.stream(watch);
  ASSERT_TRUE(client);
  std::optional<server::Hub::Message> message;
  client->send = [&](server::Hub::Message made) { message.emplace(std::move(made)); };
  client->close = [](std::uint16_t, const std::string&) {};
  s.front->hub().join(*client);
  s.backend.changed({core::Topic::cases});
  ASSERT_TRUE(message && s.front->admits(*message, client->session));
  s.facts().guard_ = label::Guard(server::test::policy(), {}, "JPN", 2);
  EXPECT_FALSE(s.front->admits(*message, client->session));
}

// ---- 13 ----
void label_swapped(Carrier& by) {
  const auto one = by.theirs(canary);
  auto weaker = one;
  weaker.mutable_label()->set_classification("CUI");
  const Bytes honest = by.frame_of({ledger::encode(one)});
  auto frame = *federation::parse_frame(honest);
  *frame.mutable_entries()->mutable_record(0) = ledger::encode(weaker);
  EXPECT_EQ(by.give({federation::encode_frame(frame)}), "inbox.root");
  EXPECT_EQ(by.jpn().ledger_size(), 0u);
}
TEST(Attack13_LabelSwapped, Federation) { LiveLink by; label_swapped(by); }
TEST(Attack13_LabelSwapped, GatewayLabel) {
  const auto good = xml_label("japan-us", "USA CUI", for_both);
  EXPECT_EQ(code_of_label(good + good), "stanag4774.malformed");
  EXPECT_NE(code_of_label("<x:wrap xmlns:x='urn:x'>" + good + "</x:wrap>"), "read");
  EXPECT_EQ(code_of_label(xml_label("japan-us", "USA CUI", for_both + "<s:PolicyIdentifier>USA</s:PolicyIdentifier>")), "stanag4774.duplicate");
}

// ---- 14 ----
void partner_removed(Carrier& by) {
  for (const std::string id : {"JPN", "USA"}) by.pair[id].core->link_down(core::Pair::other(id), {}, core::test_now);
  const auto done = by.run("JPN", by.question());
  ASSERT_TRUE(done);
  by.jpn().set_link_enabled("USA", false, core::test_now);
  by.pair.commit("JPN");
  by.carry();
  EXPECT_FALSE(by.crossed(canary)) << "switched off with its queue in flight";
  load_with(by.pair, [](charter::Annex&) {}, {});
  EXPECT_TRUE(by.jpn().links().empty());
  for (const auto& outgoing : by.pair.commit("JPN").frames) EXPECT_EQ(outgoing.frame.value().find(canary), Bytes::npos);
  load_with(by.pair, [](charter::Annex&) {});
  by.jpn().set_link_enabled("USA", true, core::test_now);
  by.pair.commit("JPN");
  by.carry();
  EXPECT_TRUE(by.crossed(canary)) << "it was there to be sent";
}
TEST(Attack14_PartnerRemoved, Federation) { LiveLink by; partner_removed(by); }

}  // namespace tsugite::attacks
