// The folder of one node: what lies where, and the settings in node.yaml.
//
//   node.yaml                 settings (no secrets)
//   charters/<digest>/        every charter this party approved, as its files
//   annex/                    the national annex
//   data/tsugite.db           the one data file
//   keys/                     log.key cosigner.key tls.key (secret), tls.crt, <PARTY>.keys (our certificate, to give away),
//                             accounts.json, records-*.keys (the per-record keys)
//   partners/<PARTY>.keys     partners' certificates, as they gave them
//   inbox/jma/                the watched folder of the JMA gateway, with done/ and refused/ beneath
//   bundles/in, bundles/out   files for partners that no line reaches (node/bundles.h)
//
// Errors name file and rule ("node.*"). Reads and writes through world::Disk. Format page: docs/formats/datafile.md
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "charter/companions/companions.h"
#include "charter/load.h"
#include "core/core.h"
#include "ledger/key_history.h"
#include "world/disk.h"

namespace tsugite::node {

// Of the folder as above, in node.yaml: a folder of a higher one is left alone. The data file has a version of its own.
inline constexpr int folder_layout = 1;

struct PartnerSettings {
  std::string party;
  std::string dial;  // "host:port", empty: we wait for it
};

struct Settings {
  std::string party;
  std::string web = "127.0.0.1:8800";
  std::string federation = "127.0.0.1:9800";
  std::vector<std::string> web_names;    // by which browsers may know the web, beside the address itself
  std::string tls_certificate, tls_key;  // PEM files for the web; needed on any other address than loopback
  std::vector<PartnerSettings> partners;
};

class Folder {
 public:
  explicit Folder(std::filesystem::path root) : root_(std::move(root)) {}

  std::filesystem::path settings_file() const { return root_ / "node.yaml"; }
  std::filesystem::path keys() const { return root_ / "keys"; }
  std::filesystem::path disposed_list() const { return keys() / "disposed.list"; }
  std::filesystem::path data_file() const { return root_ / "data" / "tsugite.db"; }
  std::filesystem::path charters() const { return root_ / "charters"; }
  std::filesystem::path annex() const { return root_ / "annex"; }
  std::filesystem::path partner_keys(const std::string& party) const { return root_ / "partners" / (party + ".keys"); }
  std::filesystem::path own_keys(const std::string& party) const { return keys() / (party + ".keys"); }
  // Our key history for one partner, where keys changed since we first sent to it.
  std::filesystem::path own_keys_for(const std::string& party, const std::string& partner) const {
    return keys() / (party + "-for-" + partner + ".keys");
  }
  std::filesystem::path inbox_jma() const { return root_ / "inbox" / "jma"; }
  std::filesystem::path bundles() const { return root_ / "bundles"; }
  const std::filesystem::path& root() const { return root_; }

 private:
  std::filesystem::path root_;
};

Result<Settings> read_settings(const Folder& folder, const world::Disk& disk);
Result<void> write_settings(const Folder& folder, const Settings& settings, world::Disk& disk);

// All YAML files beneath a folder by relative path.
Result<charter::Files> read_yaml_folder(const std::filesystem::path& folder, const world::Disk& disk);
// Loads and checks; the first finding is the error, and `more` says how many follow.
Result<charter::Charter> read_charter(const std::filesystem::path& folder, const world::Disk& disk);

// The glossary and chronology that lie beside an approved charter. They gate nothing: what cannot be read is left out.
charter::Companions read_companions(const Folder& folder, const charter::Charter& charter, const world::Disk& disk);

// Everything a core needs, from the folder: approved charters, annex, keys, partners.
Result<core::Config> read_config(const Folder& folder, const Settings& settings, const world::Disk& disk);

// Copies a checked charter, with root keys for all its parties, among the approved ones. Returns its digest.
Result<Digest> approve_charter(const Folder& folder, const std::filesystem::path& charter, world::Disk& disk);

// A partner's certificates as they lie in partners/, checked against the root key in the newest approved charter.
Result<ledger::KeyHistory> read_partner_keys(const Folder& folder, const std::string& party, const charter::Charter& charter,
                                             const world::Disk& disk);
// Those of every party, our own among them: what the folder holds, or what a partner has shown since, whichever is newer.
Result<std::map<std::string, ledger::KeyHistory>> read_all_keys(const Folder& folder, const Settings& settings,
                                                                const charter::Charter& charter, const ledger::Store& store,
                                                                const world::Disk& disk);

}  // namespace tsugite::node
