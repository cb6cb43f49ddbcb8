#include "ledger/sqlite/backup.h"

#include <filesystem>

#include "ledger/sqlite/reader.h"
#include "ledger/sqlite/schema.h"

namespace tsugite::ledger {
namespace {

struct EndBackup {
  void operator()(sqlite3_backup* backup) const { sqlite3_backup_finish(backup); }
};

// Opened after it was judged: what is not ours is told apart before SQLite touches it.
Result<Database> open_to_read(const std::string& path) {
  if (auto ok = judge_data_file(path); !ok) return std::unexpected(ok.error());
  return open_database(path, true, "");
}

Result<void> copy_pages(sqlite3* from, sqlite3* to) {
  std::unique_ptr<sqlite3_backup, EndBackup> backup(sqlite3_backup_init(to, "main", from, "main"));
  if (!backup) return std::unexpected(sqlite_error(to, sqlite3_errcode(to)));
  // In one step, hence of one state. The write-ahead log lets commits go on meanwhile.
  if (const int code = sqlite3_backup_step(backup.get(), -1); code != SQLITE_DONE) return std::unexpected(sqlite_error(nullptr, code));
  backup.reset();
  // Without a log beside it, so that the one file is the whole copy.
  return execute(to, "PRAGMA synchronous=FULL; PRAGMA journal_mode=DELETE;");
}

}  // namespace

Result<void> copy_data_file(const std::string& from, const std::string& to) {
  std::error_code error;
  if (std::filesystem::exists(to, error))
    return fail("store.exists", to, "there is a file already; it is not overwritten", "既にファイルがあります。上書きしません");
  auto source = open_to_read(from);
  if (!source) return std::unexpected(source.error());
  sqlite3* raw = nullptr;
  const int code =
      sqlite3_open_v2(to.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  Database target(raw);
  Result<void> done;
  if (code != SQLITE_OK) done = std::unexpected(sqlite_error(raw, code));
  else done = copy_pages(source->get(), raw);
  target.reset();
  if (!done)
    for (const char* ending : {"", "-wal", "-shm", "-journal"}) std::filesystem::remove(to + ending, error);
  return done;
}

Result<std::uint64_t> entries_in(const std::string& path) {
  auto db = open_to_read(path);
  if (!db) return std::unexpected(db.error());
  auto last = Statement::prepare(db->get(), "SELECT n,entries FROM segment ORDER BY n DESC LIMIT 1");
  if (!last) return std::unexpected(last.error());
  auto row = last->step();
  if (!row) return std::unexpected(row.error());
  if (!*row) return 0;
  auto segment = Reader::segment_of(*last);
  if (!segment) return std::unexpected(segment.error());
  return segment->first() + segment->count();
}

}  // namespace tsugite::ledger
