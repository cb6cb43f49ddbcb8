// `tsugite scenario run FILE`: plays a scenario on running nodes and tells it as it goes.
// Exit codes: 0 played to the end, 1 an expectation did not come true or a node refused or did not answer, 2
// a bad file or usage.
#pragma once

#include "cli/command.h"

namespace tsugite::cli {

void add_scenario(CLI::App& app, Run& run);

}  // namespace tsugite::cli
