#include "node/doctor/own_checks.h"

#include <fmt/format.h>

#include "base/limits.h"
#include "charter/newest.h"
#include "node/tls.h"

namespace tsugite::node {
namespace {

namespace fs = std::filesystem;
using Faults = std::vector<Error>;

void add(Faults& faults, const char* code, const std::string& where, const std::string& en, const std::string& ja) {
  faults.push_back(Error{code, where, Text{ja, en}});
}

void check_tls_key(const Folder& folder, const ledger::KeyCertificate& own, const world::Disk& disk, Faults& faults) {
  const std::string key = (folder.keys() / "tls.key").string(), certificate = (folder.keys() / "tls.crt").string();
  auto pem = disk.read(certificate);
  if (!pem) return faults.push_back(pem.error());
  auto facts = certificate_facts(*pem);
  if (!facts) return faults.push_back(facts.error());
  if (facts->pin != own.tls_pin)
    add(faults, "doctor.own-tls-key", certificate, "our TLS key is not the one that our key certificate names",
        "当方の接続鍵が、鍵証明書に記載した鍵と異なります");
  auto secret = disk.read(key);
  if (!secret) return faults.push_back(secret.error());
  if (!belongs(*pem, *secret))
    add(faults, "doctor.tls-pair", key, "our TLS key does not belong to our TLS certificate", "当方の接続鍵と証明書の組合せが違います");
}

void check_keys(const Folder& folder, const core::Config& config, const charter::Charter& charter, const world::Disk& disk,
                Faults& faults) {
  std::error_code error;
  const auto open_to_others = fs::perms::group_all | fs::perms::others_all;
  if ((fs::status(folder.keys(), error).permissions() & open_to_others) != fs::perms::none)
    add(faults, "doctor.key-readable", folder.keys().string(), "others than its owner may look into the key folder",
        "所有者以外も鍵フォルダーを開けます");
  const auto& root = charter.parties.at(config.party).root;
  if (!root)
    return add(faults, "node.no-root", config.party, "the charter holds no root key of our party",
               "共通定義書に当方のルート鍵がありません");
  auto history = ledger::KeyHistory::open(config.key_certificate, config.party, *root);
  if (!history) {
    Error wrong = history.error();
    wrong.where = folder.own_keys(config.party).string();
    return faults.push_back(wrong);
  }
  const ledger::KeyCertificate& own = history->newest();
  if (own.log != config.log.public_key())
    add(faults, "doctor.own-log-key", (folder.keys() / "log.key").string(), "our log key is not the one that our key certificate names",
        "当方の記録署名鍵が、鍵証明書に記載した鍵と異なります");
  if (own.cosigner != config.cosigner.public_key())
    add(faults, "doctor.own-cosigner-key", (folder.keys() / "cosigner.key").string(),
        "our cosigner key is not the one that our key certificate names", "当方の受領署名鍵が、鍵証明書に記載した鍵と異なります");
  check_tls_key(folder, own, disk, faults);
}

void check_web(const Settings& settings, const world::Disk& disk, WallTime now, Faults& faults) {
  if (settings.tls_certificate.empty()) return;
  auto pem = disk.read(settings.tls_certificate);
  if (!pem) return faults.push_back(pem.error());
  auto facts = certificate_facts(*pem);
  if (!facts) return faults.push_back(facts.error());
  const std::string& where = settings.tls_certificate;
  if (now > facts->not_after)
    add(faults, "doctor.web-expired", where, "the console's TLS certificate ended at " + to_iso(facts->not_after),
        "画面用のTLS証明書は " + to_iso(facts->not_after) + " に失効しました");
  if (now < facts->not_before)
    add(faults, "doctor.web-early", where, "the console's TLS certificate begins at " + to_iso(facts->not_before),
        "画面用のTLS証明書は " + to_iso(facts->not_before) + " から有効です");
  if (!facts->for_servers)
    add(faults, "doctor.web-usage", where, "the console's TLS certificate is not meant for servers",
        "画面用のTLS証明書はサーバー認証用ではありません");
  auto key = disk.read(settings.tls_key);
  if (!key) return faults.push_back(key.error());
  if (!belongs(*pem, *key))
    add(faults, "doctor.web-pair", settings.tls_key, "the console's TLS key does not belong to its certificate",
        "画面用のTLS鍵と証明書の組合せが違います");
}

}  // namespace

std::vector<Error> own_checks(const Folder& folder, const world::Disk& disk, WallTime now) {
  Faults faults;
  if (now.ms < limits::earliest_clock_ms || now.ms > limits::latest_clock_ms)
    add(faults, "node.clock", to_iso(now), "this machine's clock is absurd", "この計算機の時計が異常です");
  auto settings = read_settings(folder, disk);
  if (!settings) {
    faults.push_back(settings.error());
    return faults;
  }
  if (settings->partners.empty())
    add(faults, "doctor.no-partner", settings->party, "this node has no partner", "接続相手が登録されていません");
  if (auto free = disk.free_bytes(folder.data_file().parent_path().string()); free && *free < limits::free_disk_reserve_bytes)
    add(faults, "doctor.disk-full", folder.data_file().string(),
        fmt::format("only {} MiB are left on the disk: writes are refused", *free >> 20),
        fmt::format("ディスクの空きが {} MiB しかありません。書き込みを断っています", *free >> 20));
  check_web(*settings, disk, now, faults);
  auto config = read_config(folder, *settings, disk);
  if (!config) {
    faults.push_back(config.error());
    return faults;
  }
  const auto newest = charter::newest_of(config->charters);
  check_keys(folder, *config, *newest, disk, faults);
  for (const auto& partner : settings->partners)
    if (auto keys = read_partner_keys(folder, partner.party, *newest, disk); !keys) {
      Error wrong = keys.error();
      if (wrong.code == "disk.missing")
        wrong = {"doctor.partner-keys", wrong.where, Text{"相手方の鍵証明書がありません", "the partner's key certificate is not here"}};
      if (wrong.where.empty()) wrong.where = folder.partner_keys(partner.party).string();
      faults.push_back(wrong);
    }
  return faults;
}

}  // namespace tsugite::node
