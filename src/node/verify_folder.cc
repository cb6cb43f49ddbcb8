#include "node/verify_folder.h"

#include "charter/newest.h"
#include "ledger/sqlite/sqlite_store.h"
#include "world/posix/posix.h"

namespace tsugite::node {

Result<FolderReport> verify_folder(const Folder& folder) {
  world::PosixDisk disk;
  world::SodiumRandom random;
  auto settings = read_settings(folder, disk);
  if (!settings) return std::unexpected(settings.error());
  auto config = read_config(folder, *settings, disk);
  if (!config) return std::unexpected(config.error());
  auto keyring = ledger::Keyring::open(folder.keys().string(), disk, random);
  if (!keyring) return std::unexpected(keyring.error());
  auto store = ledger::open_sqlite(folder.data_file().string(), *keyring, {.read_only = true, .vfs = ""});
  if (!store) return std::unexpected(store.error());
  const auto newest = charter::newest_of(config->charters);
  auto known = read_all_keys(folder, *settings, *newest, **store, disk);
  if (!known) return std::unexpected(known.error());
  ledger::VerifyKeys keys{newest->id, settings->party, known->extract(settings->party).mapped(), {}, {}};
  keys.partners = *std::move(known);
  for (const auto& [record, remembered] : config->disposed) keys.disposed.insert(record);
  auto report = ledger::verify_ledger(**store, keys);
  if (!report) return std::unexpected(report.error());
  FolderReport out{settings->party, std::move(*report), (*store)->size(), std::nullopt};
  if (out.entries > 0)
    if (auto last = (*store)->read(out.entries - 1)) out.newest = WallTime{last->seen_ms};
  return out;
}

}  // namespace tsugite::node
