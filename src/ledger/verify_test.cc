#include "ledger/verify.h"

#include <gtest/gtest.h>

#include <fstream>
#include <functional>
#include <iterator>

#include "base/sha256.h"
#include "ledger/envelope.h"
#include "ledger/ledger.h"
#include "ledger/memory_store.h"
#include "ledger/outline.h"
#include "ledger/sqlite/schema.h"
#include "ledger/sqlite/sqlite_store.h"
#include "ledger/sqlite/statement.h"
#include "ledger/sqlite/test_folder.h"
#include "world/posix/posix.h"

namespace tsugite::ledger {
namespace {

SigningKey key(char seed) { return *SigningKey::from_seed(std::string(32, seed)); }
const SigningKey kJpnLog = key(1), kUsaLog = key(2), kUsaCosigner = key(3), kThief = key(9);
const StreamKey kOut{"JPN", "USA", "real"}, kIn{"USA", "JPN", "real"};

VerifyKeys verify_keys() {
  return {"japan-us",
          "JPN",
          KeyHistory({"JPN", kJpnLog.public_key(), {}, {}, 1}),
          {{"USA", KeyHistory({"USA", kUsaLog.public_key(), kUsaCosigner.public_key(), {}, 1})}}};
}
std::string origin_of(const StreamKey& s) { return outbox_origin("japan-us", s.from, s.to, s.context); }

v1::Envelope record(char which, const std::string& party, bool shared = true, const std::string& context = "real") {
  v1::Envelope e;
  e.set_id(std::string(16, which));
  e.set_schema(1);
  e.set_charter(std::string(32, 'c'));
  e.set_context(context);
  e.set_case_id(std::string(16, 'k'));
  e.set_wall_ms(1'460'636'789'000);
  e.set_party(party);
  e.set_seat("watch");
  e.mutable_label()->set_policy("japan-us");
  e.mutable_label()->set_classification("unclassified");
  e.mutable_label()->set_originator(party);
  if (shared) e.add_audience("JPN"), e.add_audience("USA");
  else e.add_audience(party);
  e.set_salt(std::string(16, 's'));
  e.mutable_opaque()->set_type("test");
  return e;
}

Entry entry(const v1::Envelope& envelope, std::uint64_t source_number = 0) {
  Entry e;
  const Sealed sealed = *seal(envelope);
  e.bytes = sealed.bytes;
  e.digest = sealed.digest;
  e.context = envelope.context();
  if (envelope.party() != "JPN") e.source = envelope.party(), e.source_number = source_number;
  return e;
}

// JPN's ledger: six entries in three groups under seals at 2, 4 and 6; 0, 1 and 4 sent to USA, 2 and 5 received from it, 3 kept
// home. A test changes any of it on the way to the store.
struct Script {
  std::vector<Entry> entries = {entry(record('a', "JPN")),        entry(record('b', "JPN")), entry(record('c', "USA"), 0),
                                entry(record('d', "JPN", false)), entry(record('e', "JPN")), entry(record('f', "USA"), 1)};
  std::vector<std::uint64_t> sent = {0, 1, 4};
  // A seventh, that speaks of the fourth: its key may be gone.
  Script& disposing() {
    auto e = record('g', "JPN", false);
    e.mutable_disposal()->set_rule("purge");
    auto& one = *e.mutable_disposal()->add_one();
    one.set_record(entries[3].digest.bytes());
    one.set_outline("outline");
    entries.push_back(entry(e));
    return *this;
  }
  SigningKey log = kJpnLog, partner_log = kUsaLog, cosigner = kUsaCosigner;
  std::function<void(Transaction&)> change = [](Transaction&) {};

