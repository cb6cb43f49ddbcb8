// tsugite partner ...: who this node has links with.
#include <fmt/format.h>

#include <algorithm>

#include "charter/newest.h"
#include "cli/command.h"
#include "ledger/sqlite/sqlite_store.h"
#include "node/folder.h"
#include "world/posix/posix.h"

namespace tsugite::cli {
namespace {

struct Options {
  std::string data, party, keys, dial, reason;
} options;

// Adds it and says the fingerprint of its key, as the links page shows one.
Result<Digest> add() {
  world::PosixDisk disk;
  node::Folder folder(options.data);
  auto settings = node::read_settings(folder, disk);
  if (!settings) return std::unexpected(settings.error());
  if (options.party == settings->party)
    return fail("partner.self", options.party, "a node is no partner of itself", "自らを接続相手にはできません");
  auto config = node::read_config(folder, *settings, disk);
  if (!config) return std::unexpected(config.error());
  auto text = disk.read(options.keys);
  if (!text) return std::unexpected(text.error());
  const auto newest = charter::newest_of(config->charters);
  auto party = newest->parties.find(options.party);
  if (party == newest->parties.end() || !party->second.root)
    return fail("partner.unknown", options.party, "the charter names no such party, or no root key of it",
                "共通定義書にこの当事者又はそのルート鍵がありません");
  auto certificate = ledger::KeyHistory::open(*text, options.party, *party->second.root);
  if (!certificate) return std::unexpected(certificate.error());
  if (auto ok = disk.write(folder.partner_keys(options.party).string(), *text, false); !ok) return std::unexpected(ok.error());
  std::erase_if(settings->partners, [](const auto& partner) { return partner.party == options.party; });
  settings->partners.push_back({options.party, options.dial});
  if (auto ok = node::write_settings(folder, *settings, disk); !ok) return std::unexpected(ok.error());
  return certificate->newest().tls_pin;
}

// The node stands still: what it would do itself is done to its store. With a reason the link ends, without one it is a partner again.
Result<void> end_or_readmit() {
  world::PosixDisk disk;
  world::PosixClock clock;
  world::SodiumRandom random;
  const node::Folder folder(options.data);
  const auto settings = node::read_settings(folder, disk);
  if (!settings) return std::unexpected(settings.error());
  auto config = node::read_config(folder, *settings, disk);
  if (!config) return std::unexpected(config.error());
  auto keyring = ledger::Keyring::open(folder.keys().string(), disk, random);
  if (!keyring) return std::unexpected(keyring.error());
  auto store = ledger::open_sqlite(folder.data_file().string(), *keyring);
  if (!store) return std::unexpected(store.error());
  auto core = core::Core::load(*std::move(config), **store, clock.now());
  if (!core) return std::unexpected(core.error());
  const Text why{options.reason, options.reason};
  auto ok = options.reason.empty() ? (*core)->readmit_partner(options.party, clock.now())
                                   : (*core)->remove_partner(options.party, why, "tsugite partner end", clock.now());
  if (!ok) return ok;
  return (*store)->commit(*(*core)->take().transaction);
}

int run_end() {
  if (auto ok = end_or_readmit(); !ok) return complain(ok.error());
  fmt::print("{} {}\n", options.party,
             options.reason.empty() ? "is a partner again from the next start on" : ": the link has ended; what waited for it will not go");
  return done;
}

// In groups of four, to be read out.
std::string fingerprint(const Digest& pin) {
  std::string out = pin.hex();
  for (std::size_t at = 4; at < out.size(); at += 5) out.insert(at, " ");
  return out;
}

int run_add() {
  auto pin = add();
  if (!pin) return complain(pin.error());
  fmt::print("{} is a partner from the next start on{}\nits key: {}\n", options.party,
             options.dial.empty() ? "; it dials us" : "; we dial " + options.dial, fingerprint(*pin));
  return done;
}

}  // namespace

void add_partner(CLI::App& app, Run& run) {
  auto* partner = app.add_subcommand("partner", "The nodes this node has links with");
  partner->require_subcommand(1);
  auto* adding = partner->add_subcommand("add", "Adds a partner by its key certificate, which its root in the charter must have signed");
  adding->add_option("--data", options.data, "Folder of the node")->required();
  adding->add_option("--party", options.party, "Party code of the partner")->required();
  adding->add_option("--keys", options.keys, "The partner's .keys file")->required();
  adding->add_option("--dial", options.dial, "host:port to dial; without it the partner dials us");
  adding->callback([&run] { run = run_add; });
  auto* ending = partner->add_subcommand(
      "end", "Ends the link with a partner for good, while the node is stopped; the links page does it while it runs");
  auto* readmitting = partner->add_subcommand("readmit", "Makes the party of an ended link a partner again");
  for (auto* one : {ending, readmitting}) {
    one->add_option("--data", options.data, "Folder of the node")->required();
    one->add_option("--party", options.party, "Party code of the partner")->required();
    one->callback([&run] { run = run_end; });
  }
  ending->add_option("--reason", options.reason, "Why; it is kept and shown")->required()->check([](const std::string& text) {
    return text.empty() ? std::string("a reason is needed") : std::string();
  });
}

}  // namespace tsugite::cli
