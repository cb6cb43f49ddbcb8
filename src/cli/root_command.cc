// tsugite root ...: the offline root key of a party.
#include <fmt/format.h>

#include <filesystem>

#include "cli/command.h"
#include "ledger/keys.h"
#include "world/posix/posix.h"

namespace tsugite::cli {
namespace {

int init(const std::string& party, const std::string& out) {
  world::PosixDisk disk;
  world::SodiumRandom random;
  if (std::filesystem::exists(out))
    return complain(Error{"root.exists", out, Text{"既に鍵があります。上書きしません", "There is a key already; it is not overwritten"}});
  const Bytes seed = random.bytes(32);
  auto key = ledger::SigningKey::from_seed(seed);
  if (!key) return complain(key.error());
  if (auto ok = disk.write(out, to_hex(seed) + "\n", true); !ok) return complain(ok.error());
  if (auto ok = disk.write(out + ".pub", key->public_key().hex() + "\n", false); !ok) return complain(ok.error());
  fmt::print("{} {}\n", party, key->public_key().hex());
  return done;
}

}  // namespace

void add_root(CLI::App& app, Run& run) {
  auto* root = app.add_subcommand("root", "The offline root key of a party");
  root->require_subcommand(1);
  auto* command = root->add_subcommand("init", "Makes a root key: keep the file offline, put the printed public key into the charter");
  static std::string party, out;
  command->add_option("--party", party, "Party code, e.g. JPN")->required();
  command->add_option("--out", out, "File for the secret key; FILE.pub gets the public one")->required();
  command->callback([&run] { run = [] { return init(party, out); }; });
}

}  // namespace tsugite::cli
