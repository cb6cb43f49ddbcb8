// One node from its folder until a signal: reads settings, opens the store, starts the runtime and the server, stops in order.
#pragma once

#include <filesystem>

#include "node/folder.h"

namespace tsugite::node {

Result<void> run(Folder folder, const std::filesystem::path& web_root);

}  // namespace tsugite::node
