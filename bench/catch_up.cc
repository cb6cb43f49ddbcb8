// catch-up: a partner that was away takes 500,000 releasable of 1,000,000 records, over TLS, judged by the guard, numbered,
// sealed, verified, folded, co-signed and durable on both sides, against a plain copy of the same bytes: TCP into an SQLite table.
//
// Both nodes run as they run for real (Runtime over the SQLite store), each on a thread of its own in this process.
#include <fmt/core.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <atomic>
#include <boost/asio.hpp>
#include <fstream>
#include <thread>

#include "base/sha256.h"
#include "bench/bench.h"
#include "bench/plain_sqlite.h"
#include "charter/root_line.h"
#include "ledger/sqlite/sqlite_store.h"
#include "node/new_node.h"
#include "node/runtime.h"
#include "world/posix/posix.h"

namespace tsugite::bench {
namespace {

namespace fs = std::filesystem;
using tcp = boost::asio::ip::tcp;

constexpr std::uint64_t kRecords = 1'000'000, kReleasable = kRecords / 2;
constexpr std::size_t kWords = 200;      // bytes of a text in each language: records as long as the demonstration's are on average
constexpr std::uint64_t kPerCase = 10;  // of what is releasable
constexpr std::size_t kGroup = 1000;  // rows a transaction: of the copy, and of filling our ledger

struct Party {
  std::string id, root;
  fs::path data;
  std::uint16_t port;
};

world::PosixDisk disk;
world::PosixClock wall;
world::SodiumRandom noise;

std::uint16_t free_port() {
  boost::asio::io_context io;
  tcp::acceptor any(io, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0));
  return any.local_endpoint().port();
}

std::map<std::string, Party> make_nodes(const fs::path& folder) {
  const fs::path source = TSUGITE_SOURCE_DIR, charter = folder / "charter";
  fs::copy(source / "charters/japan-us", charter, fs::copy_options::recursive);
  std::map<std::string, Party> out;
  std::string text = need(disk.read((charter / "charter.yaml").string()));
  for (const std::string id : {"JPN", "USA"}) {
    const Bytes seed = noise.bytes(32);
    Party party{id, (folder / (id + ".root")).string(), folder / id, free_port()};
    need(disk.write(party.root, to_hex(seed) + "\n", true));
    text = charter::with_root(text, id, need(ledger::SigningKey::from_seed(seed)).public_key().hex());
    out[id] = party;
  }
  need(disk.write((charter / "charter.yaml").string(), text, false));
  for (auto& [id, party] : out)
    need(node::make_node({party.data.string(), id, charter.string(), (source / "e2e/annex" / id).string(), party.root, "127.0.0.1:0",
                          "127.0.0.1:" + std::to_string(party.port), "", ""}, disk, noise));
  for (auto& [id, party] : out) {
    const Party& other = out[id == "JPN" ? "USA" : "JPN"];
    node::Folder own(party.data), theirs(other.data);
    need(disk.write(own.partner_keys(other.id).string(), need(disk.read(theirs.own_keys(other.id).string())), false));
    auto settings = need(node::read_settings(own, disk));
    settings.partners = {{other.id, id == "JPN" ? "127.0.0.1:" + std::to_string(other.port) : ""}};
    need(node::write_settings(own, settings, disk));
  }
  return out;
}

// Every other record may leave by itself; the rest waits at the release desk.
std::vector<std::string> fill(const Party& party) {
  node::Folder folder(party.data);
  const auto settings = need(node::read_settings(folder, disk));
  auto keyring = need(ledger::Keyring::open(folder.keys().string(), disk, noise));
  auto store = need(ledger::open_sqlite(folder.data_file().string(), keyring));
  auto core = need(core::Core::load(need(node::read_config(folder, settings, disk)), *store, wall.now()));
  std::vector<std::string> sent;
  sent.reserve(kReleasable);
  std::uint64_t number = 0;
  const auto submit = [&](bool releasable, const CaseId* id) {
    core::CommandInput input;
    auto& command = input.command;
    command.actor = {"js-watch", "jpn-js-j3-watch"};
    command.context = "real";
    command.entropy = sha256("catch-up", std::to_string(number++)).bytes();
    if (id != nullptr) command.case_id = *id;
    // Alerts and what is added to them leave by themselves; each report waits at the desk, and its case with it.
    command.procedure = releasable ? "alert" : "report";
    command.step = !releasable ? "file" : id != nullptr ? "update" : "issue";
    const auto say = [&](const char* name, std::size_t length) {
      v1::Field& field = command.fields.emplace_back();
      field.set_name(name);
      field.mutable_text()->set_ja(Bytes(length, 'w'));
      field.mutable_text()->set_en(Bytes(length, 'w'));
      field.mutable_text()->set_original("ja");
    };
    if (!releasable) say("subject", 20);
    say(releasable ? "headline" : "body", kWords);
    core->command(input, wall.now());
  };
  const auto commit = [&] {
    auto effects = core->take();
    std::vector<CaseId> cases;
    for (const auto& answer : effects.answers) cases.push_back(need(answer.done).case_id);
    for (const auto& entry : effects.transaction->append)
      if (sent.size() < kReleasable && entry.dispositions.find("alert") != std::string::npos) sent.push_back(entry.bytes);
    need(store->commit(*effects.transaction));
    core->committed();
    return cases;
  };
  constexpr std::uint64_t together = kGroup / kPerCase;  // cases that run side by side
  while (number < kRecords) {
    for (std::uint64_t i = 0; i < together; ++i) submit(i % 2 == 0, nullptr);
    const auto cases = commit();
    for (std::uint64_t round = 1; round < kPerCase; ++round)
      for (std::uint64_t i = 0; i < together; ++i) submit(i % 2 == 0, i % 2 == 0 ? &cases[i] : nullptr);
    commit();
  }
  if (sent.size() != kReleasable) give_up("the ledger did not fill as meant");
  return sent;
}

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

struct Running {
  explicit Running(const Party& party)
      : folder(party.data), settings(need(node::read_settings(folder, disk))), keyring(need(ledger::Keyring::open(folder.keys().string(), disk, noise))),
        runtime(io, folder, settings, need(node::read_config(folder, settings, disk)), need(ledger::open_sqlite(folder.data_file().string(), keyring)),
                wall, noise, disk) {
    need(runtime.load());
  }
  boost::asio::io_context io{1};
  node::Folder folder;
  node::Settings settings;
  ledger::Keyring keyring;
  node::Runtime runtime;
};

double catch_up_seconds(const std::map<std::string, Party>& parties) {
  Running jpn(parties.at("JPN")), usa(parties.at("USA"));
  std::atomic<std::int64_t> ended = 0;
  jpn.runtime.subscribe([&](const std::set<core::Topic>&) {
    for (const auto& link : jpn.runtime.facts().links())
      for (const auto& stream : link.streams)
        if (stream.receipted >= kReleasable && ended == 0) {
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
  if (usa.runtime.facts().ledger_size() < kReleasable) give_up("the partner holds less than was receipted");
  const auto commits = [](const Running& node) {
    for (const auto& figure : node.runtime.figures())
      if (figure.name == "tsugite_commits_total") return figure.value;
    return 0.0;
  };
  fmt::print("CPU of both nodes together: {:.2f} s; {:.0f} commits that number, {:.0f} that take in\n", cpu_seconds() - spent, commits(jpn), commits(usa));
  return static_cast<double>(ended - start) / 1e9;
}

}  // namespace

Ratio catch_up(const fs::path& folder) {
  const auto parties = make_nodes(folder);
  fmt::print("filling a ledger with {} records, {} of them releasable\n", kRecords, kReleasable);
  const auto rows = fill(parties.at("JPN"));
  std::size_t bytes = 0;
  for (const auto& row : rows) bytes += row.size();
  const double before = copy_seconds(folder / "copy-1.db", rows);
  const double ours = catch_up_seconds(parties);
  const double after = copy_seconds(folder / "copy-2.db", rows);
  const double floor = (before + after) / 2;
  fmt::print("{} records of {} bytes on average\n", rows.size(), bytes / rows.size());
  fmt::print("TCP to SQLite: {:.2f} s and {:.2f} s; catch-up, receipted and durable: {:.2f} s, {:.0f} records/s\n", before, after, ours,
             static_cast<double>(kReleasable) / ours);
  return {ours / floor, 2.0};
}

}  // namespace tsugite::bench
