// The store of a node: one SQLite data file (WAL, synchronous=FULL) and the keyring with the keys of its bodies.
//
// A commit returns when the write-ahead log is on disk. One writer at a time: a lock file beside the data file; readers beside it
// are free. After "store.io" every commit is refused until the store is opened again, and the commit that failed is there whole or
// not at all. Commits and reads each have their own connection, so that reading goes on while a commit waits for the disk.
#pragma once

#include <memory>
#include <string>

#include "ledger/sqlite/keyring.h"
#include "ledger/store.h"

namespace tsugite::ledger {

struct SqliteOptions {
  bool read_only = false;  // to verify or export, also beside a running node
  std::string vfs;         // an SQLite VFS by name; empty: the system's
};

// Opens the data file, or creates it together with a keyring that is not started. The keyring must outlive the store.
// Errors: "store.newer-version", "store.older-version", "store.foreign-file", "store.no-file", "store.in-use" (another writer),
// "store.keys-mismatch" (the key folder belongs to another data file, or is gone), and those of a disk.
Result<std::unique_ptr<Store>> open_sqlite(const std::string& path, Keyring& keyring, const SqliteOptions& options = {});

}  // namespace tsugite::ledger
