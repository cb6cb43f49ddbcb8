// The command line: one file a group of subcommands. Each adds itself to the app and, when chosen, sets `run`.
//
// Exit codes, the same everywhere: 0 done, 1 what was asked for was found wrong (findings, a failed check), 2 wrong usage,
// 3 it could not be done here (a file, an address, a disk, a key). With --json, reports go to standard output as one JSON value.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>

#include "base/result.h"

namespace tsugite::cli {

enum Exit { done = 0, found_wrong = 1, wrong_usage = 2, cannot = 3 };

using Run = std::function<int()>;

void add_root(CLI::App& app, Run& run);
void add_charter(CLI::App& app, Run& run);
void add_node(CLI::App& app, Run& run);
void add_keys(CLI::App& app, Run& run);
void add_partner(CLI::App& app, Run& run);
void add_user(CLI::App& app, Run& run);
void add_ledger(CLI::App& app, Run& run);
void add_label(CLI::App& app, Run& run);
void add_receipt(CLI::App& app, Run& run);
void add_doctor(CLI::App& app, Run& run);
void add_backup(CLI::App& node, Run& run);  // among the commands of a node
void add_bundle(CLI::App& app, Run& run);

// Of the environment (LANG=ja...).
Language language();
// Prints the error in that language to standard error.
int complain(const Error& error, Exit code = cannot);

}  // namespace tsugite::cli
