// Cases 33 to 45: a partner whose node is broken, hostile or robbed.
#include <gtest/gtest.h>

#include <limits>

#include "attacks/carried.h"
#include "attacks/screen.h"
#include "base/limits.h"
#include "gateways/jma/link.h"
#include "gateways/jma/parse.h"
#include "gateways/xml/prescan.h"

namespace tsugite::attacks {

using State = core::Delivery::State;

namespace {
std::string jma_message() { return charter::read_folder(std::string(TSUGITE_SOURCE_DIR) + "/e2e/data/jma").begin()->second; }

v1::Envelope next_in(Carrier& by, const v1::Envelope& opening, const std::string& step) {
  auto e = by.theirs();
  e.set_case_id(opening.case_id());
  e.add_after(sha256(ledger::encode(opening)).bytes());
  e.mutable_step()->clear_role();
  e.mutable_step()->clear_field();
  e.mutable_step()->set_step(step);
  return e;
}
}  // namespace

// ---- 33 ----
void replay(Carrier&& by) {
  const auto record = by.theirs();
  const Bytes frame = by.frame_of({ledger::encode(record)});
  EXPECT_EQ(by.give({frame}), "");
  const auto size = by.jpn().ledger_size();
  by.give({frame});
  EXPECT_EQ(by.jpn().ledger_size(), size) << "the same frame again";
  EXPECT_EQ(by.offer(record), "record.repeated") << "the same record under a new number";
  // What was signed for another partner.
  ledger::Outbox other({"USA", "AUS", "real"}, ledger::outbox_origin("japan-us", "USA", "AUS", "real"));
  const Bytes bytes = ledger::encode(by.theirs());
  other.number(0, sha256(bytes));
  v1::Frame foreign;
  foreign.mutable_entries()->set_context("real");
  foreign.mutable_entries()->add_record(bytes);
  foreign.mutable_entries()->set_checkpoint(other.checkpoint(core::test_key("USA log")).checkpoint);
  EXPECT_NE(by.give({federation::encode_frame(foreign)}), "");
  EXPECT_FALSE(by.jpn().index_of(sha256(bytes)));
}
TEST(Attack33_Replay, Federation) { replay(LiveLink()); }
TEST(Attack33_Replay, Api) {
  LiveLink by;
  auto input = by.question();
  input.command_id = "watch/1";
  const auto first = by.run("JPN", input);
  input.command.entropy = by.pair.entropy();
  const auto again = by.run("JPN", input);
  ASSERT_TRUE(first && again);
  EXPECT_EQ(first->records, again->records);
  EXPECT_EQ(by.jpn().ledger_size(), 1u);
}
TEST(Attack33_Replay, GatewayJma) {
  LiveLink by;
  const auto alert = gateways::jma::parse(jma_message());
  ASSERT_TRUE(alert) << describe(alert.error());
  gateways::jma::Link link;
  const casework::Actor actor{"gateway:jma", by.jpn().annex().gateway_seats.at("jma")};
  const auto bring = [&] {
    const auto message = link.command(*alert, by.jpn(), "real", actor, by.pair.entropy());
    return message ? by.run("JPN", message->input) : std::unexpected(message.error());
  };
  const auto first = bring();
  ASSERT_TRUE(first) << describe(first.error());
  const auto size = by.jpn().ledger_size();
  const auto again = bring();
  ASSERT_TRUE(again);
  EXPECT_EQ(again->records, first->records);
  EXPECT_EQ(by.jpn().ledger_size(), size);
}

// ---- 34 ----
namespace {
// A second first record, under the same key.
Bytes other_history(Carrier& by) {
  ledger::Outbox other({"USA", "JPN", "real"}, ledger::outbox_origin("japan-us", "USA", "JPN", "real"));
  const Bytes one = ledger::encode(by.theirs("another")), two = ledger::encode(by.theirs("and on"));
  other.number(0, sha256(one)), other.number(0, sha256(two));
  v1::Frame frame;
  frame.mutable_entries()->set_context("real");
  frame.mutable_entries()->set_first(1);
  frame.mutable_entries()->add_record(two);
  frame.mutable_entries()->set_checkpoint(other.checkpoint(core::test_key("USA log")).checkpoint);
  return federation::encode_frame(frame);
}
}  // namespace
void equivocation(Carrier&& by) {
  ASSERT_EQ(by.offer(by.theirs()), "taken");
  const auto size = by.jpn().ledger_size();
  EXPECT_EQ(by.give({other_history(by)}), "inbox.root");
  EXPECT_EQ(by.jpn().ledger_size(), size);
}
TEST(Attack34_Equivocation, Federation) { equivocation(LiveLink()); }
TEST(Attack34_Equivocation, Export) {
  LiveLink by;
  ASSERT_EQ(by.offer(by.theirs()), "taken");
  const auto keys = keys_of(by.pair);
  ledger::Outbox other({"USA", "JPN", "real"}, ledger::outbox_origin("japan-us", "USA", "JPN", "real"));
  other.number(0, sha256("what it showed to somebody else"));
  const auto fork =
      ledger::make_fork(by.pair["JPN"].store, keys, {"USA", "JPN", "real"}, other.checkpoint(core::test_key("USA log")).checkpoint);
  ASSERT_TRUE(fork) << describe(fork.error());
  const auto proved = ledger::verify_evidence(ledger::encode(*fork), {{"USA", core::test_key("USA root").public_key()}});
  ASSERT_TRUE(proved) << describe(proved.error());
  EXPECT_EQ(proved->claim, ledger::Claim::fork);
  EXPECT_FALSE(ledger::verify_evidence(ledger::encode(*fork), {{"USA", core::test_key("JPN root").public_key()}}));
}

// ---- 35 ----
void ids_disagree(Carrier&& by) {
  EXPECT_EQ(by.offer_spoilt([](v1::Envelope& e) { e.set_context("kumamoto-2016"); }), "record.context");
  EXPECT_NE(by.offer_spoilt([](v1::Envelope& e) { e.mutable_label()->set_originator("JPN"); }), "taken");
  EXPECT_NE(by.offer_spoilt([](v1::Envelope& e) { e.set_seat("jpn-js-j3-watch"); }), "taken");
  EXPECT_EQ(by.offer_spoilt([](v1::Envelope&) {}), "taken");
}
TEST(Attack35_IdsDisagree, Federation) { ids_disagree(LiveLink()); }
TEST(Attack35_IdsDisagree, Api) {
  Screen s;
  const auto one = s.put("one"), two = s.put("two");
  auto chief = s.browser("chief");
  EXPECT_EQ(Screen::code_of(chief.post("/desk/" + one.hex(),
                                       R"({"partner":"USA","verdict":"refuse","reason":{"ja":"x"},"record":")" + two.hex() + "\"}")),
            "request.unknown-member");
  EXPECT_EQ(Screen::code_of(s.browser("admin").post("/links/USA", R"({"enabled":false,"party":"AUS"})")), "request.unknown-member");
  EXPECT_TRUE(s.backend.verdicts.empty() && s.backend.switched.empty());
}

