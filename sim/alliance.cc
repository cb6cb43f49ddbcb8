#include "alliance.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/sha256.h"
#include "charter/load.h"

namespace tsugite::sim {
namespace {

namespace fs = std::filesystem;

charter::Files read_folder(const fs::path& folder) {
  charter::Files out;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".yaml") continue;
    std::ifstream in(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    out[fs::relative(entry.path(), folder).generic_string()] = text.str();
  }
  return out;
}

template <class Loaded>
void require(const Loaded& loaded, const char* what) {
  if (loaded.usable()) return;
  std::fprintf(stderr, "%s: %s\n", what, describe(loaded.findings.front().error).c_str());
  std::exit(3);
}

ledger::SigningKey key(const std::string& name) {
  auto out = ledger::SigningKey::from_seed(sha256("simulated key " + name).view());
  if (!out) std::abort();
  return *out;
}

using ChangeAnnex = void (*)(charter::Annex&);

Alliance make_alliance(const std::string& source_dir, const std::string& folder, ChangeAnnex change) {
  auto loaded = charter::load_charter(read_folder(source_dir + "/charters/" + folder));
  require(loaded, folder.c_str());
  for (auto& [id, party] : loaded.charter.parties) party.root = key(id + " root").public_key();
  Alliance out;
  out.charter = std::make_shared<const charter::Charter>(std::move(loaded.charter));
  for (const auto& [id, party] : out.charter->parties) {
    auto annex = charter::load_annex(read_folder(source_dir + "/e2e/annex/" + id), *out.charter);
    require(annex, ("annex " + id).c_str());
    change(annex.annex);
    const auto log = key(id + " log"), cosigner = key(id + " cosigner");
    out.pins[id] = sha256("simulated tls " + id);
    out.roots.emplace(id, key(id + " root"));
    core::Config config{id,
                        {{out.charter->digest, out.charter}},
                        std::make_shared<const charter::Annex>(annex.annex),
                        {},
                        log,
                        cosigner,
                        ledger::KeyCertificate{id, log.public_key(), cosigner.public_key(), out.pins[id], 1}.sign(key(id + " root")),
                        "simulated"};
    config.open_cases = 2;  // so that cases are packed and unpacked all the time
    for (const auto& [other, unused] : out.charter->parties)
      if (other != id) config.partners.insert(other);
    out.nodes.emplace(id, std::move(config));
  }
  out.contexts = {"real", out.nodes.begin()->second.annex->exercises.front().id};
  return out;
}

}  // namespace

Alliance two_nations(const std::string& source_dir) {
  Alliance out = make_alliance(source_dir, "japan-us", [](charter::Annex&) {});
  out.waits = {"report"};
  return out;
}

Alliance three_prefectures(const std::string& source_dir) {
  // Damage is released by two persons here.
  Alliance out = make_alliance(source_dir, "three-prefectures", [](charter::Annex& annex) {
    for (auto& rule : annex.release)
      if (rule.kind == "damage/*") rule.two_persons = true;
    const auto officer =
        std::find_if(annex.people.begin(), annex.people.end(), [](const auto& person) { return person.release_authority; });
    if (officer == annex.people.end()) std::abort();
    charter::Person second = *officer;
    second.account += "-second";
    annex.people.push_back(second);
  });
  out.waits = {"damage"};
  out.persons = 2;
  return out;
}

}  // namespace tsugite::sim
