#include "node/folder.h"

#include <gtest/gtest.h>

#include "ledger/sqlite/test_folder.h"
#include "world/posix/posix.h"

namespace tsugite::node {
namespace {

// `partner add` writes the whole file again: what a person set in it must be there afterwards.
TEST(Settings, AreReadAsTheyWereWritten) {
  TestFolder folder;
  world::PosixDisk disk;
  Settings settings{
      "JPN", "0.0.0.0:8800", "[::]:9800", {"tsugite.example", "tsugite"}, "web.crt", "web.key", {{"USA", "usa.example:9800"}, {"AUS", ""}}};
  ASSERT_TRUE(write_settings(Folder(folder.path()), settings, disk));
  auto read = read_settings(Folder(folder.path()), disk);
  ASSERT_TRUE(read) << describe(read.error());
  EXPECT_EQ(read->party, settings.party);
  EXPECT_EQ(read->web, settings.web);
  EXPECT_EQ(read->federation, settings.federation);
  EXPECT_EQ(read->web_names, settings.web_names);
  EXPECT_EQ(read->tls_certificate, settings.tls_certificate);
  EXPECT_EQ(read->tls_key, settings.tls_key);
  ASSERT_EQ(read->partners.size(), 2u);
  EXPECT_EQ(read->partners[0].dial, "usa.example:9800");
  EXPECT_EQ(read->partners[1].dial, "");
}

TEST(Settings, OfAFolderThatANewerVersionLaidOutAreNotRead) {
  TestFolder folder;
  world::PosixDisk disk;
  for (const auto& [layout, code] : std::map<std::string, std::string>{
           {"", ""}, {"layout: 1\n", ""}, {"layout: 2\n", "node.newer-folder"}, {"layout: x\n", "node.settings"}}) {
    ASSERT_TRUE(disk.write((folder / "node.yaml").string(), layout + "party: JPN\n", false));
    const auto read = read_settings(Folder(folder.path()), disk);
    EXPECT_EQ(read ? "" : read.error().code, code) << layout;
  }
}

// The settings file that the package shows as an example, every line of it.
TEST(Settings, TheExampleCanBeRead) {
  TestFolder folder;
  world::PosixDisk disk;
  ASSERT_TRUE(disk.write((folder / "node.yaml").string(), *disk.read(TSUGITE_SOURCE_DIR "/packaging/node.yaml"), false));
  auto read = read_settings(Folder(folder.path()), disk);
  ASSERT_TRUE(read) << describe(read.error());
  EXPECT_EQ(read->party, "JPN");
  EXPECT_EQ(read->web_names, std::vector<std::string>{"tsugite.example"});
  EXPECT_EQ(read->partners.at(0).dial, "usa.example:9800");
}

}  // namespace
}  // namespace tsugite::node
