// tsugite user ...: passwords of the people whom the national annex names.
#include <fmt/format.h>

#include <iostream>

#include "cli/command.h"
#include "node/folder.h"
#include "server/accounts.h"
#include "server/password.h"
#include "world/posix/posix.h"

namespace tsugite::cli {
namespace {

struct Options {
  std::string data, account;
} options;

Result<void> set() {
  world::PosixDisk disk;
  world::SodiumRandom random;
  node::Folder folder(options.data);
  auto settings = node::read_settings(folder, disk);
  if (!settings) return std::unexpected(settings.error());
  auto config = node::read_config(folder, *settings, disk);
  if (!config) return std::unexpected(config.error());
  if (config->annex->person(options.account) == nullptr)
    return fail("user.unknown", options.account, "the national annex names no such account", "国内設定にこのアカウントがありません");
  std::string password;
  std::getline(std::cin, password);
  if (password.size() < 12)
    return fail("user.password", options.account, "a password has at least 12 characters", "パスワードは12文字以上にしてください");
  const std::string path = (folder.keys() / "accounts.json").string();
  auto accounts = server::Accounts::load(disk, path);
  if (!accounts) return std::unexpected(accounts.error());
  auto hash = server::hash_password(password);
  if (!hash) return std::unexpected(hash.error());
  accounts->set(options.account, *hash);
  return accounts->save(disk, path);
}

int run_set() {
  if (auto ok = set(); !ok) return complain(ok.error());
  fmt::print("password of {} set; it counts from the next start of the node\n", options.account);
  return done;
}

}  // namespace

void add_user(CLI::App& app, Run& run) {
  auto* user = app.add_subcommand("user", "People who may sign in");
  user->require_subcommand(1);
  auto* setting = user->add_subcommand("set", "Sets an account's password, read from standard input (one line)");
  setting->add_option("--data", options.data, "Folder of the node")->required();
  setting->add_option("ACCOUNT", options.account, "Account as the national annex names it")->required();
  setting->callback([&run] { run = run_set; });
}

}  // namespace tsugite::cli
