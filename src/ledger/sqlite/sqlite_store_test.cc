#include "ledger/sqlite/sqlite_store.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>

#include "base/sha256.h"
#include "ledger/sqlite/fault_vfs.h"
#include "ledger/sqlite/schema.h"
#include "ledger/sqlite/statement.h"
#include "ledger/sqlite/test_folder.h"
#include "world/posix/posix.h"

namespace tsugite::ledger {
namespace {

Entry entry(std::uint64_t index, std::size_t size = 600) {
  Entry e;
  e.index = index;
  e.bytes = std::to_string(index) + Bytes(size, 'b');
  e.digest = sha256(e.bytes);
  e.context = "real";
  return e;
}
Transaction append(const Store& store, std::uint64_t count = 1) {
  Transaction t;
  for (std::uint64_t i = 0; i < count; ++i) t.append.push_back(entry(store.size() + i));
  const StreamKey stream{"JPN", "USA", "c" + std::to_string(store.size())};
  t.numbered.push_back({stream, 0, t.append[0].index, t.append[0].digest});
  t.put["size"] = std::to_string(store.size() + count);
  return t;
}

class SqliteStoreTest : public testing::Test {
 protected:
  // What is in the folder, with its content.
  std::map<std::string, Bytes> folder_content() const {
    std::map<std::string, Bytes> out;
    for (const auto& file : std::filesystem::directory_iterator(folder_.path())) {
      std::ifstream in(file.path(), std::ios::binary);
      if (file.is_regular_file()) out[file.path().filename()] = Bytes(std::istreambuf_iterator<char>(in), {});
    }
    return out;
  }
  Result<std::unique_ptr<Store>> try_open(SqliteOptions options = {}, const char* keys = "keys") {
    keyring_.emplace(*Keyring::open(folder_ / keys, disk_, random_));
    return open_sqlite(path(), *keyring_, options);
  }
  std::unique_ptr<Store> open(SqliteOptions options = {}) {
    auto store = try_open(std::move(options));
    if (!store) throw std::runtime_error(describe(store.error()) + store.error().where);
    return std::move(*store);
  }
  // Every entry is there, with its body.
  static void expect_all(const Store& store, std::size_t size = 600) {
    std::uint64_t next = 0;
    EXPECT_TRUE(store.scan(0, [&](const Entry& e) { return e.bytes == entry(next++, size).bytes; })) << next;
    EXPECT_EQ(next, store.size());
  }
  std::string path() const { return folder_ / "data.tsugite"; }
  void sql(const std::string& statement) {
    sqlite3* db = nullptr;
    sqlite3_open(path().c_str(), &db);
    EXPECT_EQ(sqlite3_exec(db, statement.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
    sqlite3_close(db);
  }

  TestFolder folder_;
  world::PosixDisk disk_;
  world::SodiumRandom random_;
  std::optional<Keyring> keyring_;
};

TEST_F(SqliteStoreTest, LeavesAFileOfAnotherVersionUntouched) {
  ASSERT_TRUE(open()->commit({}));
  for (const auto& [version, code] :
       {std::pair(schema_version + 1, "store.newer-version"), std::pair(oldest_version - 1, "store.older-version")}) {
    sql("PRAGMA user_version=" + std::to_string(version));
    std::filesystem::remove(path() + ".lock");
    const auto before = folder_content();
    for (bool read_only : {false, true}) {
      auto store = try_open({.read_only = read_only, .vfs = {}});
      ASSERT_FALSE(store);
      EXPECT_EQ(store.error().code, code);
      EXPECT_EQ(folder_content(), before);
    }
  }
}

TEST_F(SqliteStoreTest, LeavesForeignFilesUntouched) {
  for (const Bytes& content : {Bytes("notes of a person"), Bytes(5000, 'x')}) {
    std::ofstream(path(), std::ios::binary) << content;
    const auto before = folder_content();
    EXPECT_EQ(try_open().error().code, "store.foreign-file");
    EXPECT_EQ(folder_content(), before);
    std::filesystem::remove(path());
  }
  sql("PRAGMA application_id=7; CREATE TABLE t(x)");
  EXPECT_EQ(try_open().error().code, "store.foreign-file");
  std::filesystem::remove(path());
  sql("CREATE TABLE t(x)");
  EXPECT_EQ(try_open().error().code, "store.foreign-file");
  EXPECT_EQ(try_open({.read_only = true, .vfs = {}}).error().code, "store.foreign-file");
}

TEST_F(SqliteStoreTest, HasOneWriterAndAnyReaders) {
  auto writer = open();
  ASSERT_TRUE(writer->commit(append(*writer)));
  auto second_keys = *Keyring::open(folder_ / "keys", disk_, random_);
  EXPECT_EQ(open_sqlite(path(), second_keys).error().code, "store.in-use");
  auto reader = open_sqlite(path(), second_keys, {.read_only = true, .vfs = {}});
  ASSERT_TRUE(reader) << describe(reader.error());
  EXPECT_EQ((*reader)->read(0)->bytes, entry(0).bytes);
  EXPECT_EQ((*reader)->commit(append(**reader)).error().code, "store.read-only");
  EXPECT_EQ((*reader)->dispose(0).error().code, "store.read-only");
  EXPECT_TRUE(writer->commit(append(*writer)));
  writer.reset();
  EXPECT_TRUE(open_sqlite(path(), second_keys));
}

TEST_F(SqliteStoreTest, ReadingWhatIsNotThereCreatesNothing) {
  EXPECT_EQ(try_open({.read_only = true, .vfs = {}}).error().code, "store.no-file");
  EXPECT_TRUE(folder_content().empty());
}

TEST_F(SqliteStoreTest, KnowsItsKeyFolder) {
  {
    auto store = open();
    ASSERT_TRUE(store->commit(append(*store)));
  }
  EXPECT_EQ(try_open({}, "no-keys").error().code, "store.keys-mismatch");
  EXPECT_FALSE(std::filesystem::exists(folder_ / "no-keys"));
  auto other = *Keyring::open(folder_ / "other-keys", disk_, random_);
  ASSERT_TRUE(other.start(other.new_id()));
  EXPECT_EQ(try_open({}, "other-keys").error().code, "store.keys-mismatch");
  EXPECT_TRUE(try_open());
  // A new data file beside old keys: somebody lost a ledger, and shall not start another one in its place unasked.
  std::filesystem::remove(path());
  EXPECT_EQ(try_open().error().code, "store.keys-mismatch");
}

TEST_F(SqliteStoreTest, FinishesAStartThatWasCutShort) {
  { (void)open(); }
  std::filesystem::remove_all(folder_ / "keys");
  auto store = open();
  EXPECT_TRUE(store->commit(append(*store)));
}

TEST_F(SqliteStoreTest, HoldsNoBodyInTheClear) {
  const std::string canary = "canary-7c1f-in-a-body";
  {
    auto store = open();
    Entry e = entry(0);
    e.bytes = canary + e.bytes;
    e.digest = sha256(e.bytes);
    ASSERT_TRUE(store->commit({.append = {e}, .numbered = {}, .seals = {}, .put = {}}));
    for (const auto& [name, content] : folder_content()) EXPECT_EQ(content.find(canary), Bytes::npos) << name;
  }
  for (const auto& [name, content] : folder_content()) EXPECT_EQ(content.find(canary), Bytes::npos) << name;
}

// A backup of the data file does not bring a disposed body back, and the place can be used again afterwards.
TEST_F(SqliteStoreTest, DisposalOutlivesABackup) {
  {
    auto store = open();
    ASSERT_TRUE(store->commit(append(*store, 3)));
  }
  std::filesystem::copy_file(path(), path() + ".backup");
  {
    auto store = open();
    ASSERT_TRUE(store->commit(append(*store, 2)));
    ASSERT_TRUE(store->dispose(1));
    ASSERT_TRUE(store->dispose(3));
  }
  std::filesystem::rename(path() + ".backup", path());
  auto store = open();
  ASSERT_EQ(store->size(), 3u);
  EXPECT_TRUE(store->read(1)->disposed);
  ASSERT_TRUE(store->commit(append(*store, 1)));
  EXPECT_EQ(store->read(3)->bytes, entry(3).bytes);
}

// Every write and sync of a commit fails once. Acknowledged is there; not acknowledged is there whole or not at all.
TEST_F(SqliteStoreTest, SurvivesADiskThatGoesAtAnyWrite) {
  FaultVfs faults;
  std::uint64_t failed = 0;
  for (std::uint64_t at = 0;; ++at) {
    auto store = open({.read_only = false, .vfs = FaultVfs::name});
    const std::uint64_t before = store->size();
    faults.arm(FaultVfs::Fault::io, at);
    auto ok = store->commit(append(*store, 9));
    const bool reached = faults.seen() > at;
    if (!ok) {
      ++failed;
      ASSERT_EQ(ok.error().code, "store.io");
      EXPECT_EQ(store->commit(append(*store)).error().code, "store.io");
      faults.arm(FaultVfs::Fault::io, 0);  // the process ends without another write reaching the disk
    }
    store.reset();
    faults.disarm();
    store = open();
    ASSERT_TRUE(store->size() == before + 9 || (!ok && store->size() == before)) << at;
    EXPECT_EQ(*store->get("size"), store->size() == 0 ? std::nullopt : std::optional(std::to_string(store->size())));
    expect_all(*store);
    if (!reached) break;
  }
  EXPECT_GT(failed, 3u);
}

// One that fails once, and would take the next: the store does not believe it again before it is opened anew.
TEST_F(SqliteStoreTest, SurvivesAWriteThatFailsOnce) {
  FaultVfs faults;
  std::uint64_t failed = 0;
  for (std::uint64_t at = 0;; ++at) {
    auto store = open({.read_only = false, .vfs = FaultVfs::name});
    const std::uint64_t before = store->size();
    faults.arm(FaultVfs::Fault::io, at, FaultVfs::Lasts::once);
    auto ok = store->commit(append(*store, 9));
    const bool reached = faults.seen() > at;
    if (!ok) {
      ++failed;
      EXPECT_EQ(store->commit(append(*store)).error().code, "store.io");
    }
    store.reset();
    store = open();
    ASSERT_TRUE(store->size() == before + 9 || (!ok && store->size() == before)) << at;
    expect_all(*store);
    if (!reached) break;
  }
  EXPECT_GT(failed, 3u);
}

// The power goes at any write or sync of many commits, checkpoints of SQLite's among them, and takes with it what was not synced, not in
// order and not in whole.
TEST_F(SqliteStoreTest, APowerCutTakesNothingThatWasAcknowledged) {
  constexpr std::uint64_t groups = 6, records = 150, bytes = 3000;  // more than a log of 1,000 pages
  const auto grow = [](const Store& store) {
    Transaction t;
    for (std::uint64_t i = 0; i < records; ++i) t.append.push_back(entry(store.size() + i, bytes));
    t.put["size"] = std::to_string(store.size() + records);
    return t;
  };
  FaultVfs faults;
  std::uint64_t calls = 0, cut = 0;
  for (std::uint64_t seed = 0; seed <= 120; ++seed) {
    folder_.clear();  // each its own
    auto store = open({.read_only = false, .vfs = FaultVfs::name});
    // The first time through only counts.
    faults.arm(seed == 0 ? FaultVfs::Fault::none : FaultVfs::Fault::io, seed == 0 ? 0 : seed * 7919 % calls);
    std::uint64_t acknowledged = 0;
    for (std::uint64_t group = 0; group < groups && store->commit(grow(*store)); ++group) acknowledged = store->size();
    if (seed == 0) calls = faults.seen();
    const bool died = acknowledged < groups * records;
    cut += died;
    if (died) faults.arm(FaultVfs::Fault::io, 0);
    store.reset();
    faults.disarm();
    faults.power_cut(seed);
    store = open();
    ASSERT_TRUE(store->size() == acknowledged || (died && store->size() == acknowledged + records))
        << "seed " << seed << ": " << acknowledged << " and " << store->size();
    EXPECT_EQ(*store->get("size"), store->size() == 0 ? std::nullopt : std::optional(std::to_string(store->size())));
    expect_all(*store, bytes);
  }
  EXPECT_GT(cut, 60u);
}

TEST_F(SqliteStoreTest, AFullDiskLosesNothingAndReadsGoOn) {
  FaultVfs faults;
  auto store = open({.read_only = false, .vfs = FaultVfs::name});
  ASSERT_TRUE(store->commit(append(*store, 2)));
  std::uint64_t failed = 0;
  for (std::uint64_t at = 0;; ++at) {
    const std::uint64_t before = store->size();
    const auto streams = store->streams()->size();
    faults.arm(FaultVfs::Fault::full, at);
    auto ok = store->commit(append(*store, 9));
    const bool reached = faults.seen() > at;
    if (!ok) {
      ++failed;
      ASSERT_EQ(ok.error().code, "store.full");
      EXPECT_EQ(store->size(), before);
      EXPECT_EQ(store->streams()->size(), streams);
      EXPECT_EQ(store->read(before - 1)->bytes, entry(before - 1).bytes);
    }
    faults.disarm();
    ASSERT_TRUE(store->commit(append(*store))) << at;
    if (!reached) break;
  }
  EXPECT_GT(failed, 3u);
  store.reset();
  store = open();
  expect_all(*store);
}

// Whoever could not read decides on less than there is: nothing of that is kept.
TEST_F(SqliteStoreTest, AfterAReadThatFailedItTakesNothingUntilItIsOpenedAgain) {
  FaultVfs faults;
  std::uint64_t failed = 0;
  {
    auto store = open();
    ASSERT_TRUE(store->commit(append(*store, 200)));
  }
  for (std::uint64_t at = 0;; ++at) {
    auto store = open({.read_only = false, .vfs = FaultVfs::name});
    const std::uint64_t before = store->size();
    EXPECT_FALSE(store->failed());
    faults.arm(FaultVfs::Fault::read, at);
    const auto read = store->read(before / 2);
    faults.disarm();
    if (read) break;
    ++failed;
    EXPECT_EQ(read.error().code, "store.io");
    EXPECT_TRUE(store->failed());
    EXPECT_EQ(store->commit(append(*store)).error().code, "store.io");
    store.reset();
    store = open();
    EXPECT_EQ(store->size(), before);
    EXPECT_TRUE(store->commit(append(*store)));
  }
  EXPECT_GT(failed, 0u);
}

}  // namespace
}  // namespace tsugite::ledger
