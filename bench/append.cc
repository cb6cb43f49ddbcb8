// Durable append: everything between a record as its author fills it in and its acknowledgement, against SQLite alone with rows
// of the same size. Everything is: the rules, encoding, digest, Merkle log, checkpoint signature, encryption, one commit.
#include <fmt/core.h>

#include "bench/bench.h"
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
      : key_(*SigningKey::from_seed(Bytes(32, 'k'))), log_(ledger_origin("japan-us", "JPN")) {
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

  void append(std::vector<v1::Envelope>& group) {
    transaction_.append.clear();
    for (v1::Envelope& envelope : group) {
      auto sealed = seal(std::move(envelope));
      if (!sealed) give_up(describe(sealed.error()));
      Entry& entry = transaction_.append.emplace_back();
      entry.digest = sealed->digest;
      entry.bytes = std::move(sealed->bytes);
      entry.context = sealed->envelope.context();
      entry.seen_ms = 1'460'636'789'000;
      entry.dispositions = dispositions_;
      entry.sidecar = sidecar_;
      log_.append(entry);
    }
    log_.close(transaction_.append.back(), key_);
    if (auto ok = store_->commit(transaction_); !ok) give_up(describe(ok.error()));
  }

 private:
  world::PosixDisk disk_;
  world::SodiumRandom random_;
  SigningKey key_;
  Log log_;
  std::optional<Keyring> keyring_;
  std::unique_ptr<Store> store_;
  Bytes dispositions_, sidecar_;
  Transaction transaction_;
};

struct Times {
  std::vector<std::int64_t> plain, ours;
};

// Group after group, the floor and ours in turn and each first as often as the other.
Times measure(const std::filesystem::path& folder, std::size_t groups, std::size_t per_group) {
  PlainSqlite plain(folder / "plain.db");
  Ours ours(folder);
  const std::size_t padding = padding_for(kRecordBytes);
  const std::vector<std::string> rows(per_group, Bytes(kRecordBytes, 'r'));
  Times times;
  const auto timed = [](std::vector<std::int64_t>& into, auto&& work) {
    const std::int64_t start = now_ns();
    work();
    into.push_back(now_ns() - start);
  };
  for (std::size_t g = 0; g < groups; ++g) {
    const auto floor = [&] { timed(times.plain, [&] { plain.append(rows); }); };
    const auto real = [&] {
      std::vector<v1::Envelope> group;
      for (std::size_t i = 0; i < per_group; ++i) group.push_back(record(g * per_group + i, padding));
      timed(times.ours, [&] { ours.append(group); });
    };
    if (g % 2 == 0) floor(), real();
    else real(), floor();
  }
  return times;
}

double sum(const std::vector<std::int64_t>& ns) {
  double total = 0;
  for (auto one : ns) total += static_cast<double>(one);
  return total;
}

}  // namespace

Ratio append_single(const std::filesystem::path& folder) {
  const Times times = measure(folder, 4000, 1);
  print_times("plain SQLite, one row", times.plain);
  print_times("sealed record, one", times.ours);
  return {static_cast<double>(quantile(times.ours, 0.5)) / static_cast<double>(quantile(times.plain, 0.5)), 1.5, true};
}

Ratio append_group(const std::filesystem::path& folder) {
  constexpr std::size_t groups = 600, per_group = 100;
  const Times times = measure(folder, groups, per_group);
  print_times("plain SQLite, 100 rows", times.plain);
  print_times("sealed records, 100", times.ours);
  // Over all of the time, so that the write-ahead log's checkpoints and new key files count.
  const double rows = groups * per_group;
  fmt::print("plain SQLite {:.0f} rows/s, sealed records {:.0f} rows/s, all durable\n", rows / sum(times.plain) * 1e9,
             rows / sum(times.ours) * 1e9);
  return {sum(times.plain) / sum(times.ours), 0.7, false};
}

}  // namespace tsugite::bench
