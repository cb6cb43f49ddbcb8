#include "server/views/field_view.h"

#include "base/bytes.h"
#include "server/field_text.h"
#include "server/json_write.h"

namespace tsugite::server {
namespace json = boost::json;
namespace {

const char* type_of(const v1::Field& field) {
  switch (field.value_case()) {
    case v1::Field::kText: return "text";
    case v1::Field::kPlace: return "place";
    case v1::Field::kQuantity: return "quantity";
    case v1::Field::kPeriod: return "period";
    case v1::Field::kTimeMs: return "time";
    case v1::Field::kChoice: return "choice";
    case v1::Field::kInteger: return "integer";
    case v1::Field::kAreas: return "areas";
    case v1::Field::kRecord: return "record";
    case v1::Field::VALUE_NOT_SET: break;
  }
  return "none";
}

// Whole amounts stay whole in JSON.
json::value amount(std::int64_t milli) {
  if (milli % 1000 == 0) return milli / 1000;
  return static_cast<double>(milli) / 1000;
}

}  // namespace

json::value field_value(const v1::Field& field) {
  switch (field.value_case()) {
    case v1::Field::kText: return to_json(field.text());
    case v1::Field::kPlace:
      return {
          {"lat", field.place().lat_e7() / 1e7}, {"lon", field.place().lon_e7() / 1e7}, {"name", to_json(to_text(field.place().name()))}};
    case v1::Field::kQuantity: return {{"amount", amount(field.quantity().milli())}, {"unit", field.quantity().unit()}};
    case v1::Field::kPeriod: return {{"from_ms", field.period().from_ms()}, {"to_ms", field.period().to_ms()}};
    case v1::Field::kTimeMs: return field.time_ms();
    case v1::Field::kChoice: return json::value(field.choice());
    case v1::Field::kInteger: return field.integer();
    case v1::Field::kAreas: {
      json::array out;
      for (const auto& area : field.areas().area())
        out.push_back({{"code", area.code()}, {"name", to_json(to_text(area.name()))}, {"level", to_json(to_text(area.level()))}});
      return out;
    }
    case v1::Field::kRecord: return json::value(to_hex(field.record()));
    case v1::Field::VALUE_NOT_SET: break;
  }
  return nullptr;
}

json::value field_view(const v1::Field& field, const charter::Charter& charter, const charter::Procedure* procedure) {
  const auto* spec = procedure ? procedure->field(field.name()) : nullptr;
  return {{"id", field.name()},          {"name", to_json(spec ? spec->name : Text{field.name(), field.name()})},
          {"type", type_of(field)},      {"settles", spec && spec->settles},
          {"value", field_value(field)}, {"text", to_json(field_text(field, charter, spec))}};
}

}  // namespace tsugite::server
