// tsugite partner ...: who this node has links with.
#include <fmt/format.h>

#include <algorithm>

#include "charter/newest.h"
#include "cli/command.h"
#include "node/folder.h"
#include "world/posix/posix.h"

namespace tsugite::cli {
namespace {

struct Options {
  std::string data, party, keys, dial;
} options;

// Adds it and says the fingerprint of its key, as the links page shows one.
Result<Digest> add() {
  world::PosixDisk disk;
  node::Folder folder(options.data);
  auto settings = node::read_settings(folder, disk);
  if (!settings) return std::unexpected(settings.error());
  if (options.party == settings->party) return fail("partner.self", options.party, "a node is no partner of itself", "自らを接続相手にはできません");
  auto config = node::read_config(folder, *settings, disk);
  if (!config) return std::unexpected(config.error());
  auto text = disk.read(options.keys);
  if (!text) return std::unexpected(text.error());
  const auto newest = charter::newest_of(config->charters);
  auto party = newest->parties.find(options.party);
  if (party == newest->parties.end() || !party->second.root)
    return fail("partner.unknown", options.party, "the charter names no such party, or no root key of it", "共通定義書にこの当事者又はそのルート鍵がありません");
  auto certificate = ledger::KeyCertificate::open(*text, options.party, *party->second.root);
  if (!certificate) return std::unexpected(certificate.error());
  if (auto ok = disk.write(folder.partner_keys(options.party).string(), *text, false); !ok) return std::unexpected(ok.error());
  std::erase_if(settings->partners, [](const auto& partner) { return partner.party == options.party; });
  settings->partners.push_back({options.party, options.dial});
  if (auto ok = node::write_settings(folder, *settings, disk); !ok) return std::unexpected(ok.error());
  return certificate->tls_pin;
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
  fmt::print("{} is a partner from the next start on{}\nits key: {}\n", options.party, options.dial.empty() ? "; it dials us" : "; we dial " + options.dial,
             fingerprint(*pin));
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
