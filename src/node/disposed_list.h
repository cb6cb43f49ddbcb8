// disposed.list in the folder keys: what this node disposed of, by digest, with what is left of each. It travels with the keys, so that a
// data file restored from before a disposal neither opens the body again nor loses its place. Format page: docs/formats/datafile.md
// Errors: "disposed.damaged" (a line that is none; nothing of the file is believed), those of the disk.
#pragma once

#include <filesystem>

#include "core/core.h"
#include "world/disk.h"

namespace tsugite::node {

using DisposedList = std::map<Digest, core::RememberedDisposal>;

Result<DisposedList> parse_disposed(BytesView text, const std::string& where);
Bytes disposed_text(const DisposedList& list);

// No file: nothing was disposed of.
Result<DisposedList> read_disposed(const std::filesystem::path& path, const world::Disk& disk);
Result<void> write_disposed(const std::filesystem::path& path, const DisposedList& list, world::Disk& disk);

// Of a transaction that is durable: what its disposals say, added. True if there was anything.
bool add_disposals(const ledger::Transaction& transaction, DisposedList& list);

}  // namespace tsugite::node
