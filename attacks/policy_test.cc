// Cases 8 to 14: labels that conflict, are unknown, or change; a policy that changes; a partner that goes.
#include <gtest/gtest.h>

#include "attacks/attempts.h"
#include "attacks/carried.h"
#include "attacks/screen.h"

namespace tsugite::attacks {

// ---- 8 ----
void conflicting_labels(Carrier&& by) {
  none_leaves(by, {labelled([](v1::Label& l) { l.add_caveats("TLP-CLEAR"), l.add_caveats("TLP-RED"); }),
                   labelled([](v1::Label& l) { l.add_caveats("TLP-GREEN"), l.add_caveats("TLP-RED"); }),
                   labelled([](v1::Label& l) { l.add_caveats("PERSONAL"), l.add_caveats("TLP-CLEAR"); })});
}
TEST(Attack08_ConflictingLabels, Federation) { conflicting_labels(LiveLink()); }
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
  const std::string two =
      R"(<s:Category Type="RESTRICTIVE" TagName="TLP"><s:GenericValue>RED</s:GenericValue><s:GenericValue>CLEAR</s:GenericValue></s:Category>)";
  EXPECT_EQ(code_of_label(xml_label("japan-us", "USA CUI", for_both + two)), "label.one-of-a-group");
  EXPECT_EQ(code_of_label(xml_label("japan-us", "USA CUI</s:Classification><s:Classification>USA SECRET", for_both)),
            "stanag4774.duplicate");
}

// ---- 9 ----
void unknown_marking(Carrier&& by) {
  EXPECT_NE(by.offer_spoilt([](v1::Envelope& e) { e.mutable_label()->set_policy("NATO"); }), "taken");
  EXPECT_NE(by.offer_spoilt([](v1::Envelope& e) { e.mutable_label()->set_classification("unclassified"); }), "taken");
  EXPECT_NE(by.offer_spoilt([](v1::Envelope& e) { e.mutable_label()->add_caveats("EYES"); }), "taken");
  EXPECT_NE(by.offer_spoilt([](v1::Envelope& e) { e.set_schema(2); }), "taken");
  EXPECT_NE(by.offer_spoilt([](v1::Envelope& e) { e.set_charter(std::string(32, 'x')); }), "taken");
  none_leaves(by, {labelled([](v1::Label& l) { l.set_policy("NATO"); }), labelled([](v1::Label& l) { l.set_classification("OPEN"); }),
                   labelled([](v1::Label& l) { l.add_caveats("EYES"); })});
}
TEST(Attack09_UnknownMarking, Federation) { unknown_marking(LiveLink()); }
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
  EXPECT_EQ(code_of_label(xml_label(
                "japan-us", "USA CUI",
                for_both + R"(<s:Category Type="RESTRICTIVE" TagName="Special"><s:GenericValue>X</s:GenericValue></s:Category>)")),
            "stanag4774.category");
}

// ---- 10 ----
void weakened_after_release(Carrier&& by) {
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
TEST(Attack10_WeakenedAfterRelease, Federation) { weakened_after_release(LiveLink()); }
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
void group_changed(Carrier&& by) {
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
TEST(Attack11_GroupChanged, Federation) { group_changed(LiveLink()); }
TEST(Attack11_GroupChanged, Api) {
  Screen s;
  s.put("w");
  auto chief = s.browser("chief");
  const auto send = [&](const std::string& more, const std::string& context = "kumamoto") {
    return Screen::code_of(chief.post("/commands", R"({"id":"1","kind":"step","context":")" + context + R"(","case":")" + s.last.hex() +
                                                       R"(","step":"note")" + more + "}"));
  };
  EXPECT_EQ(send(R"(,"audience":["JPN"])"), "request.unknown-member");
  EXPECT_EQ(send(R"(,"procedure":"alert")"), "request.other-procedure");
  EXPECT_EQ(send("", "real"), "request.not-found");
  EXPECT_TRUE(s.backend.commands.empty());
  EXPECT_EQ(send(""), "");
}

// ---- 12 ----
void policy_changed_between(Carrier&& by) {
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
TEST(Attack12_PolicyChangedBetween, Federation) { policy_changed_between(LiveLink()); }
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
void label_swapped(Carrier&& by) {
  const auto one = by.theirs(canary);
  auto weaker = one;
  weaker.mutable_label()->set_classification("CUI");
  const Bytes honest = by.frame_of({ledger::encode(one)});
  auto frame = *federation::parse_frame(honest);
  *frame.mutable_entries()->mutable_record(0) = ledger::encode(weaker);
  EXPECT_EQ(by.give({federation::encode_frame(frame)}), "inbox.root");
  EXPECT_EQ(by.jpn().ledger_size(), 0u);
}
TEST(Attack13_LabelSwapped, Federation) { label_swapped(LiveLink()); }
TEST(Attack13_LabelSwapped, GatewayLabel) {
  const auto good = xml_label("japan-us", "USA CUI", for_both);
  EXPECT_EQ(code_of_label(good + good), "stanag4774.malformed");
  EXPECT_NE(code_of_label("<x:wrap xmlns:x='urn:x'>" + good + "</x:wrap>"), "read");
  EXPECT_EQ(code_of_label(xml_label("japan-us", "USA CUI", for_both + "<s:PolicyIdentifier>USA</s:PolicyIdentifier>")),
            "stanag4774.duplicate");
}

// ---- 14 ----
void partner_removed(Carrier&& by) {
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
TEST(Attack14_PartnerRemoved, Federation) { partner_removed(LiveLink()); }

}  // namespace tsugite::attacks
