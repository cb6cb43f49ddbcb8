// A copy of a data file while a node writes to it: SQLite's online backup, one committed state in a file that stands alone.
//
// The keys of the bodies are not in it (ledger/sqlite/keyring.h): a disposed body stays closed in every copy, and a copy without the
// key folder opens no body. Errors: those of open_database and statement.h; "store.exists" where the copy would overwrite something.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"

namespace tsugite::ledger {

// On disk when it returns; nothing is left of it where it fails.
Result<void> copy_data_file(const std::string& from, const std::string& to);
// How many entries the ledger of a data file has. Needs no keys.
Result<std::uint64_t> entries_in(const std::string& path);

}  // namespace tsugite::ledger
