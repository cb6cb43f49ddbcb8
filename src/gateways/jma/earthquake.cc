#include "gateways/jma/earthquake.h"

#include <algorithm>

#include "gateways/jma/names.h"
#include "gateways/jma/values.h"

namespace tsugite::gateways::jma {
namespace {

void bad_number(Reader& reader, pugi::xml_node node) {
  reader.fail("jma.number", node, "not a number in the form and range that JMA uses", "気象庁が用いる形式又は範囲の数値ではありません");
}

// "7.3", or "NaN" where JMA gives words instead: Ｍ不明, Ｍ８を超える巨大地震.
void read_magnitude(Reader& reader, pugi::xml_node node, Hypocentre& out) {
  constexpr int weakest = -20, strongest = 100;  // tenths
  const std::string value = reader.line(node);
  out.magnitude.ja = reader.words(node, "description");
  if (value == "NaN") {
    out.magnitude = phrase(out.magnitude.ja.empty() ? "Ｍ不明" : out.magnitude.ja);
    return;
  }
  auto tenths = scaled(value, 1, weakest, strongest);
  if (!tenths) {
    if (reader.ok()) bad_number(reader, node);
    return;
  }
  out.magnitude_tenths = *tenths;
  out.magnitude.en = "M" + value;
  if (out.magnitude.ja.empty()) out.magnitude.ja = "M" + value;
}

Hypocentre read_hypocentre(Reader& reader, pugi::xml_node earthquake) {
  Hypocentre out;
  auto area = reader.one(reader.one(earthquake, Ns::body, "Hypocenter"), Ns::body, "Area");
  std::string name = reader.line(reader.one(area, Ns::body, "Name"));
  out.code = read_code(reader, reader.one(area, Ns::body, "Code"));
  out.area = named(List::epicentre, out.code, std::move(name));
  // A second coordinate in degrees and minutes may follow the first; the first is what every kind has.
  bool first = true;
  reader.each(area, Ns::basis, "Coordinate", [&](pugi::xml_node node) {
    if (!first) return;
    first = false;
    const std::string value = reader.line(node);
    if (value.empty() || value == "/" || value == "//") return;
    auto read = coordinate(value);
    if (!read) return bad_number(reader, node);
    out.position = read->position;
    out.depth_km = read->depth_km;
  });
  return out;
}

}  // namespace

std::string read_code(Reader& reader, pugi::xml_node node) {
  std::string code = reader.line(node);
  const bool digits = std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (reader.ok() && (code.empty() || code.size() > 7 || !digits))
    reader.fail("jma.code", node, "a code is not one to seven digits", "コードが1から7桁の数字ではありません");
  return code;
}

void read_earthquake(Reader& reader, pugi::xml_node body, bool required, Alert& alert) {
  pugi::xml_node earthquake;
  reader.each(body, Ns::body, "Earthquake", [&](pugi::xml_node node) {
    if (!earthquake) earthquake = node;
  });
  if (!earthquake && !required) return;
  if (!earthquake) earthquake = reader.one(body, Ns::body, "Earthquake");
  // An early warning made from shaking alone has no origin time yet.
  if (auto origin = reader.maybe(earthquake, Ns::body, "OriginTime")) alert.origin = reader.time(origin);
  Hypocentre hypocentre = read_hypocentre(reader, earthquake);
  pugi::xml_node magnitude;
  reader.each(earthquake, Ns::basis, "Magnitude", [&](pugi::xml_node node) {
    if (!magnitude) magnitude = node;
  });
  if (!magnitude) magnitude = reader.one(earthquake, Ns::basis, "Magnitude");
  read_magnitude(reader, magnitude, hypocentre);
  alert.hypocentre = std::move(hypocentre);
}

}  // namespace tsugite::gateways::jma
