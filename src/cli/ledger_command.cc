// tsugite ledger ...: the ledger looked at from outside, also beside a running node.
#include <fmt/format.h>

#include <boost/json.hpp>

#include "charter/newest.h"
#include "cli/command.h"
#include "ledger/sqlite/sqlite_store.h"
#include "ledger/verify.h"
#include "node/folder.h"
#include "world/posix/posix.h"

namespace tsugite::cli {
namespace {

struct Options {
  std::string data;
  bool json = false;
} options;

Result<ledger::VerifyReport> verify_folder() {
  world::PosixDisk disk;
  world::SodiumRandom random;
  node::Folder folder(options.data);
  auto settings = node::read_settings(folder, disk);
  if (!settings) return std::unexpected(settings.error());
  auto config = node::read_config(folder, *settings, disk);
  if (!config) return std::unexpected(config.error());
  auto keyring = ledger::Keyring::open(folder.keys().string(), disk, random);
  if (!keyring) return std::unexpected(keyring.error());
  auto store = ledger::open_sqlite(folder.data_file().string(), *keyring, {.read_only = true, .vfs = ""});
  if (!store) return std::unexpected(store.error());
  const auto newest = charter::newest_of(config->charters);
  ledger::VerifyKeys keys{newest->id, settings->party, config->log.public_key(), {}};
  for (const auto& partner : settings->partners) {
    auto certificate = node::read_partner_keys(folder, partner.party, *newest, disk);
    if (!certificate) return std::unexpected(certificate.error());
    keys.partners[partner.party] = {certificate->log, certificate->cosigner};
  }
  return ledger::verify_ledger(**store, keys);
}

int verify() {
  auto report = verify_folder();
  if (!report) return complain(report.error());
  if (options.json) {
    boost::json::object out{{"right", report->right()}, {"entries", report->entries}, {"disposed", report->disposed},
                            {"ledger_seals", report->ledger_seals}, {"unsealed", report->unsealed}, {"numbered", report->numbered}, {"stream_seals", report->stream_seals},
                            {"receipts", report->receipts}};
    if (report->wrong) {
      boost::json::object wrong{{"rule", report->wrong->rule}, {"where", report->wrong->where},
                                {"message", {{"ja", report->wrong->message.ja}, {"en", report->wrong->message.en}}}};
      if (report->wrong->entry) wrong["entry"] = *report->wrong->entry;
      out["wrong"] = wrong;
    }
    fmt::print("{}\n", boost::json::serialize(out));
  } else {
    fmt::print("{} entries under {} seals, {} of them after the last; {} sent under {} checkpoints, {} receipts\n", report->entries, report->ledger_seals, report->unsealed, report->numbered,
               report->stream_seals, report->receipts);
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
