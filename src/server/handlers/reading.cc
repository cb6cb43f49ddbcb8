// Everything that only looks.
#include <algorithm>

#include "gateways/stanag4774/confidentiality_label.h"
#include "server/handlers/asked.h"
#include "server/handlers/handlers.h"
#include "server/json_write.h"
#include "server/views/action_view.h"
#include "server/views/alert_view.h"
#include "server/views/case_page.h"
#include "server/views/case_ref.h"
#include "server/views/charter_view.h"
#include "server/views/desk_view.h"
#include "server/views/link_view.h"
#include "server/views/mechanism_view.h"
#include "server/views/search_view.h"
#include "server/views/today_view.h"

namespace tsugite::server {
namespace json = boost::json;

void handle_charter(const std::shared_ptr<Call>& call) {
  auto window = call->window();
  call->answer(window, charter_view(window.charter()));
}

void handle_today(const std::shared_ptr<Call>& call) {
  auto at = asked(call);
  if (!at) return;
  auto window = call->window();
  call->answer(window, today_view(window, at->context, at->actor, call->backend().clock().now()));
}

void handle_cases(const std::shared_ptr<Call>& call) {
  auto at = asked(call);
  if (!at) return;
  const std::string procedure = call->target().parameter("procedure");
  const auto ended = flag(call, "ended");
  if (!ended) return call->refuse(ended.error());
  auto window = call->window();
  auto cases = window.cases(at->context);
  std::erase_if(
      cases, [&](const casework::Case* c) { return (!procedure.empty() && c->procedure != procedure) || (*ended && c->ended != **ended); });
  std::vector<std::pair<std::int64_t, const casework::Case*>> rows;
  for (const auto* c : cases) rows.emplace_back(updated_ms(window, *c), c);
  std::sort(rows.begin(), rows.end(),
            [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second->id < b.second->id; });
  json::array out;
  for (const auto& [updated, c] : rows) out.push_back(case_ref(window, *c));
  call->answer(window, {{"cases", std::move(out)}});
}

void handle_case(const std::shared_ptr<Call>& call) {
  auto at = asked(call);
  if (!at) return;
  auto window = call->window();
  auto id = call->id<CaseId>(0);
  const auto* c = id ? window.find(*id, at->context) : nullptr;
  if (!c) return call->refuse(Call::not_there());
  call->answer(window, case_page(window, *c, at->actor, call->backend().clock().now()));
}

void handle_search(const std::shared_ptr<Call>& call) {
  auto at = asked(call);
  if (!at) return;
  const auto shared_only = flag(call, "shared");
  if (!shared_only) return call->refuse(shared_only.error());
  const auto words = SearchWords::read(call->target().parameter("words"));
  if (!words) return call->refuse(words.error());
  auto window = call->window();
  call->answer(window, search_view(window, at->context, *words, shared_only->value_or(false)));
}

void handle_mechanism(const std::shared_ptr<Call>& call) {
  auto at = asked(call);
  if (!at) return;
  const auto shared_only = flag(call, "shared");
  if (!shared_only) return call->refuse(shared_only.error());
  auto window = call->window();
  call->answer(window, mechanism_view(window, at->context, at->actor, shared_only->value_or(false)));
}

void handle_openings(const std::shared_ptr<Call>& call) {
  auto at = asked(call);
  if (!at) return;
  auto window = call->window();
  json::array out;
  for (const auto& [id, procedure] : window.charter().procedures) {
    for (const auto& available : window.openings(id, at->actor)) {
      auto action = action_view(window, procedure, available);
      if (action.empty()) continue;
      action["procedure"] = id;
      action["title"] = to_json(procedure.title);
      out.push_back(std::move(action));
    }
  }
  call->answer(window, {{"openings", std::move(out)}});
}

void handle_alerts(const std::shared_ptr<Call>& call) {
  auto at = asked(call);
  if (!at) return;
  auto window = call->window();
  call->answer(window, alerts_view(window, at->context));
}

void handle_links(const std::shared_ptr<Call>& call) {
  auto at = asked(call);
  if (!at) return;
  auto window = call->window();
  auto page = links_view(window, at->context);
  page["own_pin"] = call->backend().own_pin().hex();
  page["strangers"] = strangers_view(call->backend().strangers());
  call->answer(window, page);
}

void handle_desk(const std::shared_ptr<Call>& call) {
  auto at = asked(call);
  if (!at) return;
  auto window = call->window();
  call->answer(window, desk_view(window, at->context));
}

namespace {

// It was disposed of here, or its originator, another party, took it back: its place is shown in the case, the record itself is given to
// nobody.
std::optional<Error> given_back(const Window& window, const Digest& record) {
  if (const auto gone = window.disposal_of(record))
    return Error{
        "record.disposed", record.hex(), {"廃棄した記録です：" + gone->reason.ja, "This record was disposed of: " + gone->reason.en}};
  const auto recall = window.recall_of(record);
  if (!recall || recall->by == window.party()) return std::nullopt;
  return Error{"record.recalled",
               record.hex(),
               {recall->by + "が回収した記録です：" + recall->reason.ja, recall->by + " recalled this record: " + recall->reason.en}};
}

}  // namespace

void handle_record(const std::shared_ptr<Call>& call) {
  auto window = call->window();
  auto id = call->id<Digest>(0);
  const auto* envelope = id ? window.record(*id) : nullptr;
  if (envelope)
    if (const auto gone = given_back(window, *id)) return call->refuse(*gone);
  const auto bytes = envelope ? window.encoded(*id) : std::nullopt;
  if (!bytes) return call->refuse(Call::not_there());
  const auto receipt = window.receipt(*id);
  call->answer(window,
               {{"digest", id->hex()},
                {"case", to_hex(envelope->case_id())},
                {"bytes_base64", to_base64(*bytes)},
                {"receipt", receipt ? json::value{{"checkpoint", receipt->checkpoint}, {"size", receipt->size}} : json::value(nullptr)}});
}

// Under the policy asked for, otherwise under that of the originator's nation. Another policy's label is an equivalent of it.
void handle_record_label(const std::shared_ptr<Call>& call) {
  namespace stanag = gateways::stanag4774;
  auto window = call->window();
  auto id = call->id<Digest>(0);
  const auto* envelope = id ? window.record(*id) : nullptr;
  if (!envelope) return call->refuse(Call::not_there());
  if (const auto gone = given_back(window, *id)) return call->refuse(*gone);
  const auto& charter = window.charter();
  const std::string policy = call->target().parameter("policy"), originator = envelope->label().originator();
  const auto naming = std::ranges::find_if(
      charter.namings, [&](const auto& one) { return policy.empty() ? one.party == originator : one.identifier == policy; });
  if (naming == charter.namings.end())
    return call->refuse(
        Error{"request.choice", "policy",
              Text{"共通定義書に、この基準による表示の名称はありません", "The charter has no names for labels under this policy"}});
  const auto root = naming->party == originator ? stanag::Root::originator : stanag::Root::alternative;
  const auto xml = stanag::write({root, label_of(envelope->label()), WallTime{envelope->wall_ms()}}, charter.marking, *naming);
  if (!xml) return call->refuse(xml.error());
  call->answer(window, *xml, "application/xml");
}

}  // namespace tsugite::server
