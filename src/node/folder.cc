#include "node/folder.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include "base/sha256.h"
#include "charter/newest.h"
#include "charter/supersedes.h"
#include "node/disposed_list.h"

namespace tsugite::node {
namespace {

namespace fs = std::filesystem;

std::string text_or(const YAML::Node& node, const char* key, const std::string& otherwise) {
  return node[key] && node[key].IsScalar() ? node[key].as<std::string>() : otherwise;
}

Result<ledger::SigningKey> read_key(const fs::path& path, const world::Disk& disk) {
  auto text = disk.read(path.string());
  if (!text) return std::unexpected(text.error());
  while (!text->empty() && (text->back() == '\n' || text->back() == '\r')) text->pop_back();
  auto seed = from_hex(*text);
  if (!seed) return fail("node.key", path.string(), "the key file does not hold a key", "鍵ファイルに鍵がありません");
  return ledger::SigningKey::from_seed(*seed);
}

}  // namespace

Result<Settings> read_settings(const Folder& folder, const world::Disk& disk) {
  const std::string path = folder.settings_file().string();
  auto text = disk.read(path);
  if (!text)
    return fail("node.folder", path, "no node here: run `tsugite node init` first",
                "ここにノードがありません。先に tsugite node init を実行してください");
  Settings out;
  try {
    YAML::Node yaml = YAML::Load(*text);
    if (const auto layout = yaml["layout"]; layout && layout.as<int>() > folder_layout)
      return fail("node.newer-folder", path,
                  fmt::format("a newer version laid out this folder (layout {}, known here: {}): run that version", layout.as<int>(),
                              folder_layout),
                  fmt::format("新しい版のノードのフォルダーです（構成{}、この版で扱えるのは{}まで）。その版で実行してください",
                              layout.as<int>(), folder_layout));
    out.party = text_or(yaml, "party", "");
    out.web = text_or(yaml, "web", out.web);
    out.federation = text_or(yaml, "federation", out.federation);
    out.tls_certificate = text_or(yaml, "tls_certificate", "");
    out.tls_key = text_or(yaml, "tls_key", "");
    for (const auto& name : yaml["web_names"]) out.web_names.push_back(name.as<std::string>());
    for (const auto& partner : yaml["partners"]) out.partners.push_back({text_or(partner, "party", ""), text_or(partner, "dial", "")});
  } catch (const YAML::Exception& e) {
    return fail("node.settings", fmt::format("{}:{}", path, e.mark.line + 1), "node.yaml cannot be read: " + e.msg,
                "node.yaml を読めません：" + e.msg);
  }
  if (out.party.empty()) return fail("node.settings", path, "node.yaml names no party", "node.yaml に当事者がありません");
  return out;
}

Result<void> write_settings(const Folder& folder, const Settings& settings, world::Disk& disk) {
  YAML::Emitter out;
  out << YAML::BeginMap << YAML::Key << "layout" << YAML::Value << folder_layout << YAML::Key << "party" << YAML::Value << settings.party
      << YAML::Key << "web" << YAML::Value << settings.web << YAML::Key << "federation" << YAML::Value << settings.federation;
  if (!settings.tls_certificate.empty())
    out << YAML::Key << "tls_certificate" << YAML::Value << settings.tls_certificate << YAML::Key << "tls_key" << YAML::Value
        << settings.tls_key;
  if (!settings.web_names.empty()) out << YAML::Key << "web_names" << YAML::Value << settings.web_names;
  out << YAML::Key << "partners" << YAML::Value << YAML::BeginSeq;
  for (const auto& partner : settings.partners) {
    out << YAML::BeginMap << YAML::Key << "party" << YAML::Value << partner.party;
    if (!partner.dial.empty()) out << YAML::Key << "dial" << YAML::Value << partner.dial;
    out << YAML::EndMap;
  }
  out << YAML::EndSeq << YAML::EndMap;
  return disk.write(folder.settings_file().string(), std::string(out.c_str()) + "\n", false);
}

Result<charter::Files> read_yaml_folder(const fs::path& folder, const world::Disk& disk) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) return fail("node.folder", folder.string(), "no such folder", "フォルダーがありません");
  charter::Files out;
  for (auto it = fs::recursive_directory_iterator(folder, error); !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
    if (!it->is_regular_file() || it->path().extension() != ".yaml") continue;
    auto content = disk.read(it->path().string());
    if (!content) return std::unexpected(content.error());
    out[fs::relative(it->path(), folder).generic_string()] = std::move(*content);
  }
  if (error)
    return fail("node.folder", folder.string(), "cannot list the folder: " + error.message(),
                "フォルダーを一覧できません：" + error.message());
  return out;
}

