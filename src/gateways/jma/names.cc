#include "gateways/jma/names.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "gateways/jma/names_tables.h"

namespace tsugite::gateways::jma {
namespace {

struct Phrase {
  std::string_view ja, en;
};

constexpr std::array<Phrase, 20> phrases{{
    {"震度速報", "Seismic Intensity Information"},
    {"震源に関する情報", "Earthquake Information"},
    {"震源・震度情報", "Earthquake and Seismic Intensity Information"},
    {"震源・震度に関する情報", "Earthquake and Seismic Intensity Information"},
    {"遠地地震に関する情報", "Distant Earthquake Information"},
    {"緊急地震速報（警報）", "Earthquake Early Warning"},
    {"大津波警報", "Major Tsunami Warning"},
    {"津波警報", "Tsunami Warning"},
    {"津波注意報", "Tsunami Advisory"},
    {"津波予報", "Tsunami Forecast"},
    {"ただちに津波来襲と予測", "Tsunami arrival expected imminently"},
    {"津波到達中と推測", "Tsunami inferred to be arriving"},
    {"第１波の到達を確認", "Arrival of the first wave confirmed"},
    {"既に津波到達と推測", "Tsunami inferred to have arrived"},
    {"Ｍ不明", "Magnitude unknown"},
    {"Ｍ８を超える巨大地震", "Magnitude over 8"},
    {"巨大", "Huge"},
    {"高い", "High"},
    {"震度５弱以上未入電", "Intensity 5 Lower or above assumed, no data received"},
    {"津波警報・注意報・予報", "Tsunami Warning, Advisory and Forecast"},
}};

std::string_view known_phrase(std::string_view ja) {
  for (const Phrase& phrase : phrases)
    if (phrase.ja == ja) return phrase.en;
  return {};
}

const Name* find(std::span<const Name> names, std::uint32_t code) {
  auto at = std::lower_bound(names.begin(), names.end(), code, [](const Name& name, std::uint32_t wanted) { return name.code < wanted; });
  return at != names.end() && at->code == code ? &*at : nullptr;
}

}  // namespace

std::span<const Name> names_in(List list) {
  switch (list) {
    case List::prefecture: return prefecture_names();
    case List::area: return area_names();
    case List::city: return city_names();
    case List::warning_region: return warning_region_names();
    case List::coast: return coast_names();
    case List::epicentre: return epicentre_names();
    case List::tsunami_category: return tsunami_category_names();
  }
  return {};
}

std::optional<std::string_view> english(List list, std::string_view code) {
  std::uint32_t number = 0;
  auto [end, err] = std::from_chars(code.data(), code.data() + code.size(), number);
  if (code.empty() || err != std::errc{} || end != code.data() + code.size()) return std::nullopt;
  const Name* name = find(names_in(list), number);
  if (name == nullptr && list == List::epicentre) name = find(area_names(), number);
  if (name == nullptr) return std::nullopt;
  return name->en;
}

Text named(List list, std::string_view code, std::string ja) {
  auto known = english(list, code);
  std::string en = known ? std::string(*known) : ja + " (" + std::string(code) + ")";
  return {std::move(ja), std::move(en)};
}

// A title may join several phrases with a middle dot: 津波注意報・津波予報.
Text phrase(std::string ja) {
  if (std::string_view whole = known_phrase(ja); !whole.empty()) return {std::move(ja), std::string(whole)};
  constexpr std::string_view dot = "・";
  std::string en;
  for (std::string_view rest = ja; !rest.empty();) {
    std::size_t end = std::min(rest.find(dot), rest.size());
    std::string_view part = known_phrase(rest.substr(0, end));
    if (part.empty()) return {ja, ja};
    en += (en.empty() ? "" : " / ") + std::string(part);
    rest.remove_prefix(std::min(end + dot.size(), rest.size()));
  }
  return {std::move(ja), std::move(en)};
}

}  // namespace tsugite::gateways::jma
