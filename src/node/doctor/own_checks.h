// What can be found wrong with a node from its folder alone: settings, charters, keys and whether they go together, partners'
// certificates, the web's certificate, the disk. Reads only; works whether or not the node runs. Every fault that can be told, not the
// first one. Codes: those of what refuses ("node.*", "keys.*", "charter.*") and "doctor.*".
#pragma once

#include <vector>

#include "node/folder.h"

namespace tsugite::node {

std::vector<Error> own_checks(const Folder& folder, const world::Disk& disk, WallTime now);

}  // namespace tsugite::node
