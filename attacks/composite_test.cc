// Cases 15 to 24: what hangs on a record that is withheld: its parts, its children, what names it, what answers it, and whole lists.
#include <gtest/gtest.h>

#include "attacks/carried.h"
#include "attacks/screen.h"
#include "gateways/jma/map.h"
#include "gateways/jma/parse.h"

namespace tsugite::attacks {
namespace {

using State = core::Delivery::State;

// USA's question, at JPN.
CaseId asked(Carrier& by) {
  const auto done = by.pair.open("USA", "rfi", "ask", {{"question", "q"}});
  EXPECT_TRUE(done) << describe(done.error());
  by.carry();
  return done->case_id;
}

// JPN's answer in that case; with names of persons, it never leaves.
Result<core::Done> answer(Carrier& by, const CaseId& id, const std::string& words, bool names) {
  auto input = by.question();
  input.command.case_id = id;
  input.command.procedure.clear();
  input.command.step = "answer";
  input.command.fields[0].set_name("answer");
  input.command.fields[0].mutable_text()->set_ja(words);
  if (names) input.command.label->add_caveats("PERSONAL");
  return by.run("JPN", input);
}

Result<core::Done> withheld_question(Carrier& by, const std::string& words = canary) {
  auto input = by.question(words);
  input.command.label->add_caveats("PERSONAL");
  return by.run("JPN", input);
}

}  // namespace

// ---- 15 ----
void attachment_of_withheld(Carrier&& by) {
  const auto id = asked(by);
  const auto parent = answer(by, id, "withheld", true);
  ASSERT_TRUE(parent) << describe(parent.error());
  // What follows is open in itself, and is sent only if it does not rest on what stays here.
  const auto child = answer(by, id, canary, false);
  by.carry();
  EXPECT_EQ(by.jpn().delivery(parent->records.back(), "USA").state, State::withheld);
  EXPECT_FALSE(by.crossed(parent->records.back().bytes()));
  if (child) {
    const auto envelope = by.jpn().envelope(*by.jpn().index_of(child->records.back()));
    const bool rests = std::ranges::find(envelope->after(), parent->records.back().bytes()) != envelope->after().end();
    EXPECT_EQ(by.crossed(canary), !rests);
  }
}
TEST(Attack15_AttachmentOfWithheld, Federation) { attachment_of_withheld(LiveLink()); }
TEST(Attack15_AttachmentOfWithheld, Api) {
  Screen s;
  const auto record = s.put(canary, "secret");
  for (const char* part : {"", "/label.xml"}) {
    EXPECT_EQ(s.status("watch", "/records/" + record.hex() + part), 404) << part;
    EXPECT_EQ(s.status("chief", "/records/" + record.hex() + part), 200) << part;
  }
}
TEST(Attack15_AttachmentOfWithheld, Export) {
  LiveLink by;
  const auto done = withheld_question(by);
  ASSERT_TRUE(done);
  by.carry();
  const auto made = ledger::make_evidence(by.pair["JPN"].store, keys_of(by.pair), done->records[0], "USA", std::nullopt);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, "evidence.not-sent");
}

// ---- 16 ----
void stricter_child(Carrier&& by) {
  const auto id = asked(by);
  ASSERT_TRUE(answer(by, id, canary, true));
  by.carry();
  EXPECT_FALSE(by.crossed(canary));
  EXPECT_EQ(by.usa().casework().find(id)->state, "asked");
  EXPECT_EQ(by.usa().casework().find(id)->records.size(), 1u);
  const auto other = asked(by);
  ASSERT_TRUE(answer(by, other, canary, false));
  by.carry();
  EXPECT_TRUE(by.crossed(canary));
}
TEST(Attack16_StricterChild, Federation) { stricter_child(LiveLink()); }
TEST(Attack16_StricterChild, Api) {
  Screen s;
  s.put("w");
  const auto path = "/cases/" + s.last.hex();
  const auto before = s.page("watch", path);
  s.facts().add(s.facts().table.back(), Screen::step("note", canary), Screen::Standing::remark, "secret");
  EXPECT_EQ(s.page("watch", path), before);
  EXPECT_NE(s.page("chief", path).find(canary), std::string::npos);
}
TEST(Attack16_StricterChild, Search) {
  Screen s;
  s.put("w");
  s.facts().add(s.facts().table.back(), Screen::step("note", canary), Screen::Standing::remark, "secret");
  EXPECT_FALSE(s.found("watch"));
  EXPECT_TRUE(s.found("watch", "w"));
}

