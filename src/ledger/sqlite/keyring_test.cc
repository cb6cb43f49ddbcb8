#include "ledger/sqlite/keyring.h"

#include <gtest/gtest.h>

#include <fstream>

#include "ledger/sqlite/test_folder.h"
#include "world/posix/posix.h"

namespace tsugite::ledger {
namespace {

// A disk that is full when told so.
class FillingDisk : public world::PosixDisk {
 public:
  Result<void> write(const std::string& path, BytesView content, bool secret) override {
    EXPECT_TRUE(secret);
    if (full) return fail("disk.full", path, "full", "満杯");
    ++written;
    return PosixDisk::write(path, content, secret);
  }
  bool full = false;
  int written = 0;
};

class KeyringTest : public testing::Test {
 protected:
  Keyring open() { return *Keyring::open(folder_ / "keys", disk_, random_); }
  Keyring started() {
    Keyring ring = open();
    EXPECT_TRUE(ring.start(ring.new_id()));
    return ring;
  }
  std::string file(int number) { return folder_ / ("keys/records-0000000" + std::to_string(number) + ".keys").c_str(); }

  TestFolder folder_;
  FillingDisk disk_;
  world::SodiumRandom random_;
};

TEST_F(KeyringTest, GivesEachSlotAKeyOfItsOwnAndKeepsIt) {
  Bytes first, last;
  {
    Keyring ring = started();
    ASSERT_TRUE(ring.reserve(0, 1));
    first = *ring.key(0), last = *ring.key(Keyring::slots_per_file - 1);
    EXPECT_EQ(first.size(), Keyring::slot_bytes);
    EXPECT_NE(first, last);
  }
  Keyring again = open();
  EXPECT_TRUE(again.started());
  EXPECT_EQ(*again.key(0), first);
  EXPECT_EQ(*again.key(Keyring::slots_per_file - 1), last);
  EXPECT_FALSE(again.start(again.new_id()));
}

TEST_F(KeyringTest, CreatesTheNextFileAheadOfNeed) {
  Keyring ring = started();
  ASSERT_TRUE(ring.reserve(0, Keyring::slots_per_file / 4 * 3));
  EXPECT_EQ(disk_.written, 1);
  ASSERT_TRUE(ring.reserve(Keyring::slots_per_file / 4 * 3, 1));
  EXPECT_EQ(disk_.written, 2);
  ASSERT_TRUE(ring.reserve(Keyring::slots_per_file, 1));
  EXPECT_EQ(disk_.written, 2);
}

TEST_F(KeyringTest, AFullDiskIsFeltOnlyWhenTheSlotsAreUsedUp) {
  Keyring ring = started();
  disk_.full = true;
  EXPECT_TRUE(ring.reserve(0, Keyring::slots_per_file));
  EXPECT_EQ(ring.reserve(Keyring::slots_per_file, 1).error().code, "disk.full");
  disk_.full = false;
  EXPECT_TRUE(ring.reserve(Keyring::slots_per_file, 1));
  EXPECT_TRUE(ring.key(Keyring::slots_per_file));
}

TEST_F(KeyringTest, DisposesOfOneSlotInPlace) {
  Keyring ring = started();
  const Bytes kept = Bytes(*ring.key(6)), gone = Bytes(*ring.key(7));
  ASSERT_TRUE(ring.dispose(7));
  EXPECT_EQ(*ring.key(7), "");
  EXPECT_EQ(*open().key(7), "");
  EXPECT_EQ(*open().key(6), kept);
  std::ifstream in(file(1), std::ios::binary);
  const Bytes content((std::istreambuf_iterator<char>(in)), {});
  EXPECT_EQ(content.find(gone), Bytes::npos);
  ASSERT_TRUE(ring.renew(7));
  EXPECT_EQ(ring.key(7)->size(), Keyring::slot_bytes);
  EXPECT_NE(*ring.key(7), gone);
}

TEST_F(KeyringTest, ReadsManyFilesInAnyOrder) {
  Keyring ring = started();
  ASSERT_TRUE(ring.reserve(0, Keyring::slots_per_file * 12));
  std::vector<Bytes> keys;
  for (std::uint64_t i = 0; i < 12; ++i) keys.emplace_back(*ring.key(i * Keyring::slots_per_file + i));
  for (std::uint64_t i = 12; i-- > 0;) EXPECT_EQ(*ring.key(i * Keyring::slots_per_file + i), keys[i]);
  EXPECT_EQ(ring.key(Keyring::slots_per_file * 99).error().code, "keyring.missing");
}

TEST_F(KeyringTest, RefusesFilesThatAreNotItsOwn) {
  {
    Keyring ring = started();
    ASSERT_TRUE(ring.reserve(0, Keyring::slots_per_file + 1));
  }
  Keyring other = *Keyring::open(folder_ / "other", disk_, random_);
  ASSERT_TRUE(other.start(other.new_id()));
  std::filesystem::copy_file(folder_ / "other/records-00000001.keys", file(2), std::filesystem::copy_options::overwrite_existing);
  EXPECT_EQ(open().key(Keyring::slots_per_file).error().code, "keyring.foreign");
  std::filesystem::resize_file(file(1), 1000);
  EXPECT_EQ(Keyring::open(folder_ / "keys", disk_, random_).error().code, "keyring.foreign");
}

}  // namespace
}  // namespace tsugite::ledger
