#include "charter/load.h"

#include <fmt/format.h>

#include <functional>
#include <utility>

#include "base/limits.h"
#include "charter/check.h"
#include "charter/parts.h"

namespace tsugite::charter {
namespace {

constexpr std::size_t max_files = 256;

struct Part {
  const char* file;
  void (*load)(const yaml::Node&, Report&, Charter&);
  bool optional = false;
};
constexpr Part parts[] = {
    {"charter.yaml", load_head},    {"organisations.yaml", load_organisations}, {"bodies.yaml", load_bodies},
    {"seats.yaml", load_seats},     {"situations.yaml", load_situations},       {"measures.yaml", load_measures},
    {"marking.yaml", load_marking}, {"foundations.yaml", load_foundations},     {"programmes.yaml", load_programmes, true}};

bool is_procedure(const std::string& path) {
  return path.starts_with("procedures/") && path.find('/', 11) == std::string::npos && path.size() > 16;
}

bool is_part(const std::string& path) {
  for (const auto& part : parts)
    if (path == part.file) return true;
  return false;
}

class Loader {
 public:
  explicit Loader(const Files& files) : files_(files) {}

  Loaded load() {
    if (!check_files()) return std::move(out_);
    for (const auto& part : parts) read(part.file, part.load);
    for (const auto& [path, content] : files_)
      if (gates(path) && is_procedure(path)) read(path, load_procedure);
    fill_in(out_.charter);
    Report report = make("charter.yaml");
    check_alliance(out_.charter, report);
    check_catalogue(out_.charter, report);
    check_marking(out_.charter, report);
    check_procedures();
    check_whole();
    out_.charter.digest = digest_of(files_);
    return std::move(out_);
  }

 private:
  Report make(const std::string& file) { return Report{"charter.", file, sources_, out_.findings}; }

  bool check_files() {
    std::size_t procedures = 0;
    if (files_.size() > max_files) {
      make("charter.yaml")
          .add(1, "files", fmt::format("a charter has at most {} files", max_files),
               fmt::format("共通定義書のファイルは{}個までです", max_files));
      return false;
    }
    for (const auto& part : parts)
      if (!part.optional && !files_.contains(part.file))
        make(part.file).add(1, "missing-file", "this file is missing from the charter", "このファイルがありません");
    for (const auto& [path, content] : files_) {
      if (!gates(path)) continue;
      procedures += is_procedure(path) ? 1 : 0;
      if (!is_part(path) && !is_procedure(path))
        make(path).add(1, "unknown-file", "a charter has no such file; procedures stand in procedures/",
                       "共通定義書にこのファイルはありません。手続は procedures/ に置いてください");
    }
    if (procedures == 0) make("procedures").add(1, "missing-file", "a charter has at least one procedure", "手続が一つもありません");
    return true;
  }

  void read(const std::string& path, void (*part)(const yaml::Node&, Report&, Charter&)) {
    auto file = files_.find(path);
    if (file == files_.end()) return;
    Report report = make(path);
    auto node = yaml::parse(file->second);
    if (node) part(*node, report, out_.charter);
    else report.add(node.error().line, node.error().rule, node.error().message.en, node.error().message.ja);
  }

  void check_procedures() {
    for (const auto& [id, procedure] : out_.charter.procedures) {
      Report report = make("procedures/" + id + ".yaml");
      // Read from a file of another name: that is a finding already, and what else is wrong with it stands under that name.
      if (!files_.contains(report.file)) continue;
      const std::size_t before = out_.findings.size();
      check_references(out_.charter, procedure, report);
      if (out_.findings.size() == before && clean(report.file)) check_model(out_.charter, procedure, report);
    }
  }

  // What speaks of the charter as a whole says nothing new where a part of it is at fault.
  void check_whole() {
    if (!out_.findings.empty()) return;
    Report report = make("charter.yaml");
    check_coverage(out_.charter, report);
    check_shapes(out_.charter, report);
  }

  // No finding of reading speaks of this file.
  bool clean(const std::string& file) const {
    for (const auto& finding : out_.findings)
      if (finding.error.where.starts_with(file + ":")) return false;
    return true;
  }

  const Files& files_;
  Sources sources_;
  Loaded out_;
};

}  // namespace

std::string show(const TraceStep& step) { return fmt::format("{}: {} -> {}", step.party, step.step, step.state); }

Loaded load_charter(const Files& files) { return Loader(files).load(); }

}  // namespace tsugite::charter
