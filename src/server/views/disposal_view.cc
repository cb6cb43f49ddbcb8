#include "server/views/disposal_view.h"

#include "server/json_write.h"
#include "server/views/case_ref.h"

namespace tsugite::server {
namespace json = boost::json;

json::value disposed_of(const Window& window, const Digest& record) {
  const auto gone = window.disposal_of(record);
  if (!gone) return nullptr;
  return {{"rule", gone->rule}, {"reason", to_json(gone->reason)}, {"at_ms", gone->at_ms}};
}

json::object retention_view(Window& window, const std::string& context) {
  json::array out;
  for (const auto& one : window.due(context)) {
    const auto* c = window.find(one.case_id, context);
    if (c == nullptr) continue;
    out.push_back({{"case", case_ref(window, *c)},
                   {"rule", one.rule},
                   {"reason", to_json(one.reason)},
                   {"ended_ms", one.ended_ms},
                   {"due_ms", one.due_ms},
                   {"kept", one.kept ? json::value(to_json(one.kept->message)) : json::value(nullptr)}});
  }
  return {{"due", std::move(out)}};
}

}  // namespace tsugite::server
