#include "gateways/jma/intensity.h"

#include <array>
#include <string>

namespace tsugite::gateways::jma {
namespace {

struct Row {
  std::string_view code, ja, en;
};

constexpr std::array<Row, 9> rows{{
    {"1", "震度１", "Intensity 1"},
    {"2", "震度２", "Intensity 2"},
    {"3", "震度３", "Intensity 3"},
    {"4", "震度４", "Intensity 4"},
    {"5-", "震度５弱", "Intensity 5 Lower"},
    {"5+", "震度５強", "Intensity 5 Upper"},
    {"6-", "震度６弱", "Intensity 6 Lower"},
    {"6+", "震度６強", "Intensity 6 Upper"},
    {"7", "震度７", "Intensity 7"},
}};

const Row& row_of(Intensity intensity) { return rows[static_cast<std::size_t>(intensity) - 1]; }

}  // namespace

std::optional<Intensity> intensity_from(std::string_view code) {
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (rows[i].code == code) return static_cast<Intensity>(i + 1);
  return std::nullopt;
}

std::string_view code_of(Intensity intensity) { return row_of(intensity).code; }

Text name_of(Intensity intensity) { return {std::string(row_of(intensity).ja), std::string(row_of(intensity).en)}; }

}  // namespace tsugite::gateways::jma
