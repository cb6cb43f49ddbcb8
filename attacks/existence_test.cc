// Cases 25 to 32: that there is something must not be told either: by an error, a gap, a count, a size, an order, a known id.
#include <gtest/gtest.h>

#include "attacks/carried.h"
#include "attacks/screen.h"

namespace tsugite::attacks {
namespace {

// Everything a person asks, before and after something is put in that he may not see.
void leaves_no_trace(const std::vector<std::string>& paths) {
  Screen s;
  s.put("airlift");
  auto watch = s.browser("watch");
  const auto ask = [&] {
    std::vector<server::test::Browser::Answer> out;
    for (const auto& path : paths) out.push_back(watch.get(path));
    return out;
  };
  const auto before = ask();
  const auto hidden = s.put("airlift " + canary, "secret");
  s.facts().waits.push_back({});
  s.facts().waits.back().case_id = s.last;
  const auto after = ask();
  for (std::size_t i = 0; i < paths.size(); ++i) {
    EXPECT_EQ(before[i].text, after[i].text) << paths[i];
    EXPECT_EQ(before[i].headers, after[i].headers) << paths[i];
  }
  EXPECT_EQ(s.status("chief", "/records/" + hidden.hex()), 200);
}

// What is hidden, what never was and what is no id are answered alike.
void answered_alike(const std::string& front, const std::string& hidden, const std::string& back, std::size_t digits) {
  Screen s;
  const auto record = s.put(canary, "secret");
  auto watch = s.browser("watch");
  const std::string id = hidden == "record" ? record.hex() : s.last.hex();
  const auto first = watch.get(front + id + back);
  EXPECT_EQ(first.status, 404);
  for (const std::string& other : {std::string(digits, '0'), std::string("zz")}) {
    const auto answer = watch.get(front + other + back);
    EXPECT_EQ(answer.status, first.status) << other;
    EXPECT_EQ(answer.text, first.text) << other;
    EXPECT_EQ(answer.headers, first.headers) << other;
  }
  EXPECT_EQ(s.status("chief", front + id + back), 200);
}

}  // namespace

// ---- 25 ----
TEST(Attack25_RefusalTells, Api) {
  answered_alike("/cases/", "case", "", 32);
  answered_alike("/records/", "record", "", 64);
  Screen s;
  s.put(canary, "secret");
  auto watch = s.browser("watch");
  const auto command = [&](const std::string& id) {
    return watch.post("/commands", R"({"id":"1","kind":"step","context":"kumamoto","step":"note","case":")" + id + "\"}").text;
  };
  EXPECT_EQ(command(s.last.hex()), command(std::string(32, '1')));
  EXPECT_TRUE(s.backend.commands.empty());
}
TEST(Attack25_RefusalTells, Search) {
  Screen s;
  s.put(canary, "secret");
  EXPECT_EQ(s.page("watch", "/search?words=" + canary), s.page("watch", "/search?words=never-was"));
  EXPECT_NE(s.page("chief", "/search?words=" + canary), s.page("chief", "/search?words=never-was"));
}
TEST(Attack25_RefusalTells, GatewayLabel) { answered_alike("/records/", "record", "/label.xml", 64); }

// ---- 16: told to who may read the child ----
TEST(Attack16_StricterChild, WebSocket) {
  Screen s;
  s.put("w");
  std::vector<std::string> told;
  for (const char* account : {"watch", "chief"}) {
    auto browser = s.browser(account);
    auto client = s.stream(browser);
    ASSERT_TRUE(client);
    client->send = [&told, account](server::Hub::Message) { told.emplace_back(account); };
    client->close = [](std::uint16_t, const std::string&) {};
    s.front->hub().join(*client);
  }
  s.facts().add(s.facts().table.back(), Screen::step("note", canary), Screen::Standing::remark, "secret");
  s.backend.changed({{core::Topic::cases, server::label_of(s.label())}});
  EXPECT_EQ(told, std::vector<std::string>{"chief"});
}

