// tsugite: one binary, a group of subcommands each. Exit codes: cli/command.h.
#include <fmt/format.h>

#include <exception>

#include "cli/command.h"
#include "cli/scenario_command.h"

int main(int argc, char** argv) {
  using namespace tsugite::cli;
  CLI::App app{"Tsugite 継手: the node each party of an alliance runs, so that sovereign governments can act as one"};
  app.set_version_flag("--version", "tsugite " TSUGITE_VERSION);
  app.require_subcommand(1);
  app.footer("Exit codes: 0 done, 1 what was checked was found wrong, 2 wrong usage, 3 it could not be done here");
  Run run;
  add_root(app, run);
  add_charter(app, run);
  add_node(app, run);
  add_keys(app, run);
  add_partner(app, run);
  add_user(app, run);
  add_ledger(app, run);
  add_label(app, run);
  add_receipt(app, run);
  add_doctor(app, run);
  add_bundle(app, run);
  add_scenario(app, run);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? done : wrong_usage;
  }
  try {
    return run ? run() : wrong_usage;
  } catch (const std::exception& error) {
    fmt::print(stderr, "tsugite: {}\n", error.what());
    return cannot;
  }
}
