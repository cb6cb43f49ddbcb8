#include "server/views/recall_view.h"

#include <algorithm>

#include "server/json_write.h"
#include "server/views/case_facts.h"
#include "server/views/case_ref.h"
#include "server/views/item_view.h"

namespace tsugite::server {
namespace json = boost::json;
namespace {

const char* stage_id(core::RecallHolder::Stage stage) {
  using Stage = core::RecallHolder::Stage;
  switch (stage) {
    case Stage::pending: return "pending";
    case Stage::delivered: return "delivered";
    case Stage::acknowledged: return "acknowledged";
    case Stage::refused: return "refused";
  }
  return "";
}

// What the record did, by its name in the case; a proposal by that of the step that makes it.
json::value name_of(Window& window, const casework::Case& c, const Digest& record) {
  for (const auto& seen : seen_records(window, c)) {
    const bool makes_it = seen.envelope->has_step() && seen.envelope->step().proposal() == record.bytes();
    if (is_item(*seen.envelope) && (seen.record->digest == record || makes_it)) return to_json(act_name(window, c, seen));
  }
  return nullptr;
}

}  // namespace

json::object recall_view(const core::RecallStatus& status) {
  json::array holders;
  for (const auto& holder : status.holders)
    holders.push_back(
        {{"party", holder.party}, {"stage", stage_id(holder.stage)}, {"at_ms", holder.at_ms}, {"destroyed", holder.destroyed}});
  return {{"record", status.record.hex()},
          {"recall", status.recall.hex()},
          {"by", status.by},
          {"at_ms", status.at_ms},
          {"ask", status.ask == v1::Recall::DESTROY ? "destroy" : "stop"},
          {"reason", to_json(status.reason)},
          {"holders", std::move(holders)}};
}

json::value recall_of(const Window& window, const Digest& record) {
  const auto status = window.recall_of(record);
  if (!status) return nullptr;
  return recall_view(*status);
}

json::object recalls_view(Window& window, const std::string& context) {
  json::array out;
  for (const auto& status : window.recalls(context)) {
    const auto* c = window.case_of(status.record);
    auto one = recall_view(status);
    one["case"] = c ? json::value(case_ref(window, *c)) : json::value(nullptr);
    one["name"] = c ? name_of(window, *c, status.record) : json::value(nullptr);
    out.push_back(std::move(one));
  }
  return {{"recalls", std::move(out)}};
}

}  // namespace tsugite::server