// ---- 36 ----
void overwrites_foreign(Carrier&& by) {
  const auto ours = by.run("JPN", by.question("ours"));
  ASSERT_TRUE(ours);
  by.carry();
  const auto before = by.jpn().casework().find(ours->case_id)->roles;
  auto opening = by.theirs();
  opening.set_case_id(ours->case_id.bytes());
  by.offer(opening);
  const auto* c = by.jpn().casework().find(ours->case_id);
  EXPECT_EQ(c->roles, before);
  EXPECT_EQ(c->opened_by, "JPN");
  EXPECT_EQ(std::ranges::count(c->records, casework::Standing::effective, &casework::CaseRecord::standing), 1);
  // The asker alone closes: in a case of its own USA may, in ours it may not, whatever it names.
  auto closing = by.theirs();
  closing.set_case_id(ours->case_id.bytes());
  closing.add_after(ours->records[0].bytes());
  closing.mutable_step()->clear_role();
  closing.mutable_step()->clear_field();
  closing.mutable_step()->set_step("close");
  by.offer(closing);
  EXPECT_EQ(by.jpn().casework().find(ours->case_id)->state, "asked");
}
TEST(Attack36_OverwritesForeign, Federation) { overwrites_foreign(LiveLink()); }
TEST(Attack36_OverwritesForeign, Api) {
  Screen s;
  s.put("w");
  auto chief = s.browser("chief");
  for (const char* claimed : {R"("seat":"usa-j3")", R"("seat":"jpn-mofa-desk")"})
    EXPECT_EQ(Screen::code_of(chief.post("/commands", std::string(R"({"id":"1","kind":"step","context":"kumamoto","step":"note",)") +
                                                          claimed + R"(,"case":")" + s.last.hex() + "\"}")),
              "request.forbidden-seat");
  EXPECT_TRUE(s.backend.commands.empty());
}

