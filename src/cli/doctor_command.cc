// tsugite doctor: what is wrong with a node and its links, from both ends, and what to do about it.
#include <fmt/format.h>

#include <boost/json.hpp>
#include <cstdlib>

#include "cli/command.h"
#include "node/doctor/doctor.h"
#include "world/posix/posix.h"

namespace tsugite::cli {
namespace {

struct Options {
  std::string data;
  bool json = false;
} options;

const char* mender_id(node::Mender who) { return who == node::Mender::ours ? "ours" : who == node::Mender::theirs ? "partner" : "either"; }

std::string mender(node::Mender who, const std::string& partner, Language language) {
  if (who == node::Mender::ours) return language == Language::ja ? "当方で" : "here";
  if (who == node::Mender::theirs) return partner + (language == Language::ja ? " 側で" : "'s side");
  return language == Language::ja ? "どちらかで" : "either side";
}

void print(const node::Diagnosis& diagnosis, Language language) {
  const bool ja = language == Language::ja;
  std::string heading;
  for (const auto& one : diagnosis.findings) {
    const std::string of = one.partner.empty() ? diagnosis.party : diagnosis.party + " - " + one.partner;
    if (of != heading) fmt::print("{}\n", heading = of);
    fmt::print("  {}: {}{}{}\n", one.fault.code,
               one.told ? (ja ? one.partner + " のノードによると、" : one.partner + "'s node says: ") : "", one.fault.message.in(language),
               one.fault.where.empty() ? "" : " (" + one.fault.where + ")");
    if (one.advice != nullptr)
      fmt::print("    -> {}: {}\n", mender(one.advice->who, one.partner, language), ja ? one.advice->ja : one.advice->en);
  }
  std::string partners;
  for (const auto& partner : diagnosis.partners) partners += (partners.empty() ? "" : ", ") + partner;
  if (diagnosis.findings.empty()) {
    if (ja) fmt::print("{}：異常はありません（接続相手：{}）\n", diagnosis.party, partners);
    else fmt::print("{}: nothing is wrong (partners: {})\n", diagnosis.party, partners);
  }
}

boost::json::object to_json(const node::Diagnosis& diagnosis) {
  boost::json::array findings, partners(diagnosis.partners.begin(), diagnosis.partners.end());
  for (const auto& one : diagnosis.findings) {
    boost::json::value todo = nullptr;
    if (one.advice != nullptr) todo = {{"who", mender_id(one.advice->who)}, {"ja", one.advice->ja}, {"en", one.advice->en}};
    findings.push_back({{"partner", one.partner.empty() ? boost::json::value(nullptr) : boost::json::value(one.partner)},
                        {"said_by", one.told ? one.partner : diagnosis.party},
                        {"code", one.fault.code},
                        {"where", one.fault.where},
                        {"message", {{"ja", one.fault.message.ja}, {"en", one.fault.message.en}}},
                        {"todo", todo}});
  }
  return {{"party", diagnosis.party}, {"partners", partners}, {"findings", findings}};
}

int examine() {
  world::PosixDisk disk;
  world::PosixClock clock;
  auto diagnosis = node::diagnose(node::Folder(options.data), disk, clock);
  if (!diagnosis) return complain(diagnosis.error());
  if (options.json) fmt::print("{}\n", boost::json::serialize(to_json(*diagnosis)));
  else print(*diagnosis, language());
  return diagnosis->findings.empty() ? done : found_wrong;
}

}  // namespace

void add_doctor(CLI::App& app, Run& run) {
  auto* doctor = app.add_subcommand("doctor", "Examines a node and its links from both ends, and says what is wrong and what to do");
  doctor->add_option("--data", options.data, "Folder of the node, which may run or not")->required();
  doctor->add_flag("--json", options.json, "Report as JSON, in both languages");
  doctor->callback([&run] { run = examine; });
}

}  // namespace tsugite::cli
