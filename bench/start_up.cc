// start-up: how long a node with 1,000,000 records of 100,000 cases takes from opening its data file to answering, with nothing but the
// ledger to go by: every record read, decrypted, parsed, put in the tree and folded. Beside it, what reading and decrypting alone take.
#include <fmt/core.h>

#include "bench/bench.h"
#include "bench/nodes.h"

namespace tsugite::bench {
namespace {

constexpr double kGoalSeconds = 5;  // what was asked of a start from a snapshot; from the ledger alone 30

double seconds_since(std::int64_t start) { return static_cast<double>(now_ns() - start) / 1e9; }

double scan_seconds(const Party& party) {
  node::Folder folder(party.data);
  auto keyring = need(ledger::Keyring::open(folder.keys().string(), disk(), noise()));
  const auto start = now_ns();
  auto store = need(ledger::open_sqlite(folder.data_file().string(), keyring));
  std::uint64_t count = 0;
  need(store->scan(0, [&](const ledger::Entry&) { return ++count != 0; }));
  if (count != filled_records) give_up("the ledger did not fill as meant");
  return seconds_since(start);
}

}  // namespace

Ratio start_up(const std::filesystem::path& folder) {
  const auto parties = make_nodes(folder);
  const Party& party = parties.at("JPN");
  fmt::print("filling a ledger with {} records\n", filled_records);
  fill(party, Filling::all_releasable);
  const double floor = scan_seconds(party);
  const auto start = now_ns();
  Running node(party);
  const double ours = seconds_since(start);
  if (node.runtime.facts().ledger_size() != filled_records ||
      node.runtime.facts().cases("real").size() != filled_records / records_per_filled_case)
    give_up("the node does not hold what its ledger holds");
  fmt::print("read and decrypted: {:.2f} s; ready: {:.2f} s\n", floor, ours);
  return {ours, kGoalSeconds};
}

}  // namespace tsugite::bench
