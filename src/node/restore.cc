#include <fmt/format.h>

#include "ledger/sqlite/backup.h"
#include "ledger/sqlite/writer_lock.h"
#include "node/backup.h"
#include "node/backup_files.h"
#include "node/disposed_list.h"
#include "world/posix/posix.h"

namespace tsugite::node {
namespace {

namespace fs = std::filesystem;

// Gone when it is left, with everything in it; a link in it goes, not what it leads to.
class Scratch {
 public:
  explicit Scratch(fs::path path) : path_(std::move(path)) {}
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::unexpected<Error> io(const fs::path& path, const std::error_code& error) {
  return fail("disk.io", path.string(), "cannot be put there: " + error.message(), "置けません：" + error.message());
}

Result<void> has_keys(const Folder& node) {
  std::error_code error;
  if (fs::exists(node.keys() / "log.key", error)) return {};
  return fail("restore.no-keys", node.keys().string(),
              "the node's key folder is not here: restore it first from its own backup; without it no body opens",
              "ノードの鍵フォルダーがありません。先に鍵のバックアップから復元してください。鍵がなければ本文は開けません");
}

// What was disposed of goes again, whichever is newer: the keys that are here, or the backup.
Result<void> merge_disposed(const fs::path& backup, const Folder& node) {
  world::PosixDisk disk;
  auto here = read_disposed(node.disposed_list(), disk), there = read_disposed(backup / backup_disposed, disk);
  if (!here || !there) return std::unexpected((!here ? here : there).error());
  const std::size_t before = here->size();
  here->insert(there->begin(), there->end());
  if (here->size() == before) return {};
  return write_disposed(node.disposed_list(), *here, disk);
}

// The backup as a node's folder that borrows the keys, verified.
Result<FolderReport> unpack(const fs::path& backup, const Folder& node, const fs::path& scratch) {
  if (auto ok = has_keys(node); !ok) return std::unexpected(ok.error());
  if (auto ok = check_sums(backup); !ok) return std::unexpected(ok.error());
  const Folder folder(scratch);
  if (auto ok = copy_part(backup / backup_data, folder.data_file()); !ok) return std::unexpected(ok.error());
  for (const char* part : backup_parts)
    if (auto ok = copy_part(backup / part, scratch / part); !ok) return std::unexpected(ok.error());
  std::error_code error;
  fs::create_directory_symlink(fs::absolute(node.keys()), folder.keys(), error);
  if (error) return io(folder.keys(), error);
  return verify_folder(folder);
}

Result<void> same_party(const std::string& party, const Folder& node) {
  world::PosixDisk disk;
  std::error_code error;
  if (!fs::exists(node.settings_file(), error)) return {};
  auto settings = read_settings(node, disk);
  if (!settings) return std::unexpected(settings.error());
  if (settings->party == party) return {};
  return fail("restore.party", party, "the backup is of another party's node", "別の当事者のノードのバックアップです");
}

// A data file that cannot be read stands in no restore's way; one that a newer program wrote does.
Result<void> not_newer(const Folder& node, std::uint64_t entries) {
  std::error_code error;
  if (!fs::exists(node.data_file(), error)) return {};
  auto here = ledger::entries_in(node.data_file().string());
  if (!here) return here.error().code == "store.newer-version" ? Result<void>(std::unexpected(here.error())) : Result<void>{};
  if (*here <= entries) return {};
  return fail("restore.newer", node.data_file().string(),
              fmt::format("the data file here holds {} entries, the backup {}; say --replace-newer if the backup shall take its place",
                          *here, entries),
              fmt::format("現在のデータファイルには {} 件、バックアップには {} 件の記録があります。バックアップに置き換える場合は "
                          "--replace-newer を指定してください",
                          *here, entries));
}

// With its log, under a name that is free: nothing is deleted.
Result<fs::path> put_aside(const fs::path& data_file) {
  std::error_code error;
  if (!fs::exists(data_file, error)) return fs::path();
  fs::path aside;
  for (int n = 1; aside.empty() || fs::exists(aside, error); ++n) aside = data_file.string() + ".replaced-" + std::to_string(n);
  for (const char* ending : {"-wal", "-shm", ""}) {
    if (!fs::exists(data_file.string() + ending, error)) continue;
    fs::rename(data_file.string() + ending, aside.string() + ending, error);
    if (error) return io(aside, error);
  }
  return aside;
}

// Settings, annex and partners only where the node has none; charters that it lacks.
Result<void> complete(const Folder& node, const fs::path& from) {
  std::error_code error;
  for (const char* part : backup_parts)
    if (!fs::exists(node.root() / part, error))
      if (auto ok = copy_part(from / part, node.root() / part); !ok) return ok;
  for (auto it = fs::directory_iterator(from / "charters", error); !error && it != fs::directory_iterator(); it.increment(error))
    if (!fs::exists(node.charters() / it->path().filename(), error))
      if (auto ok = copy_part(it->path(), node.charters() / it->path().filename()); !ok) return ok;
  fs::create_directories(node.inbox_jma(), error);
  return sync_tree(node.charters());
}

}  // namespace

Result<FolderReport> rehearse_restore(const fs::path& backup, const Folder& node, const fs::path& scratch) {
  std::string name = (scratch / "tsugite-restore-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    return fail("disk.io", scratch.string(), "no folder can be made here", "ここにフォルダーを作成できません");
  const Scratch folder(name);
  return unpack(backup, node, folder.path());
}

Result<Restored> restore(const fs::path& backup, const Folder& node, bool replace_newer) {
  if (auto ok = has_keys(node); !ok) return std::unexpected(ok.error());
  std::error_code error;
  fs::create_directories(node.data_file().parent_path(), error);
  auto lock = ledger::WriterLock::take(node.data_file().string());
  if (!lock) return std::unexpected(lock.error());
  // On the disk of the data file, so that it can be moved into its place. One left by a restore that was cut is ours to clear.
  const Scratch folder(node.root() / "restoring");
  fs::remove_all(folder.path(), error);
  fs::create_directories(folder.path(), error);
  auto report = unpack(backup, node, folder.path());
  if (!report) return std::unexpected(report.error());
  if (!report->ledger.right())
    return fail("restore.wrong", report->ledger.wrong->where, "the backup does not verify: " + report->ledger.wrong->message.en,
                "バックアップの検証に失敗しました：" + report->ledger.wrong->message.ja);
  if (auto ok = same_party(report->party, node); !ok) return std::unexpected(ok.error());
  if (!replace_newer)
    if (auto ok = not_newer(node, report->entries); !ok) return std::unexpected(ok.error());
  if (auto ok = merge_disposed(backup, node); !ok) return std::unexpected(ok.error());
  if (auto ok = complete(node, folder.path()); !ok) return std::unexpected(ok.error());
  const fs::path restored = Folder(folder.path()).data_file();
  if (auto ok = sync_tree(restored.parent_path()); !ok) return std::unexpected(ok.error());
  auto aside = put_aside(node.data_file());
  if (!aside) return std::unexpected(aside.error());
  fs::rename(restored, node.data_file(), error);
  if (error) return io(node.data_file(), error);
  if (auto ok = sync_folder(node.data_file().parent_path()); !ok) return std::unexpected(ok.error());
  return Restored{std::move(*report), std::move(*aside)};
}

}  // namespace tsugite::node
