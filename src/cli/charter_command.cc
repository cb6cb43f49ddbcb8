// tsugite charter ...: check a charter, draw it, put root keys into a copy, approve one for a node.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <filesystem>

#include "charter/companions/companions.h"
#include "charter/graph/graph.h"
#include "charter/load.h"
#include "charter/root_line.h"
#include "cli/command.h"
#include "node/folder.h"
#include "world/posix/posix.h"

namespace tsugite::cli {
namespace {

struct Options {
  std::string folder, annex, party, key, data, out;
  bool json = false;
} options;

boost::json::object to_json(const charter::Finding& finding) {
  const Error& error = finding.error;
  boost::json::array trace;
  for (const auto& step : finding.trace) trace.push_back({{"party", step.party}, {"step", step.step}, {"state", step.state}});
  return {
      {"code", error.code}, {"where", error.where}, {"message", {{"ja", error.message.ja}, {"en", error.message.en}}}, {"trace", trace}};
}

void append(std::vector<charter::Finding>& all, const std::vector<charter::Finding>& more) {
  all.insert(all.end(), more.begin(), more.end());
}

void print(const std::vector<charter::Finding>& findings) {
  for (const auto& finding : findings) {
    fmt::print("{}: {}: {}\n", finding.error.where, finding.error.code, finding.error.message.en);
    for (const auto& step : finding.trace) fmt::print("    {}\n", charter::show(step));
  }
}

int check() {
  world::PosixDisk disk;
  auto files = node::read_yaml_folder(options.folder, disk);
  if (!files) return complain(files.error());
  auto loaded = charter::load_charter(*files);
  std::vector<charter::Finding> findings = loaded.findings;
  const auto companions = charter::load_companions(*files, loaded.charter);
  append(findings, companions.findings);
  if (!options.annex.empty()) {
    auto annex_files = node::read_yaml_folder(options.annex, disk);
    if (!annex_files) return complain(annex_files.error());
    append(findings, charter::load_annex(*annex_files, loaded.charter).findings);
  }
  if (options.json) {
    boost::json::array list;
    for (const auto& finding : findings) list.push_back(to_json(finding));
    boost::json::object out{
        {"digest", loaded.charter.digest.hex()}, {"id", loaded.charter.id}, {"version", loaded.charter.version}, {"findings", list}};
    fmt::print("{}\n", boost::json::serialize(out));
  } else {
    print(findings);
    if (findings.empty()) {
      fmt::print(
          "{} v{} {}: {} parties, {} bodies, {} seats, {} situations, {} measures, {} procedures, {} terms, {} events: no findings\n",
          loaded.charter.id, loaded.charter.version, loaded.charter.digest.hex().substr(0, 16), loaded.charter.parties.size(),
          loaded.charter.bodies.size(), loaded.charter.seats.size(), loaded.charter.situations.size(), loaded.charter.measures.size(),
          loaded.charter.procedures.size(), companions.glossary.size(), companions.events.size());
      for (const auto& [id, party] : loaded.charter.parties)
        if (!party.root) fmt::print("note: {} has no root key yet: no node runs under this charter\n", id);
    }
  }
  return findings.empty() ? done : found_wrong;
}

int draw() {
  world::PosixDisk disk;
  auto files = node::read_yaml_folder(options.folder, disk);
  if (!files) return complain(files.error());
  const auto loaded = charter::load_charter(*files);
  if (!loaded.usable()) {
    print(loaded.findings);
    return found_wrong;
  }
  std::error_code error;
  std::filesystem::create_directories(options.out, error);
  if (error)
    return complain(Error{"charter.graph", options.out,
                          Text{"フォルダーを作成できません：" + error.message(), "cannot make the folder: " + error.message()}});
  const auto pictures = charter::graph::pictures(loaded.charter);
  for (const auto& [name, content] : pictures)
    if (auto ok = disk.write((std::filesystem::path(options.out) / name).string(), content, false); !ok) return complain(ok.error());
  fmt::print("{} files in {}\n", pictures.size(), options.out);
  return done;
}

int set_root() {
  world::PosixDisk disk;
  auto key = ledger::PublicKey::from_hex_text(options.key);
  if (!key)
    return complain(
        Error{"charter.root", options.key, Text{"64桁の16進表記の公開鍵が必要です", "A public key of 64 hexadecimal digits is needed"}},
        wrong_usage);
  const std::string path = (std::filesystem::path(options.folder) / "charter.yaml").string();
  auto text = disk.read(path);
  if (!text) return complain(text.error());
  const std::string edited = charter::with_root(*text, options.party, options.key);
  if (edited.empty())
    return complain(
        Error{"charter.party", path,
              Text{"「- id: 当事者」の行がありません。手で直してください", "No line `- id: PARTY` of that party: edit the file by hand"}});
  if (auto ok = disk.write(path, edited, false); !ok) return complain(ok.error());
  auto files = node::read_yaml_folder(options.folder, disk);
  if (!files) return complain(files.error());
  auto loaded = charter::load_charter(*files);
  if (!loaded.usable()) return complain(loaded.findings.front().error, found_wrong);
  auto set = loaded.charter.parties.find(options.party);
  if (set == loaded.charter.parties.end() || set->second.root != *key)
    return complain(
        Error{"charter.root", path,
              Text{"ルート鍵を書き込めませんでした。手で直してください", "The root key did not get in: edit the file by hand"}});
  fmt::print("{}\n", loaded.charter.digest.hex());
  return done;
}

int approve() {
  world::PosixDisk disk;
  node::Folder folder(options.data);
  auto settings = node::read_settings(folder, disk);
  if (!settings) return complain(settings.error());
  auto digest = node::approve_charter(folder, options.folder, disk);
  if (!digest) return complain(digest.error());
  fmt::print("{}\n", digest->hex());
  fmt::print(stderr, "{}\n",
             Text("この系が動作中であれば、再起動時に読み込みます。適用の開始は、改正の案件で決まります。",
                  "A node that is running reads it when it is started again. When it takes effect is settled in a case.")
                 .in(language()));
  return done;
}

}  // namespace

void add_charter(CLI::App& app, Run& run) {
  auto* charter = app.add_subcommand("charter", "The alliance as data");
  charter->require_subcommand(1);
  auto* checking = charter->add_subcommand("check", "Validates a charter folder; every finding names file, line and rule");
  checking->add_option("DIR", options.folder, "Folder of the charter")->required();
  checking->add_option("--annex", options.annex, "Also check this national annex against it");
  checking->add_flag("--json", options.json, "Report as JSON");
  checking->callback([&run] { run = check; });
  auto* drawing = charter->add_subcommand("graph", "Draws the bodies and each procedure of a charter as SVG, with a page that shows them");
  drawing->add_option("DIR", options.folder, "Folder of the charter")->required();
  drawing->add_option("--out", options.out, "Folder for the pictures; files of the same names are replaced")->required();
  drawing->callback([&run] { run = draw; });
  auto* rooting = charter->add_subcommand("set-root", "Puts a party's root public key into a charter folder");
  rooting->add_option("--charter", options.folder, "Folder of the charter (a copy of your own)")->required();
  rooting->add_option("PARTY", options.party, "Party code")->required();
  rooting->add_option("KEY", options.key, "Public key, 64 hexadecimal digits")->required();
  rooting->callback([&run] { run = set_root; });
  auto* approving = charter->add_subcommand("approve", "Approves a charter for a node; it joins partners under the newest both approved");
  approving->add_option("DIR", options.folder, "Folder of the charter")->required();
  approving->add_option("--data", options.data, "Folder of the node")->required();
  approving->callback([&run] { run = approve; });
}

}  // namespace tsugite::cli
