#include "node/doctor/doctor.h"

#include <algorithm>
#include <optional>
#include <set>

#include "charter/newest.h"
#include "node/address.h"
#include "node/doctor/ask.h"
#include "node/doctor/greeting.h"
#include "node/doctor/own_checks.h"

namespace tsugite::node {
namespace {

constexpr std::string_view told_prefix = "told/";

// Foreign words go to a terminal and a screen: without what moves the cursor there.
std::string printable(std::string text) {
  std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  return text;
}

class Examination {
 public:
  Examination(const Folder& folder, const world::Disk& disk, const world::Clock& clock, const Settings& settings, Diagnosis& out)
      : folder_(folder), disk_(disk), clock_(clock), settings_(settings), out_(out) {}

  void run() {
    for (auto& fault : own_checks(folder_, disk_, clock_.now())) note("", false, std::move(fault));
    auto config = read_config(folder_, settings_, disk_);
    if (config) config_.emplace(std::move(*config));
    for (const auto& partner : settings_.partners) {
      out_.partners.push_back(partner.party);
      if (!config_) continue;  // the node cannot greet anybody; own_checks said why
      ask_own_node(partner.party);
      if (!partner.dial.empty()) ask_partner(partner);
    }
  }

 private:
  // Once: what this end and the other say of one thing is one finding of this end.
  void note(const std::string& partner, bool told, Error fault) {
    if (!seen_.insert({partner, fault.code}).second) return;
    fault.where = printable(fault.where);
    fault.message = Text{printable(fault.message.ja), printable(fault.message.en)};
    const Advice* advice = advice_on(fault.code, told);
    out_.findings.push_back({partner, told, std::move(fault), advice});
  }

  Asked ask(const std::string& address, const std::string& about, const std::string& partner) {
    return ask_end({address, (folder_.keys() / "tls.key").string(), (folder_.keys() / "tls.crt").string(), about,
                    greeting(*config_, partner, clock_.now())});
  }

  void ask_own_node(const std::string& partner) {
    if (!running_) return;
    Address own = split_address(settings_.federation);
    if (own.host == "0.0.0.0") own.host = "127.0.0.1";
    if (own.host == "::") own.host = "::1";
    const Asked asked = ask((own.host.find(':') == std::string::npos ? own.host : "[" + own.host + "]") + ":" + own.port, partner, partner);
    running_ = asked.hello.has_value();
    if (!running_) {
      note("", false, Error{"doctor.not-running", settings_.federation, Text{"ノードが動いていません", "the node does not run"}});
      return;
    }
    for (const auto& fault : asked.against) {
      const bool told = fault.code.starts_with(told_prefix);
      note(partner, told, Error{fault.code.substr(told ? told_prefix.size() : 0), fault.where, fault.message});
    }
  }

  void ask_partner(const PartnerSettings& partner) {
    const Asked asked = ask(partner.dial, "", partner.party);
    const auto newest = charter::newest_of(config_->charters);
    auto known = read_partner_keys(folder_, partner.party, *newest, disk_);
    if (!known) return;  // own_checks said why
    if (asked.pin && *asked.pin != known->newest().tls_pin) {
      note(partner.party, false,
           Error{"link.wrong-key", asked.pin->hex(),
                 Text{"接続先が示した鍵は、登録した相手方の鍵ではありません",
                      "the key that answers where we dial is not the partner's that we hold"}});
    } else if (asked.hello) {
      for (auto& fault : against_greeting(*asked.hello, *config_, partner.party, *asked.pin, 0, clock_.now()))
        note(partner.party, false, std::move(fault));
    }
    for (const auto& fault : asked.against)  // what it only heard from us, our own node says itself
      if (!fault.code.starts_with(told_prefix)) note(partner.party, true, fault);
    if (asked.failed) note(partner.party, false, *asked.failed);
  }

  const Folder& folder_;
  const world::Disk& disk_;
  const world::Clock& clock_;
  const Settings& settings_;
  Diagnosis& out_;
  std::optional<core::Config> config_;
  std::set<std::pair<std::string, std::string>> seen_;
  bool running_ = true;
};

}  // namespace

Result<Diagnosis> diagnose(const Folder& folder, const world::Disk& disk, const world::Clock& clock, std::uint16_t port) {
  auto settings = read_settings(folder, disk);
  if (!settings) return std::unexpected(settings.error());
  Diagnosis out;
  out.party = settings->party;
  if (const auto host = split_address(settings->federation).host; port != 0)
    settings->federation = (host.find(':') == std::string::npos ? host : "[" + host + "]") + ":" + std::to_string(port);
  Examination(folder, disk, clock, *settings, out).run();
  return out;
}

}  // namespace tsugite::node
