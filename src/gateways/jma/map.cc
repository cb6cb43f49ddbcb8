#include "gateways/jma/map.h"

#include "base/limits.h"

namespace tsugite::gateways::jma {
namespace {

constexpr std::size_t envelope_reserve = 8 * 1024;  // what a record needs besides these fields

void put(v1::Text& out, const Text& text) {
  out.set_ja(text.ja);
  out.set_en(text.en);
  out.set_original("ja");
}

v1::Field& add(std::vector<v1::Field>& out, const char* name) {
  out.emplace_back();
  out.back().set_name(name);
  return out.back();
}

void add_areas(v1::Areas& out, const std::vector<Area>& areas) {
  for (const Area& area : areas) {
    v1::Area& entry = *out.add_area();
    entry.set_code(area.code);
    put(*entry.mutable_name(), area.name);
    put(*entry.mutable_level(), area.level);
  }
}

// An exercise's alert must be known for one wherever its headline travels, even where the status is not
// shown.
Text marked(const Alert& alert) {
  Text out = alert.headline;
  if (alert.status == Status::normal) return out;
  const bool training = alert.status == Status::training;
  const std::string ja = training ? "訓練" : "試験";
  if (out.ja.find(ja) == std::string::npos) out.ja = "【" + ja + "】" + out.ja;
  out.en = (training ? "[TRAINING] " : "[TEST] ") + out.en;
  return out;
}

void add_earthquake(std::vector<v1::Field>& out, const Hypocentre& hypocentre) {
  if (hypocentre.position) {
    v1::Place& place = *add(out, "where").mutable_place();
    place.set_lat_e7(hypocentre.position->lat_e7);
    place.set_lon_e7(hypocentre.position->lon_e7);
    put(*place.mutable_name(), hypocentre.area);
  }
  if (hypocentre.magnitude_tenths) {
    v1::Quantity& magnitude = *add(out, "magnitude").mutable_quantity();
    magnitude.set_milli(std::int64_t{*hypocentre.magnitude_tenths} * 100);
    magnitude.set_unit("M");
  }
  if (hypocentre.depth_km) {
    v1::Quantity& depth = *add(out, "depth").mutable_quantity();
    depth.set_milli(std::int64_t{*hypocentre.depth_km} * 1000);
    depth.set_unit("km");
  }
}

}  // namespace

Result<std::vector<v1::Field>> fields_of(const Alert& alert) {
  std::vector<v1::Field> out;
  put(*add(out, "headline").mutable_text(), marked(alert));
  add(out, "kind").set_choice(alert.kind);
  add(out, "severity").set_choice(id_of(alert.severity));
  add(out, "status").set_choice(id_of(alert.status));
  if (alert.hypocentre) add_earthquake(out, *alert.hypocentre);
  if (alert.origin) add(out, "origin").set_time_ms(alert.origin->ms);
  add(out, "reported").set_time_ms(alert.reported.ms);
  if (alert.max_intensity) add(out, "intensity").set_choice(std::string(code_of(*alert.max_intensity)));
  if (!alert.areas.empty() || !alert.cities.empty()) {
    v1::Areas& areas = *add(out, "areas").mutable_areas();
    add_areas(areas, alert.areas);
    add_areas(areas, alert.cities);
  }
  v1::Text& key = *add(out, "message").mutable_text();
  key.set_ja(alert.message_key);
  key.set_en(alert.message_key);
  key.set_original("both");

  std::size_t bytes = 0;
  for (const v1::Field& field : out) bytes += field.ByteSizeLong();
  if (bytes > limits::record_bytes - envelope_reserve)
    return fail("jma.too-large", alert.message_key, "the alert does not fit into one record", "警報等の内容が1件の記録に収まりません");
  return out;
}

}  // namespace tsugite::gateways::jma
