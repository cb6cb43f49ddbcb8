#include "gateways/jma/headline.h"

#include <algorithm>

namespace tsugite::gateways::jma {
namespace {

constexpr std::size_t named_areas = 3;

std::string jst(WallTime time) {
  constexpr Duration offset{9LL * 60 * 60 * 1000};
  std::string iso = to_iso(time + offset);
  return iso.substr(0, 10) + " " + iso.substr(11, 5) + " JST";
}

std::string tenths(int value) {
  const int whole = std::abs(value);
  return (value < 0 ? "-" : "") + std::to_string(whole / 10) + "." + std::to_string(whole % 10);
}

std::string depth(const Hypocentre& hypocentre) {
  if (!hypocentre.depth_km) return "depth unknown";
  return *hypocentre.depth_km == 0 ? "very shallow" : "depth " + std::to_string(*hypocentre.depth_km) + " km";
}

// "Kumamoto Region, Kumamoto Prefecture: M7.3, depth 12 km, 2016-04-16 01:25 JST"
std::string earthquake(const Alert& alert) {
  if (!alert.hypocentre) return {};
  const Hypocentre& h = *alert.hypocentre;
  std::string out = h.area.en + ": ";
  out += h.magnitude_tenths ? "M" + tenths(*h.magnitude_tenths) : h.magnitude.en;
  out += ", " + depth(h);
  if (alert.origin) out += ", " + jst(*alert.origin);
  return out;
}

// The areas that share the highest rank: "A; B; C and 4 more areas".
std::string strongest(const std::vector<Area>& areas) {
  std::string out;
  auto end = std::find_if(areas.begin(), areas.end(), [&](const Area& a) { return a.rank != areas.front().rank; });
  const auto count = static_cast<std::size_t>(end - areas.begin());
  for (std::size_t i = 0; i < std::min(count, named_areas); ++i) out += (i == 0 ? "" : "; ") + areas[i].name.en;
  if (count > named_areas) {
    const std::size_t more = count - named_areas;
    out += " and " + std::to_string(more) + (more == 1 ? " more area" : " more areas");
  }
  return out;
}

std::string shaking(const Alert& alert, const char* verb) {
  if (alert.max_intensity_text.en.empty()) return {};
  std::string out = alert.max_intensity_text.en + " " + verb;
  if (!alert.areas.empty()) out += " in " + strongest(alert.areas);
  return out;
}

// The coasts that pass the test, by name where they are few: "A; B", or "15 coasts".
template <class Test>
std::string coasts_where(const Alert& alert, Test test) {
  std::string names;
  std::size_t count = 0;
  for (const Coast& coast : alert.coasts) {
    if (!test(coast)) continue;
    if (++count <= named_areas) names += (count == 1 ? "" : "; ") + coast.name.en;
  }
  return count > named_areas ? std::to_string(count) + " coasts" : names;
}

// "Tsunami Warning for 5 coasts, Tsunami Advisory for Mutsu Bay"; of forecasts only where nothing stronger is
// in force.
std::string coasts(const Alert& alert) {
  std::string out;
  auto add = [&](const char* what, auto test) {
    std::string where = coasts_where(alert, test);
    if (!where.empty()) out += (out.empty() ? "" : ", ") + std::string(what) + " for " + where;
  };
  auto severe = [](Severity s) { return [s](const Coast& c) { return c.severity == s; }; };
  add("Major Tsunami Warning", severe(Severity::emergency));
  add("Tsunami Warning", severe(Severity::warning));
  add("Tsunami Advisory", severe(Severity::advisory));
  if (!out.empty()) return out;
  add("warning or advisory lifted", [](const Coast& c) { return c.lifted; });
  add("slight sea level change", [](const Coast& c) { return !c.lifted && c.category_code.starts_with('7'); });
  return out;
}

}  // namespace

std::string english_headline(const Alert& alert) {
  std::string out = alert.title.en;
  if (alert.info_type == InfoType::cancel) return out + " cancelled";
  if (alert.info_type == InfoType::update) out += " (correction)";
  auto add = [&](const std::string& part, const char* before) {
    if (!part.empty()) out += before + part;
  };
  if (alert.kind == "VTSE41") add(coasts(alert), ": ");
  else add(shaking(alert, alert.kind == "VXSE43" ? "expected" : "observed"), ": ");
  add(earthquake(alert), ". ");
  return out;
}

}  // namespace tsugite::gateways::jma
