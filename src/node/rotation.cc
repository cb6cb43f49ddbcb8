#include "node/rotation.h"

#include <set>

#include "charter/newest.h"
#include "ledger/sqlite/sqlite_store.h"
#include "node/tls.h"

namespace tsugite::node {
namespace {

Result<ledger::SigningKey> new_key(Bytes& seed, world::Random& random) {
  seed = random.bytes(32);
  return ledger::SigningKey::from_seed(seed);
}

}  // namespace

Result<ledger::SigningKey> read_root(const std::string& path, const charter::Charter& charter, const std::string& party,
                                     const world::Disk& disk) {
  auto text = disk.read(path);
  if (!text) return std::unexpected(text.error());
  auto seed = from_hex(std::string_view(*text).substr(0, 64));
  if (!seed) return fail("node.root-key", path, "not a root key file", "ルート鍵のファイルではありません");
  auto root = ledger::SigningKey::from_seed(*seed);
  if (!root) return root;
  const auto known = charter.parties.find(party);
  if (known == charter.parties.end() || known->second.root != root->public_key())
    return fail("node.root-key", path, "this root key is not the one in the charter", "このルート鍵は共通定義書のものと異なります");
  return root;
}

Result<Rotated> rotate_keys(const Rotation& options, world::Disk& disk, world::Random& random) {
  const Folder folder(options.data);
  auto settings = read_settings(folder, disk);
  if (!settings) return std::unexpected(settings.error());
  auto config = read_config(folder, *settings, disk);
  if (!config) return std::unexpected(config.error());
  const auto newest = charter::newest_of(config->charters);
  const std::string& party = settings->party;
  auto root = read_root(options.root, *newest, party, disk);
  if (!root) return std::unexpected(root.error());
  auto before = ledger::KeyHistory::open(config->key_certificate, party, root->public_key());
  if (!before) return std::unexpected(before.error());
  auto keyring = ledger::Keyring::open(folder.keys().string(), disk, random);
  if (!keyring) return std::unexpected(keyring.error());
  auto store = ledger::open_sqlite(folder.data_file().string(), *keyring);  // for writing: nobody else has it
  if (!store) return std::unexpected(store.error());

  Bytes log_seed, cosigner_seed;
  auto log = new_key(log_seed, random), cosigner = new_key(cosigner_seed, random);
  if (!log) return std::unexpected(log.error());
  if (!cosigner) return std::unexpected(cosigner.error());
  ledger::KeyCertificate next{party, log->public_key(), cosigner->public_key(), before->newest().tls_pin, before->newest().serial + 1};
  if (options.stolen) next.revoked = before->newest().serial;
  std::optional<TlsKeyPair> tls;
  if (options.tls || options.stolen) {
    auto made = make_tls_key("tsugite " + party);
    if (!made) return std::unexpected(made.error());
    next.tls_pin = made->pin;
    tls = *std::move(made);
  }

  // All that can fail for another reason than the disk is done. Were it to end half-way, the doctor says that key and certificate
  // differ, and doing it again mends it.
  Rotated out{next.serial, {}};
  std::set<std::string> partners;  // those of earlier times too: they hold what we signed
  for (const auto& partner : settings->partners) partners.insert(partner.party);
  auto streams = (*store)->streams();
  if (!streams) return std::unexpected(streams.error());
  for (const auto& stream : *streams)
    for (const auto& other : {stream.from, stream.to})
      if (other != party) partners.insert(other);
  for (const auto& partner : partners) {
    auto sizes = ledger::sizes_with(**store, newest->id, party, partner);
    if (!sizes) return std::unexpected(sizes.error());
    ledger::KeyCertificate for_it = next;
    for_it.from = *std::move(sizes);
    const std::string path = folder.own_keys_for(party, partner).string();
    const auto told = disk.read(path);
    if (!told && told.error().code != "disk.missing") return std::unexpected(told.error());
    if (auto ok = disk.write(path, (told ? *told : config->key_certificate) + for_it.sign(*root), false); !ok)
      return std::unexpected(ok.error());
    out.histories[partner] = path;
  }
  if (tls) {
    if (auto ok = disk.write((folder.keys() / "tls.key").string(), tls->key_pem, true); !ok) return std::unexpected(ok.error());
    if (auto ok = disk.write((folder.keys() / "tls.crt").string(), tls->certificate_pem, false); !ok) return std::unexpected(ok.error());
  }
  if (auto ok = disk.write((folder.keys() / "log.key").string(), to_hex(log_seed) + "\n", true); !ok) return std::unexpected(ok.error());
  if (auto ok = disk.write((folder.keys() / "cosigner.key").string(), to_hex(cosigner_seed) + "\n", true); !ok)
    return std::unexpected(ok.error());
  if (auto ok = disk.write(folder.own_keys(party).string(), config->key_certificate + next.sign(*root), false); !ok)
    return std::unexpected(ok.error());
  return out;
}

}  // namespace tsugite::node
