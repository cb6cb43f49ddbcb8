// tsugite receipt ...: proof of an exchange as one file, and its check, offline, by anybody.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <cstdio>

#include "charter/newest.h"
#include "cli/command.h"
#include "ledger/evidence_make.h"
#include "ledger/sqlite/sqlite_store.h"
#include "node/folder.h"
#include "world/posix/posix.h"

namespace tsugite::cli {
namespace {

struct Options {
  std::string data, record, partner, claim, out, against, context = "real", file, charter;
  std::vector<std::string> roots;
  bool json = false;
} options;

// The store read-only, beside a running node, with what evidence says about whose keys it is signed by.
struct Opened {
  ledger::EvidenceKeys keys;
  // The store refers to the keyring, and that to these.
  std::unique_ptr<world::PosixDisk> disk = std::make_unique<world::PosixDisk>();
  std::unique_ptr<world::SodiumRandom> random = std::make_unique<world::SodiumRandom>();
  std::unique_ptr<ledger::Keyring> keyring;
  std::unique_ptr<ledger::Store> store;
};

Result<Opened> open() {
  Opened out;
  auto& disk = *out.disk;
  const node::Folder folder(options.data);
  const auto settings = node::read_settings(folder, disk);
  if (!settings) return std::unexpected(settings.error());
  const auto config = node::read_config(folder, *settings, disk);
  if (!config) return std::unexpected(config.error());
  auto keyring = ledger::Keyring::open(folder.keys().string(), disk, *out.random);
  if (!keyring) return std::unexpected(keyring.error());
  out.keyring = std::make_unique<ledger::Keyring>(*std::move(keyring));
  auto store = ledger::open_sqlite(folder.data_file().string(), *out.keyring, {.read_only = true, .vfs = ""});
  if (!store) return std::unexpected(store.error());
  out.store = *std::move(store);
  const auto newest = charter::newest_of(config->charters);
  auto keys = node::read_all_keys(folder, *settings, *newest, *out.store, disk);
  if (!keys) return std::unexpected(keys.error());
  out.keys = {newest->id, settings->party, *std::move(keys), config->certificates_for};
  return out;
}

int hand_over(const Result<ledger::Evidence>& evidence) {
  if (!evidence) return complain(evidence.error(), found_wrong);
  const Bytes text = ledger::encode(*evidence);
  if (options.out.empty()) {
    fmt::print("{}", text);
    return done;
  }
  world::PosixDisk disk;
  if (auto ok = disk.write(options.out, text, false); !ok) return complain(ok.error());
  fmt::print("{}: {}\n", options.out, ledger::word(evidence->claim));
  return done;
}

int make() {
  const auto record = Digest::from_hex_text(options.record);
  if (!record)
    return complain(Error{"evidence.record", options.record,
                          Text{"64桁の16進表記のダイジェストが必要です", "A digest of 64 hexadecimal digits is needed"}},
                    wrong_usage);
  const auto opened = open();
  if (!opened) return complain(opened.error());
  const auto claim = options.claim.empty() ? std::nullopt : ledger::claim_of(options.claim);
  return hand_over(ledger::make_evidence(*opened->store, opened->keys, *record, options.partner, claim));
}

int make_fork() {
  const auto opened = open();
  if (!opened) return complain(opened.error());
  Result<Bytes> shown =
      fail("evidence.no-fork", options.partner,
           "this node was never shown another history by that partner: name a checkpoint that somebody else got",
           "当方がその相手方から別の履歴を示されたことはありません。他の当事者が受け取ったチェックポイントを指定してください");
  if (!options.against.empty()) {
    world::PosixDisk disk;
    shown = disk.read(options.against);
  } else if (const auto kept = opened->store->get("fork/" + options.partner + "/" + options.context); !kept) {
    shown = std::unexpected(kept.error());
  } else if (*kept) {
    shown = **kept;
  }
  if (!shown) return complain(shown.error());
  return hand_over(ledger::make_fork(*opened->store, opened->keys, {options.partner, opened->keys.party, options.context}, *shown));
}

// PARTY=KEY as given, and those of a charter.
Result<std::map<std::string, ledger::PublicKey>> roots() {
  std::map<std::string, ledger::PublicKey> out;
  if (!options.charter.empty()) {
    world::PosixDisk disk;
    const auto charter = node::read_charter(options.charter, disk);
    if (!charter) return std::unexpected(charter.error());
    for (const auto& [id, party] : charter->parties)
      if (party.root) out[id] = *party.root;
  }
  for (const auto& given : options.roots) {
    const auto equals = given.find('=');
    const auto key = ledger::PublicKey::from_hex_text(given.substr(equals == std::string::npos ? given.size() : equals + 1));
    if (!key)
      return fail("evidence.root", given, "a root key is written PARTY=KEY, the key in 64 hexadecimal digits",
                  "ルート鍵は「当事者=鍵」の形で、鍵は64桁の16進表記で指定してください");
    out[given.substr(0, equals)] = *key;
  }
  return out;
}

std::string sentence(const ledger::Proved& p) {
  const auto& box = p.outbox;
  const std::string record = fmt::format("record {} (number {}, {})", p.record.hex(), p.number, box.context);
  switch (p.claim) {
    case ledger::Claim::sent: return fmt::format("{} sent {} to {}", box.from, record, box.to);
    case ledger::Claim::held: return fmt::format("{} held {} of {} at {} by its own clock", box.to, record, box.from, to_iso(*p.held));
    case ledger::Claim::replied:
      return fmt::format("{} answered {} of {} with {}, record {}", box.to, record, box.from, p.said, p.answer.hex());
    case ledger::Claim::refused:
      return fmt::format("{} refused {} of {}: {}: {}, record {}", box.to, record, box.from, p.said, p.reason.en, p.answer.hex());
    case ledger::Claim::fork: break;
  }
  return fmt::format("{} signed two histories of what it sent to {} ({}), at sizes {} and {}", box.from, box.to, box.context, p.smaller,
                     p.larger);
}

boost::json::object to_json(const ledger::Proved& p) {
  boost::json::object out{{"claim", ledger::word(p.claim)}, {"from", p.outbox.from}, {"to", p.outbox.to}, {"context", p.outbox.context}};
  if (p.claim == ledger::Claim::fork) {
    out["sizes"] = {p.smaller, p.larger};
    return out;
  }
  out["record"] = p.record.hex();
  out["number"] = p.number;
  if (p.held) out["held"] = to_iso(*p.held);
  if (!p.said.empty()) out["answer"] = p.answer.hex(), out["said"] = p.said;
  if (!p.reason.en.empty() || !p.reason.ja.empty()) out["reason"] = {{"ja", p.reason.ja}, {"en", p.reason.en}};
  return out;
}

int verify() {
  world::PosixDisk disk;
  const auto text = disk.read(options.file);
  if (!text) return complain(text.error());
  const auto known = roots();
  if (!known) return complain(known.error(), wrong_usage);
  const auto proved = ledger::verify_evidence(*text, *known);
  if (!proved) return complain(proved.error(), found_wrong);
  if (options.json) fmt::print("{}\n", boost::json::serialize(to_json(*proved)));
  else fmt::print("proved: {}\n", sentence(*proved));
  return done;
}

}  // namespace

void add_receipt(CLI::App& app, Run& run) {
  auto* receipt = app.add_subcommand("receipt", "Proof of an exchange that anybody can check offline");
  receipt->require_subcommand(1);
  auto* exporting = receipt->add_subcommand("export", "Makes the evidence that a record was sent, held, replied to or refused");
  exporting->add_option("RECORD", options.record, "Digest of the record, as the console shows it")->required();
  exporting->add_option("--data", options.data, "Folder of the node")->required();
  exporting->add_option("--partner", options.partner, "The partner, where several have the record");
  exporting->add_option("--claim", options.claim, "sent, held, replied or refused; without it, the most that can be proved")
      ->check(CLI::IsMember({"sent", "held", "replied", "refused"}));
  exporting->add_option("--out", options.out, "File to write; otherwise to standard output");
  exporting->callback([&run] { run = make; });
  auto* forking = receipt->add_subcommand("fork", "Makes the evidence that a partner signed two histories");
  forking->add_option("CHECKPOINT", options.against,
                      "A checkpoint by the partner, as somebody else got it; otherwise the one that this node was shown and refused");
  forking->add_option("--data", options.data, "Folder of the node")->required();
  forking->add_option("--partner", options.partner, "The partner")->required();
  forking->add_option("--context", options.context, "real (default) or an exercise");
  forking->add_option("--out", options.out, "File to write; otherwise to standard output");
  forking->callback([&run] { run = make_fork; });
  auto* verifying = receipt->add_subcommand("verify", "Checks evidence with the parties' root public keys alone");
  verifying->add_option("FILE", options.file, "The evidence")->required();
  verifying->add_option("--root", options.roots, "PARTY=KEY, the key in 64 hexadecimal digits; may be repeated");
  verifying->add_option("--charter", options.charter, "Or a charter folder that holds the root keys");
  verifying->add_flag("--json", options.json, "Report as JSON");
  verifying->callback([&run] { run = verify; });
}

}  // namespace tsugite::cli
