#include "ledger/sqlite/backup.h"

#include <gtest/gtest.h>

#include <fstream>
#include <optional>
#include <thread>

#include "base/sha256.h"
#include "ledger/sqlite/schema.h"
#include "ledger/sqlite/sqlite_store.h"
#include "ledger/sqlite/statement.h"
#include "ledger/sqlite/test_folder.h"
#include "world/posix/posix.h"

namespace tsugite::ledger {
namespace {

class BackupTest : public testing::Test {
 protected:
  std::unique_ptr<Store> open(const char* file, const char* keys = "keys") {
    keyring_.emplace(*Keyring::open(folder_ / keys, disk_, random_));
    auto store = open_sqlite(folder_ / file, *keyring_);
    if (!store) throw std::runtime_error(describe(store.error()));
    return std::move(*store);
  }
  void append(Store& store, std::uint64_t count) {
    for (std::uint64_t i = 0; i < count; ++i) {
      Transaction t;
      Entry e;
      e.index = store.size();
      e.bytes = "body " + std::to_string(e.index) + Bytes(500, 'b');
      e.digest = sha256(e.bytes);
      e.context = "real";
      t.append.push_back(e);
      t.put["size"] = std::to_string(store.size() + 1);
      ASSERT_TRUE(store.commit(t));
    }
  }
  std::string at(const char* name) const { return folder_ / name; }

  TestFolder folder_;
  world::PosixDisk disk_;
  world::SodiumRandom random_;
  std::optional<Keyring> keyring_;
};

TEST_F(BackupTest, ACopyHoldsWhatWasCommittedAndStandsAlone) {
  auto store = open("data");
  append(*store, 300);
  ASSERT_TRUE(copy_data_file(at("data"), at("copy")));
  append(*store, 5);
  EXPECT_EQ(*entries_in(at("data")), 305u);
  EXPECT_EQ(*entries_in(at("copy")), 300u);
  for (const char* ending : {"-wal", "-shm", "-journal"}) EXPECT_FALSE(std::filesystem::exists(at("copy") + ending)) << ending;
  store.reset();
  auto copy = open("copy");
  ASSERT_EQ(copy->size(), 300u);
  EXPECT_EQ(copy->read(299)->bytes, "body 299" + Bytes(500, 'b'));
}

// Each copy is one committed state: the named value was written with the entry that it counts.
TEST_F(BackupTest, ACopyMadeWhileANodeWritesIsOfOneState) {
  auto store = open("data");
  append(*store, 1);
  std::jthread writing([&](std::stop_token stop) {
    while (!stop.stop_requested()) append(*store, 1);
  });
  for (int i = 0; i < 10; ++i) {
    const std::string copy = at(("copy" + std::to_string(i)).c_str());
    auto made = copy_data_file(at("data"), copy);
    ASSERT_TRUE(made) << describe(made.error());
    auto db = open_database(copy, true, "");
    auto named = Statement::prepare(db->get(), "SELECT value FROM named WHERE name='size'");
    ASSERT_TRUE(*named->step());
    EXPECT_EQ(std::to_string(*entries_in(copy)), named->bytes(0));
  }
}

TEST_F(BackupTest, ADisposedBodyStaysClosedInARestoredCopy) {
  auto store = open("data");
  append(*store, 3);
  ASSERT_TRUE(copy_data_file(at("data"), at("copy")));
  ASSERT_TRUE(store->dispose(1));
  store.reset();
  auto restored = open("copy");
  auto entry = restored->read(1);
  ASSERT_TRUE(entry) << describe(entry.error());
  EXPECT_TRUE(entry->disposed);
  EXPECT_TRUE(entry->bytes.empty());
  EXPECT_EQ(entry->digest, sha256("body 1" + Bytes(500, 'b'))) << "digest and place stay";
  EXPECT_EQ(restored->read(2)->bytes, "body 2" + Bytes(500, 'b'));
}

TEST_F(BackupTest, WithoutItsKeysACopyDoesNotOpen) {
  auto store = open("data");
  append(*store, 1);
  ASSERT_TRUE(copy_data_file(at("data"), at("copy")));
  keyring_.emplace(*Keyring::open(folder_ / "other keys", disk_, random_));
  auto opened = open_sqlite(at("copy"), *keyring_, {.read_only = true, .vfs = ""});
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, "store.keys-mismatch");
}

TEST_F(BackupTest, NothingIsOverwrittenAndNothingForeignIsCopied) {
  auto store = open("data");
  append(*store, 1);
  std::ofstream(at("there")) << "something";
  EXPECT_EQ(copy_data_file(at("data"), at("there")).error().code, "store.exists");
  EXPECT_EQ(copy_data_file(at("there"), at("copy")).error().code, "store.foreign-file");
  EXPECT_EQ(copy_data_file(at("nothing"), at("copy")).error().code, "store.no-file");
  EXPECT_FALSE(std::filesystem::exists(at("copy")));
}

}  // namespace
}  // namespace tsugite::ledger
