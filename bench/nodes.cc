#include "bench/nodes.h"

#include <boost/asio.hpp>

#include "base/sha256.h"
#include "charter/root_line.h"

namespace tsugite::bench {
namespace {

namespace fs = std::filesystem;
using tcp = boost::asio::ip::tcp;

constexpr std::size_t kWords = 200;   // bytes of a text in each language: records as long as the demonstration's are on average
constexpr std::size_t kGroup = 1000;  // rows a transaction

std::uint16_t free_port() {
  boost::asio::io_context io;
  tcp::acceptor any(io, tcp::endpoint(boost::asio::ip::address_v4::loopback(), 0));
  return any.local_endpoint().port();
}

}  // namespace

world::PosixDisk& disk() {
  static world::PosixDisk one;
  return one;
}
world::PosixClock& wall() {
  static world::PosixClock one;
  return one;
}
world::SodiumRandom& noise() {
  static world::SodiumRandom one;
  return one;
}

std::map<std::string, Party> make_nodes(const fs::path& folder) {
  const fs::path source = TSUGITE_SOURCE_DIR, charter = folder / "charter";
  fs::copy(source / "charters/japan-us", charter, fs::copy_options::recursive);
  std::map<std::string, Party> out;
  std::string text = need(disk().read((charter / "charter.yaml").string()));
  for (const std::string id : {"JPN", "USA"}) {
    const Bytes seed = noise().bytes(32);
    Party party{id, (folder / (id + ".root")).string(), folder / id, free_port()};
    need(disk().write(party.root, to_hex(seed) + "\n", true));
    text = charter::with_root(text, id, need(ledger::SigningKey::from_seed(seed)).public_key().hex());
    out[id] = party;
  }
  need(disk().write((charter / "charter.yaml").string(), text, false));
  for (auto& [id, party] : out)
    need(node::make_node({party.data.string(), id, charter.string(), (source / "e2e/annex" / id).string(), party.root, "127.0.0.1:0",
                          "127.0.0.1:" + std::to_string(party.port), "", ""},
                         disk(), noise()));
  for (auto& [id, party] : out) {
    const Party& other = out[id == "JPN" ? "USA" : "JPN"];
    node::Folder own(party.data), theirs(other.data);
    need(disk().write(own.partner_keys(other.id).string(), need(disk().read(theirs.own_keys(other.id).string())), false));
    auto settings = need(node::read_settings(own, disk()));
    settings.partners = {{other.id, id == "JPN" ? "127.0.0.1:" + std::to_string(other.port) : ""}};
    need(node::write_settings(own, settings, disk()));
  }
  return out;
}

std::vector<std::string> fill(const Party& party, Filling filling) {
  const auto releasable = [&](std::uint64_t i) { return filling == Filling::all_releasable || i % 2 == 0; };
  node::Folder folder(party.data);
  const auto settings = need(node::read_settings(folder, disk()));
  auto keyring = need(ledger::Keyring::open(folder.keys().string(), disk(), noise()));
  auto store = need(ledger::open_sqlite(folder.data_file().string(), keyring));
  auto core = need(core::Core::load(need(node::read_config(folder, settings, disk())), *store, wall().now()));
  std::vector<std::string> sent;
  std::uint64_t number = 0;
  const auto submit = [&](bool leaves, const CaseId* id) {
    core::CommandInput input;
    auto& command = input.command;
    command.actor = {"js-watch", "jpn-js-j3-watch"};
    command.context = "real";
    command.entropy = sha256("catch-up", std::to_string(number++)).bytes();
    if (id != nullptr) command.case_id = *id;
    // Alerts and what is added to them leave by themselves; each report waits at the desk, and its case with it.
    command.procedure = leaves ? "alert" : "report";
    command.step = !leaves ? "file" : id != nullptr ? "update" : "issue";
    const auto say = [&](const char* name, std::size_t length) {
      v1::Field& field = command.fields.emplace_back();
      field.set_name(name);
      field.mutable_text()->set_ja(Bytes(length, 'w'));
      field.mutable_text()->set_en(Bytes(length, 'w'));
      field.mutable_text()->set_original("ja");
    };
    if (!leaves) say("subject", 20);
    say(leaves ? "headline" : "body", kWords);
    core->command(input, wall().now());
  };
  const auto commit = [&] {
    auto effects = core->take();
    std::vector<CaseId> cases;
    for (const auto& answer : effects.answers) cases.push_back(need(answer.done).case_id);
    for (const auto& entry : effects.transaction->append)
      if (entry.dispositions.find("alert") != std::string::npos) sent.push_back(entry.bytes);
    need(store->commit(*effects.transaction));
    core->committed();
    return cases;
  };
  constexpr std::uint64_t together = kGroup / records_per_filled_case;  // cases that run side by side
  while (number < filled_records) {
    for (std::uint64_t i = 0; i < together; ++i) submit(releasable(i), nullptr);
    const auto cases = commit();
    for (std::uint64_t round = 1; round < records_per_filled_case; ++round)
      for (std::uint64_t i = 0; i < together; ++i) submit(releasable(i), releasable(i) ? &cases[i] : nullptr);
    commit();
  }
  return sent;
}

Running::Running(const Party& party)
    : folder(party.data), settings(need(node::read_settings(folder, disk()))),
      keyring(need(ledger::Keyring::open(folder.keys().string(), disk(), noise()))),
      runtime(io, folder, settings, need(node::read_config(folder, settings, disk())),
              need(ledger::open_sqlite(folder.data_file().string(), keyring)), wall(), noise(), disk()) {
  need(runtime.load());
}

}  // namespace tsugite::bench
