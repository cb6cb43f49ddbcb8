#include "ledger/sqlite/statement.h"

namespace tsugite::ledger {

Error sqlite_error(sqlite3* db, int code) {
  const std::string detail = db == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(db);
  switch (code & 0xff) {
    case SQLITE_FULL:
      return {"store.full",
              detail,
              {"ディスクに空きがありません。何も書き込まれておらず、読み取りは続けられます",
               "the disk is full; nothing was written, reading goes on"}};
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
      return {
          "store.io", detail, {"ディスク障害のため、保存領域を開き直す必要があります", "the disk failed; the store must be opened again"}};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return {"store.corrupt", detail, {"データファイルが破損しています", "the data file is damaged"}};
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return {"store.busy", detail, {"データファイルが使用中です", "the data file is in use"}};
    case SQLITE_READONLY:
      return {"store.read-only", detail, {"データファイルは読み取り専用で開かれています", "the data file is open for reading only"}};
    default: return {"store.sqlite", detail, {"データファイルの操作に失敗しました", "an operation on the data file failed"}};
  }
}

Result<void> execute(sqlite3* db, const std::string& sql) {
  if (int code = sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr); code != SQLITE_OK)
    return std::unexpected(sqlite_error(db, code));
  return {};
}

Result<Statement> Statement::prepare(sqlite3* db, const char* sql) {
  Statement out;
  if (int code = sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &out.statement_, nullptr); code != SQLITE_OK)
    return std::unexpected(sqlite_error(db, code));
  return out;
}

Result<bool> Statement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  sqlite3* db = sqlite3_db_handle(statement_);
  if (code == SQLITE_DONE) {
    sqlite3_reset(statement_);
    return false;
  }
  Error error = sqlite_error(db, code);
  sqlite3_reset(statement_);
  return std::unexpected(std::move(error));
}

Result<void> Statement::run() {
  auto row = step();
  if (!row) return std::unexpected(row.error());
  if (*row) reset();
  return {};
}

}  // namespace tsugite::ledger
