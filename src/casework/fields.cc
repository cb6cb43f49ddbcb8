#include "casework/fields.h"

#include <fmt/format.h>

#include <algorithm>

namespace tsugite::casework {
namespace {

using Type = charter::FieldSpec::Type;

v1::Field::ValueCase wanted(Type type) {
  switch (type) {
    case Type::text: return v1::Field::kText;
    case Type::place: return v1::Field::kPlace;
    case Type::quantity: return v1::Field::kQuantity;
    case Type::period: return v1::Field::kPeriod;
    case Type::time: return v1::Field::kTimeMs;
    case Type::choice: return v1::Field::kChoice;
    case Type::integer: return v1::Field::kInteger;
    case Type::areas: return v1::Field::kAreas;
    case Type::record: return v1::Field::kRecord;
  }
  return v1::Field::VALUE_NOT_SET;
}

std::string at(const std::string& field) { return "fields." + field; }

Result<void> twice(const Fields& fields, int i) {
  for (int k = 0; k < i; ++k)
    if (fields[k].name() == fields[i].name())
      return fail("casework.field-twice", at(fields[i].name()), "a field is given twice", "同じ項目が二度指定されています");
  return {};
}

std::unexpected<Error> missing(const charter::FieldSpec& spec) {
  return fail("casework.field-missing", at(spec.id), fmt::format("\"{}\" must be filled in", spec.name.en),
              fmt::format("「{}」を記入してください", spec.name.ja));
}

// What is named out of the charter's own lists exists on the day it is named.
Result<void> check_named(const charter::Charter& charter, const charter::FieldSpec& spec, const v1::Field& field, charter::Day day) {
  charter::Days days;
  if (spec.choices_from == "bodies") {
    if (auto it = charter.bodies.find(field.choice()); it != charter.bodies.end())
      days = charter::days_between(it->second.from, it->second.to);
  } else if (spec.choices_from == "organisations") {
    if (auto it = charter.organisations.find(field.choice()); it != charter.organisations.end())
      days = charter::days_between(it->second.from, it->second.to);
  } else if (spec.choices_from == "own-seats") {
    if (auto it = charter.seats.find(field.choice()); it != charter.seats.end())
      days = charter::days_between(it->second.from, it->second.to);
  }
  if (days.holds(day)) return {};
  return fail("casework.not-standing", at(spec.id), fmt::format("\"{}\" does not stand on that day", field.choice()),
              fmt::format("「{}」は、その日には置かれていません", field.choice()));
}

int number_of(const ProcedureRule& rule, const charter::FieldSpec& spec) {
  if (rule.settlements.empty()) return -1;
  const auto it = std::ranges::find(rule.settlements, spec.settlement);
  return it == rule.settlements.end() ? -2 : static_cast<int>(it - rule.settlements.begin());
}

}  // namespace

const v1::Field* find_field(const Fields& fields, std::string_view name) {
  auto it = std::ranges::find_if(fields, [&](const v1::Field& field) { return field.name() == name; });
  return it == fields.end() ? nullptr : &*it;
}

Result<void> check_value(const charter::FieldSpec& spec, const v1::Field& field) {
  if (field.value_case() != wanted(spec.type))
    return fail("casework.field-type", at(spec.id), fmt::format("\"{}\" holds a value of another kind", spec.name.en),
                fmt::format("「{}」の値の種類が正しくありません", spec.name.ja));
  switch (spec.type) {
    case Type::text:
      if (field.text().ja().empty() && field.text().en().empty()) return missing(spec);
      break;
    case Type::quantity:
      if (std::ranges::find(spec.units, field.quantity().unit()) == spec.units.end())
        return fail("casework.field-unit", at(spec.id),
                    fmt::format("\"{}\" cannot be counted in {}", spec.name.en, field.quantity().unit()),
                    fmt::format("「{}」に単位「{}」は使えません", spec.name.ja, field.quantity().unit()));
      if (field.quantity().milli() < 0)
        return fail("casework.field-negative", at(spec.id), fmt::format("\"{}\" cannot be below zero", spec.name.en),
                    fmt::format("「{}」に負の数は使えません", spec.name.ja));
      break;
    case Type::period:
      if (field.period().to_ms() < field.period().from_ms())
        return fail("casework.field-period", at(spec.id), fmt::format("\"{}\" ends before it begins", spec.name.en),
                    fmt::format("「{}」の終わりが始まりより前です", spec.name.ja));
      break;
    case Type::choice: {
      // A field without choices holds a code of its own world, such as an area or a message number.
      const auto known = std::ranges::any_of(spec.choices, [&](const auto& one) { return one.first == field.choice(); });
      if (spec.choices.empty() ? field.choice().empty() : !known)
        return fail("casework.field-choice", at(spec.id),
                    fmt::format("\"{}\" is not one of the choices of \"{}\"", field.choice(), spec.name.en),
                    fmt::format("「{}」は「{}」の選択肢にありません", field.choice(), spec.name.ja));
      break;
    }
    case Type::areas:
      if (field.areas().area().empty()) return missing(spec);
      break;
    case Type::record:
      if (field.record().size() != Digest::size)
        return fail("casework.field-record", at(spec.id), fmt::format("\"{}\" does not name a record", spec.name.en),
                    fmt::format("「{}」が記録を指していません", spec.name.ja));
      break;
    case Type::place:
    case Type::time:
    case Type::integer: break;
  }
  return {};
}

Result<void> check_step_fields(const StepRule& rule, const Fields& fields, const std::string& party, charter::Day day) {
  const bool home = rule.spec->home;  // at home nothing is proposed yet: what will settle stands in the step itself
  for (int i = 0; i < fields.size(); ++i) {
    const auto& field = fields[i];
    const auto found = std::ranges::find(rule.fields, field.name(), &charter::FieldSpec::id);
    const auto* spec = found == rule.fields.end() ? nullptr : *found;
    if (spec == nullptr || (spec->settles && !home))
      return fail("casework.field-not-here", at(field.name()),
                  fmt::format("\"{}\" does not carry a field \"{}\"", rule.spec->name.en, field.name()),
                  fmt::format("「{}」に項目「{}」は付けられません", rule.spec->name.ja, field.name()));
    if (auto ok = twice(fields, i); !ok) return ok;
    if (auto ok = check_value(*spec, field); !ok) return ok;
    if (auto ok = check_named(*rule.procedure->charter, *spec, field, day); !ok) return ok;
    if (spec->choices_from == "own-seats" && rule.procedure->charter->party_of(field.choice()) != party)
      return fail("casework.not-own-seat", at(spec->id), fmt::format("\"{}\" is a seat of another party", field.choice()),
                  fmt::format("「{}」は他の当事者の職です", field.choice()));
  }
  for (const auto* spec : rule.fields)
    if (spec->required && (!spec->settles || home) && find_field(fields, spec->id) == nullptr) return missing(*spec);
  return {};
}

Result<void> check_proposal_fields(const ProcedureRule& rule, int settlement, const Fields& fields, charter::Day day) {
  for (int i = 0; i < fields.size(); ++i) {
    const auto* spec = rule.spec->field(fields[i].name());
    if (spec == nullptr || !spec->settles || number_of(rule, *spec) != settlement)
      return fail("casework.field-not-settling", at(fields[i].name()),
                  fmt::format("a proposal holds only what settles, and \"{}\" does not", fields[i].name()),
                  fmt::format("提案に含められるのは調整の対象となる項目だけで、「{}」は対象ではありません", fields[i].name()));
    if (auto ok = twice(fields, i); !ok) return ok;
    if (auto ok = check_value(*spec, fields[i]); !ok) return ok;
    if (auto ok = check_named(*rule.charter, *spec, fields[i], day); !ok) return ok;
  }
  for (const auto& spec : rule.spec->fields)
    if (spec.settles && spec.required && number_of(rule, spec) == settlement && find_field(fields, spec.id) == nullptr)
      return missing(spec);
  return {};
}

std::vector<int> fits(const ProcedureRule& rule, const Fields& fields, charter::Day day) {
  std::vector<int> out;
  if (!rule.settling) return out;
  for (const auto& field : fields) {
    const auto* spec = rule.spec->field(field.name());
    if (spec == nullptr || !spec->settles) return out;
  }
  const int count = static_cast<int>(rule.settlements.size());
  for (int settlement = count == 0 ? -1 : 0; settlement < count; ++settlement)
    if (check_proposal_fields(rule, settlement, fields, day)) out.push_back(settlement);
  return out;
}

}  // namespace tsugite::casework