// ---- 17 ----
void reference_exposes(Carrier&& by) {
  const auto hidden = withheld_question(by);
  ASSERT_TRUE(hidden);
  const auto id = asked(by);
  const auto kept = answer(by, id, "withheld", true);
  ASSERT_TRUE(kept);
  ASSERT_TRUE(by.run("JPN", by.question("open")));
  by.carry();
  EXPECT_TRUE(by.crossed("open"));
  for (const auto& record : {hidden->records[0], kept->records.back()}) {
    EXPECT_FALSE(by.crossed(record.bytes()));
    EXPECT_FALSE(by.crossed(record.hex()));
  }
  EXPECT_FALSE(by.crossed(hidden->case_id.bytes()));
}
TEST(Attack17_ReferenceExposes, Federation) { reference_exposes(LiveLink()); }
TEST(Attack17_ReferenceExposes, Api) {
  Screen s;
  s.put("w");
  auto& c = s.facts().table.back();
  const auto secret = s.facts().add(c, Screen::step("note", canary), Screen::Standing::remark, "secret");
  auto pointing = Screen::step("note", "see");
  auto& field = *pointing.mutable_step()->add_field();
  field.set_name("basis");
  field.set_record(secret.bytes());
  s.facts().add(c, pointing, Screen::Standing::remark);
  const auto page = s.page("watch", "/cases/" + c.id.hex());
  EXPECT_EQ(page.find(canary), std::string::npos);
  EXPECT_EQ(s.status("watch", "/records/" + secret.hex()), 404);
  EXPECT_NE(s.page("chief", "/cases/" + c.id.hex()).find(canary), std::string::npos);
}
TEST(Attack17_ReferenceExposes, Search) {
  Screen s;
  const auto record = s.put(canary, "secret");
  EXPECT_FALSE(s.found("watch", record.hex().substr(0, 16)));
  EXPECT_FALSE(s.found("watch", s.last.hex()));
}

// ---- 18 ----
void correlation_hints(Carrier&& by) {
  ASSERT_TRUE(withheld_question(by));
  const auto open = by.run("JPN", by.question("open"));
  ASSERT_TRUE(open);
  by.carry();
  EXPECT_EQ(by.jpn().number_of(open->case_id), "JPN-R-1") << "what is withheld takes no number";
  EXPECT_EQ(by.usa().number_of(open->case_id), "JPN-R-1");
}
TEST(Attack18_CorrelationHints, Federation) { correlation_hints(LiveLink()); }
namespace {
// The same open case, beside a hidden one of the same subject or not: nothing tells.
void hidden_twin(const std::string& path) {
  Screen alone, beside;
  for (auto* s : {&alone, &beside}) s->put("airlift");
  const auto id = alone.last;
  beside.put("airlift two", "secret");
  const std::string at = path.empty() ? "/cases/" + id.hex() : path;
  EXPECT_EQ(alone.page("watch", at), beside.page("watch", at)) << at;
  EXPECT_NE(beside.page("chief", "/search?words=airlift"), beside.page("watch", "/search?words=airlift"));
}
}  // namespace
TEST(Attack18_CorrelationHints, Api) { hidden_twin(""), hidden_twin("/cases"), hidden_twin("/today"); }
TEST(Attack18_CorrelationHints, Search) { hidden_twin("/search?words=airlift"); }

