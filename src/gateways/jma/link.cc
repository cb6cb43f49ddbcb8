#include "gateways/jma/link.h"

#include <algorithm>

#include "gateways/jma/map.h"

namespace tsugite::gateways::jma {
namespace {

std::string event_key(std::string_view kind, std::string_view event) {
  return (kind.starts_with("VTSE") ? "tsunami " : "earthquake ") + std::string(event);
}

// The event of a case, from the message key that its first record carries: "kind/event/...".
std::string event_of(const core::Core& core, const casework::Case& c) {
  for (const auto& record : c.records) {
    auto envelope = core.envelope(record.index);
    if (!envelope || !envelope->has_step()) continue;
    for (const auto& field : envelope->step().field()) {
      if (field.name() != "message" || !field.has_text()) continue;
      std::string_view key = field.text().ja();
      auto first = key.find('/');
      auto second = first == key.npos ? key.npos : key.find('/', first + 1);
      if (second != key.npos) return event_key(key.substr(0, first), key.substr(first + 1, second - first - 1));
    }
  }
  return "";
}

bool all_lifted(const Alert& alert) {
  return !alert.coasts.empty() && std::all_of(alert.coasts.begin(), alert.coasts.end(), [](const Coast& coast) { return coast.lifted; });
}

}  // namespace

void Link::learn(const core::Core& core, const std::string& context) {
  auto cases = core.casework().cases(context);
  Known& known = contexts_[context];
  std::size_t alerts = 0;
  for (const auto* c : cases)
    if (c->procedure == "alert" && c->opened_by == core.party() && !c->ended) ++alerts;
  if (alerts == known.cases) return;
  known.events.clear();
  for (const auto* c : cases)
    if (c->procedure == "alert" && c->opened_by == core.party() && !c->ended) known.events[event_of(core, *c)] = c->id;
  known.cases = alerts;
}

Result<Message> Link::command(const Alert& alert, const core::Core& core, const std::string& context, const casework::Actor& actor,
                              Bytes entropy) {
  auto fields = fields_of(alert);
  if (!fields) return std::unexpected(fields.error());
  learn(core, context);
  const auto& events = contexts_[context].events;
  auto open = events.find(event_key(alert.kind, alert.event_id));
  Message out;
  out.headline = alert.headline;
  out.input.command_id = "jma " + context + " " + alert.message_key;
  auto& command = out.input.command;
  command.kind = casework::Command::Kind::step;
  command.actor = actor;
  command.context = context;
  command.procedure = "alert";
  command.entropy = std::move(entropy);
  if (open == events.end()) {
    if (alert.info_type == InfoType::cancel)
      return fail("jma.unknown-event", alert.event_id, "a cancellation of an event that was never received",
                  "受信していない情報の取消報です");
    command.step = "issue";
  } else {
    command.case_id = open->second;
    command.step = alert.info_type == InfoType::cancel ? "cancel" : all_lifted(alert) ? "lift" : "update";
  }
  const auto* procedure = core.charter().procedure("alert");
  const auto* step = procedure == nullptr ? nullptr : procedure->step(command.step);
  if (step == nullptr)
    return fail("jma.no-procedure", command.step, "the charter has no alert procedure with this step",
                "共通定義書に警報の手続がありません");
  for (auto& field : *fields)
    if (std::find(step->fields.begin(), step->fields.end(), field.name()) != step->fields.end()) command.fields.push_back(std::move(field));
  return out;
}

}  // namespace tsugite::gateways::jma
