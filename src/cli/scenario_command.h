// `tsugite scenario run FILE`: plays a scenario on running nodes and tells it as it goes.
// Exit codes: 0 played to the end, 1 an expectation did not come true or a node refused or did not answer, 2
// a bad file or usage.
#pragma once

#include <CLI/App.hpp>

namespace tsugite::cli {

// `exit_code` is set when the subcommand has run; it must outlive the parse.
void add_scenario(CLI::App& app, int& exit_code);

}  // namespace tsugite::cli
