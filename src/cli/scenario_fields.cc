#include "cli/scenario_fields.h"

#include <fmt/format.h>

#include <charconv>

namespace tsugite::cli {

namespace json = boost::json;

namespace {

WrittenPlace read_place(YamlNotes& notes, YamlMap map) {
  WrittenPlace out;
  out.lat = map.number("lat", -90, 90).value_or(0);
  out.lon = map.number("lon", -180, 180).value_or(0);
  for (const char* key : {"lat", "lon"})
    if (!map.has(key)) map.word(key, true);
  const auto name = map.take("name");
  if (name.IsDefined()) out.name = text_of(notes, name, false);
  map.done();
  return out;
}

WrittenQuantity read_quantity(YamlMap map) {
  WrittenQuantity out;
  out.amount = map.number("amount", 0, 1e12).value_or(0);
  out.unit = map.word("unit", true);
  map.done();
  return out;
}

WrittenPeriod read_period(YamlNotes& notes, YamlMap map) {
  const auto from = map.time("from"), to = map.time("to");
  map.done();
  if (!from || !to) return {};
  if (*to < *from) notes.note(map.node(), "period-backwards", "this period ends before it begins", "期間の終わりが始まりより前です");
  return {*from, *to};
}

std::vector<WrittenArea> read_areas(YamlNotes& notes, const YAML::Node& node) {
  std::vector<WrittenArea> out;
  for (const auto& item : node) {
    YamlMap map(notes, item, "an area", "地域");
    const auto name = map.take("name");
    out.push_back({map.word("code", true), name.IsDefined() ? text_of(notes, name, false) : Text{}, map.word("level")});
    map.done();
  }
  return out;
}

WrittenValue read_value(YamlNotes& notes, const YAML::Node& node) {
  if (node.IsSequence()) return read_areas(notes, node);
  if (!node.IsMap()) return scalar_of(notes, node);
  YamlMap map(notes, node, "a value", "値");
  if (map.has("lat") || map.has("lon")) return read_place(notes, YamlMap(notes, node, "a place", "場所"));
  if (map.has("amount")) return read_quantity(YamlMap(notes, node, "a quantity", "数量"));
  if (map.has("case")) {
    WrittenRecord out{map.word("case", true), map.word("step", true)};
    map.done();
    return out;
  }
  if (map.has("from") || map.has("to")) return read_period(notes, YamlMap(notes, node, "a period", "期間"));
  return read_written_text(notes, node);
}

json::object names(const Text& text) { return {{"ja", text.ja}, {"en", text.en}}; }

// "12 t" -> 12, "t"
std::optional<WrittenQuantity> quantity_of(const std::string& word) {
  WrittenQuantity out;
  const char* end = word.data() + word.size();
  auto [at, wrong] = std::from_chars(word.data(), end, out.amount);
  if (wrong != std::errc{} || at == end || *at != ' ') return std::nullopt;
  out.unit.assign(at + 1, end);
  return out;
}

json::value written_json(const WrittenPlace& v) { return {{"lat", v.lat}, {"lon", v.lon}, {"name", names(v.name)}}; }
json::value written_json(const WrittenQuantity& v) { return {{"amount", v.amount}, {"unit", v.unit}}; }
json::value written_json(const WrittenPeriod& v) { return {{"from_ms", v.from.ms}, {"to_ms", v.to.ms}}; }
json::value written_json(const std::vector<WrittenArea>& v) {
  json::array out;
  for (const auto& area : v) out.push_back({{"code", area.code}, {"name", names(area.name)}, {"level", area.level}});
  return out;
}

// What a plain word is, when the field is of this type; nothing if it cannot be that.
std::optional<json::value> word_json(const std::string& word, std::string_view type, const std::string& habit) {
  if (type == "text") {
    Text text;
    (habit == "en" ? text.en : text.ja) = word;
    return text_json({text, habit == "en" ? "en" : "ja"}, habit);
  }
  if (type == "choice" || type == "record") return json::value(word);
  if (type == "integer") {
    std::int64_t n = 0;
    const auto [end, wrong] = std::from_chars(word.data(), word.data() + word.size(), n);
    if (wrong == std::errc{} && end == word.data() + word.size()) return json::value(n);
  }
  if (type == "time")
    if (const auto time = from_iso(word)) return json::value(time->ms);
  if (type == "quantity")
    if (const auto quantity = quantity_of(word)) return written_json(*quantity);
  return std::nullopt;
}

}  // namespace

WrittenText read_written_text(YamlNotes& notes, const YAML::Node& node) {
  YamlMap map(notes, node, "a text in ja and en", "ja と en の文");
  WrittenText out{{map.word("ja"), map.word("en")}, map.word("original")};
  map.done();
  if (map.node().IsMap() && !map.has("ja") && !map.has("en")) notes.note(node, "one-language", "ja or en is needed", "ja か en が必要です");
  if (!out.original.empty() && out.original != "ja" && out.original != "en" && out.original != "both")
    notes.note(node, "original", "original is ja, en or both", "original は ja、en、both のいずれかです");
  return out;
}

std::vector<WrittenField> read_fields(YamlNotes& notes, const YAML::Node& node) {
  std::vector<WrittenField> out;
  if (!node.IsDefined()) return out;
  YamlMap map(notes, node, "fields", "fields");
  for (const auto& entry : map.node())
    if (entry.first.IsScalar()) out.push_back({entry.first.Scalar(), read_value(notes, entry.second), entry.first.Mark().line + 1});
  return out;
}

json::object text_json(const WrittenText& text, const std::string& habit) {
  std::string original = text.original;
  // A text in one language is its own original, whatever its author's habit.
  if (original.empty() && text.text.ja.empty() != text.text.en.empty()) original = text.text.ja.empty() ? "en" : "ja";
  if (original.empty()) original = habit.empty() ? "both" : habit;
  return {{"ja", text.text.ja}, {"en", text.text.en}, {"original", original}};
}

Result<json::value> field_json(const WrittenField& field, std::string_view type, const std::string& habit, const std::string& file) {
  std::optional<json::value> out;
  if (const auto* word = std::get_if<std::string>(&field.value)) out = word_json(*word, type, habit);
  if (const auto* text = std::get_if<WrittenText>(&field.value); text && type == "text") out = text_json(*text, habit);
  if (const auto* place = std::get_if<WrittenPlace>(&field.value); place && type == "place") out = written_json(*place);
  if (const auto* quantity = std::get_if<WrittenQuantity>(&field.value); quantity && type == "quantity") out = written_json(*quantity);
  if (const auto* period = std::get_if<WrittenPeriod>(&field.value); period && type == "period") out = written_json(*period);
  if (const auto* areas = std::get_if<std::vector<WrittenArea>>(&field.value); areas && type == "areas") out = written_json(*areas);
  if (out) return *out;
  return fail("scenario.field-type", fmt::format("{}:{}", file, field.line),
              fmt::format("the field \"{}\" is a {}, and this is none", field.id, type),
              fmt::format("項目「{}」の型は {} ですが、値がその形ではありません", field.id, type));
}

}  // namespace tsugite::cli