// ---- 37 ----
void bad_numbers(Carrier&& by) {
  const auto with = [&](const std::function<void(v1::Field&)>& fill) {
    return by.offer_spoilt([&](v1::Envelope& e) { fill(*e.mutable_step()->add_field()); });
  };
  EXPECT_NE(with([](v1::Field& f) { f.set_name("where"), f.mutable_place()->set_lat_e7(900'000'001); }), "taken");
  EXPECT_NE(with([](v1::Field& f) { f.set_name("where"), f.mutable_place()->set_lon_e7(-1'800'000'001); }), "taken");
  EXPECT_NE(with([](v1::Field& f) { f.set_name("question"), f.mutable_text()->set_en("twice"); }), "taken");
  EXPECT_NE(with([](v1::Field& f) { f.set_name("where"), f.set_integer(std::numeric_limits<std::int64_t>::max()); }), "taken");
  EXPECT_NE(by.offer_spoilt([](v1::Envelope& e) { e.set_wall_ms(-1); }), "taken");
  EXPECT_NE(by.offer(ledger::encode(by.theirs()) + ledger::encode(by.theirs())), "taken") << "everything twice in one encoding";
  EXPECT_EQ(with([](v1::Field& f) { f.set_name("where"), f.mutable_place()->set_lat_e7(900'000'000); }), "taken");
}
TEST(Attack37_BadNumbers, Federation) { bad_numbers(LiveLink()); }
TEST(Attack37_BadNumbers, Api) {
  Screen s;
  auto chief = s.browser("chief");
  for (const std::string number : {"NaN", "Infinity", "1e999", "1.5", "9223372036854775808", "9007199254740993", "0x10", "\"1\""}) {
    const auto answer = chief.post(
        "/commands",
        R"({"id":"1","kind":"step","context":"kumamoto","procedure":"support","step":"request","fields":[{"id":"flights","value":)" +
            number + "}]}");
    EXPECT_EQ(answer.status, 400) << number << " " << answer.text;
  }
  EXPECT_EQ(Screen::code_of(chief.post("/commands", R"({"id":"1","id":"2","kind":"step","context":"kumamoto"})")), "request.duplicate-key");
  EXPECT_TRUE(s.backend.commands.empty());
}
TEST(Attack37_BadNumbers, Search) {
  Screen s;
  EXPECT_EQ(s.status("watch", "/search?words=a&words=b"), 400);
  EXPECT_EQ(s.status("watch", "/search?words=a"), 200);
}
TEST(Attack37_BadNumbers, GatewayJma) {
  for (const auto& [from, to] :
       std::map<std::string, std::string>{{"<Serial>", "<Serial>1</Serial><Serial>"}, {"<EventID>", "<EventID>NaN"}}) {
    std::string xml = jma_message();
    ASSERT_TRUE(gateways::jma::parse(xml));
    ASSERT_NE(xml.find(from), xml.npos);
    xml.replace(xml.find(from), from.size(), to);
    EXPECT_FALSE(gateways::jma::parse(xml)) << to;
  }
}

// ---- 38 ----
void refused_comes_back(Carrier&& by) {
  auto bad = by.theirs();
  bad.set_seat("usa-no-such-seat");
  const auto code = by.offer(bad);
  EXPECT_NE(code, "taken");
  EXPECT_EQ(by.jpn().casework().find(*CaseId::from(bad.case_id())), nullptr);
  EXPECT_EQ(by.offer(bad), "record.repeated");
  by.pair.load("JPN", by.pair.charter());
  EXPECT_EQ(by.jpn().casework().find(*CaseId::from(bad.case_id())), nullptr) << "nor after a restart";
  // And what rests on it does not bring it back.
  by.usa().link_down("JPN", {}, core::test_now);
  EXPECT_TRUE(by.jpn().index_of(sha256(ledger::encode(bad)))) << "held, as refused";
}
TEST(Attack38_RefusedComesBack, Federation) { refused_comes_back(LiveLink()); }

// ---- 39 ----
void dropped_in_silence(Carrier&& by) {
  auto bad = by.theirs();
  bad.set_wall_ms(core::test_now.ms + 10 * limits::clock_refuse_ms);
  EXPECT_EQ(by.offer(bad), "record.clock");
  EXPECT_TRUE(Carrier::any_holds(by.told, sha256(ledger::encode(bad)).bytes())) << "the partner is told which record";
  std::optional<std::size_t> refusal, receipt;
  for (std::size_t i = 0; i < by.told.size(); ++i) {
    const auto frame = federation::parse_frame(by.told[i]);
    if (frame && frame->has_entries()) refusal = i;
    if (frame && frame->has_cosign()) receipt = i;
  }
  ASSERT_TRUE(refusal);
  if (receipt) {
    EXPECT_LT(*refusal, *receipt) << "no receipt before the refusal of what it covers";
  }
}
TEST(Attack39_DroppedInSilence, Federation) { dropped_in_silence(LiveLink()); }

// ---- 41 ----
void onward_release(Carrier&& by) {
  EXPECT_FALSE(by.leaves([](core::CommandInput& input) { input.command.label->set_originator("USA"); }));
  EXPECT_FALSE(by.reason.code.empty());
  EXPECT_TRUE(by.leaves([](core::CommandInput&) {}));
  EXPECT_EQ(by.offer_spoilt([](v1::Envelope& e) { e.set_party("JPN"); }) == "taken", false);
}
TEST(Attack41_OnwardRelease, Federation) { onward_release(LiveLink()); }

// ---- 42 ----
void stolen_key(Carrier&& by) {
  const Bytes record = ledger::encode(by.theirs());
  EXPECT_NE(by.give({by.frame_of({record}, "a key that USA had before")}), "");
  EXPECT_FALSE(by.jpn().index_of(sha256(record)));
  EXPECT_EQ(by.jpn().ledger_size(), 0u);
}
TEST(Attack42_StolenKey, Federation) {
  LiveLink by;
  stolen_key(std::move(by));  // nothing of it is moved away: what follows goes over the same link
  // Neither a thief's own certificate nor one that was replaced opens a link.
  const auto hello = [](const std::string& root, std::uint64_t serial) {
    return ledger::KeyCertificate{"USA", core::test_key("USA log").public_key(), core::test_key("USA cosigner").public_key(),
                                  core::Pair::pin("USA"), serial}
        .sign(core::test_key(root));
  };
  const auto greeted = [&](const Bytes& certificate) {
    by.connect_anew();
    by.pair.commit("JPN");
    v1::Frame frame;
    auto& h = *frame.mutable_hello();
    h.set_protocol(1), h.set_party("USA"), h.set_fold_version(casework::fold_version), h.set_wall_ms(core::test_now.ms),
        h.set_keys(certificate);
    auto& approved = *h.add_approved();
    approved.set_charter(by.pair.charter()->digest.bytes()), approved.set_version(by.pair.charter()->version);
    return by.give({federation::encode_frame(frame)});
  };
  EXPECT_EQ(greeted(hello("thief root", 9)), "hello.keys");
  EXPECT_EQ(greeted(hello("USA root", 5)), "");
  EXPECT_EQ(greeted(hello("USA root", 4)), "hello.old-keys");
  EXPECT_EQ(greeted(hello("USA root", 6)), "");
}
TEST(Attack42_StolenKey, Export) {
  LiveLink by;
  const auto done = by.run("JPN", by.question());
  by.carry();
  const auto keys = keys_of(by.pair);
  auto made = ledger::make_evidence(by.pair["JPN"].store, keys, done->records[0], "USA", std::nullopt);
  ASSERT_TRUE(made) << describe(made.error());
  const std::map<std::string, ledger::PublicKey> roots{{"JPN", core::test_key("JPN root").public_key()},
                                                       {"USA", core::test_key("USA root").public_key()}};
  EXPECT_TRUE(ledger::verify_evidence(ledger::encode(*made), roots));
  made->certificates["JPN"] = keys.keys.at("JPN").newest().sign(core::test_key("thief root"));
  EXPECT_EQ(ledger::verify_evidence(ledger::encode(*made), roots).error().code, "evidence.keys");
}

// ---- 43 ----
void far_future_clock(Carrier&& by) {
  EXPECT_EQ(by.offer_spoilt([](v1::Envelope& e) { e.set_wall_ms(core::test_now.ms + limits::clock_refuse_ms + 1); }), "record.clock");
  EXPECT_NE(by.offer_spoilt([](v1::Envelope& e) { e.set_wall_ms(253'402'300'799'000); }), "taken");
  EXPECT_EQ(by.offer_spoilt([](v1::Envelope& e) { e.set_wall_ms(core::test_now.ms + limits::clock_refuse_ms); }), "taken");
  // Order within a case is by what each record knew, not by its clock: a step dated before its parent still comes after it.
  const auto opening = by.theirs();
  ASSERT_EQ(by.offer(opening), "taken");
  auto closing = next_in(by, opening, "close");
  closing.set_wall_ms(0);
  EXPECT_EQ(by.offer(closing), "taken");
  EXPECT_EQ(by.jpn().casework().find(*CaseId::from(opening.case_id()))->state, "closed");
}
TEST(Attack43_FarFutureClock, Federation) { far_future_clock(LiveLink()); }
TEST(Attack43_FarFutureClock, GatewayJma) {
  std::string xml = jma_message();
  const auto at = xml.find("<DateTime>");
  ASSERT_NE(at, xml.npos);
  xml.replace(at + 10, 4, "9999");
  EXPECT_EQ(gateways::jma::parse(xml).error().code, "jma.time");
}

// ---- 44 ----
TEST(Attack44_ClientPathOnPeerPort, Federation) {
  LiveLink by;
  by.connect_anew();
  by.pair.commit("JPN");
  const Bytes record = ledger::encode(by.theirs());
  EXPECT_EQ(by.give({by.frame_of({record})}), "frame.before-hello");
  EXPECT_FALSE(by.jpn().index_of(sha256(record)));
  by.connect_anew();
  EXPECT_EQ(by.give({"GET /api/v1/cases HTTP/1.1\r\nHost: jpn\r\n\r\n"}), "frame.malformed");
}

// ---- 45 ----
void exhaustion(Carrier&& by) {
  EXPECT_NE(by.give({Bytes(limits::frame_bytes + 1, 'x')}), "");
  EXPECT_EQ(by.jpn().ledger_size(), 0u);
}
TEST(Attack45_Exhaustion, Federation) {
  exhaustion(LiveLink());
  LiveLink other;
  EXPECT_NE(other.offer(Bytes(limits::record_bytes + 1, 'x')), "taken");
  LiveLink many;
  v1::Frame frame;
  frame.mutable_entries()->set_context("real");
  for (std::size_t i = 0; i <= limits::entries_per_frame; ++i) frame.mutable_entries()->add_record("x");
  EXPECT_EQ(many.give({federation::encode_frame(frame)}), "frame.bounds");
}
TEST(Attack45_Exhaustion, Api) {
  Screen s;
  auto chief = s.browser("chief");
  EXPECT_EQ(chief.post("/commands", std::string(limits::http_body_bytes + 1, ' ')).status, 413);
  std::string deep;
  for (std::size_t i = 0; i <= limits::json_depth; ++i) deep += "[";
  EXPECT_EQ(chief.post("/commands", deep).status, 400);
  int asked = 0;
  while (asked < 1000 && chief.get("/session").status == 200) ++asked;
  EXPECT_LT(asked, 1000);
  EXPECT_EQ(s.browser("watch").get("/session").status, 200) << "others go on";
}
TEST(Attack45_Exhaustion, WebSocket) {
  Screen s;
  auto watch = s.browser("watch");
  auto client = s.stream(watch);
  ASSERT_TRUE(client);
  std::string closed;
  client->send = [](server::Hub::Message) {};
  client->close = [&](std::uint16_t, const std::string& why) { closed = why; };
  s.front->hub().join(*client);
  for (std::size_t i = 0; i < limits::stream_backlog + 2; ++i) s.backend.changed({core::Topic::cases});
  EXPECT_EQ(closed, "stream.slow");
}
TEST(Attack45_Exhaustion, Search) {
  Screen s;
  EXPECT_EQ(s.status("watch", "/search?words=" + std::string(limits::search_bytes + 1, 'a')), 400);
  EXPECT_EQ(s.status("watch", "/search?words=1+2+3+4+5+6+7+8+9"), 400);
  EXPECT_EQ(s.status("watch", "/search?words=1+2+3+4+5+6+7+8"), 200);
}
TEST(Attack45_Exhaustion, Export) {
  EXPECT_EQ(ledger::decode_evidence(Bytes(limits::evidence_bytes + 1, 'x')).error().code, "evidence.form");
}
TEST(Attack45_Exhaustion, GatewayJma) {
  EXPECT_EQ(gateways::jma::parse(Bytes(limits::xml_bytes + 1, ' ')).error().code, "jma.too-large");
  std::string many = "<a>";
  for (int i = 0; i < 50'001; ++i) many += "<a/>";
  EXPECT_EQ(gateways::jma::parse(many + "</a>").error().code, "jma.too-many-elements");
}
TEST(Attack45_Exhaustion, GatewayLabel) {
  EXPECT_EQ(gateways::xml::prescan(Bytes(limits::xml_bytes + 1, ' '), "stanag4774").error().code, "stanag4774.too-large");
}

}  // namespace tsugite::attacks