// ---- 26 ----
void sequence_gaps(Carrier&& by) {
  const auto one = by.run("JPN", by.question("one"));
  auto hidden = by.question();
  hidden.command.label->add_caveats("PERSONAL");
  ASSERT_TRUE(by.run("JPN", hidden));
  const auto two = by.run("JPN", by.question("two"));
  ASSERT_TRUE(one && two);
  by.carry();
  EXPECT_EQ(by.jpn().number_in_outbox(one->records[0], "USA"), 0u);
  EXPECT_EQ(by.jpn().number_in_outbox(two->records[0], "USA"), 1u);
  std::uint64_t held = 0;
  for (const auto& bytes : by.out()) {
    const auto frame = federation::parse_frame(bytes);
    if (frame && frame->has_entries())
      held = std::max<std::uint64_t>(held, frame->entries().first() + static_cast<std::uint64_t>(frame->entries().record_size()));
  }
  EXPECT_EQ(held, 2u);
  EXPECT_EQ(by.jpn().ledger_size(), 3u);
}
TEST(Attack26_SequenceGaps, Federation) { sequence_gaps(LiveLink()); }
TEST(Attack26_SequenceGaps, Api) {
  Screen alone, beside;
  beside.put(canary, "secret");
  for (auto* s : {&alone, &beside}) s->put("w");
  // The place in the ledger differs; nothing that the reader gets does, but for what is drawn from it by the test's own records.
  const auto digest = [](Screen& s) { return sha256(s.facts().encodings.back()).hex(); };
  EXPECT_NE(digest(alone), digest(beside));
  const auto list = [](Screen& s) { return s.browser("watch").get("/cases").body.at("cases").as_array(); };
  ASSERT_EQ(list(alone).size(), 1u);
  ASSERT_EQ(list(beside).size(), 1u);
  EXPECT_EQ(list(alone)[0].at("number"), list(beside)[0].at("number"));
  EXPECT_EQ(list(alone)[0].as_object().size(), list(beside)[0].as_object().size());
  const auto shown = list(beside);
  EXPECT_EQ(shown[0].as_object().if_contains("index"), nullptr);
}
// A listener of low clearance hears of the open one and of nothing between.
std::vector<std::string> heard_by(const std::string& account, const std::vector<std::string>& classifications) {
  Screen s;
  auto browser = s.browser(account);
  auto client = s.stream(browser);
  EXPECT_TRUE(client);
  std::vector<std::string> out;
  client->send = [&](server::Hub::Message message) { out.push_back(message.value()); };
  client->close = [](std::uint16_t, const std::string&) {};
  const auto id = s.front->hub().join(*client);
  for (const auto& classification : classifications) {
    s.put(canary, classification);
    const auto label = server::label_of(s.label());
    s.backend.changed({{core::Topic::cases, label}, {core::Topic::links, label}, {core::Topic::desk, label}, {core::Topic::alerts, label}});
    s.front->stream_written(id);
  }
  return out;
}
TEST(Attack26_SequenceGaps, WebSocket) {
  const auto alone = heard_by("watch", {"open", "open"});
  EXPECT_EQ(alone.size(), 2u);
  EXPECT_EQ(alone, heard_by("watch", {"open", "secret", "open", "secret"}));
  EXPECT_EQ(heard_by("chief", {"open", "secret", "open", "secret"}).size(), 4u);
}
TEST(Attack26_SequenceGaps, Operations) {
  Screen alone, beside;
  for (int i = 0; i < 3; ++i) beside.put(canary, "secret");
  const auto asked = [](Screen& s, const char* path) {
    server::test::Browser nobody(*s.front);
    auto request = nobody.request("GET", path);
    request.loopback = true;
    return nobody.send(request)->text;
  };
  for (const char* path : {"/healthz", "/metrics"}) EXPECT_EQ(asked(alone, path), asked(beside, path)) << path;
  const auto told = [](Screen& s) { return s.browser("admin").ask("GET", "/metrics").text; };
  EXPECT_NE(told(alone).find("tsugite_ledger_records 0"), std::string::npos);
  EXPECT_NE(told(beside).find("tsugite_ledger_records 3"), std::string::npos) << "an administrator is told";
}
TEST(Attack26_SequenceGaps, Export) {
  LiveLink by;
  for (int i = 0; i < 3; ++i) {
    auto hidden = by.question();
    hidden.command.label->add_caveats("PERSONAL");
    ASSERT_TRUE(by.run("JPN", hidden));
  }
  const auto open = by.run("JPN", by.question("open"));
  by.carry();
  const auto keys = keys_of(by.pair);
  const auto made = ledger::make_evidence(by.pair["JPN"].store, keys, open->records[0], "USA", std::nullopt);
  ASSERT_TRUE(made) << describe(made.error());
  EXPECT_EQ(made->sent.number, 0u);
  EXPECT_TRUE(made->sent.path.empty()) << "the tree holds one leaf: what was sent";
}

