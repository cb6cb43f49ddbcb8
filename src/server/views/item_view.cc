#include "server/views/item_view.h"

#include <algorithm>

#include "server/json_write.h"
#include "server/views/disposal_view.h"
#include "server/views/field_view.h"
#include "server/views/recall_view.h"

namespace tsugite::server {
namespace json = boost::json;
namespace {

using casework::Standing;

Text act_text(v1::Staffing::Act act) {
  switch (act) {
    case v1::Staffing::DRAFT: return {"起案", "Drafted"};
    case v1::Staffing::AMEND: return {"修文", "Amended"};
    case v1::Staffing::CONCUR: return {"合議・同意", "Concurred"};
    case v1::Staffing::NONCONCUR: return {"合議・不同意", "Nonconcurred"};
    case v1::Staffing::DECIDE: return {"決裁", "Decided"};
    case v1::Staffing::WITHDRAW: return {"起案の取下げ", "Draft withdrawn"};
    case v1::Staffing::SEEN: return {"後閲", "Seen afterwards"};
    default: return {"起案・合議・決裁", "Staffing"};
  }
}

const char* state_id(core::Delivery::State state) {
  using State = core::Delivery::State;
  switch (state) {
    case State::home: return "home";
    case State::queued: return "queued";
    case State::withheld: return "withheld";
    case State::sent: return "sent";
    case State::receipted: return "receipted";
    case State::received: return "received";
    case State::refused: return "refused";
    case State::voided: return "voided";
    case State::ended: return "ended";
  }
  return "";
}

bool is_home(const Seen& seen) {
  return seen.record->standing == Standing::home || seen.envelope->has_staffing() || seen.envelope->has_release() ||
         seen.envelope->has_voided();
}

// The fields a person reads the record by: its own, and those of the proposal that it makes.
json::array item_fields(Window& window, const casework::Case& c, const v1::Envelope& envelope) {
  json::array out;
  const auto& charter = window.charter_of(c);
  const auto* procedure = window.procedure_of(c);
  if (envelope.has_staffing()) {
    add_field_views(out, envelope.staffing().proposal().field(), charter, procedure);
    add_field_views(out, envelope.staffing().step().field(), charter, procedure);
  }
  if (!envelope.has_step()) return out;
  const auto* step = step_of(procedure, envelope.step().step());
  if (step && step->proposes)
    if (auto digest = Digest::from(envelope.step().proposal()))
      if (const auto* proposal = window.record(*digest)) add_field_views(out, proposal->proposal().field(), charter, procedure);
  add_field_views(out, envelope.step().field(), charter, procedure);
  return out;
}

json::value optional_text(const Text& text) {
  if (text.ja.empty() && text.en.empty()) return nullptr;
  return to_json(text);
}

json::value why_of(const Seen& seen) {
  if (is_void(seen.record->standing)) return optional_text(seen.record->why.message);
  const auto& envelope = *seen.envelope;
  if (envelope.has_staffing()) return optional_text(to_text(envelope.staffing().reason()));
  if (envelope.has_release()) return optional_text(to_text(envelope.release().reason()));
  if (envelope.has_refusal()) return optional_text(to_text(envelope.refusal().reason()));
  if (envelope.has_voided()) return optional_text(to_text(envelope.voided().reason()));
  return nullptr;
}

json::value basis_of(const charter::StepSpec* step, const v1::Envelope& envelope) {
  if (!step || !envelope.has_step() || envelope.step().legal_basis().empty()) return nullptr;
  const auto& id = envelope.step().legal_basis();
  if (auto bases = step->legal_bases.find(envelope.party()); bases != step->legal_bases.end())
    for (const auto& [basis, text] : bases->second)
      if (basis == id) return to_json(text);
  return to_json(Text{id, id});
}

// The step of a staffing record stands in its round; only drafts and amendments repeat it.
std::string step_id(const casework::Case& c, const v1::Envelope& envelope) {
  if (envelope.has_step()) return envelope.step().step();
  if (envelope.has_staffing())
    for (const auto& round : c.rounds)
      if (round.id.view() == envelope.staffing().staffing()) return round.step;
  return {};
}

}  // namespace

const char* act_id(v1::Staffing::Act act) {
  switch (act) {
    case v1::Staffing::DRAFT: return "draft";
    case v1::Staffing::AMEND: return "amend";
    case v1::Staffing::CONCUR: return "concur";
    case v1::Staffing::NONCONCUR: return "nonconcur";
    case v1::Staffing::DECIDE: return "decide";
    case v1::Staffing::WITHDRAW: return "withdraw";
    case v1::Staffing::SEEN: return "seen";
    default: return "";
  }
}

bool is_item(const v1::Envelope& envelope) {
  return envelope.has_step() || envelope.has_staffing() || envelope.has_release() || envelope.has_refusal() || envelope.has_voided();
}

const char* lane_of(const Window& window, const Seen& seen) {
  if (is_home(seen) || seen.record->standing == casework::Standing::withheld) return "ours";
  return seen.envelope->party() == window.party() ? "joint" : "theirs";
}

Text act_name(Window& window, const casework::Case& c, const Seen& seen) {
  const auto& envelope = *seen.envelope;
  if (envelope.has_staffing()) return act_text(envelope.staffing().act());
  if (envelope.has_release() && envelope.release().verdict() == v1::Release::REPLACE)
    return {"一部を除いた記録で代替", "Another record goes in its stead"};
  if (envelope.has_release() && envelope.release().first_of_two()) return {"対外提供を承認（一人目）", "Released by the first of two"};
  if (envelope.has_release())
    return envelope.release().verdict() == v1::Release::RELEASE ? Text{"対外提供を承認", "Released at the desk"}
                                                                : Text{"対外提供を不承認", "Refused at the desk"};
  if (envelope.has_refusal()) return {"受入れ拒否", "Refused on receipt"};
  if (envelope.has_voided()) return {"送信前に無効", "Void before sending"};
  const auto* step = step_of(window.procedure_of(c), envelope.step().step());
  return step ? step->name : Text{envelope.step().step(), envelope.step().step()};
}

json::object label_view(const label::Policy& policy, const v1::Label& label) {
  auto classification = policy.classifications.find(label.classification());
  json::array caveats;
  for (const auto& id : label.caveats()) {
    auto caveat = policy.caveats.find(id);
    caveats.push_back(to_json(caveat == policy.caveats.end() ? Text{id, id} : caveat->second.name));
  }
  return {{"classification", to_json(classification == policy.classifications.end() ? Text{label.classification(), label.classification()}
                                                                                    : classification->second.name)},
          {"releasable_to", string_array(label.releasable_to())},
          {"caveats", std::move(caveats)}};
}

json::array delivery_view(const Window& window, const Digest& record, const v1::Envelope& envelope) {
  json::array out;
  for (const auto& partner : envelope.audience()) {
    if (partner == window.party()) continue;
    const auto delivery = window.delivery(record, partner);
    out.push_back({{"partner", partner},
                   {"state", state_id(delivery.state)},
                   {"at_ms", delivery.at_ms},
                   {"reason", optional_text(delivery.reason.message)}});
  }
  return out;
}

json::object item_view(Window& window, const casework::Case& c, const Seen& seen) {
  const auto& envelope = *seen.envelope;
  const auto* procedure = window.procedure_of(c);
  const std::string step = step_id(c, envelope);
  const bool says = envelope.has_step();
  return {
      {"digest", seen.record->digest.hex()},
      {"at_ms", seen.record->seen_ms},
      {"party", envelope.party()},
      {"seat", envelope.seat().empty() ? json::value(nullptr) : seat_ref(window.charter_of(c), envelope.seat())},
      {"step", step.empty() ? json::value(nullptr) : json::value(step)},
      {"name", to_json(act_name(window, c, seen))},
      {"fields", item_fields(window, c, envelope)},
      {"standing", standing_id(seen.record->standing)},
      {"why", why_of(seen)},
      {"proposal", says && !envelope.step().proposal().empty() ? json::value(to_hex(envelope.step().proposal())) : json::value(nullptr)},
      {"number", says && !envelope.step().number().empty() ? json::value(envelope.step().number()) : json::value(nullptr)},
      {"legal_basis", basis_of(step_of(procedure, step), envelope)},
      {"label", label_view(window.marking(), envelope.label())},
      {"disposed", disposed_of(window, seen.record->digest)},
      {"recall", recall_of(window, seen.record->digest)},
      {"delivery", is_home(seen) ? json::array{} : delivery_view(window, seen.record->digest, envelope)}};
}

Lanes lanes_of(Window& window, const casework::Case& c) {
  Lanes out;
  const auto* procedure = window.procedure_of(c);
  for (const auto& seen : seen_records(window, c)) {
    if (!is_item(*seen.envelope)) continue;
    const json::object item = item_view(window, c, seen);
    if (is_home(seen) || seen.record->standing == casework::Standing::withheld) {
      out.ours.push_back(item);
      continue;
    }
    const bool own = seen.envelope->party() == window.party();
    const auto* step = seen.envelope->has_step() ? step_of(procedure, seen.envelope->step().step()) : nullptr;
    const bool official = step && (step->proposes || step->replies);
    const bool remark = step && !step->exclusive && !official;
    if (own || !remark) out.joint.push_back(item);
    if (!own && (remark || official)) out.theirs.push_back(item);
  }
  return out;
}

}  // namespace tsugite::server
