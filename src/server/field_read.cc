#include "server/field_read.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tsugite::server {
namespace {

using Type = charter::FieldSpec::Type;

constexpr std::int64_t earliest_ms = -limits::latest_clock_ms;  // 1840: a record may speak of the past
constexpr double most_amount = 1e12;
constexpr std::int64_t most_integer = 9'007'199'254'740'991;  // 2^53 - 1: what every JSON reader can hold

void wrong(Body& body, std::string_view member, const char* code, std::string en, std::string ja) {
  body.wrong(Error{code, body.place(member), {std::move(ja), std::move(en)}});
}

void read_text_into(Body& text, v1::Text& out) {
  out.set_ja(text.string("ja", false, limits::text_bytes));
  out.set_en(text.string("en", false, limits::text_bytes));
  std::string original = text.one_of("original", false, {"ja", "en", "both"});
  text.nothing_else();
  if (out.ja().empty() && out.en().empty())
    return wrong(text, "ja", "request.missing", "a text needs at least one language", "少なくとも一方の言語の文が必要です");
  // What nobody marked: the side that is there is the original; of two sides the author must say.
  if (original.empty()) {
    if (!out.ja().empty() && !out.en().empty())
      return wrong(text, "original", "request.missing", "say which side is the original: ja, en or both (both authentic)",
                   "どちらが原文かを指定してください（ja、en、双方が正文ならboth）");
    original = out.ja().empty() ? "en" : "ja";
  }
  const bool lacks = (original == "ja" && out.ja().empty()) || (original == "en" && out.en().empty()) ||
                     (original == "both" && (out.ja().empty() || out.en().empty()));
  if (lacks) return wrong(text, "original", "request.original", "the side named as the original is empty", "原文とした言語の文が空です");
  out.set_original(original);
}

// A name or a level inside another value: {ja, en}, or left out.
void read_plain(Body& body, const char* member, v1::Text& out) {
  auto text = body.object(member, false);
  if (!text) return;
  out.set_ja(text->string("ja", false, limits::text_bytes));
  out.set_en(text->string("en", false, limits::text_bytes));
  text->string("original", false);
  text->nothing_else();
}

void read_place(Body& value, v1::Place& out) {
  const auto lat = value.number("lat", true, -90, 90);
  const auto lon = value.number("lon", true, -180, 180);
  read_plain(value, "name", *out.mutable_name());
  value.nothing_else();
  if (!lat || !lon) return;
  out.set_lat_e7(static_cast<std::int32_t>(std::llround(*lat * 1e7)));
  out.set_lon_e7(static_cast<std::int32_t>(std::llround(*lon * 1e7)));
}

void read_quantity(Body& value, const charter::FieldSpec& spec, v1::Quantity& out) {
  const auto amount = value.number("amount", true, -most_amount, most_amount);
  out.set_unit(value.one_of("unit", true, spec.units));
  value.nothing_else();
  if (!amount) return;
  const double milli = *amount * 1000;
  if (std::abs(milli - std::round(milli)) > 1e-6 * std::max(1.0, std::abs(*amount)))
    return wrong(value, "amount", "request.precision", "a quantity has at most three decimals", "数量の小数は3桁までです");
  out.set_milli(std::llround(milli));
}

void read_period(Body& value, v1::Period& out) {
  const auto from = value.integer("from_ms", true, earliest_ms, limits::latest_clock_ms);
  const auto to = value.integer("to_ms", true, earliest_ms, limits::latest_clock_ms);
  value.nothing_else();
  if (!from || !to) return;
  if (*to < *from) return wrong(value, "to_ms", "request.period", "the period ends before it begins", "期間の終わりが始まりより前です");
  out.set_from_ms(*from);
  out.set_to_ms(*to);
}

void read_areas(Body& field, v1::Areas& out) {
  for (auto& item : field.objects("value", true, 512)) {
    auto& area = *out.add_area();
    area.set_code(item.string("code", true));
    read_plain(item, "name", *area.mutable_name());
    read_plain(item, "level", *area.mutable_level());
    item.nothing_else();
  }
}

void read_choice(Body& field, const charter::FieldSpec& spec, v1::Field& out) {
  std::vector<std::string> ids;
  for (const auto& choice : spec.choices) ids.push_back(choice.first);
  // A field without declared choices takes a code.
  out.set_choice(ids.empty() ? field.string("value", true) : field.one_of("value", true, ids));
}

void read_value(Body& field, const charter::FieldSpec& spec, v1::Field& out) {
  switch (spec.type) {
    case Type::text:
      if (auto text = field.object("value", true)) read_text_into(*text, *out.mutable_text());
      return;
    case Type::place:
      if (auto place = field.object("value", true)) read_place(*place, *out.mutable_place());
      return;
    case Type::quantity:
      if (auto quantity = field.object("value", true)) read_quantity(*quantity, spec, *out.mutable_quantity());
      return;
    case Type::period:
      if (auto period = field.object("value", true)) read_period(*period, *out.mutable_period());
      return;
    case Type::time: out.set_time_ms(field.integer("value", true, earliest_ms, limits::latest_clock_ms).value_or(0)); return;
    case Type::choice: return read_choice(field, spec, out);
    case Type::integer: out.set_integer(field.integer("value", true, -most_integer, most_integer).value_or(0)); return;
    case Type::areas: return read_areas(field, *out.mutable_areas());
    case Type::record:
      if (auto digest = field.hex<Digest>("value", true)) out.set_record(digest->bytes());
      return;
  }
}

}  // namespace

std::vector<v1::Field> read_fields(Body& body, const char* member, const charter::Procedure& procedure) {
  std::vector<v1::Field> out;
  std::set<std::string> seen;
  for (auto& field : body.objects(member, false, limits::fields_per_step)) {
    const std::string id = field.string("id", true);
    const auto* spec = procedure.field(id);
    if (!body.good()) return {};
    if (!spec) {
      wrong(field, "id", "request.unknown-field", fmt::format("the procedure declares no field \"{}\"", id),
            fmt::format("この手続に「{}」という項目はありません", id));
      return {};
    }
    if (!seen.insert(id).second) {
      wrong(field, "id", "request.duplicate-field", fmt::format("the field \"{}\" is given twice", id),
            fmt::format("項目「{}」が2回指定されています", id));
      return {};
    }
    v1::Field value;
    value.set_name(id);
    read_value(field, *spec, value);
    field.nothing_else();
    out.push_back(std::move(value));
  }
  return out;
}

v1::Text read_text(Body& body, const char* member, bool needed) {
  v1::Text out;
  if (auto text = body.object(member, needed)) read_text_into(*text, out);
  return out;
}

}  // namespace tsugite::server