// ---- 19 ----
void reactions(Carrier&& by) {
  const auto hidden = withheld_question(by);
  ASSERT_TRUE(hidden);
  const auto size = by.jpn().ledger_size();
  // USA speaks of a record that it never had: nothing comes back that would say whether there is one.
  std::vector<std::vector<Bytes>> said;
  for (const Digest& about : {hidden->records[0], sha256("nothing")}) {
    auto refusal = by.theirs();
    refusal.mutable_refusal()->set_record(about.bytes());
    refusal.mutable_refusal()->set_code("record.label");
    by.offer(refusal);
    said.push_back(by.told);
  }
  EXPECT_NE(by.jpn().delivery(hidden->records[0], "USA").state, State::receipted);
  ASSERT_EQ(said[0].size(), said[1].size());
  for (std::size_t i = 0; i < said[0].size(); ++i) EXPECT_EQ(said[0][i].size(), said[1][i].size());
  EXPECT_GE(by.jpn().ledger_size(), size);
  EXPECT_FALSE(Carrier::any_holds(said[0], canary));
}
TEST(Attack19_Reactions, Federation) { reactions(LiveLink()); }
TEST(Attack19_Reactions, Api) {
  Screen s;
  const auto open = s.put("w");
  const auto secret = s.facts().add(s.facts().table.back(), Screen::step("note", canary), Screen::Standing::remark, "secret");
  core::LinkStatus link;
  link.partner = "USA";
  link.refusals = {{open, s.last, "USA", {"record.clock", "", {"時計", "clock"}}, 1},
                   {secret, s.last, "USA", {"record.label", "", {"表示", canary}}, 2}};
  s.facts().link_table = {link};
  EXPECT_EQ(s.page("watch", "/links").find(canary), std::string::npos);
  EXPECT_EQ(s.page("watch", "/links").find(secret.hex()), std::string::npos);
  EXPECT_NE(s.page("watch", "/links").find("record.clock"), std::string::npos);
  EXPECT_NE(s.page("chief", "/links").find(canary), std::string::npos);
}

// ---- 20 ----
TEST(Attack20_AuditView, Api) {
  Screen s;
  const auto record = s.put(canary, "caution");
  s.facts().desk = {{record, 0, "USA", "support/request", {"guard.rule", "", {"審査待ち", canary}}, false, 5, "kumamoto"}};
  EXPECT_EQ(s.status("watch", "/desk"), 403);
  EXPECT_EQ(s.status("admin", "/desk"), 403);
  EXPECT_NE(s.page("chief", "/desk").find(canary), std::string::npos);
  s.facts().annex_.people[1].clearance = "open";
  EXPECT_EQ(s.page("chief", "/desk").find(canary), std::string::npos) << "authority to release is no clearance";
  auto metrics = s.browser("admin").ask("GET", "/metrics");
  EXPECT_EQ(metrics.status, 200);
  EXPECT_EQ(metrics.text.find(canary), std::string::npos);
  EXPECT_EQ(metrics.text.find(record.hex()), std::string::npos);
}
TEST(Attack20_AuditView, WebSocket) {
  Screen s;
  auto watch = s.browser("watch");
  auto client = s.stream(watch);
  ASSERT_TRUE(client);
  EXPECT_FALSE(client->desk);
  int told = 0;
  client->send = [&](server::Hub::Message) { ++told; };
  client->close = [](std::uint16_t, const std::string&) {};
  s.front->hub().join(*client);
  s.backend.changed({core::Topic::desk});
  EXPECT_EQ(told, 0);
  s.backend.changed({core::Topic::links});
  EXPECT_EQ(told, 1);
}

