// A data file of an earlier version is brought up to this program's: a whole copy of it beside it first (FILE.schema2), then every step in
// one transaction, so that it is of the one version or of the other whatever happens on the way. The copy opens with the program that wrote
// it.
//
// 2 to 3: what a partner's root says of its keys is a history (ledger/key_history.h) under a name of its own. A program of version 2 would
// take a history for no certificate at all, and then an old one for good.
#pragma once

#include <sqlite3.h>

#include <string>

#include "base/result.h"

namespace tsugite::ledger {

// Errors: those of copying and of statement.h; the file is as it was then.
Result<void> upgrade(sqlite3* db, const std::string& path, int from);

}  // namespace tsugite::ledger
