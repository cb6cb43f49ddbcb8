// tsugite keys ...: the keys of a node over time, under its party's offline root.
#include <fmt/format.h>

#include "charter/newest.h"
#include "cli/command.h"
#include "node/rotation.h"
#include "world/posix/posix.h"

namespace tsugite::cli {
namespace {

node::Rotation options;
std::string data, partner;

int rotate() {
  world::PosixDisk disk;
  world::SodiumRandom random;
  auto rotated = node::rotate_keys(options, disk, random);
  if (!rotated) return complain(rotated.error());
  const bool by_hand = options.tls || options.stolen;
  fmt::print("certificate {} is in force from the node's next start on\n", rotated->serial);
  for (const auto& [party, path] : rotated->histories)
    fmt::print(
        "{}: {}{}\n", party, path,
        by_hand ? "  give it to its administrator: tsugite partner add --party ... --keys FILE" : "  goes to it with the next connection");
  return done;
}

int show() {
  world::PosixDisk disk;
  const node::Folder folder(data);
  const auto settings = node::read_settings(folder, disk);
  if (!settings) return complain(settings.error());
  const auto config = node::read_config(folder, *settings, disk);
  if (!config) return complain(config.error());
  const auto newest = charter::newest_of(config->charters);
  const auto& root = newest->parties.at(settings->party).root;
  if (!root)
    return complain(Error{"hello.no-root", settings->party,
                          Text{"共通定義書に当方のルート鍵がありません", "the charter holds no root key of our own party"}});
  const auto keys = ledger::KeyHistory::open(config->certificate_for(partner), settings->party, *root);
  if (!keys) return complain(keys.error());
  for (const auto& one : keys->all()) {
    fmt::print("certificate {}{}: log {}, cosigner {}, tls {}\n", one.serial,
               one.revoked == 0 ? "" : fmt::format(", revokes up to {}", one.revoked), one.log.hex(), one.cosigner.hex(),
               one.tls_pin.hex());
    for (const auto& [origin, size] : one.from) fmt::print("  beyond {} of {}\n", size, origin);
  }
  return done;
}

}  // namespace

void add_keys(CLI::App& app, Run& run) {
  auto* keys = app.add_subcommand("keys", "The keys of a node over time");
  keys->require_subcommand(1);
  auto* rotating = keys->add_subcommand("rotate", "Makes new signing keys, certified by the root; the node must be stopped");
  rotating->add_option("--data", options.data, "Folder of the node")->required();
  rotating->add_option("--root", options.root, "File of the party's root key")->required();
  rotating->add_flag("--tls", options.tls, "Also a new TLS key: each partner must be given the new key file by hand");
  rotating->add_flag("--stolen", options.stolen, "The keys so far were stolen: they are revoked, and the TLS key is changed too");
  rotating->callback([&run] { run = rotate; });
  auto* showing = keys->add_subcommand("show", "Which keys count from where on");
  showing->add_option("--data", data, "Folder of the node")->required();
  showing->add_option("--partner", partner, "As this partner is told");
  showing->callback([&run] { run = show; });
}

}  // namespace tsugite::cli
