#include "server/views/alert_view.h"

#include <algorithm>

#include "server/conventions.h"
#include "server/json_write.h"
#include "server/views/case_ref.h"
#include "server/views/field_view.h"
#include "server/views/item_view.h"

namespace tsugite::server {
namespace json = boost::json;
namespace {

bool is_alert(const charter::Procedure* procedure) {
  if (!procedure) return false;
  return std::all_of(std::begin(conventions::alert_marks), std::end(conventions::alert_marks),
                     [&](const char* mark) { return procedure->field(mark) != nullptr; });
}

const v1::Field* field_of(const StandingFields& fields, const char* name) {
  auto hit = fields.find(name);
  return hit == fields.end() ? nullptr : &hit->second;
}

json::value value_of(const StandingFields& fields, const char* name) {
  const auto* field = field_of(fields, name);
  return field ? field_value(*field) : json::value(nullptr);
}

// A quantity or a number, as a plain number.
json::value number_of(const StandingFields& fields, const char* name) {
  const auto* field = field_of(fields, name);
  if (field && field->has_quantity()) return field_value(*field).at("amount");
  if (field && field->has_integer()) return field->integer();
  return nullptr;
}

json::value choice_of(const StandingFields& fields, const char* name) {
  const auto* field = field_of(fields, name);
  return field && field->has_choice() ? json::value(field->choice()) : json::value(nullptr);
}

json::object alert_view(Window& window, const casework::Case& c) {
  const StandingFields fields = standing_fields(window, c);
  json::object out{{"case", case_ref(window, c)}};
  const auto* headline = field_of(fields, conventions::headline);
  out["headline"] = headline && headline->has_text() ? to_json(headline->text()) : to_json(heading_of(window, c, fields).title);
  for (const char* name : {conventions::kind, conventions::severity, conventions::status, conventions::intensity})
    out[name] = choice_of(fields, name);
  out["where"] = value_of(fields, conventions::where);
  out["origin_ms"] = value_of(fields, conventions::origin);
  out["reported_ms"] = value_of(fields, conventions::reported);
  out["magnitude"] = number_of(fields, conventions::magnitude);
  out["depth_km"] = number_of(fields, conventions::depth);
  const auto* areas = field_of(fields, conventions::areas);
  out["areas"] = areas && areas->has_areas() ? field_value(*areas) : json::value(json::array{});
  out["at_ms"] = updated_ms(window, c);
  out["party"] = c.opened_by;
  // The newest word on it that counts: where that stands towards each partner.
  json::array delivery;
  for (const auto& [record, envelope] : seen_records(window, c))
    if (envelope->has_step() && !is_void(record->standing)) delivery = delivery_view(window, record->digest, *envelope);
  out["delivery"] = std::move(delivery);
  return out;
}

}  // namespace

json::object alerts_view(Window& window, const std::string& context) {
  std::vector<std::pair<std::int64_t, json::object>> rows;
  for (const auto* c : window.cases(context))
    if (is_alert(window.procedure_of(*c))) rows.emplace_back(updated_ms(window, *c), alert_view(window, *c));
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  json::array alerts;
  for (auto& row : rows) alerts.push_back(std::move(row.second));
  return {{"alerts", std::move(alerts)}};
}

}  // namespace tsugite::server
