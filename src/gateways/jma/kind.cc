#include "gateways/jma/kind.h"

#include <array>

namespace tsugite::gateways::jma {
namespace {

struct Row {
  std::string_view title, code;
  bool supported;
};

constexpr std::array<Row, 19> rows{{
    {"震度速報", "VXSE51", true},
    {"震源に関する情報", "VXSE52", true},
    {"震源・震度に関する情報", "VXSE53", true},
    {"津波警報・注意報・予報a", "VTSE41", true},
    {"津波情報a", "VTSE51", false},
    {"沖合の津波観測に関する情報", "VTSE52", false},
    {"国際津波関連情報", "WEPA60", false},
    {"緊急地震速報配信テスト", "VXSE42", false},
    {"緊急地震速報（地震動予報）", "VXSE45", false},
    {"地震の活動状況等に関する情報", "VXSE56", false},
    {"地震回数に関する情報", "VXSE60", false},
    {"顕著な地震の震源要素更新のお知らせ", "VXSE61", false},
    {"長周期地震動に関する観測情報", "VXSE62", false},
    {"東海地震予知情報", "VYSE40", false},
    {"東海地震注意情報", "VYSE41", false},
    {"東海地震に関連する調査情報", "VYSE42", false},
    {"南海トラフ地震臨時情報", "VYSE50", false},
    {"北海道・三陸沖後発地震注意情報", "VYSE60", false},
    {"地震・津波に関するお知らせ", "VZSE40", false},
}};

}  // namespace

Kind kind_of(std::string_view title, std::string_view version) {
  const bool first_edition = version.starts_with("1.0");
  if (title == "緊急地震速報（警報）") return first_edition ? Kind{"VXSE40", false} : Kind{"VXSE43", true};
  if (title == "緊急地震速報（予報）") return first_edition ? Kind{"VXSE41", false} : Kind{"VXSE44", false};
  for (const Row& row : rows)
    if (row.title == title) return {std::string(row.code), row.supported};
  return {};
}

}  // namespace tsugite::gateways::jma
