#include "server/views/desk_view.h"

#include "server/json_write.h"
#include "server/views/case_ref.h"
#include "server/views/field_view.h"
#include "server/views/item_view.h"

namespace tsugite::server {
namespace json = boost::json;

namespace {

json::value first_view(const Window& window, const core::FirstRelease& first) {
  const auto* person = window.annex().person(first.person);
  return {{"account", first.person},
          {"name", to_json(person ? person->name : Text{first.person, first.person})},
          {"at_ms", first.at_ms},
          {"reason", to_json(first.reason)}};
}

}  // namespace

json::object desk_view(Window& window, const std::string& context) {
  json::array items;
  for (const auto& item : window.desk_items(context)) {
    const auto* envelope = window.record(item.record);
    const auto bytes = window.encoded(item.record);
    if (!envelope || !bytes) continue;
    const auto* c = window.case_of(item.record);
    const auto& charter = c ? window.charter_of(*c) : window.charter();
    const auto* procedure = c ? window.procedure_of(*c) : nullptr;
    json::array fields;
    if (envelope->has_proposal()) add_field_views(fields, envelope->proposal().field(), charter, procedure);
    if (envelope->has_step()) add_field_views(fields, envelope->step().field(), charter, procedure);
    items.push_back({{"record", item.record.hex()},
                     {"partner", item.partner},
                     {"kind", item.kind},
                     {"code", item.reason.code},
                     {"reason", to_json(item.reason.message)},
                     {"never", item.never},
                     {"two_persons", item.two_persons},
                     {"first", item.first ? first_view(window, *item.first) : json::value(nullptr)},
                     {"since_ms", item.since_ms},
                     {"case", c ? json::value(case_ref(window, *c)) : json::value(nullptr)},
                     {"fields", std::move(fields)},
                     {"label", label_view(window.marking(), envelope->label())},
                     {"bytes", bytes->size()}});
  }
  return {{"items", std::move(items)}};
}

}  // namespace tsugite::server
