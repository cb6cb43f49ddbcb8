#include "core/derive.h"

#include <algorithm>

#include "base/limits.h"

namespace tsugite::core {
namespace {

constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;

std::int64_t down(std::int64_t value, std::int64_t step) {
  const std::int64_t rest = value % step;
  return value - (rest < 0 ? rest + step : rest);
}
std::int64_t up(std::int64_t value, std::int64_t step) { return -down(-value, step); }
std::int64_t nearest(std::int64_t value, std::int64_t step) { return down(value + step / 2, step); }

std::unexpected<Error> wrong(const Alteration& change, const char* en, const char* ja) {
  return fail("derive.change", change.field, en, ja);
}

Result<void> to_digits(v1::Field& field, const Alteration& change) {
  if (!field.has_place()) return wrong(change, "only a place is written with fewer digits", "桁を減らせるのは場所に限られます");
  if (change.amount < 0 || change.amount > 4)
    return wrong(change, "keep 0 to 4 decimals of a degree", "度の小数は0から4桁までを残してください");
  std::int64_t step = 10'000'000;
  for (std::int64_t i = 0; i < change.amount; ++i) step /= 10;
  const auto place = [&](std::int32_t e7, std::int64_t most) {
    return static_cast<std::int32_t>(std::clamp(nearest(e7, step), -most, most));
  };
  field.mutable_place()->set_lat_e7(place(field.place().lat_e7(), 900'000'000));
  field.mutable_place()->set_lon_e7(place(field.place().lon_e7(), 1'800'000'000));
  // A name would say what the digits no longer do.
  if (change.text.ja().empty() && change.text.en().empty()) field.mutable_place()->clear_name();
  else *field.mutable_place()->mutable_name() = change.text;
  return {};
}

Result<void> to_stretch(v1::Field& field, const Alteration& change) {
  if (change.amount < 60'000 || change.amount > 31 * day_ms)
    return wrong(change, "a stretch of time lies between a minute and a month", "時間の単位は１分から１か月までです");
  if (field.value_case() == v1::Field::kTimeMs) {
    field.set_time_ms(std::max<std::int64_t>(0, down(field.time_ms(), change.amount)));
  } else if (field.has_period()) {
    field.mutable_period()->set_from_ms(std::max<std::int64_t>(0, down(field.period().from_ms(), change.amount)));
    field.mutable_period()->set_to_ms(up(field.period().to_ms(), change.amount));
  } else {
    return wrong(change, "only a time or a period is made coarser in time", "時間を丸められるのは時刻と期間に限られます");
  }
  return {};
}

Result<void> to_step(v1::Field& field, const Alteration& change) {
  constexpr std::int64_t most = 1'000'000'000'000;
  if (change.amount < 1 || change.amount > most)
    return wrong(change, "round to a multiple above nothing", "丸めの単位は正の数としてください");
  const bool whole = field.value_case() == v1::Field::kInteger;
  if (!whole && !field.has_quantity()) return wrong(change, "only an amount is rounded", "丸められるのは数量に限られます");
  const std::int64_t value = whole ? field.integer() : field.quantity().milli(),
                     step = whole ? std::max<std::int64_t>(1, change.amount / 1000) : change.amount;
  if (value < -(1LL << 53) || value > (1LL << 53)) return wrong(change, "this amount is too large", "数量が大きすぎます");
  if (whole) field.set_integer(nearest(value, step));
  else field.mutable_quantity()->set_milli(nearest(value, step));
  return {};
}

Result<void> apply(v1::Field& field, const Alteration& change) {
  switch (change.what) {
    case Alteration::What::text:
      if (!field.has_text()) return wrong(change, "only a text is written anew", "書き換えられるのは文章の項目に限られます");
      *field.mutable_text() = change.text;
      return {};
    case Alteration::What::digits: return to_digits(field, change);
    case Alteration::What::step_ms: return to_stretch(field, change);
    case Alteration::What::step: return to_step(field, change);
    case Alteration::What::remove: break;
  }
  return {};
}

}  // namespace

Result<v1::Envelope> derived_from(const v1::Envelope& source, const std::vector<Alteration>& changes) {
  if (!source.has_step() || !source.step().proposal().empty())
    return fail("derive.settles", "",
                "what settles is held whole by every party: a proposal and a reply are never redacted. Make a new proposal instead",
                "調整の対象となるものは、すべての側が同一のものを保有します。提案及び正式回答の一部を除くことはできません。新たな提案を作成"
                "してください");
  if (changes.size() > limits::fields_per_step)
    return fail("derive.many", "", "more changes than a step has fields", "変更の数が項目の上限を超えています");
  v1::Envelope out = source;
  auto& fields = *out.mutable_step()->mutable_field();
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const Alteration& change = changes[i];
    if (std::any_of(changes.begin(), changes.begin() + static_cast<std::ptrdiff_t>(i),
                    [&](const Alteration& before) { return before.field == change.field; }))
      return fail("derive.twice", change.field, "a field is changed once", "一つの項目への変更は一度だけです");
    const auto field = std::find_if(fields.begin(), fields.end(), [&](const v1::Field& one) { return one.name() == change.field; });
    if (field == fields.end()) return fail("derive.no-field", change.field, "the record has no such field", "記録にその項目はありません");
    if (change.what == Alteration::What::remove) fields.erase(field);
    else if (auto ok = apply(*field, change); !ok) return std::unexpected(ok.error());
  }
  return out;
}

}  // namespace tsugite::core
