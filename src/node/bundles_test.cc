// Two running nodes that no line joins: what one writes into a file the other takes, and the receipts come back the same way.
#include "node/bundles.h"

#include <fstream>

#include "node/test_nodes.h"

namespace tsugite::node {
namespace {

namespace json = boost::json;
using test::Node;
using test::Person;

const std::string context = "?context=kumamoto-2016";

struct Apart : ::testing::Test {
  Apart() {
    thread = std::thread([this] { io.run(); });
  }
  ~Apart() override {
    boost::asio::post(io, [this] {
      japan.stop();
      america.stop();
    });
    thread.join();
  }

  // Files appear whole, as the folder asks.
  void put(const std::string& path, const std::string& content) {
    folders.write(path + ".part", content);
    std::filesystem::rename(folders.at(path + ".part"), folders.at(path));
  }
  std::string wait_for(const std::string& path) {
    for (int i = 0; i < 300 && !std::filesystem::exists(folders.at(path)); ++i) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    auto content = folders.disk.read(folders.at(path));
    EXPECT_TRUE(content.has_value()) << path;
    return content ? *content : std::string();
  }
  std::string written_by(const std::string& party, const std::string& name, const std::string& request) {
    put(party + "/bundles/out/" + name + ".request", request);
    said = wait_for(party + "/bundles/out/" + name + ".txt");
    EXPECT_FALSE(std::filesystem::exists(folders.at(party + "/bundles/out/" + name + ".request")));
    auto file = folders.disk.read(folders.at(party + "/bundles/out/" + name + ".bundle"));
    return file ? *file : std::string();
  }
  std::string taken_by(const std::string& party, const std::string& name, const std::string& file, const std::string& folder = "done") {
    put(party + "/bundles/in/" + name + ".bundle", file);
    wait_for(party + "/bundles/in/" + folder + "/" + name + ".bundle");
    return wait_for(party + "/bundles/in/" + folder + "/" + name + ".txt");
  }

  test::Folders folders;
  boost::asio::io_context io{1};
  Node japan{io, folders, "JPN", ""}, america{io, folders, "USA", ""};
  std::thread thread;
  std::string said;
};

TEST_F(Apart, AQuestionCrossesInAFileAndItsReceiptComesBackInAnother) {
  Person watch(japan.server->port(), "js-watch"), partner(america.server->port(), "usfj-watch");
  const auto done =
      watch.post("/commands", {{"id", "bundle-1"},
                               {"kind", "step"},
                               {"context", "kumamoto-2016"},
                               {"procedure", "rfi"},
                               {"step", "ask"},
                               {"roles", {{"asker", "JPN"}, {"answerer", "USA"}}},
                               {"fields", json::array{{{"id", "question"}, {"value", {{"ja", "着陸帯は使えるか"}, {"original", "ja"}}}}}}});
  ASSERT_EQ(watch.status, 200u) << json::serialize(done);
  const std::string path = "/cases/" + std::string(done.at("case").as_string()) + context;

  const auto there = written_by("JPN", "first", "USA 1000000\n");
  EXPECT_TRUE(said.find("1 records; nothing is left over") != std::string::npos) << said;
  EXPECT_TRUE(taken_by("USA", "first", there).find("1 new records from JPN") != std::string::npos);
  EXPECT_EQ(partner.get(path).at("state").at("id").as_string(), "asked");
  EXPECT_EQ(watch.get(path).at("lanes").at("joint").at(0).at("delivery").at(0).at("state").as_string(), "sent");

  (void)taken_by("JPN", "back", written_by("USA", "back", "JPN 1000000\n"));
  EXPECT_EQ(watch.get(path).at("lanes").at("joint").at(0).at("delivery").at(0).at("state").as_string(), "receipted");
  EXPECT_TRUE(taken_by("USA", "again", there).find("0 new records") != std::string::npos);
}

TEST_F(Apart, WhatCannotBeDoneSaysSoInBothLanguages) {
  EXPECT_EQ(written_by("JPN", "nobody", "KOR 1000000\n"), "");
  EXPECT_TRUE(said.find("bundle.partner") != std::string::npos) << said;
  EXPECT_TRUE(said.find("相手方") != std::string::npos) << said;
  EXPECT_EQ(written_by("JPN", "tight", "USA 200\n"), "");
  EXPECT_TRUE(said.find("bundle.budget") != std::string::npos) << said;
  EXPECT_EQ(written_by("JPN", "words", "USA as much as you can\n"), "");
  EXPECT_TRUE(said.find("bundle.request") != std::string::npos) << said;
  EXPECT_TRUE(taken_by("USA", "holiday", "a photograph", "refused").find("bundle.form") != std::string::npos);
  const auto own = written_by("JPN", "own", "USA 100000\n");
  EXPECT_TRUE(taken_by("JPN", "own", own, "refused").find("bundle.recipient") != std::string::npos);
}

}  // namespace
}  // namespace tsugite::node
