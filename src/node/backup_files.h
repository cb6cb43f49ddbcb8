// The files of a backup: which there are, their sums, and their way to the disk.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "base/ids.h"
#include "base/result.h"

namespace tsugite::node {

inline constexpr const char* backup_data = "tsugite.db";
inline constexpr const char* backup_sums = "SHA256SUMS";
inline constexpr const char* backup_disposed = "disposed.list";  // of the folder keys; it holds no key
inline constexpr const char* backup_parts[] = {"node.yaml", "charters", "annex", "partners"};

// A file or a folder with everything below it; what is not there is not copied.
Result<void> copy_part(const std::filesystem::path& from, const std::filesystem::path& to);
// Of every file below the folder, by relative path.
Result<std::map<std::string, Digest>> sums_of(const std::filesystem::path& folder);
// Every file is there as its line in SHA256SUMS says, and no other.
Result<void> check_sums(const std::filesystem::path& backup);
Result<void> sync_folder(const std::filesystem::path& folder);
Result<void> sync_tree(const std::filesystem::path& folder);

}  // namespace tsugite::node
