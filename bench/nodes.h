// Nodes of the benchmarks: two partners with folders and keys of their own under the shipped charter, and a ledger of a million
// records in one of them.
#pragma once

#include <boost/asio/io_context.hpp>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "bench/bench.h"
#include "ledger/sqlite/sqlite_store.h"
#include "node/new_node.h"
#include "node/runtime.h"
#include "world/posix/posix.h"

namespace tsugite::bench {

inline constexpr std::uint64_t filled_records = 1'000'000, records_per_filled_case = 10;

struct Party {
  std::string id, root;
  std::filesystem::path data;
  std::uint16_t port;
};

// Of this process.
world::PosixDisk& disk();
world::PosixClock& wall();
world::SodiumRandom& noise();

std::map<std::string, Party> make_nodes(const std::filesystem::path& folder);
// all_releasable: 100,000 cases of ten records that may leave by themselves. half_releasable: half of that, and each of the others a
// case that waits at the release desk.
enum class Filling { all_releasable, half_releasable };
// The encoded records of those that may leave.
std::vector<std::string> fill(const Party& party, Filling filling);

// One node as it runs for real, loaded and not yet started.
struct Running {
  explicit Running(const Party& party);
  boost::asio::io_context io{1};
  node::Folder folder;
  node::Settings settings;
  ledger::Keyring keyring;
  node::Runtime runtime;
};

}  // namespace tsugite::bench
