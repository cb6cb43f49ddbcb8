// What both stores promise, one table of tests for either.
#include "ledger/store.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <functional>

#include "base/sha256.h"
#include "ledger/memory_store.h"
#include "ledger/sqlite/sqlite_store.h"
#include "ledger/sqlite/test_folder.h"
#include "world/posix/posix.h"

namespace tsugite::ledger {
namespace {

// A store that can be opened again as a process that starts again would.
class Opened {
 public:
  virtual ~Opened() = default;
  virtual Store& store() = 0;
  virtual void reopen() = 0;
};

class Memory : public Opened {
 public:
  Store& store() override { return store_; }
  void reopen() override { store_.reopen(); }

 private:
  MemoryStore store_;
};

class Sqlite : public Opened {
 public:
  Sqlite() { reopen(); }
  Store& store() override { return *store_; }
  void reopen() override {
    store_.reset();
    keyring_.emplace(*Keyring::open(folder_ / "keys", disk_, random_));
    auto opened = open_sqlite(folder_ / "data.tsugite", *keyring_);
    if (!opened) throw std::runtime_error(describe(opened.error()));
    store_ = std::move(*opened);
  }

 private:
  TestFolder folder_;
  world::PosixDisk disk_;
  world::SodiumRandom random_;
  std::optional<Keyring> keyring_;
  std::unique_ptr<Store> store_;
};

struct Kind {
  const char* name;
  std::function<std::unique_ptr<Opened>()> open;
};

class StoreContract : public testing::TestWithParam<Kind> {
 protected:
  Store& store() { return opened_->store(); }
  void reopen() { opened_->reopen(); }

