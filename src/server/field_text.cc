#include "server/field_text.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <iterator>

#include "base/bytes.h"

namespace tsugite::server {
namespace {

constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::int64_t jst_offset_ms = 9LL * 60 * 60 * 1000;

std::string grouped(std::uint64_t number) {
  std::string digits = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

std::string integer_text(std::int64_t value) {
  const auto magnitude = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
  return (value < 0 ? "-" : "") + grouped(magnitude);
}

// Unit names in English are plurals; of one alone it is the singular, which a unit's id is where it lacks only the s: 1 flight.
std::string unit_of(const std::string& id, const std::string& en, std::int64_t milli) { return milli == 1000 && en == id + "s" ? id : en; }

Text quantity_text(const v1::Quantity& quantity, const charter::Charter& charter) {
  const std::string amount = amount_text(quantity.milli());
  if (quantity.unit() == "M") return {"M" + amount, "M" + amount};  // a magnitude is written before its number
  const auto unit = charter.unit_names.find(quantity.unit());
  if (unit == charter.unit_names.end()) return {amount + " " + quantity.unit(), amount + " " + quantity.unit()};
  const auto& name = unit->second;
  return {amount + name.in(Language::ja), amount + " " + unit_of(unit->first, name.in(Language::en), quantity.milli())};
}

Text place_text(const v1::Place& place) {
  const double lat = place.lat_e7() / 1e7, lon = place.lon_e7() / 1e7;
  Text where{fmt::format("{}{:.4f}度、{}{:.4f}度", lat < 0 ? "南緯" : "北緯", std::abs(lat), lon < 0 ? "西経" : "東経", std::abs(lon)),
             fmt::format("{:.4f}°{}, {:.4f}°{}", std::abs(lat), lat < 0 ? "S" : "N", std::abs(lon), lon < 0 ? "W" : "E")};
  const Text name{place.name().ja(), place.name().en()};
  if (name.in(Language::ja).empty()) return where;
  return {fmt::format("{}（{}）", name.in(Language::ja), where.ja), fmt::format("{} ({})", name.in(Language::en), where.en)};
}

Text areas_text(const v1::Areas& areas) {
  Text out;
  for (const auto& area : areas.area()) {
    const Text name{area.name().ja(), area.name().en()}, level{area.level().ja(), area.level().en()};
    const bool with = !level.in(Language::ja).empty();
    if (!out.ja.empty()) out.ja += "、";
    if (!out.en.empty()) out.en += ", ";
    const std::string ja = name.in(Language::ja), en = name.in(Language::en);
    out.ja += (ja.empty() ? area.code() : ja) + (with ? "（" + level.in(Language::ja) + "）" : "");
    out.en += (en.empty() ? area.code() : en) + (with ? " (" + level.in(Language::en) + ")" : "");
  }
  return out;
}

Text choice_text(const std::string& choice, const charter::FieldSpec* spec) {
  if (spec)
    for (const auto& [id, name] : spec->choices)
      if (id == choice) return name;
  return {choice, choice};
}

Text both_filled(const v1::Text& text) {
  const Text plain{text.ja(), text.en()};
  return {plain.in(Language::ja), plain.in(Language::en)};
}

}  // namespace

std::string amount_text(std::int64_t milli) {
  const auto magnitude = milli < 0 ? 0 - static_cast<std::uint64_t>(milli) : static_cast<std::uint64_t>(milli);
  std::string out = (milli < 0 ? "-" : "") + grouped(magnitude / 1000);
  if (magnitude % 1000 == 0) return out;
  out += fmt::format(".{:03}", magnitude % 1000);
  while (out.back() == '0') out.pop_back();
  return out;
}

Text time_text(std::int64_t ms) {
  using namespace std::chrono;
  const auto parts = [](std::int64_t at) {
    const sys_time<milliseconds> point{milliseconds{at}};
    const auto day = floor<days>(point);
    return std::pair{year_month_day{day}, hh_mm_ss<milliseconds>{point - day}};
  };
  const auto [utc_day, utc] = parts(ms);
  const auto [jst_day, jst] = parts(ms + jst_offset_ms);
  const auto clock = [](const auto& t) { return fmt::format("{:02}:{:02}", t.hours().count(), t.minutes().count()); };
  const auto day_ja = [](const auto& d) { return fmt::format("{}月{}日 ", unsigned(d.month()), unsigned(d.day())); };
  const auto day_en = [](const auto& d) { return fmt::format("{} {} ", unsigned(d.day()), months[unsigned(d.month()) - 1]); };
  const bool same_day = utc_day == jst_day;
  return {
      fmt::format("{}年{}{} JST（{}{} UTC）", int(jst_day.year()), day_ja(jst_day), clock(jst), same_day ? "" : day_ja(utc_day),
                  clock(utc)),
      fmt::format("{}{} {} JST ({}{} UTC)", day_en(jst_day), int(jst_day.year()), clock(jst), same_day ? "" : day_en(utc_day), clock(utc))};
}

Text field_text(const v1::Field& field, const charter::Charter& charter, const charter::FieldSpec* spec) {
  switch (field.value_case()) {
    case v1::Field::kText: return both_filled(field.text());
    case v1::Field::kPlace: return place_text(field.place());
    case v1::Field::kQuantity: return quantity_text(field.quantity(), charter);
    case v1::Field::kPeriod: {
      const Text from = time_text(field.period().from_ms()), to = time_text(field.period().to_ms());
      return {from.ja + "から" + to.ja + "まで", from.en + " to " + to.en};
    }
    case v1::Field::kTimeMs: return time_text(field.time_ms());
    case v1::Field::kChoice: return choice_text(field.choice(), spec);
    case v1::Field::kInteger: return {integer_text(field.integer()), integer_text(field.integer())};
    case v1::Field::kAreas: return areas_text(field.areas());
    case v1::Field::kRecord: {
      const std::string hex = to_hex(field.record().substr(0, 4));
      return {"記録 " + hex, "record " + hex};
    }
    case v1::Field::VALUE_NOT_SET: break;
  }
  return {};
}

}  // namespace tsugite::server
