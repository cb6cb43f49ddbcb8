// The data file: opening it, knowing whose it is, and its tables. Format page: docs/formats/datafile.md
//
// One wide row for each entry of the ledger, its seal included, so that an append is one INSERT into one table. What belongs
// to a stream is keyed by (stream number << 40 | number). application_id "TSUG"; user_version counts the schema.
#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>

#include "base/result.h"

namespace tsugite::ledger {

inline constexpr int schema_version = 3;
inline constexpr int oldest_version = 2;           // that upgrade.h brings to this one
inline constexpr int application_id = 0x54535547;  // "TSUG"

struct CloseDatabase {
  void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;

// Whether this program may touch the file: "store.newer-version", "store.older-version" (than the oldest that it can bring up to date),
// "store.foreign-file". Only reads its first bytes.
Result<void> judge_data_file(const std::string& path);
// A file of an earlier version is brought up to date first (upgrade.h), or where it is only read, read as it is.
// Errors: those of judge_data_file, "store.no-file" (to read what is not there), and those of statement.h. `vfs` names an SQLite
// VFS; empty: the system's.
Result<Database> open_database(const std::string& path, bool read_only, const std::string& vfs);

}  // namespace tsugite::ledger
