#include "ledger/sqlite/upgrade.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/sha256.h"
#include "ledger/sqlite/fault_vfs.h"
#include "ledger/sqlite/schema.h"
#include "ledger/sqlite/sqlite_store.h"
#include "ledger/sqlite/statement.h"
#include "ledger/sqlite/test_folder.h"
#include "world/posix/posix.h"

namespace tsugite::ledger {
namespace {

// A data file as a program of version 2 left it: three entries, and what a partner had shown of its keys.
class Upgrade : public testing::Test {
 protected:
  Upgrade() : keyring_(*Keyring::open(folder_ / "keys", disk_, random_)) { write_version_2(); }

  std::string path() const { return folder_ / "data"; }
  std::string copy() const { return path() + ".schema2"; }
  Entry entry(std::uint64_t index) const {
    Entry out;
    out.index = index;
    out.bytes = "record " + std::to_string(index);
    out.digest = sha256(out.bytes);
    out.context = "real";
    out.seen_ms = 5;
    return out;
  }
  void write_version_2() {
    Transaction t;
    if (auto store = open_sqlite(path(), keyring_)) {
      for (std::uint64_t i = 0; i < 3; ++i) t.append.push_back(entry(i));
      t.put = {{"key-history/USA", "a certificate"}, {"other", "stays"}};
      EXPECT_TRUE((*store)->commit(t));
    }
    sqlite3* db = nullptr;
    sqlite3_open(path().c_str(), &db);
    EXPECT_EQ(sqlite3_exec(db, "UPDATE named SET name='keys/USA' WHERE name='key-history/USA'; PRAGMA user_version=2;", nullptr, nullptr,
                           nullptr),
              SQLITE_OK);
    sqlite3_close(db);
    std::filesystem::copy_file(path(), folder_ / "pristine");
  }
  void as_it_was() {
    for (const char* ending : {"-wal", "-shm", ".lock", ".schema2", ".schema2.part"}) std::filesystem::remove(path() + ending);
    std::filesystem::copy_file(folder_ / "pristine", path(), std::filesystem::copy_options::overwrite_existing);
  }
  int version_of(const std::string& file) const {
    std::ifstream in(file, std::ios::binary);
    in.seekg(63);
    return in.get();
  }
  void complete(Store& store, const std::string& name) {
    EXPECT_EQ(store.size(), 3u);
    for (std::uint64_t i = 0; i < store.size(); ++i) EXPECT_EQ(store.read(i)->bytes, entry(i).bytes);
    EXPECT_EQ(*store.get(name), "a certificate");
    EXPECT_EQ(*store.get("other"), "stays");
  }

  TestFolder folder_;
  world::PosixDisk disk_;
  world::SodiumRandom random_;
  Keyring keyring_;
};

}  // namespace

TEST_F(Upgrade, BringsAnEarlierFileUpToDateAndKeepsItAsItWas) {
  {
    auto store = open_sqlite(path(), keyring_);
    ASSERT_TRUE(store) << describe(store.error());
    complete(**store, "key-history/USA");
    EXPECT_EQ(*(*store)->get("keys/USA"), std::nullopt);
    EXPECT_TRUE((*store)->commit({}));
  }
  EXPECT_EQ(version_of(path()), schema_version);
  EXPECT_EQ(version_of(copy()), 2);
  auto before = open_sqlite(copy(), keyring_, {.read_only = true, .vfs = ""});
  ASSERT_TRUE(before) << describe(before.error());
  complete(**before, "keys/USA");
  // And once only.
  std::filesystem::remove(copy());
  EXPECT_TRUE(open_sqlite(path(), keyring_));
  EXPECT_FALSE(std::filesystem::exists(copy()));
}

TEST_F(Upgrade, WhoOnlyReadsChangesNothing) {
  auto store = open_sqlite(path(), keyring_, {.read_only = true, .vfs = ""});
  ASSERT_TRUE(store) << describe(store.error());
  complete(**store, "keys/USA");
  store->reset();
  EXPECT_EQ(version_of(path()), 2);
  EXPECT_FALSE(std::filesystem::exists(copy()));
}

// Whichever write is the first to fail: the file is of the one version or of the other, whole, and the next start goes on.
TEST_F(Upgrade, AFailureOnTheWayLeavesOneVersionOrTheOther) {
  FaultVfs faults;
  std::uint64_t failed = 0;
  for (const auto fault : {FaultVfs::Fault::full, FaultVfs::Fault::io})
    for (std::uint64_t at = 0;; ++at) {
      as_it_was();
      faults.arm(fault, at);
      const bool opened = open_sqlite(path(), keyring_, {.read_only = false, .vfs = FaultVfs::name}).has_value();
      const bool reached = faults.seen() > at;
      faults.disarm();
      failed += !opened;
      auto store = open_sqlite(path(), keyring_);
      ASSERT_TRUE(store) << describe(store.error()) << " after write " << at;
      complete(**store, "key-history/USA");
      if (!reached) break;
    }
  EXPECT_GT(failed, 2u);
}

TEST_F(Upgrade, NothingIsTouchedWhereTheCopyCannotBeMade) {
  std::filesystem::create_directory(copy());
  std::ofstream(copy() + "/something") << "in the way";
  EXPECT_EQ(open_sqlite(path(), keyring_).error().code, "store.io");
  EXPECT_EQ(version_of(path()), 2);
}

}  // namespace tsugite::ledger