Result<charter::Charter> read_charter(const fs::path& folder, const world::Disk& disk) {
  auto files = read_yaml_folder(folder, disk);
  if (!files) return std::unexpected(files.error());
  auto loaded = charter::load_charter(*files);
  if (!loaded.usable()) {
    Error first = loaded.findings.front().error;
    first.where = (folder / first.where).string();
    return std::unexpected(first);
  }
  return std::move(loaded.charter);
}

charter::Companions read_companions(const Folder& folder, const charter::Charter& charter, const world::Disk& disk) {
  auto files = read_yaml_folder(folder.charters() / charter.digest.hex(), disk);
  return files ? charter::load_companions(*files, charter) : charter::Companions{};
}

Result<charter::Charters> read_approved(const Folder& folder, const world::Disk& disk) {
  charter::Charters out;
  std::error_code error;
  for (auto it = fs::directory_iterator(folder.charters(), error); !error && it != fs::directory_iterator(); it.increment(error)) {
    if (!it->is_directory()) continue;
    auto charter = read_charter(it->path(), disk);
    if (!charter) return std::unexpected(charter.error());
    if (charter->digest.hex() != it->path().filename().string())
      return fail("node.charter-changed", it->path().string(), "the files of an approved charter were changed after its approval",
                  "承認後に共通定義書のファイルが変更されています");
    const Digest digest = charter->digest;
    out[digest] = std::make_shared<const charter::Charter>(std::move(*charter));
  }
  return out;
}

Result<core::Config> read_config(const Folder& folder, const Settings& settings, const world::Disk& disk) {
  auto log = read_key(folder.keys() / "log.key", disk);
  if (!log) return std::unexpected(log.error());
  auto cosigner = read_key(folder.keys() / "cosigner.key", disk);
  if (!cosigner) return std::unexpected(cosigner.error());
  auto certificate = disk.read(folder.own_keys(settings.party).string());
  if (!certificate) return std::unexpected(certificate.error());
  core::Config out{settings.party, {}, nullptr, {}, *log, *cosigner, std::move(*certificate), ""};
  auto approved = read_approved(folder, disk);
  if (!approved) return std::unexpected(approved.error());
  out.charters = *std::move(approved);
  const auto newest = charter::newest_of(out.charters);
  if (!newest) return fail("node.no-charter", folder.charters().string(), "no approved charter here", "承認済みの共通定義書がありません");
  if (!newest->parties.contains(settings.party))
    return fail("node.party", settings.party, "the charter names no such party", "共通定義書にこの当事者がありません");
  auto annex_files = read_yaml_folder(folder.annex(), disk);
  if (!annex_files) return std::unexpected(annex_files.error());
  auto annex = charter::load_annex(*annex_files, *newest);
  if (!annex.usable()) {
    Error first = annex.findings.front().error;
    first.where = (folder.annex() / first.where).string();
    return std::unexpected(first);
  }
  if (annex.annex.party != settings.party)
    return fail("node.annex", annex.annex.party, "the national annex is another party's", "国内設定が別の当事者のものです");
  out.annex = std::make_shared<const charter::Annex>(std::move(annex.annex));
  for (const auto& partner : settings.partners) {
    out.partners.insert(partner.party);
    const auto path = folder.own_keys_for(settings.party, partner.party);
    std::error_code error;
    if (!fs::exists(path, error)) continue;
    auto history = disk.read(path.string());
    if (!history) return std::unexpected(history.error());
    out.certificates_for[partner.party] = *std::move(history);
  }
  auto retention = charter::load_retention(*annex_files, *newest);
  if (!retention.findings.empty()) {
    Error first = retention.findings.front().error;
    first.where = (folder.annex() / first.where).string();
    return std::unexpected(first);
  }
  out.retention = std::move(retention.retention);
  auto disposed = read_disposed(folder.disposed_list(), disk);
  if (!disposed) return std::unexpected(disposed.error());
  out.disposed = std::move(*disposed);
  return out;
}

