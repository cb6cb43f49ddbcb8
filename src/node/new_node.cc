#include "node/new_node.h"

#include <filesystem>

#include "node/bundles.h"
#include "node/folder.h"
#include "node/rotation.h"
#include "node/tls.h"

namespace tsugite::node {
namespace {

namespace fs = std::filesystem;

Result<void> make_keys(const Folder& folder, const std::string& party, const ledger::SigningKey& root, world::Disk& disk,
                       world::Random& random) {
  auto secret = [&](const char* name) -> Result<ledger::SigningKey> {
    const Bytes seed = random.bytes(32);
    if (auto ok = disk.write((folder.keys() / name).string(), to_hex(seed) + "\n", true); !ok) return std::unexpected(ok.error());
    return ledger::SigningKey::from_seed(seed);
  };
  auto log = secret("log.key");
  if (!log) return std::unexpected(log.error());
  auto cosigner = secret("cosigner.key");
  if (!cosigner) return std::unexpected(cosigner.error());
  auto tls = make_tls_key("tsugite " + party);
  if (!tls) return std::unexpected(tls.error());
  if (auto ok = disk.write((folder.keys() / "tls.key").string(), tls->key_pem, true); !ok) return ok;
  if (auto ok = disk.write((folder.keys() / "tls.crt").string(), tls->certificate_pem, false); !ok) return ok;
  ledger::KeyCertificate certificate{party, log->public_key(), cosigner->public_key(), tls->pin, 1};
  return disk.write(folder.own_keys(party).string(), certificate.sign(root), false);
}

}  // namespace

Result<void> make_node(const NewNode& options, world::Disk& disk, world::Random& random) {
  Folder folder(options.data);
  if (fs::exists(folder.settings_file()))
    return fail("node.exists", options.data, "there is a node in this folder already", "このフォルダーには既にノードがあります");
  auto charter = read_charter(options.charter, disk);
  if (!charter) return std::unexpected(charter.error());
  auto party = charter->parties.find(options.party);
  if (party == charter->parties.end())
    return fail("node.party", options.party, "the charter names no such party", "共通定義書にこの当事者がありません");
  auto annex_files = read_yaml_folder(options.annex, disk);
  if (!annex_files) return std::unexpected(annex_files.error());
  auto annex = charter::load_annex(*annex_files, *charter);
  if (!annex.usable()) return std::unexpected(annex.findings.front().error);
  auto root = read_root(options.root, *charter, options.party, disk);
  if (!root) return std::unexpected(root.error());
  std::error_code error;
  for (const auto& path : {folder.keys(), folder.data_file().parent_path(), folder.charters(), folder.annex(), folder.inbox_jma(),
                           Bundles::in(folder.bundles()), Bundles::out(folder.bundles()), folder.root() / "partners"})
    fs::create_directories(path, error);
  fs::permissions(folder.keys(), fs::perms::owner_all, error);
  if (auto ok = make_keys(folder, options.party, *root, disk, random); !ok) return ok;
  if (auto ok = approve_charter(folder, options.charter, disk); !ok) return std::unexpected(ok.error());
  for (const auto& [path, content] : *annex_files) {
    fs::create_directories((folder.annex() / path).parent_path(), error);
    if (auto ok = disk.write((folder.annex() / path).string(), content, false); !ok) return ok;
  }
  Settings settings;
  settings.party = options.party;
  if (!options.web.empty()) settings.web = options.web;
  if (!options.federation.empty()) settings.federation = options.federation;
  settings.tls_certificate = options.tls_certificate;
  settings.tls_key = options.tls_key;
  return write_settings(folder, settings, disk);
}

}  // namespace tsugite::node
