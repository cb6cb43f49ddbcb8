#include "ledger/sqlite/schema.h"

#include <array>
#include <filesystem>
#include <fstream>

#include "ledger/sqlite/statement.h"
#include "ledger/sqlite/upgrade.h"

namespace tsugite::ledger {
namespace {

constexpr const char* kTables = R"sql(
CREATE TABLE segment(
  n INTEGER PRIMARY KEY,         -- place of its first entry in the ledger, from 0
  entries BLOB NOT NULL          -- ledger/sqlite/segment.h
) STRICT;
CREATE TABLE stream(
  no INTEGER PRIMARY KEY,
  sender TEXT NOT NULL,
  receiver TEXT NOT NULL,
  context TEXT NOT NULL,
  UNIQUE(sender, receiver, context)
) STRICT;
CREATE TABLE numbered(
  k INTEGER PRIMARY KEY,         -- stream no << 40 | first number
  entries BLOB NOT NULL          -- of this number and those that follow: place in 8 bytes, digest
) STRICT;
CREATE TABLE seal(
  k INTEGER PRIMARY KEY,         -- stream no << 40 | size
  checkpoint BLOB NOT NULL,
  receipt BLOB
) STRICT;
CREATE TABLE named(
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE about(
  keyring BLOB NOT NULL          -- id of the key folder that holds the keys of the bodies
) STRICT;
)sql";

std::unexpected<Error> newer(const std::string& path) {
  return fail("store.newer-version", path,
              "the data file was written by a newer version; install that version or a later one, nothing was touched",
              "データファイルは新しい版で作成されています。その版以降を導入してください。ファイルには何も変更を加えていません");
}
std::unexpected<Error> older(const std::string& path) {
  return fail(
      "store.older-version", path,
      "the data file was written by an earlier version, whose files this one does not read; keep it with that version, nothing was touched",
      "データファイルは以前の版で作成されており、この版では読めません。その版とともに保管してください。ファイルには何も変更を加えていませ"
      "ん");
}
std::unexpected<Error> foreign(const std::string& path) {
  return fail("store.foreign-file", path, "the file is not a data file of this program; it was not touched",
              "このプログラムのデータファイルではありません。ファイルには何も変更を加えていません");
}

Result<std::int64_t> pragma(sqlite3* db, const char* sql) {
  auto statement = Statement::prepare(db, sql);
  if (!statement) return std::unexpected(statement.error());
  auto row = statement->step();
  if (!row) return std::unexpected(row.error());
  return *row ? statement->integer(0) : 0;
}

Result<void> create(sqlite3* db) {
  return execute(db, "BEGIN IMMEDIATE; PRAGMA application_id=" + std::to_string(application_id) +
                         "; PRAGMA user_version=" + std::to_string(schema_version) + ";" + kTables + "COMMIT;");
}

Result<void> prepare(sqlite3* db, const std::string& path, bool read_only) {
  sqlite3_busy_timeout(db, 5000);
  sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  // What is not ours stays as it is, its journal too.
  sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  if (auto ok = execute(db, "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;"); !ok) return ok;
  auto application = pragma(db, "PRAGMA application_id"), version = pragma(db, "PRAGMA user_version"),
       tables = pragma(db, "SELECT count(*) FROM sqlite_schema");
  if (!application || !version || !tables) return std::unexpected((!application ? application : !version ? version : tables).error());
  const bool blank = *application == 0 && *version == 0 && *tables == 0;
  if (!blank && *application != application_id) return foreign(path);
  if (*version > schema_version) return newer(path);
  if (!blank && *version < oldest_version) return older(path);
  if (read_only) return blank ? Result<void>(foreign(path)) : Result<void>{};
  sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, nullptr);
  // A segment is many pages long: of larger ones it needs fewer, and fewer calls for each. Files that were made with 4096 keep that.
  if (blank)
    if (auto ok = execute(db, "PRAGMA page_size=8192;"); !ok) return ok;
  // FULL: a commit returns after the WAL is on disk.
  if (auto ok = execute(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"); !ok) return ok;
  if (blank) return create(db);
  return *version < schema_version ? upgrade(db, path, static_cast<int>(*version)) : Result<void>{};
}

}  // namespace

// SQLite's own file header tells enough to leave a file alone before SQLite opens it, which could replay a journal.
Result<void> judge_data_file(const std::string& path) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return {};
  std::ifstream in(path, std::ios::binary);
  std::array<char, 100> header{};
  if (!in) return fail("store.io", path, "the data file cannot be read", "データファイルを読めません");
  in.read(header.data(), header.size());
  if (in.gcount() == 0) return {};
  if (in.gcount() < 100 || std::string_view(header.data(), 16) != std::string_view("SQLite format 3\0", 16)) return foreign(path);
  const auto number = [&](std::size_t at) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(header[at + i]);
    return value;
  };
  if (number(68) == 0 && number(60) == 0) return {};  // still in the journal: asked again below
  if (number(68) != static_cast<std::uint32_t>(application_id)) return foreign(path);
  if (number(60) > static_cast<std::uint32_t>(schema_version)) return newer(path);
  if (number(60) < static_cast<std::uint32_t>(oldest_version)) return older(path);
  return {};
}

Result<Database> open_database(const std::string& path, bool read_only, const std::string& vfs) {
  std::error_code error;
  if (read_only && !std::filesystem::exists(path, error))
    return fail("store.no-file", path, "there is no data file", "データファイルがありません");
  sqlite3* raw = nullptr;
  const int flags =
      (read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  const int code = sqlite3_open_v2(path.c_str(), &raw, flags, vfs.empty() ? nullptr : vfs.c_str());
  Database db(raw);
  if (code != SQLITE_OK) return std::unexpected(sqlite_error(raw, code));
  if (auto ok = prepare(db.get(), path, read_only); !ok) return std::unexpected(ok.error());
  return db;
}

}  // namespace tsugite::ledger