Result<Digest> approve_charter(const Folder& folder, const fs::path& charter_folder, world::Disk& disk) {
  auto charter = read_charter(charter_folder, disk);
  if (!charter) return std::unexpected(charter.error());
  for (const auto& [id, party] : charter->parties)
    if (!party.root)
      return fail("node.no-root", id, "the charter holds no root key of this party: set it with `tsugite charter set-root`",
                  "共通定義書にこの当事者のルート鍵がありません。tsugite charter set-root で設定してください");
  auto approved = read_approved(folder, disk);
  if (!approved) return std::unexpected(approved.error());
  for (const auto& [digest, other] : *approved) {
    if (other->id != charter->id || other->version == charter->version) continue;
    const bool later = charter->version > other->version;
    if (auto lost = charter::supersedes(later ? *charter : *other, later ? *other : *charter); !lost.empty())
      return std::unexpected(lost.front());
  }
  auto files = read_yaml_folder(charter_folder, disk);
  if (!files) return std::unexpected(files.error());
  const fs::path target = folder.charters() / charter->digest.hex();
  for (const auto& [path, content] : *files) {
    std::error_code error;
    fs::create_directories((target / path).parent_path(), error);
    if (auto ok = disk.write((target / path).string(), content, false); !ok) return std::unexpected(ok.error());
  }
  return charter->digest;
}

Result<ledger::KeyHistory> read_partner_keys(const Folder& folder, const std::string& party, const charter::Charter& charter,
                                             const world::Disk& disk) {
  auto known = charter.parties.find(party);
  if (known == charter.parties.end() || !known->second.root)
    return fail("node.partner", party, "the charter names no such party, or no root key of it",
                "共通定義書にこの当事者又はそのルート鍵がありません");
  auto text = disk.read(folder.partner_keys(party).string());
  if (!text) return std::unexpected(text.error());
  return ledger::KeyHistory::open(*text, party, *known->second.root);
}

Result<std::map<std::string, ledger::KeyHistory>> read_all_keys(const Folder& folder, const Settings& settings,
                                                                const charter::Charter& charter, const ledger::Store& store,
                                                                const world::Disk& disk) {
  std::map<std::string, ledger::KeyHistory> out;
  const auto self = charter.parties.find(settings.party);
  if (self == charter.parties.end() || !self->second.root)
    return fail("hello.no-root", settings.party, "the charter holds no root key of our own party",
                "共通定義書に当方のルート鍵がありません");
  auto own = disk.read(folder.own_keys(settings.party).string());
  if (!own) return std::unexpected(own.error());
  auto ours = ledger::KeyHistory::open(*own, settings.party, *self->second.root);
  if (!ours) return std::unexpected(ours.error());
  for (const auto& partner : settings.partners) {
    std::error_code error;
    const auto path = folder.own_keys_for(settings.party, partner.party);
    if (!fs::exists(path, error)) continue;
    auto text = disk.read(path.string());
    if (!text) return std::unexpected(text.error());
    auto to = ledger::KeyHistory::open(*text, settings.party, *self->second.root);
    if (!to) return std::unexpected(to.error());
    ours->join(*to);
  }
  out[settings.party] = *std::move(ours);
  for (const auto& partner : settings.partners) {
    auto keys = read_partner_keys(folder, partner.party, charter, disk);
    if (!keys) return std::unexpected(keys.error());
    auto shown = store.get("key-history/" + partner.party);
    if (!shown) return std::unexpected(shown.error());
    if (*shown)
      if (auto since = ledger::KeyHistory::open(**shown, partner.party, *charter.parties.at(partner.party).root);
          since && since->newest().serial > keys->newest().serial)
        keys = std::move(since);
    out[partner.party] = *std::move(keys);
  }
  return out;
}

}  // namespace tsugite::node