// ---- 21 ----
TEST(Attack21_RedactedSurvives, GatewayJma) {
  std::string xml = charter::read_folder(std::string(TSUGITE_SOURCE_DIR) + "/e2e/data/jma").begin()->second;
  const auto before = gateways::jma::fields_of(*gateways::jma::parse(xml));
  ASSERT_TRUE(before);
  xml.insert(xml.rfind("</"), "<!-- " + canary + " --><Redacted xmlns=\"urn:x\">" + canary + "</Redacted>");
  const auto alert = gateways::jma::parse(xml);
  ASSERT_TRUE(alert) << describe(alert.error());
  const auto after = gateways::jma::fields_of(*alert);
  ASSERT_TRUE(after);
  ASSERT_EQ(after->size(), before->size());
  for (std::size_t i = 0; i < after->size(); ++i) EXPECT_EQ((*after)[i].SerializeAsString(), (*before)[i].SerializeAsString());
}
TEST(Attack21_RedactedSurvives, GatewayLabel) {
  Screen s;
  const auto text = s.page("chief", "/records/" + s.put(canary, "caution").hex() + "/label.xml");
  EXPECT_NE(text.find("<slab:Classification>"), std::string::npos);
  EXPECT_EQ(text.find(canary), std::string::npos);
}
TEST(Attack21_RedactedSurvives, Export) {
  LiveLink by;
  const auto done = by.run("JPN", by.question());
  ASSERT_TRUE(done);
  by.carry();
  ASSERT_TRUE(by.crossed(canary));
  const auto made = ledger::make_evidence(by.pair["JPN"].store, keys_of(by.pair), done->records[0], "USA", std::nullopt);
  ASSERT_TRUE(made) << describe(made.error());
  EXPECT_EQ(ledger::encode(*made).find(canary), Bytes::npos) << "the digest stands for the body";
}

// ---- 22 ----
void backfill(Carrier&& by) {
  ASSERT_TRUE(withheld_question(by));
  ASSERT_TRUE(by.run("JPN", by.question("open one")));
  by.carry();
  EXPECT_TRUE(by.crossed("open one"));
  // USA says that it lost everything, and joins anew: it gets what was its own to have, and nothing else.
  for (const std::string context : {"real", "kumamoto-2016", "no-such"}) {
    v1::Frame lost;
    lost.mutable_lost()->set_context(context);
    by.give({federation::encode_frame(lost)});
    EXPECT_FALSE(Carrier::any_holds(by.told, canary)) << context;
  }
  by.pair["USA"].store = ledger::MemoryStore();
  by.pair.load("USA", by.pair.charter());
  by.jpn().link_down("USA", {}, core::test_now);
  by.carry();
  EXPECT_FALSE(by.crossed(canary));
  EXPECT_LE(by.usa().casework().cases("real").size(), 1u);
}
TEST(Attack22_Backfill, Federation) { backfill(LiveLink()); }
TEST(Attack22_Backfill, Api) {
  Screen s;
  const auto record = s.put(canary, "secret");
  EXPECT_EQ(s.page("watch", "/records/" + record.hex()).find("cosigned"), std::string::npos) << "nor a proof of it";
  EXPECT_NE(s.page("chief", "/records/" + record.hex()).find("cosigned"), std::string::npos);
}
TEST(Attack22_Backfill, Export) {
  LiveLink by;
  const auto hidden = withheld_question(by);
  const auto open = by.run("JPN", by.question("open one"));
  ASSERT_TRUE(hidden && open);
  by.carry();
  const auto keys = keys_of(by.pair);
  EXPECT_EQ(ledger::make_evidence(by.pair["JPN"].store, keys, hidden->records[0], "USA", ledger::Claim::sent).error().code,
            "evidence.not-sent");
  const auto made = ledger::make_evidence(by.pair["JPN"].store, keys, open->records[0], "USA", ledger::Claim::sent);
  ASSERT_TRUE(made);
  EXPECT_EQ(made->sent.number, 0u) << "the number counts what was sent";
  EXPECT_EQ(ledger::encode(*made).find(hidden->records[0].hex()), Bytes::npos);
}

