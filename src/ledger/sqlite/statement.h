// A prepared SQLite statement and its errors by name. Values bind without a copy: they must outlive the step.
// Errors: "store.full", "store.io", "store.corrupt", "store.busy", "store.read-only"; everything else is "store.sqlite".
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <string>
#include <utility>

#include "base/bytes.h"
#include "base/result.h"

namespace tsugite::ledger {

// The error that this connection had last.
Error sqlite_error(sqlite3* db, int code);
Result<void> execute(sqlite3* db, const std::string& sql);

class Statement {
 public:
  static Result<Statement> prepare(sqlite3* db, const char* sql);
  Statement() = default;
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(Statement&& other) noexcept : statement_(std::exchange(other.statement_, nullptr)) {}
  Statement& operator=(Statement&& other) noexcept {
    std::swap(statement_, other.statement_);
    return *this;
  }

  Statement& bind(int at, std::uint64_t value) {
    sqlite3_bind_int64(statement_, at, static_cast<sqlite3_int64>(value));
    return *this;
  }
  Statement& bind(int at, std::int64_t value) {
    sqlite3_bind_int64(statement_, at, value);
    return *this;
  }
  Statement& blob(int at, BytesView value) {
    sqlite3_bind_blob64(statement_, at, value.data(), value.size(), SQLITE_STATIC);
    return *this;
  }
  // NULL where there is nothing.
  Statement& optional_blob(int at, BytesView value) {
    if (!value.empty()) return blob(at, value);
    sqlite3_bind_null(statement_, at);
    return *this;
  }
  Statement& text(int at, std::string_view value) {
    sqlite3_bind_text64(statement_, at, value.data(), value.size(), SQLITE_STATIC, SQLITE_UTF8);
    return *this;
  }

  // True: a row is there. False: done, and the statement is reset.
  Result<bool> step();
  // For a statement without rows.
  Result<void> run();
  void reset() { sqlite3_reset(statement_); }

  std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
  bool null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  // Valid until the next step.
  BytesView bytes(int column) const {
    const void* data = sqlite3_column_blob(statement_, column);
    return {static_cast<const char*>(data), static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }

 private:
  sqlite3_stmt* statement_ = nullptr;
};

}  // namespace tsugite::ledger
