// tsugite ledger ...: the ledger looked at from outside, also beside a running node.
#include <fmt/format.h>

#include <boost/json.hpp>

#include "cli/command.h"
#include "node/verify_folder.h"

namespace tsugite::cli {
namespace {

struct Options {
  std::string data;
  bool json = false;
} options;

int verify() {
  auto found = node::verify_folder(node::Folder(options.data));
  if (!found) return complain(found.error());
  const auto* report = &found->ledger;
  if (options.json) {
    boost::json::object out{{"right", report->right()},
                            {"entries", report->entries},
                            {"disposed", report->disposed},
                            {"ledger_seals", report->ledger_seals},
                            {"unsealed", report->unsealed},
                            {"numbered", report->numbered},
                            {"stream_seals", report->stream_seals},
                            {"receipts", report->receipts}};
    if (report->wrong) {
      boost::json::object wrong{{"rule", report->wrong->rule},
                                {"where", report->wrong->where},
                                {"message", {{"ja", report->wrong->message.ja}, {"en", report->wrong->message.en}}}};
      if (report->wrong->entry) wrong["entry"] = *report->wrong->entry;
      out["wrong"] = wrong;
    }
    fmt::print("{}\n", boost::json::serialize(out));
  } else {
    fmt::print("{} entries under {} seals, {} of them after the last; {} sent under {} checkpoints, {} receipts\n", report->entries,
               report->ledger_seals, report->unsealed, report->numbered, report->stream_seals, report->receipts);
    if (report->wrong) fmt::print("WRONG {}: {}: {}\n", report->wrong->where, report->wrong->rule, report->wrong->message.en);
    else fmt::print("all of it is right\n");
  }
  return report->right() ? done : found_wrong;
}

}  // namespace

void add_ledger(CLI::App& app, Run& run) {
  auto* ledger = app.add_subcommand("ledger", "The ledger, looked at from outside");
  ledger->require_subcommand(1);
  auto* verifying = ledger->add_subcommand("verify", "Checks everything the ledger claims again and names the first wrong entry");
  verifying->add_option("--data", options.data, "Folder of the node")->required();
  verifying->add_flag("--json", options.json, "Report as JSON");
  verifying->callback([&run] { run = verify; });
}

}  // namespace tsugite::cli