  void write(Store& store) const {
    Log ledger("JPN", ledger_origin("japan-us", "JPN"));
    Transaction t;
    std::vector<StreamSeal> seals;  // of the ledger
    for (std::size_t i = 0; i < entries.size(); ++i) {
      t.append.push_back(entries[i]);
      ledger.append(t.append.back());
      if (i % 2 == 1) seals.push_back(ledger.seal(log));
    }
    Outbox out(kOut, origin_of(kOut)), in(kIn, origin_of(kIn));
    for (std::uint64_t index : sent) t.numbered.push_back(out.number(index, t.append[index].digest));
    StreamSeal seal = out.checkpoint(log);
    seal.receipt = cosign_checkpoint(seal.checkpoint, cosigner_name("japan-us", "USA"), cosigner, {1'460'636'789'000});
    t.seals.push_back(seal);
    for (const Entry& e : t.append)
      if (e.source == "USA") in.number(e.index, e.digest), t.seals.push_back(in.checkpoint(partner_log));
    t.seals.insert(t.seals.end(), seals.begin(), seals.end());
    change(t);
    ASSERT_TRUE(store.commit(t));
  }
};

VerifyReport verified(const Store& store) {
  auto report = verify_ledger(store, verify_keys());
  EXPECT_TRUE(report) << describe(report.error());
  return *report;
}

TEST(Verify, AnEmptyLedgerIsRight) { EXPECT_TRUE(verified(MemoryStore()).right()); }

TEST(Verify, CountsWhatItFoundRight) {
  MemoryStore store;
  Script().disposing().write(store);
  ASSERT_TRUE(store.dispose(3));
  const VerifyReport report = verified(store);
  ASSERT_TRUE(report.right()) << report.wrong->rule << " " << report.wrong->where;
  EXPECT_EQ(report.entries, 7u);
  EXPECT_EQ(report.disposed, 1u);
  EXPECT_EQ(report.ledger_seals, 3u);
  EXPECT_EQ(report.numbered, 3u);
  EXPECT_EQ(report.stream_seals, 3u);
  EXPECT_EQ(report.receipts, 1u);
}

TEST(Verify, AKeyThatIsGoneWithoutADisposalIsFound) {
  MemoryStore store;
  Script().disposing().write(store);
  ASSERT_TRUE(store.dispose(0));
  const VerifyReport report = verified(store);
  ASSERT_FALSE(report.right());
  EXPECT_EQ(report.wrong->rule, "verify.disposed");
  EXPECT_EQ(report.wrong->entry, 0u);
}

TEST(Verify, AnOutlineStandsWhereItsOriginatorSaysSo) {
  for (const bool good : {true, false}) {
    MemoryStore store;
    Script script;
    auto& came = script.entries[5];
    const Bytes outline = seal(record('o', "USA"))->bytes;
    v1::Sidecar sidecar;
    sidecar.set_outline(sign_outline(came.digest, outline, good ? kUsaLog : kThief));
    came.bytes = outline;
    came.sidecar = sidecar.SerializeAsString();
    script.write(store);
    const VerifyReport report = verified(store);
    EXPECT_EQ(report.right(), good);
    if (!good) {
      EXPECT_EQ(report.wrong->rule, "verify.digest");
    }
  }
}

struct Row {
  const char* rule;
  std::optional<std::uint64_t> entry;
  std::function<void(Script&)> spoil;
};

// Changes made by whoever can write the rows as the store does, but has no key.
void expect(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    MemoryStore store;
    Script script;
    row.spoil(script);
    script.write(store);
    const VerifyReport report = verified(store);
    ASSERT_FALSE(report.right()) << row.rule;
    EXPECT_EQ(report.wrong->rule, row.rule) << report.wrong->where;
    EXPECT_EQ(report.wrong->entry, row.entry) << row.rule << " " << report.wrong->where;
    EXPECT_FALSE(report.wrong->where.empty() || report.wrong->message.ja.empty());
  }
}

Script& on_commit(Script& s, std::function<void(Transaction&)> change) {
  s.change = std::move(change);
  return s;
}

TEST(Verify, NamesTheFirstWrongEntry) {
  const auto change = [](std::function<void(Transaction&)> how) { return [how](Script& s) { on_commit(s, how); }; };
  expect({
      {"verify.digest", 4, change([](auto& t) { t.append[4].bytes.back() ^= 1; })},
      {"verify.seal", 1, change([](auto& t) {  // another well-formed record in its place, seal untouched
         const Entry other = entry(record('z', "JPN"));
         t.append[1].bytes = other.bytes, t.append[1].digest = other.digest;
       })},
      {"record.encoding", 0, change([](auto& t) { t.append[0].bytes = "\xff", t.append[0].digest = sha256("\xff"); })},
      {"verify.context", 3, change([](auto& t) { t.append[3].context = "drill"; })},
      {"verify.source", 3, change([](auto& t) { t.append[3].source = "USA", t.append[3].source_number = 1; })},
      {"verify.source", 2, change([](auto& t) { t.append[2].source = ""; })},
      {"verify.source", 2, change([](auto& t) { t.append[2].source = "AUS"; })},
      {"verify.inbox-number", 2, change([](auto& t) { t.append[2].source_number = 1; })},
      {"verify.inbox-number", 5, change([](auto& t) { t.append[5].source_number = 0; })},
      {"checkpoint.unsigned", 1, [](Script& s) { s.log = kThief; }},
      {"checkpoint.signature", 3, change([](auto& t) {
         auto& at4 = t.seals[4].checkpoint;
         at4[at4.find("\n4\n") + 1] = '5';
       })},
      {"verify.seal", 3, change([](auto& t) { t.seals[4].checkpoint = t.seals[3].checkpoint; })},
      {"verify.short", 6, change([](auto& t) { t.seals[5].size = 7; })},
  });
}

TEST(Verify, NamesWhatIsWrongWithInboxes) {
  expect({
      {"checkpoint.unsigned", 2, [](Script& s) { s.partner_log = kThief; }},
      {"checkpoint.origin", 2, [](Script& s) { on_commit(s, [](auto& t) { t.seals[1].checkpoint = t.seals[0].checkpoint; }); }},
      {"verify.inbox-unsealed", 2,
       [](Script& s) { on_commit(s, [](auto& t) { t.seals.erase(t.seals.begin() + 1, t.seals.begin() + 3); }); }},
      {"verify.stream-unsealed", {}, [](Script& s) { on_commit(s, [](auto& t) { t.seals.erase(t.seals.begin() + 2); }); }},
      {"verify.stream-seal", 2, [](Script& s) { on_commit(s, [](auto& t) { t.seals[1].checkpoint = t.seals[2].checkpoint; }); }},
      {"verify.stream-short",
       {},
       [](Script& s) { s.entries.resize(4), s.sent.pop_back(), on_commit(s, [](auto& t) {
                         t.seals.push_back({kIn, 2, "later", ""});
                       }); }},
  });
}

TEST(Verify, NamesWhatIsWrongWithOutboxes) {
  const auto change = [](std::function<void(Transaction&)> how) { return [how](Script& s) { on_commit(s, how); }; };
  expect({
      {"verify.number-digest", 1, change([](auto& t) { t.numbered[1].digest = sha256("another"); })},
      {"verify.number-digest", 3, change([](auto& t) { t.numbered[1].index = 3; })},
      {"verify.number-audience", 3,
       [](Script& s) {
         s.sent = {0, 3};
       }},
      {"verify.number-context", 4, [](Script& s) { s.entries[4] = entry(record('e', "JPN", true, "drill")); }},
      {"verify.stream-unsealed", {}, change([](auto& t) { t.seals.erase(t.seals.begin()); })},
      {"verify.stream-seal", 4, change([](auto& t) {
         t.seals[0].receipt.clear();
         t.seals[0].checkpoint = sign_checkpoint({origin_of(kOut), 3, sha256("another tree")}, kJpnLog);
       })},
      {"verify.stream-short", {}, change([](auto& t) { t.numbered.pop_back(); })},
      {"checkpoint.not-cosigned", {}, [](Script& s) { s.cosigner = kThief; }},
      {"verify.receipt", {}, change([](auto& t) {
         const Bytes other = sign_checkpoint({origin_of(kOut), 2, sha256("x")}, kJpnLog);
         t.seals[0].receipt = cosign_checkpoint(other, cosigner_name("japan-us", "USA"), kUsaCosigner, {});
       })},
      {"verify.stream", {}, change([](auto& t) {
         t.seals.push_back({{"USA", "AUS", "real"}, 1, "x", ""});
       })},
      {"verify.stream", {}, change([](auto& t) {
         t.seals.push_back({{"JPN", "AUS", "real"}, 1, "x", ""});
       })},
  });
}

// What happens to a file on a disk.
class VerifyFile : public testing::Test {
 protected:
  VerifyFile() {
    auto store = open();
    Script().disposing().write(*store);
    if (!store->dispose(3)) throw std::runtime_error("cannot dispose");
  }
  std::unique_ptr<Store> open(bool read_only = false) {
    keyring_.emplace(*Keyring::open(folder_ / "keys", disk_, random_));
    auto store = open_sqlite(folder_ / "data", *keyring_, {.read_only = read_only, .vfs = {}});
    if (!store) throw std::runtime_error(describe(store.error()));
    return std::move(*store);
  }
  void sql(const char* statement) {
    auto db = open_database(folder_ / "data", false, "");
    ASSERT_TRUE(db);
    auto ok = execute(db->get(), statement);
    ASSERT_TRUE(ok) << ok.error().where;
  }
  // In the file itself: the byte so far behind the first place where this stands.
  void flip(BytesView what, std::size_t behind) {
    std::fstream file(folder_ / "data", std::ios::in | std::ios::out | std::ios::binary);
    std::string content((std::istreambuf_iterator<char>(file)), {});
    const auto at = content.find(what);
    ASSERT_NE(at, std::string::npos);
    file.seekp(static_cast<std::streamoff>(at + behind));
    file.put(static_cast<char>(content[at + behind] ^ 1));
  }
  void expect(const char* rule, std::optional<std::uint64_t> at) {
    const VerifyReport report = verified(*open(true));
    ASSERT_FALSE(report.right()) << rule;
    EXPECT_EQ(report.wrong->rule, rule) << report.wrong->where;
    EXPECT_EQ(report.wrong->entry, at) << rule;
  }