 private:
  std::unique_ptr<Opened> opened_ = GetParam().open();
};

INSTANTIATE_TEST_SUITE_P(All, StoreContract,
                         testing::Values(Kind{"memory", [] { return std::make_unique<Memory>(); }},
                                         Kind{"sqlite", [] { return std::make_unique<Sqlite>(); }}),
                         [](const auto& one) { return one.param.name; });

const StreamKey kToUsa{"JPN", "USA", "real"}, kDrill{"JPN", "USA", "drill"}, kFromUsa{"USA", "JPN", "real"};

Entry entry(std::uint64_t index) {
  Entry e;
  e.index = index;
  e.bytes = "record " + std::to_string(index);
  e.digest = sha256(e.bytes);
  e.context = "real";
  e.seen_ms = 1'460'636'789'000 + static_cast<std::int64_t>(index);
  if (index % 2 == 1) e.source = "USA", e.source_number = index / 2;
  if (index % 3 == 0) e.dispositions = "dispositions", e.sidecar = Bytes("side\0car", 8);
  return e;
}
Numbered numbered(const StreamKey& stream, std::uint64_t number, std::uint64_t index) {
  return {stream, number, index, entry(index).digest};
}

auto fields(const Entry& e) {
  return std::tie(e.index, e.digest, e.bytes, e.source, e.context, e.source_number, e.seen_ms, e.dispositions, e.sidecar, e.disposed);
}
auto fields(const Numbered& n) { return std::tie(n.stream, n.number, n.index, n.digest); }
auto fields(const StreamSeal& s) { return std::tie(s.stream, s.size, s.checkpoint, s.receipt); }

TEST_P(StoreContract, StartsEmpty) {
  EXPECT_EQ(store().size(), 0u);
  EXPECT_EQ(store().read(0).error().code, "store.missing");
  EXPECT_TRUE(store().scan(0, [](const Entry&) { return ADD_FAILURE(), false; }));
  EXPECT_EQ(store().streams()->size(), 0u);
  EXPECT_EQ(*store().last_seal(kToUsa), std::nullopt);
  EXPECT_EQ(*store().get("anything"), std::nullopt);
  EXPECT_TRUE(store().commit({}));
}

TEST_P(StoreContract, GivesBackWhatWasCommitted) {
  Transaction first, second;
  for (std::uint64_t i = 0; i < 5; ++i) first.append.push_back(entry(i));
  first.numbered = {numbered(kToUsa, 0, 0), numbered(kDrill, 0, 1), numbered(kToUsa, 1, 4)};
  first.seals = {{kToUsa, 2, "checkpoint 2", ""}, {kFromUsa, 3, "theirs 3", ""}};
  first.put = {{"a", "1"}, {"b", Bytes("\0x", 2)}, {"nothing", ""}};
  ASSERT_TRUE(store().commit(first));
  second.append.push_back(entry(5));
  second.numbered = {numbered(kToUsa, 2, 5)};
  second.seals = {{kToUsa, 3, "checkpoint 3", ""}, {kToUsa, 2, "checkpoint 2", "receipt 2"}};
  second.put = {{"a", "2"}};
  ASSERT_TRUE(store().commit(second));
  for (int again = 0; again < 2; ++again) {
    ASSERT_EQ(store().size(), 6u);
    std::uint64_t next = 2;
    ASSERT_TRUE(store().scan(2, [&](const Entry& e) {
      EXPECT_EQ(fields(e), fields(entry(next)));
      EXPECT_EQ(fields(*store().read(next)), fields(e));
      return ++next < 5;
    }));
    EXPECT_EQ(next, 5u);  // it stopped where it was told to
    std::vector<Numbered> all;
    ASSERT_TRUE(store().scan_numbered(kToUsa, 1, [&](const Numbered& n) { return all.push_back(n), true; }));
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(fields(all[0]), fields(numbered(kToUsa, 1, 4)));
    EXPECT_EQ(fields(all[1]), fields(numbered(kToUsa, 2, 5)));
    EXPECT_EQ(*store().streams(), (std::vector{kDrill, kToUsa, kFromUsa}));
    const StreamSeal two{kToUsa, 2, "checkpoint 2", "receipt 2"}, three{kToUsa, 3, "checkpoint 3", ""};
    ASSERT_EQ(store().seals(kToUsa)->size(), 2u);
    EXPECT_EQ(fields(store().seals(kToUsa)->at(0)), fields(two));
    EXPECT_EQ(store().seals(kToUsa, 3)->size(), 1u);
    EXPECT_EQ(fields(**store().last_seal(kToUsa)), fields(three));
    EXPECT_EQ(*store().last_seal(kDrill), std::nullopt);
    EXPECT_EQ(*store().get("a"), "2");
    EXPECT_EQ(*store().get("b"), Bytes("\0x", 2));
    EXPECT_EQ(*store().get("nothing"), "");
    reopen();
  }
}

TEST_P(StoreContract, RefusesGapsAndWritesNothingOfThem) {
  ASSERT_TRUE(store().commit({.append = {entry(0)}, .numbered = {numbered(kToUsa, 0, 0)}, .seals = {}, .put = {}}));
  Entry bodiless = entry(1), disposed = entry(1);
  bodiless.bytes.clear();
  disposed.disposed = true;
  const Transaction bad[] = {
      {.append = {entry(2)}, .numbered = {}, .seals = {}, .put = {{"x", "y"}}},
      {.append = {entry(0)}, .numbered = {}, .seals = {}, .put = {}},
      {.append = {entry(1), entry(3)}, .numbered = {}, .seals = {}, .put = {}},
      {.append = {bodiless}, .numbered = {}, .seals = {}, .put = {}},
      {.append = {disposed}, .numbered = {}, .seals = {}, .put = {}},
      {.append = {}, .numbered = {numbered(kToUsa, 0, 0)}, .seals = {}, .put = {{"x", "y"}}},
      {.append = {}, .numbered = {numbered(kToUsa, 2, 0)}, .seals = {}, .put = {}},
      {.append = {}, .numbered = {numbered(kToUsa, 1, 0), numbered(kToUsa, 1, 0)}, .seals = {}, .put = {}},
      {.append = {}, .numbered = {numbered(kDrill, 1, 0)}, .seals = {}, .put = {}},
      {.append = {}, .numbered = {numbered(kToUsa, 1, 1)}, .seals = {}, .put = {}},
      {.append = {}, .numbered = {}, .seals = {{kToUsa, 1, "", ""}}, .put = {{"x", "y"}}},
      {.append = {}, .numbered = {}, .seals = {{kToUsa, ~0ull, "c", ""}}, .put = {}},
  };
  for (const Transaction& one : bad) EXPECT_EQ(store().commit(one).error().code, "store.order");
  EXPECT_EQ(store().size(), 1u);
  EXPECT_EQ(*store().get("x"), std::nullopt);
  EXPECT_TRUE(store().commit({.append = {entry(1)},
                              .numbered = {numbered(kToUsa, 1, 1), numbered(kDrill, 0, 1), numbered(kToUsa, 2, 0)},
                              .seals = {},
                              .put = {}}));
}

TEST_P(StoreContract, ForgetsADisposedBodyAndKeepsItsPlace) {
  Transaction t;
  for (std::uint64_t i = 0; i < 4; ++i) t.append.push_back(entry(i));
  ASSERT_TRUE(store().commit(t));
  ASSERT_TRUE(store().dispose(2));
  EXPECT_TRUE(store().dispose(2));
  EXPECT_EQ(store().dispose(4).error().code, "store.missing");
  for (int again = 0; again < 2; ++again) {
    const Entry gone = *store().read(2);
    EXPECT_TRUE(gone.disposed);
    EXPECT_EQ(gone.bytes, "");
    EXPECT_EQ(gone.digest, entry(2).digest);
    EXPECT_EQ(fields(*store().read(1)), fields(entry(1)));
    EXPECT_EQ(fields(*store().read(3)), fields(entry(3)));
    reopen();
  }
  EXPECT_TRUE(store().commit({.append = {entry(4)}, .numbered = {}, .seals = {}, .put = {}}));
}

TEST_P(StoreContract, DisposesWithinATransaction) {
  ASSERT_TRUE(store().commit({.append = {entry(0), entry(1)}, .numbered = {}, .seals = {}, .put = {}}));
  ASSERT_TRUE(store().commit({.append = {entry(2)}, .numbered = {}, .seals = {}, .put = {}, .dispose = {0, 2}}));
  for (int again = 0; again < 2; ++again) {
    EXPECT_TRUE(store().read(0)->disposed);
    EXPECT_FALSE(store().read(1)->disposed);
    EXPECT_TRUE(store().read(2)->disposed);
    reopen();
  }
  EXPECT_EQ(store().commit({.append = {}, .numbered = {}, .seals = {}, .put = {}, .dispose = {3}}).error().code, "store.order");
}

TEST_P(StoreContract, HoldsMoreThanOneKeyFile) {
  Transaction t;
  const std::uint64_t many = Keyring::slots_per_file * 2 + 10;
  for (std::uint64_t i = 0; i < many; ++i) t.append.push_back(entry(i));
  ASSERT_TRUE(store().commit(t));
  reopen();
  std::uint64_t next = 0;
  ASSERT_TRUE(store().scan(0, [&](const Entry& e) { return fields(e) == fields(entry(next++)); }));
  EXPECT_EQ(next, many);
}

}  // namespace
}  // namespace tsugite::ledger
