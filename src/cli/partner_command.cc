// tsugite partner ...: who this node has links with.
#include <fmt/format.h>

#include <algorithm>

#include "cli/command.h"
#include "node/folder.h"
#include "world/posix/posix.h"

namespace tsugite::cli {
namespace {

struct Options {
  std::string data, party, keys, dial;
} options;

Result<void> add() {
  world::PosixDisk disk;
  node::Folder folder(options.data);
  auto settings = node::read_settings(folder, disk);
  if (!settings) return std::unexpected(settings.error());
  if (options.party == settings->party) return fail("partner.self", options.party, "a node is no partner of itself", "自らを接続相手にはできません");
  auto config = node::read_config(folder, *settings, disk);
  if (!config) return std::unexpected(config.error());
  auto text = disk.read(options.keys);
  if (!text) return std::unexpected(text.error());
  const charter::Charter* newest = nullptr;
  for (const auto& [digest, charter] : config->charters)
    if (newest == nullptr || charter->version > newest->version) newest = charter.get();
  auto party = newest->parties.find(options.party);
  if (party == newest->parties.end() || !party->second.root)
    return fail("partner.unknown", options.party, "the charter names no such party, or no root key of it", "共通定義書にこの当事者又はそのルート鍵がありません");
  if (auto open = ledger::KeyCertificate::open(*text, options.party, *party->second.root); !open) return std::unexpected(open.error());
  if (auto ok = disk.write(folder.partner_keys(options.party).string(), *text, false); !ok) return ok;
  std::erase_if(settings->partners, [](const auto& partner) { return partner.party == options.party; });
  settings->partners.push_back({options.party, options.dial});
  return node::write_settings(folder, *settings, disk);
}

int run_add() {
  if (auto ok = add(); !ok) return complain(ok.error());
  fmt::print("{} is a partner now{}\n", options.party, options.dial.empty() ? "; it dials us" : "; we dial " + options.dial);
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
}

}  // namespace tsugite::cli
