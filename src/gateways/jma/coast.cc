#include "gateways/jma/coast.h"

#include <algorithm>

#include "gateways/jma/earthquake.h"
#include "gateways/jma/names.h"
#include "gateways/jma/shaking.h"
#include "gateways/jma/values.h"

namespace tsugite::gateways::jma {
namespace {

// By code where we know it, and never below what the Japanese name says: a new code must not make a warning
// quiet.
Severity severity_of(std::string_view code, std::string_view name) {
  if (name.find("解除") != std::string_view::npos || code == "00" || code == "50" || code == "60") return Severity::information;
  if (code == "52" || code == "53" || name.starts_with("大津波警報")) return Severity::emergency;
  if (code == "51" || name.starts_with("津波警報")) return Severity::warning;
  if (code == "62" || name.starts_with("津波注意報")) return Severity::advisory;
  return Severity::information;
}

bool ends_with(std::string_view text, std::string_view end) { return text.ends_with(end); }

// "１０ｍ超" and the number 10 -> "Over 10 m". Where JMA gives words instead of a number (NaN), those.
void read_height(Reader& reader, pugi::xml_node max_height, Coast& coast) {
  constexpr int highest_cm = 10'000;
  auto node = reader.one(max_height, Ns::basis, "TsunamiHeight");
  const std::string value = reader.line(node);
  const std::string words = reader.words(node, "description");
  if (value == "NaN") {
    if (!words.empty()) coast.height = phrase(words);
    return;
  }
  coast.height_cm = scaled(value, 2, 0, highest_cm);
  if (!coast.height_cm) {
    reader.fail("jma.number", node, "not a tsunami height in metres", "津波の高さ（メートル）ではありません");
    return;
  }
  const std::string metres = value + " m";
  if (words.empty()) coast.height = {value + "ｍ", metres};
  else if (ends_with(words, "超")) coast.height = {words, "Over " + metres};
  else if (ends_with(words, "未満")) coast.height = {words, "Less than " + metres};
  else if (ends_with(words, "以上")) coast.height = {words, metres + " or above"};
  else coast.height = {words, metres};
}

Coast read_coast(Reader& reader, pugi::xml_node item) {
  Coast coast;
  auto area = reader.one(item, Ns::body, "Area");
  std::string name = reader.line(reader.one(area, Ns::body, "Name"));
  coast.code = read_code(reader, reader.one(area, Ns::body, "Code"));
  coast.name = named(List::coast, coast.code, std::move(name));
  auto kind = reader.one(reader.one(item, Ns::body, "Category"), Ns::body, "Kind");
  std::string category = reader.line(reader.one(kind, Ns::body, "Name"));
  coast.category_code = read_code(reader, reader.one(kind, Ns::body, "Code"));
  coast.severity = severity_of(coast.category_code, category);
  coast.lifted = category.find("解除") != std::string::npos || coast.category_code == "50" || coast.category_code == "60";
  coast.category = named(List::tsunami_category, coast.category_code, std::move(category));
  if (auto first = reader.maybe(item, Ns::body, "FirstHeight")) {
    if (auto arrival = reader.maybe(first, Ns::body, "ArrivalTime")) coast.arrival = reader.time(arrival);
    if (auto note = reader.maybe(first, Ns::body, "Condition")) coast.arrival_note = phrase(reader.line(note));
  }
  if (auto height = reader.maybe(item, Ns::body, "MaxHeight")) read_height(reader, height, coast);
  return coast;
}

Area area_of(const Coast& coast) {
  Text level = coast.category;
  if (!coast.height.ja.empty()) {
    level.ja += "　" + coast.height.ja;
    level.en += ", " + coast.height.en;
  }
  return {coast.code, coast.name, std::move(level), static_cast<int>(coast.severity)};
}

}  // namespace

void read_coasts(Reader& reader, pugi::xml_node body, Alert& alert) {
  auto forecast = reader.one(reader.one(body, Ns::body, "Tsunami"), Ns::body, "Forecast");
  reader.each(forecast, Ns::body, "Item", [&](pugi::xml_node item) {
    Coast coast = read_coast(reader, item);
    add_area(reader, item, alert.areas, area_of(coast));
    auto known = std::find_if(alert.coasts.begin(), alert.coasts.end(), [&](const Coast& c) { return c.code == coast.code; });
    if (known == alert.coasts.end()) alert.coasts.push_back(std::move(coast));
    else if (known->severity < coast.severity) *known = std::move(coast);
  });
  if (reader.ok() && alert.coasts.empty()) reader.one(forecast, Ns::body, "Item");
  std::stable_sort(alert.coasts.begin(), alert.coasts.end(), [](const Coast& a, const Coast& b) { return a.severity > b.severity; });
  strongest_first(alert.areas);
}

}  // namespace tsugite::gateways::jma
