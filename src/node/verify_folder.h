// Checks a node's ledger where it lies, also beside the running node: ledger/verify.h with the keys that its folder holds.
#pragma once

#include <optional>

#include "ledger/verify.h"
#include "node/folder.h"

namespace tsugite::node {

struct FolderReport {
  std::string party;
  ledger::VerifyReport ledger;
  std::uint64_t entries = 0;       // in the data file
  std::optional<WallTime> newest;  // when the last of them was appended
};

// Errors: where the folder, its keys or its data file cannot be read at all.
Result<FolderReport> verify_folder(const Folder& folder);

}  // namespace tsugite::node
