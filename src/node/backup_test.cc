// A backup of a node that runs, tried and put back.
#include "node/backup.h"

#include "node/backup_files.h"
#include "node/test_nodes.h"

namespace tsugite::node {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

struct Backup : test::Nodes, ::testing::Test {
  Folder usa() const { return Folder(folders.at("USA")); }
  fs::path at(const std::string& name) const { return folders.at(name); }

  // A question of the American watch; as many entries as there are questions.
  void ask(const std::string& id) {
    auto watch = Nodes::at(america, "usfj-watch");
    const auto done = watch.post("/commands", {{"id", id},
                                               {"kind", "step"},
                                               {"context", "kumamoto-2016"},
                                               {"procedure", "rfi"},
                                               {"step", "ask"},
                                               {"roles", {{"asker", "USA"}, {"answerer", "JPN"}}},
                                               {"fields", json::array{{{"id", "question"}, {"value", {{"en", id}, {"original", "en"}}}}}}});
    ASSERT_EQ(watch.status, 200u) << json::serialize(done);
  }
  std::vector<std::string> names(const fs::path& folder) {
    std::vector<std::string> out;
    for (const auto& one : fs::directory_iterator(folder)) out.push_back(one.path().filename());
    return out;
  }
  void SetUp() override {
    ask("one");
    ask("two");
    // As a main leaves it: the test's nodes take their partners without writing them down.
    Settings settings = *read_settings(usa(), folders.disk);
    settings.partners = {{"JPN", ""}};
    ASSERT_TRUE(write_settings(usa(), settings, folders.disk));
    fs::create_directories(at("scratch"));
    auto made = make_backup(usa(), at("backup"));
    ASSERT_TRUE(made) << describe(made.error());
    held = made->entries;
    EXPECT_EQ(held, 2u);
  }
  std::uint64_t held = 0;
};

TEST_F(Backup, OfARunningNodeHoldsItAllAndNoKey) {
  for (const auto& one : fs::recursive_directory_iterator(at("backup"))) {
    const std::string path = fs::relative(one.path(), at("backup")), name = one.path().filename();
    EXPECT_TRUE(!name.ends_with(".keys") || path.starts_with("partners/")) << path;  // partners' certificates are public
    EXPECT_FALSE(name.ends_with(".key") || name == "accounts.json") << path;
  }
  auto drill = rehearse_restore(at("backup"), usa(), at("scratch"));
  ASSERT_TRUE(drill) << describe(drill.error());
  EXPECT_TRUE(drill->ledger.right()) << drill->ledger.wrong->where << drill->ledger.wrong->rule;
  EXPECT_EQ(drill->party, "USA");
  EXPECT_EQ(drill->entries, held);
  EXPECT_TRUE(drill->newest);
  EXPECT_EQ(names(at("scratch")), std::vector<std::string>{}) << "a drill leaves nothing";
  EXPECT_TRUE(fs::exists(usa().keys() / "log.key")) << "nor takes anything away";
}

TEST_F(Backup, HasItsNameOnceAndIsCheckedByItsSums) {
  EXPECT_EQ(make_backup(usa(), at("backup")).error().code, "backup.exists");
  folders.write("backup/annex/people.yaml", "people: []\n");
  EXPECT_EQ(rehearse_restore(at("backup"), usa(), at("scratch")).error().code, "backup.changed");
  fs::remove(at("backup") / "annex/people.yaml");
  EXPECT_EQ(rehearse_restore(at("backup"), usa(), at("scratch")).error().where, "annex/people.yaml");
  fs::remove(at("backup") / backup_sums);
  EXPECT_EQ(rehearse_restore(at("backup"), usa(), at("scratch")).error().code, "backup.incomplete");
}

TEST_F(Backup, IsNotPutOverANodeThatRunsOrHoldsMore) {
  EXPECT_EQ(restore(at("backup"), usa(), true).error().code, "store.in-use");
  ask("three");
  stop();
  auto refused = restore(at("backup"), usa(), false);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, "restore.newer");
  EXPECT_FALSE(fs::exists(usa().root() / "restoring"));
  EXPECT_EQ(verify_folder(usa())->entries, 3u) << "nothing was changed";
  auto told = restore(at("backup"), usa(), true);
  ASSERT_TRUE(told) << describe(told.error());
  EXPECT_EQ(verify_folder(usa())->entries, 2u);
  EXPECT_TRUE(verify_folder(usa())->ledger.right());
  fs::rename(told->put_aside, usa().data_file());
  if (fs::exists(told->put_aside.string() + "-wal")) fs::rename(told->put_aside.string() + "-wal", usa().data_file().string() + "-wal");
  EXPECT_EQ(verify_folder(usa())->entries, 3u) << "what was put aside is whole";
  start();
}

TEST_F(Backup, MakesANewMachineTheNodeAgainOnceItsKeysAreThere) {
  stop();
  const Folder fresh(folders.at("another machine"));
  EXPECT_EQ(restore(at("backup"), fresh, false).error().code, "restore.no-keys");
  fs::create_directories(fresh.root());
  fs::copy(Folder(folders.at("JPN")).keys(), fresh.keys(), fs::copy_options::recursive);
  EXPECT_FALSE(restore(at("backup"), fresh, false)) << "with another node's keys";
  EXPECT_FALSE(fs::exists(fresh.data_file()));
  fs::remove_all(fresh.keys());
  fs::copy(usa().keys(), fresh.keys(), fs::copy_options::recursive);
  auto restored = restore(at("backup"), fresh, false);
  ASSERT_TRUE(restored) << describe(restored.error());
  EXPECT_EQ(restored->put_aside, "");
  EXPECT_EQ(verify_folder(fresh)->entries, held);
  fs::remove_all(usa().root());
  fs::rename(fresh.root(), usa().root());
  start();
  EXPECT_EQ(Nodes::at(america, "usfj-watch").get("/cases?context=kumamoto-2016").at("cases").as_array().size(), 2u) << "and it runs";
}

// What was sent since comes back from the partner, before anything new is numbered; what nobody had got is lost.
TEST_F(Backup, WhatAnOldOneLacksComesBackFromThePartner) {
  ask("three");
  Nodes::at(japan, "js-watch").until("/cases?context=kumamoto-2016", [](const json::value& seen) {
    return seen.at("cases").as_array().size() == 3;
  });
  stop();
  ASSERT_TRUE(restore(at("backup"), usa(), true));
  start();
  ask("four");
  for (const auto& [node, account] : {std::pair(&america, "usfj-watch"), std::pair(&japan, "js-watch")})
    Nodes::at(*node, account).until("/cases?context=kumamoto-2016", [](const json::value& seen) {
      return seen.at("cases").as_array().size() == 4;
    });
  stop();
  EXPECT_TRUE(verify_folder(usa())->ledger.right());
  EXPECT_EQ(verify_folder(usa())->entries, 4u);
  start();
}

}  // namespace
}  // namespace tsugite::node
