// The floor of what is durable: one SQLite table of blobs, WAL, synchronous=FULL, a prepared INSERT and nothing around it.
#pragma once

#include <sqlite3.h>

#include <filesystem>
#include <string>
#include <vector>

namespace tsugite::bench {

class PlainSqlite {
 public:
  explicit PlainSqlite(const std::filesystem::path& file);
  ~PlainSqlite();
  PlainSqlite(const PlainSqlite&) = delete;
  PlainSqlite& operator=(const PlainSqlite&) = delete;

  // One transaction of these rows. A single row commits by itself, without BEGIN.
  void append(const std::vector<std::string>& rows);

 private:
  void run(sqlite3_stmt* statement);
  sqlite3_stmt* prepare(const char* sql);
  sqlite3* db_ = nullptr;
  sqlite3_stmt *begin_ = nullptr, *insert_ = nullptr, *commit_ = nullptr;
};

}  // namespace tsugite::bench
