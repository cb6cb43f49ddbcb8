// tsugite label ...: a label as STANAG 4774 XML, and back. Needs a charter and no node.
#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <cstdio>
#include <iostream>
#include <iterator>

#include "charter/load.h"
#include "cli/command.h"
#include "gateways/stanag4774/confidentiality_label.h"
#include "node/folder.h"
#include "world/posix/posix.h"

namespace tsugite::cli {
namespace {

namespace stanag = gateways::stanag4774;

const std::vector<std::string> roots{"originator", "alternative", "metadata"};

struct Options {
  std::string folder, file, policy, classification, originator, created, root = "originator";
  std::vector<std::string> to, caveats;
  bool json = false;
} options;

Result<charter::Charter> load() {
  world::PosixDisk disk;
  auto files = node::read_yaml_folder(options.folder, disk);
  if (!files) return std::unexpected(files.error());
  auto loaded = charter::load_charter(*files);
  if (!loaded.usable()) return std::unexpected(loaded.findings.front().error);
  return std::move(loaded.charter);
}

int to_xml() {
  const auto charter = load();
  if (!charter) return complain(charter.error());
  const auto* naming = stanag::find(charter->namings, options.policy);
  if (naming == nullptr) {
    std::vector<std::string> known;
    for (const auto& one : charter->namings) known.push_back(one.identifier);
    return complain(Error{"label.policy", options.policy,
                          Text{fmt::format("共通定義書にこの基準の名称はありません。使えるもの：{}", fmt::join(known, "、")),
                               fmt::format("The charter has no names under this policy; it has {}", fmt::join(known, ", "))}},
                    wrong_usage);
  }
  const auto created = from_iso(options.created);
  if (!created) return complain(created.error(), wrong_usage);
  stanag::Marking marking;
  marking.root = static_cast<stanag::Root>(std::ranges::find(roots, options.root) - roots.begin());
  marking.label = {charter->marking.id,
                   options.classification,
                   {options.to.begin(), options.to.end()},
                   {options.caveats.begin(), options.caveats.end()},
                   options.originator};
  marking.created = *created;
  const auto xml = stanag::write(marking, charter->marking, *naming);
  if (!xml) return complain(xml.error(), found_wrong);
  if (options.json) fmt::print("{}\n", boost::json::serialize(boost::json::object{{"policy", naming->identifier}, {"xml", *xml}}));
  else fmt::print("{}", *xml);
  return done;
}

Result<Bytes> content(const std::string& file) {
  world::PosixDisk disk;
  if (file != "-") return disk.read(file);
  return Bytes(std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>());
}

template <class Ids>
boost::json::array array_of(const Ids& ids) {
  boost::json::array out;
  for (const auto& id : ids) out.emplace_back(id);
  return out;
}

void print(const stanag::Marking& marking, const label::Policy& policy) {
  const auto& label = marking.label;
  const auto& classification = policy.classifications.at(label.classification);
  fmt::print("{} {} ({} / {})\n", label.originator, label.classification, classification.name.ja, classification.name.en);
  fmt::print("releasable to: {}\n", fmt::join(label.releasable_to, ", "));
  for (const auto& id : label.caveats)
    fmt::print("caveat: {} ({} / {})\n", id, policy.caveats.at(id).name.ja, policy.caveats.at(id).name.en);
  fmt::print("{} label under {}, made {}{}\n", roots[static_cast<std::size_t>(marking.root)], marking.policy, to_iso(marking.created),
             marking.review ? ", for review " + to_iso(*marking.review) : "");
  for (const auto& text : marking.passed_over) fmt::print("does not bear on access: {}\n", text);
}

int from_xml() {
  const auto charter = load();
  if (!charter) return complain(charter.error());
  const auto xml = content(options.file);
  if (!xml) return complain(xml.error());
  const auto marking = stanag::read(*xml, charter->marking, charter->namings);
  if (!marking) return complain(marking.error(), found_wrong);
  if (!options.json) {
    print(*marking, charter->marking);
    return done;
  }
  const auto& label = marking->label;
  boost::json::object out{{"label",
                           {{"policy", label.policy},
                            {"classification", label.classification},
                            {"releasable_to", array_of(label.releasable_to)},
                            {"caveats", array_of(label.caveats)},
                            {"originator", label.originator}}},
                          {"as", roots[static_cast<std::size_t>(marking->root)]},
                          {"under", marking->policy},
                          {"created", to_iso(marking->created)},
                          {"passed_over", array_of(marking->passed_over)}};
  if (marking->review) out["review"] = to_iso(*marking->review);
  fmt::print("{}\n", boost::json::serialize(out));
  return done;
}

}  // namespace

void add_label(CLI::App& app, Run& run) {
  auto* label = app.add_subcommand("label", "Labels as other systems write them: STANAG 4774 XML");
  label->require_subcommand(1);
  auto* writing = label->add_subcommand("to-xml", "Writes a label of the charter's marking policy as a confidentiality label");
  writing->add_option("--charter", options.folder, "Folder of the charter")->required();
  writing->add_option("--under", options.policy, "Policy identifier to write it under, one of the charter's namings")->required();
  writing->add_option("--classification", options.classification, "Classification, by its id in the charter")->required();
  writing->add_option("--originator", options.originator, "Party whose label it is")->required();
  writing->add_option("--to", options.to, "Party it is releasable to; may be repeated");
  writing->add_option("--caveat", options.caveats, "Caveat, by its id in the charter; may be repeated");
  writing->add_option("--created", options.created, "When it was made, as 2016-04-15T16:30:00Z")->required();
  writing->add_option("--as", options.root, "originator (default), alternative or metadata")->check(CLI::IsMember(roots));
  writing->add_flag("--json", options.json, "Report as JSON");
  writing->callback([&run] { run = to_xml; });
  auto* reading =
      label->add_subcommand("from-xml", "Reads a confidentiality label into the charter's marking policy, or says what it will not take");
  reading->add_option("FILE", options.file, "The XML; - for standard input")->required();
  reading->add_option("--charter", options.folder, "Folder of the charter")->required();
  reading->add_flag("--json", options.json, "Report as JSON");
  reading->callback([&run] { run = from_xml; });
}

}  // namespace tsugite::cli