// ---- 23 ----
void bulk_export(Carrier&& by) {
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(withheld_question(by, canary + std::to_string(i)));
  ASSERT_TRUE(by.run("JPN", by.question("open one")));
  by.carry();
  EXPECT_TRUE(by.crossed("open one"));
  EXPECT_FALSE(by.crossed(canary));
  EXPECT_EQ(by.usa().ledger_size(), 1u);
}
TEST(Attack23_BulkExport, Federation) { bulk_export(LiveLink()); }
TEST(Attack23_BulkExport, Api) {
  Screen s;
  s.put(canary, "secret");
  s.put("w");
  EXPECT_EQ(s.browser("watch").get("/cases").body.at("cases").as_array().size(), 1u);
  EXPECT_EQ(s.browser("chief").get("/cases").body.at("cases").as_array().size(), 2u);
}
TEST(Attack23_BulkExport, Export) {
  LiveLink by;
  const auto one = by.run("JPN", by.question("one " + canary)), two = by.run("JPN", by.question("two"));
  ASSERT_TRUE(one && two);
  by.carry();
  const auto made = ledger::make_evidence(by.pair["JPN"].store, keys_of(by.pair), two->records[0], "USA", std::nullopt);
  ASSERT_TRUE(made);
  EXPECT_EQ(ledger::encode(*made).find(canary), Bytes::npos) << "one file speaks of one record";
}

// ---- 24 ----
void outlives_revocation(Carrier&& by) {
  ASSERT_TRUE(by.run("JPN", by.question("before")));
  by.carry();
  EXPECT_TRUE(by.crossed("before"));
  by.jpn().set_link_enabled("USA", false, core::test_now);
  by.pair.commit("JPN");
  ASSERT_TRUE(by.run("JPN", by.question()));
  by.carry();
  EXPECT_FALSE(by.crossed(canary));
}
TEST(Attack24_OutlivesRevocation, Federation) { outlives_revocation(LiveLink()); }
namespace {
void leave_the_annex(Screen& s) {
  std::erase_if(s.facts().annex_.people, [](const auto& person) { return person.account == "watch"; });
}
}  // namespace
TEST(Attack24_OutlivesRevocation, Api) {
  Screen s;
  auto watch = s.browser("watch");
  EXPECT_EQ(watch.get("/cases").status, 200);
  leave_the_annex(s);
  EXPECT_EQ(watch.get("/cases").status, 401);
}
TEST(Attack24_OutlivesRevocation, Search) {
  Screen s;
  auto watch = s.browser("watch");
  EXPECT_EQ(watch.get("/search?words=w").status, 200);
  leave_the_annex(s);
  EXPECT_EQ(watch.get("/search?words=w").status, 401);
}
TEST(Attack24_OutlivesRevocation, GatewayLabel) {
  Screen s;
  const auto path = "/records/" + s.put("w").hex() + "/label.xml";
  auto watch = s.browser("watch");
  EXPECT_EQ(watch.get(path).status, 200);
  leave_the_annex(s);
  EXPECT_EQ(watch.get(path).status, 401);
}
TEST(Attack24_OutlivesRevocation, WebSocket) {
  Screen s;
  auto watch = s.browser("watch");
  auto client = s.stream(watch);
  ASSERT_TRUE(client);
  std::optional<server::Hub::Message> message;
  std::string closed;
  client->send = [&](server::Hub::Message made) { message.emplace(std::move(made)); };
  client->close = [&](std::uint16_t, const std::string& why) { closed = why; };
  s.front->hub().join(*client);
  s.backend.changed({core::Topic::cases});
  ASSERT_TRUE(message);
  EXPECT_TRUE(s.front->admits(*message, client->session));
  leave_the_annex(s);
  EXPECT_FALSE(s.front->admits(*message, client->session)) << "nothing more is written to it";
  watch.get("/cases");
  EXPECT_EQ(closed, "session.ended");
}

}  // namespace tsugite::attacks