  TestFolder folder_;

 private:
  world::PosixDisk disk_;
  world::SodiumRandom random_;
  std::optional<Keyring> keyring_;
};

TEST_F(VerifyFile, IsRightAsWritten) {
  const VerifyReport report = verified(*open(true));
  EXPECT_TRUE(report.right());
  EXPECT_EQ(report.entries, 7u);
  EXPECT_EQ(report.disposed, 1u);
}

TEST_F(VerifyFile, FindsAByteChangedInABody) {
  flip(entry(record('c', "USA")).digest.view(), 60);
  expect("store.corrupt", 2);
}
TEST_F(VerifyFile, FindsAByteChangedBesideTheBody) {
  flip(entry(record('f', "USA")).digest.view(), 33);  // when it was seen
  expect("store.corrupt", 5);
}
TEST_F(VerifyFile, FindsADroppedRow) {
  sql("DELETE FROM segment");
  expect("verify.short", 0);
}
TEST_F(VerifyFile, FindsARowAtAnotherPlace) {
  sql("UPDATE segment SET n=1");
  expect("store.missing", 0);
}
TEST_F(VerifyFile, FindsWhatIsNoSegment) {
  sql("UPDATE segment SET entries = zeroblob(100)");
  EXPECT_THROW(open(true), std::runtime_error);
}
TEST_F(VerifyFile, FindsAForgedSeal) {
  sql("UPDATE seal SET checkpoint = CAST(replace(CAST(checkpoint AS TEXT), char(10) || '4' || char(10), char(10) || '5' || char(10)) AS "
      "BLOB)");
  expect("checkpoint.signature", 3);
}
// On a disposed entry nothing but the signature speaks against it.
TEST_F(VerifyFile, FindsTheDigestOfADisposedEntryChanged) {
  flip(entry(record('d', "JPN", false)).digest.view(), 7);
  expect("verify.seal", 3);
}
TEST_F(VerifyFile, FindsAnOutboxRenumbered) {
  sql("UPDATE numbered SET entries = CAST(substr(entries, 1, 40) || substr(entries, 81) AS BLOB)");
  expect("verify.stream-short", std::nullopt);
}
TEST_F(VerifyFile, FindsAnOutboxOfHalfANumber) {
  sql("UPDATE numbered SET entries = substr(entries, 1, 41)");
  auto report = verify_ledger(*open(true), verify_keys());
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().code, "store.corrupt");
}
TEST_F(VerifyFile, FindsAnotherMansKeyFile) {
  sql("UPDATE about SET keyring = zeroblob(16)");
  EXPECT_THROW(open(true), std::runtime_error);
}

}  // namespace
}  // namespace tsugite::ledger
