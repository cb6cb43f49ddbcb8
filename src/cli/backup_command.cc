// tsugite node backup, node restore: a copy of a running node, and the way back from one.
#include <fmt/format.h>

#include <filesystem>

#include "cli/command.h"
#include "node/backup.h"

namespace tsugite::cli {
namespace {

struct Options {
  std::string data, to, from, scratch;
  bool verify = false, replace_newer = false;
} options;

void print(const node::FolderReport& report) {
  fmt::print("a node of {}: {} entries under {} seals, {} of them disposed of, the last from {}\n", report.party, report.entries,
             report.ledger.ledger_seals, report.ledger.disposed, report.newest ? to_iso(*report.newest) : "never");
  fmt::print("{} sent under {} checkpoints, {} receipts\n", report.ledger.numbered, report.ledger.stream_seals, report.ledger.receipts);
  if (report.ledger.to_dispose > 0)
    fmt::print("{} of its bodies were disposed of since: the node destroys them again when it starts\n", report.ledger.to_dispose);
}

int backup() {
  auto made = node::make_backup(node::Folder(options.data), options.to);
  if (!made) return complain(made.error());
  fmt::print("{}: {} entries, {} bytes\nno key is in it: back up {} apart\n", options.to, made->entries, made->bytes,
             node::Folder(options.data).keys().string());
  return done;
}

int rehearse() {
  const auto scratch = options.scratch.empty() ? std::filesystem::temp_directory_path() : std::filesystem::path(options.scratch);
  auto report = node::rehearse_restore(options.from, node::Folder(options.data), scratch);
  if (!report) return complain(report.error());
  print(*report);
  if (report->ledger.wrong) {
    fmt::print("WRONG {}: {}: {}\n", report->ledger.wrong->where, report->ledger.wrong->rule, report->ledger.wrong->message.en);
    return found_wrong;
  }
  fmt::print("all of it is right; nothing was changed\n");
  return done;
}

int restore() {
  if (options.verify) return rehearse();
  auto restored = node::restore(options.from, node::Folder(options.data), options.replace_newer);
  if (!restored) return complain(restored.error(), restored.error().code == "restore.wrong" ? found_wrong : cannot);
  print(restored->report);
  if (!restored->put_aside.empty()) fmt::print("the data file that was here is now {}\n", restored->put_aside.string());
  fmt::print("restored: of what came after it, partners give back what this node had sent them; the rest is not in it\n");
  return done;
}

}  // namespace

void add_backup(CLI::App& node, Run& run) {
  auto* backing = node.add_subcommand("backup", "Copies a node, also while it runs; its keys are not in the copy");
  backing->add_option("--data", options.data, "Folder of the node")->required();
  backing->add_option("--to", options.to, "Folder to make")->required();
  backing->callback([&run] { run = backup; });
  auto* restoring = node.add_subcommand("restore", "Puts a backup in the place of a node's data file, or only tries whether it could");
  restoring->add_option("--from", options.from, "Folder of the backup")->required();
  restoring->add_option("--data", options.data, "Folder of the node, with its keys")->required();
  restoring->add_flag("--verify", options.verify,
                      "A drill: restores into a scratch folder, checks everything, says what it holds, leaves nothing");
  restoring->add_option("--scratch", options.scratch,
                        "For the drill: where there is room for a copy; default the system's folder for temporary files");
  restoring->add_flag("--replace-newer", options.replace_newer, "Also where the node's data file holds more than the backup");
  restoring->callback([&run] { run = restore; });
}

}  // namespace tsugite::cli
