// tsugite bundle ...: the frames of a link as a file, for a USB stick or a one-way diode. Beside a running node the request goes through
// the node's folder; a stopped one is opened here.
#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <thread>

#include "base/limits.h"
#include "cli/command.h"
#include "ledger/sqlite/sqlite_store.h"
#include "node/bundles.h"
#include "node/folder.h"
#include "world/posix/posix.h"

namespace tsugite::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string data, partner, file;
  std::size_t budget = limits::bundle_bytes;
} options;

constexpr auto longest_wait = std::chrono::seconds(30);

// A stopped node's core, and its store to commit to.
struct Stopped {
  // The store refers to the keyring, and that to these.
  std::unique_ptr<world::PosixDisk> disk = std::make_unique<world::PosixDisk>();
  std::unique_ptr<world::SodiumRandom> random = std::make_unique<world::SodiumRandom>();
  std::unique_ptr<ledger::Keyring> keyring;
  std::unique_ptr<ledger::Store> store;
  std::unique_ptr<core::Core> core;

  Result<void> commit() {
    core->seal();
    const auto transaction = core->take().transaction;
    return transaction ? store->commit(*transaction) : Result<void>{};
  }
};

// "store.in-use" where the node runs.
Result<Stopped> open(const node::Folder& folder) {
  Stopped out;
  auto& disk = *out.disk;
  const auto settings = node::read_settings(folder, disk);
  if (!settings) return std::unexpected(settings.error());
  auto config = node::read_config(folder, *settings, disk);
  if (!config) return std::unexpected(config.error());
  config->software = "tsugite bundle";
  auto keyring = ledger::Keyring::open(folder.keys().string(), disk, *out.random);
  if (!keyring) return std::unexpected(keyring.error());
  out.keyring = std::make_unique<ledger::Keyring>(*std::move(keyring));
  auto store = ledger::open_sqlite(folder.data_file().string(), *out.keyring);
  if (!store) return std::unexpected(store.error());
  out.store = *std::move(store);
  auto core = core::Core::load(*std::move(config), *out.store, world::PosixClock().now());
  if (!core) return std::unexpected(core.error());
  out.core = *std::move(core);
  return out;
}

bool runs(const Result<Stopped>& opened) { return !opened && opened.error().code == "store.in-use"; }

// Until one of the files is there; empty if none comes.
fs::path wait_for(std::initializer_list<fs::path> files) {
  const auto until = std::chrono::steady_clock::now() + longest_wait;
  while (std::chrono::steady_clock::now() < until) {
    for (const auto& file : files)
      if (fs::exists(file)) return file;
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  return {};
}

int no_answer() {
  return complain(
      Error{"bundle.no-answer", options.data,
            Text{"稼働中の系から応答がありません。記録を確認してください", "The running node does not answer: look at its log"}});
}

// A name nobody else uses.
std::string fresh_name() { return "cli-" + to_hex(world::SodiumRandom().bytes(8)); }

int write_out(BytesView file, const std::string& said) {
  world::PosixDisk disk;
  if (auto ok = disk.write(options.file, file, false); !ok) return complain(ok.error());
  fmt::print("{}: {}\n", options.file, said);
  return done;
}

int export_from_running(const node::Folder& folder) {
  world::PosixDisk disk;
  const fs::path out = node::Bundles::out(folder.bundles());
  std::error_code error;
  fs::create_directories(out, error);
  const std::string name = fresh_name();
  const fs::path part = out / (name + ".part"), text = out / (name + ".txt"), bundle = out / (name + ".bundle");
  if (auto ok = disk.write(part.string(), fmt::format("{} {}\n", options.partner, options.budget), false); !ok) return complain(ok.error());
  fs::rename(part, out / (name + ".request"), error);
  if (error || wait_for({text}).empty()) return no_answer();
  auto said = disk.read(text.string());
  auto file = disk.read(bundle.string());
  fs::remove(text, error);
  fs::remove(bundle, error);
  if (!said) return complain(said.error());
  while (said->ends_with('\n')) said->pop_back();
  if (file) return write_out(*file, *said);
  fmt::print(stderr, "tsugite: {}\n", *said);
  return found_wrong;
}

int export_bundle() {
  const node::Folder folder(options.data);
  auto stopped = open(folder);
  if (runs(stopped)) return export_from_running(folder);
  if (!stopped) return complain(stopped.error());
  auto made =
      node::make_bundle(*stopped->core, options.partner, options.budget, world::PosixClock().now(), world::SodiumRandom().bytes(32));
  if (!made) return complain(made.error(), found_wrong);
  if (auto ok = stopped->commit(); !ok) return complain(ok.error());
  return write_out(made->file, made->said);
}

int import_by_running(const node::Folder& folder, BytesView file) {
  world::PosixDisk disk;
  const fs::path in = node::Bundles::in(folder.bundles());
  std::error_code error;
  fs::create_directories(in, error);
  const std::string name = fresh_name();
  if (auto ok = disk.write((in / (name + ".part")).string(), file, false); !ok) return complain(ok.error());
  fs::rename(in / (name + ".part"), in / (name + ".bundle"), error);
  const fs::path good = in / "done" / (name + ".bundle"), bad = in / "refused" / (name + ".bundle");
  const fs::path came = error ? fs::path() : wait_for({good, bad});
  if (came.empty()) return no_answer();
  auto said = disk.read(fs::path(came).replace_extension(".txt").string());
  fmt::print(came == good ? stdout : stderr, "{}", said ? *said : std::string());
  return came == good ? done : found_wrong;
}

int import_bundle() {
  world::PosixDisk disk;
  const node::Folder folder(options.data);
  std::error_code error;
  if (fs::file_size(options.file, error) > limits::bundle_bytes && !error)
    return complain(Error{"bundle.size", options.file, Text{"ファイルが上限を超えています", "The file is larger than any bundle"}},
                    found_wrong);
  const auto file = disk.read(options.file);
  if (!file) return complain(file.error());
  auto stopped = open(folder);
  if (runs(stopped)) return import_by_running(folder, *file);
  if (!stopped) return complain(stopped.error());
  const auto said = node::take_bundle(*stopped->core, *file, world::PosixClock().now(), world::SodiumRandom().bytes(32));
  if (!said) return complain(said.error(), found_wrong);
  if (auto ok = stopped->commit(); !ok) return complain(ok.error());
  fmt::print("{}\n", *said);
  return done;
}

}  // namespace

void add_bundle(CLI::App& app, Run& run) {
  auto* bundle = app.add_subcommand("bundle", "Carries what a link would carry as a file: a USB stick, a one-way diode");
  bundle->require_subcommand(1);
  auto* exporting =
      bundle->add_subcommand("export", "Writes what a partner has not receipted yet, decisions first, and receipts for what it sent");
  exporting->add_option("FILE", options.file, "File to write")->required();
  exporting->add_option("--data", options.data, "Folder of the node, running or stopped")->required();
  exporting->add_option("--partner", options.partner, "Whom it is for")->required();
  exporting->add_option("--budget", options.budget, "How many bytes at most")->capture_default_str();
  exporting->callback([&run] { run = export_bundle; });
  auto* importing = bundle->add_subcommand("import", "Takes what a partner's file brings; a second time it brings nothing");
  importing->add_option("FILE", options.file, "The file")->required();
  importing->add_option("--data", options.data, "Folder of the node, running or stopped")->required();
  importing->callback([&run] { run = import_bundle; });
}

}  // namespace tsugite::cli
