// Backup of a node while it runs, and its restore. Format page: docs/formats/backup.md
//
// A backup is a folder: the data file, the settings, the approved charters, the annex, the partners' certificates, and SHA256SUMS over
// all of these, written last. No key is in it, neither the node's own nor those of the bodies: the folder keys is backed up apart, so
// that disposal reaches every copy. A restore therefore needs the node's key folder in place.
// Errors: "backup.exists", "backup.changed", "backup.incomplete", "restore.no-keys", "restore.newer", "restore.wrong" (it does not
// verify), "restore.party"; those of the store; "disk.*".
#pragma once

#include <filesystem>

#include "node/verify_folder.h"

namespace tsugite::node {

struct BackupMade {
  std::uint64_t entries = 0;
  std::uint64_t bytes = 0;
};

// There under its name when it is whole and on disk.
Result<BackupMade> make_backup(const Folder& folder, const std::filesystem::path& to);

// As a drill: restored below `scratch`, verified with the keys of `node`, and gone again. What it would have held.
Result<FolderReport> rehearse_restore(const std::filesystem::path& backup, const Folder& node, const std::filesystem::path& scratch);

struct Restored {
  FolderReport report;
  std::filesystem::path put_aside;  // the data file that was there; empty: none
};
// Into `node`, which must not run. What was there is put aside, never deleted; a data file with more entries than the backup only if
// `replace_newer`.
Result<Restored> restore(const std::filesystem::path& backup, const Folder& node, bool replace_newer);

}  // namespace tsugite::node
