// Which JMA data type a message is. The XML does not carry the type's code; the title of its Control element
// names it. Two types share the title 緊急地震速報（警報）: VXSE40 (InfoKindVersion 1.0) was replaced by
// VXSE43 (1.1 and later).
#pragma once

#include <string>
#include <string_view>

namespace tsugite::gateways::jma {

struct Kind {
  std::string code;  // "VXSE53"; empty where the title is none we know
  bool supported = false;
};

Kind kind_of(std::string_view control_title, std::string_view info_kind_version);

}  // namespace tsugite::gateways::jma
