#include "bench/plain_sqlite.h"

#include "bench/bench.h"

namespace tsugite::bench {

PlainSqlite::PlainSqlite(const std::filesystem::path& file) {
  if (sqlite3_open_v2(file.c_str(), &db_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr) != SQLITE_OK)
    give_up(sqlite3_errmsg(db_));
  const char* setup = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE row(n INTEGER PRIMARY KEY, body BLOB NOT NULL);";
  if (sqlite3_exec(db_, setup, nullptr, nullptr, nullptr) != SQLITE_OK) give_up(sqlite3_errmsg(db_));
  begin_ = prepare("BEGIN IMMEDIATE");
  insert_ = prepare("INSERT INTO row(body) VALUES(?)");
  commit_ = prepare("COMMIT");
}

PlainSqlite::~PlainSqlite() {
  for (sqlite3_stmt* one : {begin_, insert_, commit_}) sqlite3_finalize(one);
  sqlite3_close(db_);
}

sqlite3_stmt* PlainSqlite::prepare(const char* sql) {
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v3(db_, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) != SQLITE_OK) give_up(sqlite3_errmsg(db_));
  return statement;
}

void PlainSqlite::run(sqlite3_stmt* statement) {
  if (sqlite3_step(statement) != SQLITE_DONE) give_up(sqlite3_errmsg(db_));
  sqlite3_reset(statement);
}

void PlainSqlite::append(const std::vector<std::string>& rows) {
  if (rows.size() > 1) run(begin_);
  for (const std::string& row : rows) {
    sqlite3_bind_blob64(insert_, 1, row.data(), row.size(), SQLITE_STATIC);
    run(insert_);
  }
  if (rows.size() > 1) run(commit_);
}

}  // namespace tsugite::bench
