// Names of areas, coasts, epicentres and phrases in both languages, by JMA's code. The tables are written by
// hand from JMA's published code tables (names and codes: CC BY 4.0, JMA) and its English web pages; where
// JMA has no English name the table's is a plain rendering in the same manner. A code decides, not the
// Japanese beside it: JMA renames areas (支庁 became 地方) and keeps their codes. An unknown code is no
// error: its English side is the Japanese with the code, so that nothing a partner reads is ever empty.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/text.h"

namespace tsugite::gateways::jma {

enum class List {
  prefecture,        // 都道府県, "43"
  area,              // 地震情報／細分区域, "741"
  city,              // 市町村等, "4344300": Kumamoto and its neighbours only
  warning_region,    // 緊急地震速報／府県予報区 and 地方予報区, "9430"
  coast,             // 津波予報区, "712"
  epicentre,         // 震央地名, "741", "797"
  tsunami_category,  // 警報等情報要素／津波警報・注意報・予報, "62"
};

struct Name {
  std::uint32_t code;
  std::string_view ja, en;
};

// The whole table, ascending by code. Land epicentres share the codes of List::area and are not repeated.
std::span<const Name> names_in(List list);

std::optional<std::string_view> english(List list, std::string_view code);
Text named(List list, std::string_view code, std::string ja);

// Fixed wording: titles of messages, states of a tsunami's arrival, what stands in place of a magnitude.
Text phrase(std::string ja);

}  // namespace tsugite::gateways::jma
