#include "server/views/doctor_view.h"

#include "server/json_write.h"

namespace tsugite::server {
namespace json = boost::json;
namespace {

json::value todo(const Diagnosis::Finding& one) {
  using Mender = Diagnosis::Mender;
  if (one.who == Mender::nobody) return nullptr;
  return {{"who", one.who == Mender::ours ? "ours" : one.who == Mender::theirs ? "partner" : "either"}, {"text", to_json(one.todo)}};
}

}  // namespace

json::object doctor_view(const Window& window, const Diagnosis& diagnosis, WallTime at) {
  const auto party = [&](const std::string& id) { return party_ref(window.charter(), id); };
  json::array partners, findings;
  for (const auto& id : diagnosis.partners) partners.push_back(party(id));
  for (const auto& one : diagnosis.findings)
    findings.push_back({{"partner", one.partner.empty() ? json::value(nullptr) : party(one.partner)},
                        {"said_by", party(one.told ? one.partner : window.party())},
                        {"code", one.fault.code},
                        {"where", one.fault.where},
                        {"message", to_json(one.fault.message)},
                        {"todo", todo(one)}});
  return {{"at_ms", at.ms}, {"partners", std::move(partners)}, {"findings", std::move(findings)}};
}

}  // namespace tsugite::server
