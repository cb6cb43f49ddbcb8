// tsugite node ...: make a node's folder, and run it.
#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <boost/asio/signal_set.hpp>
#include <filesystem>

#include "base/limits.h"
#include "cli/command.h"
#include "ledger/sqlite/sqlite_store.h"
#include "node/folder.h"
#include "node/frame_tap.h"
#include "node/main_loop.h"
#include "node/tls.h"
#include "world/posix/posix.h"

namespace tsugite::cli {
namespace {

namespace fs = std::filesystem;

struct Options {
  std::string data, party, charter, annex, root, web, federation, web_root = "web/dist", frame_tap, log_level = "info";
  std::string tls_certificate, tls_key;
} options;

Result<void> make_keys(const node::Folder& folder, const std::string& party, const ledger::SigningKey& root, world::Disk& disk, world::Random& random) {
  auto secret = [&](const char* name) -> Result<ledger::SigningKey> {
    const Bytes seed = random.bytes(32);
    if (auto ok = disk.write((folder.keys() / name).string(), to_hex(seed) + "\n", true); !ok) return std::unexpected(ok.error());
    return ledger::SigningKey::from_seed(seed);
  };
  auto log = secret("log.key");
  if (!log) return std::unexpected(log.error());
  auto cosigner = secret("cosigner.key");
  if (!cosigner) return std::unexpected(cosigner.error());
  auto tls = node::make_tls_key("tsugite " + party);
  if (!tls) return std::unexpected(tls.error());
  if (auto ok = disk.write((folder.keys() / "tls.key").string(), tls->key_pem, true); !ok) return ok;
  if (auto ok = disk.write((folder.keys() / "tls.crt").string(), tls->certificate_pem, false); !ok) return ok;
  ledger::KeyCertificate certificate{party, log->public_key(), cosigner->public_key(), tls->pin, 1};
  return disk.write(folder.own_keys(party).string(), certificate.sign(root), false);
}

Result<void> init_folder() {
  world::PosixDisk disk;
  world::SodiumRandom random;
  node::Folder folder(options.data);
  if (fs::exists(folder.settings_file()))
    return fail("node.exists", options.data, "there is a node in this folder already", "このフォルダーには既にノードがあります");
  auto charter = node::read_charter(options.charter, disk);
  if (!charter) return std::unexpected(charter.error());
  auto party = charter->parties.find(options.party);
  if (party == charter->parties.end())
    return fail("node.party", options.party, "the charter names no such party", "共通定義書にこの当事者がありません");
  auto annex_files = node::read_yaml_folder(options.annex, disk);
  if (!annex_files) return std::unexpected(annex_files.error());
  auto annex = charter::load_annex(*annex_files, *charter);
  if (!annex.usable()) return std::unexpected(annex.findings.front().error);
  auto seed_text = disk.read(options.root);
  if (!seed_text) return std::unexpected(seed_text.error());
  auto seed = from_hex(std::string_view(*seed_text).substr(0, 64));
  if (!seed) return fail("node.root-key", options.root, "not a root key file", "ルート鍵のファイルではありません");
  auto root = ledger::SigningKey::from_seed(*seed);
  if (!root) return std::unexpected(root.error());
  if (party->second.root != root->public_key())
    return fail("node.root-key", options.root, "this root key is not the one in the charter", "このルート鍵は共通定義書のものと異なります");
  std::error_code error;
  for (const auto& path : {folder.keys(), folder.data_file().parent_path(), folder.charters(), folder.annex(), folder.inbox_jma(), folder.root() / "partners"})
    fs::create_directories(path, error);
  fs::permissions(folder.keys(), fs::perms::owner_all, error);
  if (auto ok = make_keys(folder, options.party, *root, disk, random); !ok) return ok;
  if (auto ok = node::approve_charter(folder, options.charter, disk); !ok) return std::unexpected(ok.error());
  for (const auto& [path, content] : *annex_files) {
    fs::create_directories((folder.annex() / path).parent_path(), error);
    if (auto ok = disk.write((folder.annex() / path).string(), content, false); !ok) return ok;
  }
  node::Settings settings;
  settings.party = options.party;
  if (!options.web.empty()) settings.web = options.web;
  if (!options.federation.empty()) settings.federation = options.federation;
  settings.tls_certificate = options.tls_certificate;
  settings.tls_key = options.tls_key;
  return node::write_settings(folder, settings, disk);
}

int init() {
  if (auto ok = init_folder(); !ok) return complain(ok.error());
  fmt::print("node of {} in {}; give partners {}\n", options.party, options.data, node::Folder(options.data).own_keys(options.party).string());
  return done;
}

int run_node() {
#ifdef TSUGITE_FRAME_TAP
  if (!options.frame_tap.empty()) node::set_frame_tap(options.frame_tap);
#endif
  spdlog::set_level(spdlog::level::from_str(options.log_level));
  auto ended = node::run(node::Folder(options.data), options.web_root);
  return ended ? done : complain(ended.error());
}

}  // namespace

void add_node(CLI::App& app, Run& run) {
  auto* node = app.add_subcommand("node", "One party's node");
  node->require_subcommand(1);
  auto* initialise = node->add_subcommand("init", "Makes a node's folder: keys certified by the root, the approved charter, the national annex");
  initialise->add_option("--data", options.data, "Folder to make")->required();
  initialise->add_option("--party", options.party, "Party code")->required();
  initialise->add_option("--charter", options.charter, "Charter folder, with root keys")->required();
  initialise->add_option("--annex", options.annex, "National annex folder")->required();
  initialise->add_option("--root", options.root, "The party's root key file; not kept")->required();
  initialise->add_option("--web", options.web, "Address of console and API, default 127.0.0.1:8800");
  initialise->add_option("--federation", options.federation, "Address for partners, default 127.0.0.1:9800");
  initialise->add_option("--tls-certificate", options.tls_certificate, "PEM chain for the web; needed off loopback");
  initialise->add_option("--tls-key", options.tls_key, "PEM key for the web");
  initialise->callback([&run] { run = init; });
  auto* running = node->add_subcommand("run", "Runs the node until it is told to stop (SIGINT, SIGTERM)");
  running->add_option("--data", options.data, "Folder of the node")->required();
  running->add_option("--web-root", options.web_root, "Folder of the built console")->capture_default_str();
  running->add_option("--log-level", options.log_level, "trace, debug, info, warn or error")->capture_default_str();
#ifdef TSUGITE_FRAME_TAP
  running->add_option("--frame-tap", options.frame_tap, "File that gets every plaintext frame (this build only)");
#endif
  running->callback([&run] { run = run_node; });
}

}  // namespace tsugite::cli
