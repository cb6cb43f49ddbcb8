#include "gateways/jma/shaking.h"

#include <algorithm>

#include "gateways/jma/earthquake.h"
#include "gateways/jma/names.h"

namespace tsugite::gateways::jma {
namespace {

void bad_intensity(Reader& reader, pugi::xml_node node) {
  reader.fail("jma.intensity", node, "not one of JMA's seismic intensity classes", "気象庁の震度階級ではありません");
}

struct Level {
  std::optional<Intensity> intensity;
  Text text;
};

Level level_of(Intensity intensity) { return {intensity, name_of(intensity)}; }

Level read_intensity(Reader& reader, pugi::xml_node node) {
  auto intensity = intensity_from(reader.line(node));
  if (intensity) return level_of(*intensity);
  if (reader.ok()) bad_intensity(reader, node);
  return {};
}

// MaxInt, or, where a station has gone silent, the Condition that stands in its place: the places hit hardest
// may be the ones that say nothing.
Level read_observed(Reader& reader, pugi::xml_node node) {
  if (auto max = reader.maybe(node, Ns::body, "MaxInt")) return read_intensity(reader, max);
  return {std::nullopt, phrase(reader.line(reader.one(node, Ns::body, "Condition")))};
}

// ForecastInt: From and To are classes; To may be "over", both may be 不明.
Level read_expected(Reader& reader, pugi::xml_node node) {
  auto forecast = reader.one(node, Ns::body, "ForecastInt");
  auto from_node = reader.one(forecast, Ns::body, "From"), to_node = reader.one(forecast, Ns::body, "To");
  const std::string from_code = reader.line(from_node), to_code = reader.line(to_node);
  if (!reader.ok()) return {};
  if (from_code == "不明") return {std::nullopt, {"震度不明", "Intensity unknown"}};
  if (from_code == "0") return {std::nullopt, {"震度０", "Intensity 0"}};
  auto from = intensity_from(from_code);
  if (!from) {
    bad_intensity(reader, from_node);
    return {};
  }
  Text low = name_of(*from);
  if (to_code == "over") return {from, {low.ja + "程度以上", low.en + " or above"}};
  auto to = intensity_from(to_code);
  if (!to || *to < *from) {
    bad_intensity(reader, to_node);
    return {};
  }
  if (*to == *from) return level_of(*to);
  Text high = name_of(*to);
  return {to, {low.ja + "から" + high.ja, low.en + " to " + high.en.substr(high.en.find(' ') + 1)}};
}

Area read_area(Reader& reader, pugi::xml_node node, List list, const Level& level) {
  Area area;
  std::string name = reader.line(reader.one(node, Ns::body, "Name"));
  area.code = read_code(reader, reader.one(node, Ns::body, "Code"));
  area.name = named(list, area.code, std::move(name));
  area.level = level.text;
  area.rank = level.intensity ? static_cast<int>(*level.intensity) : 0;
  return area;
}

// Cities number up to 1,700; kept are those where people need help, and those that are silent.
void read_city(Reader& reader, pugi::xml_node node, Alert& alert) {
  Level level = read_observed(reader, node);
  if (level.intensity && *level.intensity < Intensity::i6_lower) return;
  Area city = read_area(reader, node, List::city, level);
  if (!level.intensity) city.rank = static_cast<int>(Intensity::i5_lower);
  alert.cities.push_back(std::move(city));
}

void cut_cities(Alert& alert) {
  strongest_first(alert.cities);
  if (alert.cities.size() <= max_cities) return;
  alert.cities_left_out = alert.cities.size() - max_cities;
  alert.cities.resize(max_cities);
}

}  // namespace

void add_area(Reader& reader, pugi::xml_node at, std::vector<Area>& list, Area area) {
  auto known = std::find_if(list.begin(), list.end(), [&](const Area& a) { return a.code == area.code; });
  if (known != list.end()) {
    if (known->rank < area.rank) *known = std::move(area);
    return;
  }
  if (list.size() == max_areas)
    return reader.fail("jma.too-many-areas", at, "the message names more areas than there are", "区域の数が上限を超えています");
  list.push_back(std::move(area));
}

void strongest_first(std::vector<Area>& list) {
  std::stable_sort(list.begin(), list.end(), [](const Area& a, const Area& b) { return a.rank > b.rank; });
}

void read_observation(Reader& reader, pugi::xml_node body, bool required, Alert& alert) {
  auto intensity = required ? reader.one(body, Ns::body, "Intensity") : reader.maybe(body, Ns::body, "Intensity");
  if (!intensity) return;
  auto observation = reader.one(intensity, Ns::body, "Observation");
  Level max = read_observed(reader, observation);
  alert.max_intensity = max.intensity;
  alert.max_intensity_text = max.text;
  reader.each(observation, Ns::body, "Pref", [&](pugi::xml_node pref) {
    add_area(reader, pref, alert.prefectures, read_area(reader, pref, List::prefecture, read_observed(reader, pref)));
    reader.each(pref, Ns::body, "Area", [&](pugi::xml_node area) {
      add_area(reader, area, alert.areas, read_area(reader, area, List::area, read_observed(reader, area)));
      reader.each(area, Ns::body, "City", [&](pugi::xml_node city) { read_city(reader, city, alert); });
    });
  });
  strongest_first(alert.prefectures);
  strongest_first(alert.areas);
  cut_cities(alert);
}

// A forecast names its region once for each area in it; the region's level is that of its strongest area.
void read_forecast(Reader& reader, pugi::xml_node body, Alert& alert) {
  auto forecast = reader.one(reader.one(body, Ns::body, "Intensity"), Ns::body, "Forecast");
  Level max = read_expected(reader, forecast);
  alert.max_intensity = max.intensity;
  alert.max_intensity_text = max.text;
  reader.each(forecast, Ns::body, "Pref", [&](pugi::xml_node pref) {
    reader.each(pref, Ns::body, "Area", [&](pugi::xml_node area) {
      Level level = read_expected(reader, area);
      add_area(reader, area, alert.areas, read_area(reader, area, List::area, level));
      add_area(reader, pref, alert.prefectures, read_area(reader, pref, List::warning_region, level));
    });
  });
  strongest_first(alert.prefectures);
  strongest_first(alert.areas);
}

}  // namespace tsugite::gateways::jma
