// Durable append: everything between a record as its author fills it in and its acknowledgement, against SQLite alone with rows
// of the same size. Everything is: the rules, encoding, digest, Merkle log, checkpoint signatures as often as a node makes them,
// encryption, one commit.
#include <fmt/core.h>

#include <deque>

#include "bench/bench.h"
#include "bench/committer.h"
#include "bench/plain_sqlite.h"
#include "ledger/envelope.h"
#include "ledger/ledger.h"
#include "ledger/sqlite/sqlite_store.h"
#include "world/posix/posix.h"

namespace tsugite::bench {
namespace {

using namespace ledger;

constexpr std::size_t kRecordBytes = 500;

// A step as a watch officer's report would be: texts in both languages, a place, a quantity.
v1::Envelope record(std::uint64_t number, std::size_t padding) {
  v1::Envelope e;
  Bytes id(16, '\0');
  for (std::size_t i = 0; i < 8; ++i) id[i] = static_cast<char>(number >> 8 * i);
  e.set_id(id);
  e.set_schema(1);
  e.set_charter(Bytes(32, 'c'));
  e.set_context("real");
  e.set_case_id(Bytes(16, 'k'));
  e.add_after(Bytes(32, 'a'));
  e.set_wall_ms(1'460'636'789'000);
  e.set_party("JPN");
  e.set_seat("bocc-watch");
  e.mutable_label()->set_policy("japan-us");
  e.mutable_label()->set_classification("unclassified");
  e.mutable_label()->set_originator("JPN");
  for (const char* party : {"JPN", "USA"}) {
    e.mutable_label()->add_releasable_to(party);
    e.add_audience(party);
  }
  e.set_salt(id);
  v1::Step* step = e.mutable_step();
  step->set_procedure("report");
  step->set_step("submit");
  v1::Field* text = step->add_field();
  text->set_name("text");
  text->mutable_text()->set_ja("白水運動公園の着陸帯は使用可能");
  text->mutable_text()->set_en(Bytes(padding, 'x'));
  text->mutable_text()->set_original("both");
  v1::Field* place = step->add_field();
  place->set_name("where");
  place->mutable_place()->set_lat_e7(328'500'000);
  place->mutable_place()->set_lon_e7(1'310'000'000);
  v1::Field* amount = step->add_field();
  amount->set_name("amount");
  amount->mutable_quantity()->set_milli(20'000);
  amount->mutable_quantity()->set_unit("t");
  return e;
}

std::size_t padding_for(std::size_t bytes) {
  std::size_t padding = 1;
  while (encode(record(0, padding)).size() < bytes) ++padding;
  return padding;
}

class Ours {
 public:
  explicit Ours(const std::filesystem::path& folder)
      : key_(*SigningKey::from_seed(Bytes(32, 'k'))), log_("JPN", ledger_origin("japan-us", "JPN")) {
    auto keyring = Keyring::open(folder / "keys", disk_, random_);
    if (!keyring) give_up(describe(keyring.error()));
    keyring_.emplace(std::move(*keyring));
    auto store = open_sqlite(folder / "data.tsugite", *keyring_);
    if (!store) give_up(describe(store.error()));
    store_ = std::move(*store);
    v1::Dispositions dispositions;
    auto* one = dispositions.add_one();
    one->set_partner("USA");
    one->set_verdict(v1::Dispositions::QUEUE);
    one->set_code("guard.rule");
    dispositions_ = encode(dispositions);
    v1::Sidecar sidecar;
    sidecar.set_person("watch-1");
    sidecar.set_command(Bytes(32, 'f'));
    sidecar_ = encode(sidecar);
  }

  // Everything up to the commit: what comes back is checked, encoded, digested, in the tree and sealed.
  Transaction prepare(const std::vector<v1::Envelope>& group) {
    Transaction transaction;
    transaction.append.reserve(group.size());
    for (const v1::Envelope& envelope : group) {
      auto sealed = seal(envelope);
      if (!sealed) give_up(describe(sealed.error()));
      Entry& entry = transaction.append.emplace_back();
      entry.digest = sealed->digest;
      entry.bytes = std::move(sealed->bytes);
      entry.context = envelope.context();
      entry.seen_ms = 1'460'636'789'000;
      entry.dispositions = dispositions_;
      entry.sidecar = sidecar_;
      log_.append(entry);
    }
    if (log_.unsealed() >= Log::seal_every) transaction.seals.push_back(log_.seal(key_));
    return transaction;
  }

  void append(const std::vector<v1::Envelope>& group) {
    if (auto ok = store_->commit(prepare(group)); !ok) give_up(describe(ok.error()));
  }
  Store& store() { return *store_; }

 private:
  world::PosixDisk disk_;
  world::SodiumRandom random_;
  SigningKey key_;
  Log log_;
  std::optional<Keyring> keyring_;
  std::unique_ptr<Store> store_;
  Bytes dispositions_, sidecar_;
};

std::int64_t timed(auto&& work) {
  const std::int64_t start = now_ns();
  work();
  return now_ns() - start;
}

// As their authors fill them in, just before they are appended.
class Authors {
 public:
  std::vector<v1::Envelope> write(std::size_t count) {
    std::vector<v1::Envelope> out;
    for (std::size_t i = 0; i < count; ++i) out.push_back(record(next_++, padding_));
    return out;
  }

 private:
  std::uint64_t next_ = 0;
  const std::size_t padding_ = padding_for(kRecordBytes);
};

}  // namespace

Ratio append_single(const std::filesystem::path& folder) {
  PlainSqlite plain(folder / "plain.db");
  Ours ours(folder);
  Authors authors;
  const std::vector<std::string> row(1, Bytes(kRecordBytes, 'r'));
  std::vector<std::int64_t> floor_ns, ours_ns;
  for (int i = 0; i < 4000; ++i) {
    const auto floor = [&] { floor_ns.push_back(timed([&] { plain.append(row); })); };
    const auto real = [&] {
      auto one = authors.write(1);
      ours_ns.push_back(timed([&] { ours.append(one); }));
    };
    // Each goes first as often as the other.
    if (i % 2 == 0) floor(), real();
    else real(), floor();
  }
  print_times("plain SQLite, one row", floor_ns);
  print_times("sealed record, one", ours_ns);
  return {static_cast<double>(quantile(ours_ns, 0.5)) / static_cast<double>(quantile(floor_ns, 0.5)), 1.5, true};
}

Ratio append_group(const std::filesystem::path& folder) {
  constexpr std::size_t rounds = 60, groups = 10, per_group = 100;
  PlainSqlite plain(folder / "plain.db");
  Ours ours(folder);
  Committer committer(ours.store());
  Authors authors;
  const std::vector<std::string> rows(per_group, Bytes(kRecordBytes, 'r'));
  std::vector<std::int64_t> floor_ns, ours_ns;
  for (std::size_t r = 0; r < rounds; ++r) {
    const auto floor = [&] {
      floor_ns.push_back(timed([&] {
        for (std::size_t g = 0; g < groups; ++g) plain.append(rows);
      }));
    };
    const auto real = [&] {
      std::vector<std::vector<v1::Envelope>> written;
      for (std::size_t g = 0; g < groups; ++g) written.push_back(authors.write(per_group));
      ours_ns.push_back(timed([&] {
        std::deque<Transaction> prepared;
        for (const auto& group : written) committer.submit(prepared.emplace_back(ours.prepare(group)));
        committer.drain();
      }));
    };
    if (r % 2 == 0) floor(), real();
    else real(), floor();
  }
  print_times("plain SQLite, 10 x 100 rows", floor_ns);
  print_times("sealed records, 10 x 100", ours_ns);
  // Round by round: write-ahead log checkpoints, new key files and a disk whose mood changes fall on both.
  std::vector<double> ratios;
  for (std::size_t r = 0; r < rounds; ++r) ratios.push_back(static_cast<double>(floor_ns[r]) / static_cast<double>(ours_ns[r]));
  const auto rate = [&](const auto& ns) {
    double total = 0;
    for (auto one : ns) total += static_cast<double>(one);
    return static_cast<double>(rounds * groups * per_group) / total * 1e9;
  };
  fmt::print("plain SQLite {:.0f} rows/s, sealed records {:.0f} rows/s over all of the time; median ratio of a round {:.2f}\n",
             rate(floor_ns), rate(ours_ns), quantile(ratios, 0.5));
  return {rate(ours_ns) / rate(floor_ns), 0.7, false};
}

}  // namespace tsugite::bench
