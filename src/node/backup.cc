#include "node/backup.h"

#include "ledger/sqlite/backup.h"
#include "node/backup_files.h"
#include "world/posix/posix.h"

namespace tsugite::node {
namespace {

namespace fs = std::filesystem;

Result<void> fill(const Folder& folder, const fs::path& to) {
  if (auto ok = ledger::copy_data_file(folder.data_file().string(), (to / backup_data).string()); !ok) return ok;
  // After the data file: charters only come, so those that its records were made under are among them.
  for (const char* part : backup_parts)
    if (auto ok = copy_part(folder.root() / part, to / part); !ok) return ok;
  if (auto ok = copy_part(folder.disposed_list(), to / backup_disposed); !ok) return ok;
  auto sums = sums_of(to);
  if (!sums) return std::unexpected(sums.error());
  std::string text;
  for (const auto& [path, digest] : *sums) text += digest.hex() + "  " + path + "\n";
  world::PosixDisk disk;
  return disk.write((to / backup_sums).string(), text, true);
}

}  // namespace

Result<BackupMade> make_backup(const Folder& folder, const fs::path& to) {
  std::error_code error;
  fs::path whole = fs::absolute(to, error).lexically_normal();
  if (!whole.has_filename()) whole = whole.parent_path();
  const fs::path part = whole.string() + ".part";
  for (const auto& path : {whole, part})
    if (fs::exists(path, error))
      return fail("backup.exists", path.string(), "there is something already; give the backup a new name",
                  "既に存在します。バックアップには新しい名前を付けてください");
  if (!fs::create_directories(part, error))
    return fail("disk.io", part.string(), "cannot make the folder: " + error.message(), "フォルダーを作成できません：" + error.message());
  fs::permissions(part, fs::perms::owner_all, error);
  auto made = fill(folder, part);
  if (made) made = sync_tree(part);
  auto entries = made ? ledger::entries_in((part / backup_data).string()) : Result<std::uint64_t>(std::unexpected(made.error()));
  if (entries) fs::rename(part, whole, error);
  if (!entries || error) {
    std::error_code ignored;
    fs::remove_all(part, ignored);
    if (!entries) return std::unexpected(entries.error());
    return fail("disk.io", whole.string(), "cannot give the backup its name: " + error.message(),
                "バックアップの名前を付けられません：" + error.message());
  }
  if (auto ok = sync_folder(whole.parent_path()); !ok) return std::unexpected(ok.error());
  return BackupMade{*entries, fs::file_size(whole / backup_data, error)};
}

}  // namespace tsugite::node
