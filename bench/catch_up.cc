// catch-up: a partner that was away takes 500,000 releasable of 1,000,000 records, over TLS, judged by the guard, numbered,
// sealed, verified, folded, co-signed and durable on both sides, against a plain copy of the same bytes: TCP into an SQLite table.
//
// Both nodes run as they run for real (Runtime over the SQLite store), each on a thread of its own in this process. Each round begins
// with the same filled ledger, between two plain copies; the ratio is the middle of the rounds'.
#include <fmt/core.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <boost/asio.hpp>
#include <cstring>
#include <thread>

#include "bench/bench.h"
#include "bench/nodes.h"
#include "bench/plain_sqlite.h"

namespace tsugite::bench {
namespace {

namespace fs = std::filesystem;
using tcp = boost::asio::ip::tcp;

constexpr std::uint64_t filled_releasable = filled_records / 2;
constexpr std::size_t kGroup = 1000;  // rows a transaction of the copy
constexpr std::size_t kRounds = 5;

// The floor: length and bytes over TCP, rows into SQLite, a transaction each kGroup rows, acknowledged at the end.
double copy_seconds(const fs::path& file, const std::vector<std::string>& rows) {
  boost::asio::io_context io;
  tcp::acceptor acceptor(io, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0));
  PlainSqlite table(file);
  tcp::socket out(io);
  out.connect(acceptor.local_endpoint());
  tcp::socket in = acceptor.accept();
  const auto start = now_ns();
  std::thread sender([&] {
    std::string buffer;
    for (const auto& row : rows) {
      const auto size = static_cast<std::uint32_t>(row.size());
      buffer.append(reinterpret_cast<const char*>(&size), sizeof size).append(row);
      if (buffer.size() >= 65536) {
        boost::asio::write(out, boost::asio::buffer(buffer));
        buffer.clear();
      }
    }
    boost::asio::write(out, boost::asio::buffer(buffer));
    char done;
    boost::asio::read(out, boost::asio::buffer(&done, 1));
  });
  std::string buffer(1 << 20, '\0');
  std::size_t have = 0, received = 0;
  std::vector<std::string> group;
  while (received < rows.size()) {
    have += in.read_some(boost::asio::buffer(buffer.data() + have, buffer.size() - have));
    std::size_t at = 0;
    for (std::uint32_t size; have - at >= sizeof size; at += sizeof size + size) {
      std::memcpy(&size, buffer.data() + at, sizeof size);
      if (have - at - sizeof size < size) break;
      group.emplace_back(buffer, at + sizeof size, size);
      ++received;
      if (group.size() == kGroup || received == rows.size()) {
        table.append(group);
        group.clear();
      }
    }
    std::memmove(buffer.data(), buffer.data() + at, have - at);
    have -= at;
  }
  boost::asio::write(in, boost::asio::buffer("x", 1));
  sender.join();
  return static_cast<double>(now_ns() - start) / 1e9;
}

double cpu_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

double catch_up_seconds(const std::map<std::string, Party>& parties) {
  Running jpn(parties.at("JPN")), usa(parties.at("USA"));
  std::atomic<std::int64_t> ended = 0;
  jpn.runtime.subscribe([&](const std::set<core::Change>&) {
    for (const auto& link : jpn.runtime.facts().links())
      for (const auto& stream : link.streams)
        if (stream.receipted >= filled_releasable && ended == 0) {
          ended = now_ns();
          boost::asio::post(usa.io, [&] { usa.runtime.stop(), usa.io.stop(); });
          jpn.runtime.stop();
          jpn.io.stop();
        }
  });
  const auto start = now_ns();
  const double spent = cpu_seconds();
  std::thread there([&] {
    need(usa.runtime.start());
    usa.io.run();
  });
  need(jpn.runtime.start());
  jpn.io.run();
  there.join();
  if (usa.runtime.facts().ledger_size() < filled_releasable) give_up("the partner holds less than was receipted");
  const auto commits = [](const Running& node) {
    for (const auto& figure : node.runtime.figures())
      if (figure.name == "tsugite_commits_total") return figure.value;
    return 0.0;
  };
  fmt::print("CPU of both nodes together: {:.2f} s; {:.0f} commits that number, {:.0f} that take in\n", cpu_seconds() - spent, commits(jpn),
             commits(usa));
  return static_cast<double>(ended - start) / 1e9;
}

// A copy of what a node has, on disk before anything is timed.
fs::path anew(const fs::path& node, const fs::path& folder) {
  fs::create_directories(folder);
  const fs::path out = folder / node.filename();
  fs::copy(node, out, fs::copy_options::recursive);
  sync();
  return out;
}

}  // namespace

Ratio catch_up(const fs::path& folder) {
  const auto parties = make_nodes(folder);
  fmt::print("filling a ledger with {} records, {} of them releasable\n", filled_records, filled_releasable);
  const auto rows = fill(parties.at("JPN"), Filling::half_releasable);
  if (rows.size() != filled_releasable) give_up("the ledger did not fill as meant");
  std::size_t bytes = 0;
  for (const auto& row : rows) bytes += row.size();
  fmt::print("{} records of {} bytes on average\n", rows.size(), bytes / rows.size());
  const auto copy = [&] {
    const double seconds = copy_seconds(folder / "copy.db", rows);
    for (const char* file : {"copy.db", "copy.db-wal", "copy.db-shm"}) fs::remove(folder / file);
    return seconds;
  };
  std::vector<double> ratios;
  double before = copy();
  for (std::size_t i = 0; i < kRounds; ++i) {
    auto now = parties;
    for (auto& [id, party] : now) party.data = anew(party.data, folder / "round");
    const double ours = catch_up_seconds(now), after = copy();
    fs::remove_all(folder / "round");
    ratios.push_back(2 * ours / (before + after));
    fmt::print("TCP to SQLite: {:.2f} s and {:.2f} s; catch-up, receipted and durable: {:.2f} s, {:.0f} records/s: {:.2f}\n", before, after,
               ours, static_cast<double>(filled_releasable) / ours, ratios.back());
    before = after;
  }
  return {quantile(ratios, 0.5), 2.0};
}

}  // namespace tsugite::bench