// ---- 27 ----
TEST(Attack27_TotalsAndTags, Api) { leaves_no_trace({"/today", "/cases", "/alerts", "/links", "/openings", "/charter", "/session"}); }
TEST(Attack27_TotalsAndTags, Search) { leaves_no_trace({"/search?words=airlift", "/search?words=airlift&shared=true"}); }

// ---- 28 ----
TEST(Attack28_Ranking, Search) {
  Screen alone, beside;
  for (auto* s : {&alone, &beside}) s->put("airlift one");
  for (int i = 0; i < 30; ++i) beside.put("airlift hidden " + std::to_string(i), "secret");
  // More hidden hits than one answer shows: neither place nor "more" is theirs.
  EXPECT_EQ(alone.page("watch", "/search?words=airlift"), beside.page("watch", "/search?words=airlift"));
  EXPECT_TRUE(beside.browser("chief").get("/search?words=airlift").body.at("more").as_bool());
}

// ---- 29 ----
TEST(Attack29_SizeAndBursts, Federation) {
  const auto without = sizes_beside<LiveLink>(false);
  EXPECT_GT(without.size(), 4u);
  EXPECT_EQ(without, sizes_beside<LiveLink>(true));
}
TEST(Attack29_SizeAndBursts, Api) { leaves_no_trace({"/cases", "/today"}); }
TEST(Attack29_SizeAndBursts, WebSocket) {
  std::vector<std::string> burst(40, "secret");
  burst.insert(burst.begin() + 20, "open");
  EXPECT_EQ(heard_by("watch", {"open"}), heard_by("watch", burst));
}
TEST(Attack29_SizeAndBursts, Search) { leaves_no_trace({"/search?words=airlift"}); }

// ---- 30 ----
TEST(Attack30_KnownId, Api) {
  answered_alike("/records/", "record", "", 64);
  Screen s;
  server::test::Browser browser(*s.front);
  const auto unknown = browser.post("/session", R"({"account":"no-such","password":"x"})");
  const auto wrong = browser.post("/session", R"({"account":"watch","password":"x"})");
  EXPECT_EQ(unknown.status, 401);
  EXPECT_EQ(unknown.text, wrong.text);
  EXPECT_EQ(s.passwords.asked, 2) << "the same work for each";
}
TEST(Attack30_KnownId, WebSocket) {
  Screen s;
  s.put("w");
  server::test::Browser nobody(*s.front);
  nobody.cookie = "tsugite_session_jpn=" + std::string(64, '0');
  EXPECT_EQ(s.stream(nobody).error().code, "session.none");
}
TEST(Attack30_KnownId, Search) {
  Screen s;
  s.put("w");
  EXPECT_EQ(server::test::Browser(*s.front).get("/search?words=w").status, 401);
  EXPECT_FALSE(s.found("watch", "js-watch")) << "accounts are not searched";
}
TEST(Attack30_KnownId, GatewayLabel) { answered_alike("/records/", "record", "/label.xml", 64); }

// ---- 31 ----
TEST(Attack31_IdExists, Api) {
  Screen s;
  const std::string body = R"({"id":"1","kind":"step","context":"kumamoto","procedure":"support","step":"request"})";
  EXPECT_EQ(s.browser("chief").post("/commands", body).text, s.browser("watch").post("/commands", body).text);
  ASSERT_EQ(s.backend.commands.size(), 2u);
  EXPECT_NE(s.backend.commands[0].command_id, s.backend.commands[1].command_id) << "an id is its account's own";
}

}  // namespace tsugite::attacks
