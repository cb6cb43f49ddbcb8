// Two whole nodes in one process, used as people use them: over HTTP, from signing in to the partner's list.
#include "node/runtime.h"

#include "node/test_nodes.h"

namespace tsugite::node {
namespace {

namespace json = boost::json;
using test::Person;

const std::string context = "?context=kumamoto-2016";

json::value question(const std::string& id, const std::string& ja, const std::string& en) {
  return {{"id", id},
          {"kind", "step"},
          {"context", "kumamoto-2016"},
          {"procedure", "rfi"},
          {"step", "ask"},
          {"roles", {{"asker", "JPN"}, {"answerer", "USA"}}},
          {"fields", json::array{{{"id", "question"}, {"value", {{"ja", ja}, {"en", en}, {"original", "ja"}}}}}}};
}

// The case as a list shows it, or null.
json::value listed(const json::value& list, const json::value& id) {
  for (const auto& one : list.at("cases").as_array())
    if (one.at("id") == id) return one;
  return nullptr;
}

struct Linked : test::Nodes, ::testing::Test {};

TEST_F(Linked, AQuestionAskedOverHttpIsInBothLists) {
  EXPECT_EQ(Person(japan->server->port(), "js-watch", "another password").status, 401u);
  auto watch = at(japan, "js-watch");
  auto partner = at(america, "usfj-watch");
  ASSERT_EQ(watch.status, 200u);
  EXPECT_EQ(watch.me.at("party").at("id").as_string(), "JPN");
  EXPECT_TRUE(watch.get("/cases" + context).at("cases").as_array().empty());

  const auto asked = question("runtime-1", "着陸帯の地盤は使えるか", "Is the ground of the landing zone usable?");
  const auto done = watch.post("/commands", asked);
  ASSERT_EQ(watch.status, 200u) << json::serialize(done);
  EXPECT_EQ(watch.post("/commands", asked).at("records"), done.at("records")) << "a repeat is answered as the first was";

  const auto& id = done.at("case");
  const auto theirs = listed(partner.until("/cases" + context, [&](const json::value& seen) { return !listed(seen, id).is_null(); }), id);
  EXPECT_EQ(theirs.at("title").at("en").as_string(), "Is the ground of the landing zone usable?");
  EXPECT_EQ(theirs.at("state").at("id").as_string(), "asked");
  EXPECT_EQ(theirs.at("waits_for").as_string(), "USA");
  EXPECT_EQ(theirs.at("number").as_string(), "JPN-R-1");
  EXPECT_EQ(json::serialize(theirs.at("held_by")), R"(["JPN"])");
  EXPECT_EQ(partner.get("/today" + context).at("items").at(0).at("why").as_string(), "our_turn");

  const auto path = "/cases/" + std::string(id.as_string()) + context;
  const auto page = watch.until(
      path, [](const json::value& seen) { return seen.at("lanes").at("joint").at(0).at("delivery").at(0).at("state") == "receipted"; });
  EXPECT_EQ(page.at("number"), theirs.at("number"));
  const auto record = std::string(page.at("lanes").at("joint").at(0).at("digest").as_string());
  EXPECT_EQ(watch.get("/records/" + record).at("bytes_base64"), partner.get("/records/" + record).at("bytes_base64"));
  EXPECT_FALSE(watch.get("/records/" + record).at("receipt").is_null());
}

TEST_F(Linked, WhatWasAnsweredIsThereAfterARestart) {
  const auto done = at(japan, "js-watch").post("/commands", question("runtime-2", "補給は要るか", "Are supplies needed?"));
  stop();
  start();
  auto watch = at(japan, "js-watch");
  EXPECT_EQ(listed(watch.get("/cases" + context), done.at("case")).at("title").at("ja").as_string(), "補給は要るか");
  EXPECT_EQ(watch.post("/commands", question("runtime-2", "補給は要るか", "Are supplies needed?")).at("records"), done.at("records"));
}

TEST_F(Linked, AKeyThatIsNoPartnersIsOnTheLinksPage) {
  world::SodiumRandom random;
  auto made = make_tls_key("nobody we know");
  folders.write("stranger.key", made->key_pem);
  folders.write("stranger.crt", made->certificate_pem);
  Transport::Events events;
  events.up = [](const std::string&, const Digest&) {};
  events.down = [](const std::string&, const Error&) {};
  events.frame = [](const std::string&, BytesView) {};
  events.stranger = [](const std::string&, const Digest&, const std::string&) {};
  events.may_dial = [](const std::string&) { return true; };
  const std::string key = folders.at("stranger.key"), certificate = folders.at("stranger.crt");
  boost::asio::io_context elsewhere{1};
  Transport stranger(elsewhere, *federation_context(key, certificate, false), *federation_context(key, certificate, true), random, events);
  auto theirs = pin_of_certificate(*folders.disk.read((Folder(folders.at("USA")).keys() / "tls.crt").string()));
  stranger.add_partner("USA", *theirs, america->federation());
  std::thread knocking([&] {
    stranger.dial_now("USA");
    elsewhere.run();
  });

  auto watch = at(america, "usfj-watch");
  const auto page = watch.until("/links" + context, [](const json::value& seen) { return !seen.at("strangers").as_array().empty(); });
  boost::asio::post(elsewhere, [&] { stranger.stop(); });
  knocking.join();
  EXPECT_EQ(page.at("own_pin").as_string(), theirs->hex());
  const auto& met = page.at("strangers").at(0);
  EXPECT_EQ(met.at("pin").as_string(), made->pin.hex());
  EXPECT_EQ(met.at("address").as_string(), "127.0.0.1");
  EXPECT_TRUE(met.at("dialled").is_null());
  EXPECT_GE(met.at("count").as_int64(), 1);
}

}  // namespace
TEST_F(Linked, AnAdministratorHasTheNodeExaminedFromTheConsole) {
  auto watch = at(japan, "js-watch");
  (void)watch.post("/doctor", nullptr);
  EXPECT_EQ(watch.status, 403u);
  const auto codes = [&](test::Person& admin) {
    const auto found = admin.post("/doctor", nullptr);
    EXPECT_EQ(admin.status, 200u) << json::serialize(found);
    std::set<std::string> out;
    for (const auto& one : found.at("findings").as_array()) out.emplace(one.at("code").as_string());
    return out;
  };
  auto admin = at(japan, "admin");
  // It speaks of the folder, which names no partner yet.
  EXPECT_TRUE(codes(admin).contains("doctor.no-partner"));
  const Folder folder(folders.at("JPN"));
  auto settings = *read_settings(folder, folders.disk);
  settings.partners = {{"USA", ""}};
  ASSERT_TRUE(write_settings(folder, settings, folders.disk));
  at(japan, "js-watch").until("/links", [](const json::value& seen) { return seen.at("links").at(0).at("state") == "up"; });
  // And asks this very node, which runs and answers while it is examined.
  EXPECT_EQ(codes(admin), std::set<std::string>{});
}

}  // namespace tsugite::node
