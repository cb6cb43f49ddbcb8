#include "core/derive.h"

#include <gtest/gtest.h>

namespace tsugite::core {
namespace {

using What = Alteration::What;
constexpr std::int64_t hour = 3'600'000, day = 24 * hour;

v1::Envelope source() {
  v1::Envelope out;
  out.set_party("JPN");
  auto add = [&](const char* name) {
    auto* field = out.mutable_step()->add_field();
    field->set_name(name);
    return field;
  };
  add("body")->mutable_text()->set_ja("避難所に山田氏");
  auto* where = add("where")->mutable_place();
  where->set_lat_e7(327'912'345);
  where->set_lon_e7(-1'310'567'891);
  where->mutable_name()->set_ja("白水運動公園");
  add("when")->set_time_ms(3 * day + 5 * hour);
  auto* period = add("span")->mutable_period();
  period->set_from_ms(3 * day + hour);
  period->set_to_ms(4 * day + hour);
  add("people")->mutable_quantity()->set_milli(1'234'000);
  add("count")->set_integer(47);
  return out;
}

struct Case {
  const char* name;
  Alteration change;
  const char* code;  // null: it is made
  void (*seen)(const v1::Field*) = nullptr;
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

Alteration change(const char* field, What what, std::int64_t amount = 0, const char* ja = "") {
  Alteration out{field, what, {}, amount};
  out.text.set_ja(ja);
  return out;
}

class Derive : public testing::TestWithParam<Case> {};

TEST_P(Derive, ChangesThatFieldAndNoOther) {
  const Case& c = GetParam();
  const auto made = derived_from(source(), {c.change});
  if (c.code != nullptr) {
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, c.code);
    EXPECT_FALSE(made.error().message.ja.empty());
    return;
  }
  ASSERT_TRUE(made) << describe(made.error());
  const auto whole = source();
  const v1::Field* changed = nullptr;
  for (const auto& field : made->step().field()) {
    if (field.name() == c.change.field) changed = &field;
    for (const auto& before : whole.step().field())
      if (before.name() == field.name() && field.name() != c.change.field) {
        EXPECT_EQ(before.SerializeAsString(), field.SerializeAsString()) << field.name();
      }
  }
  c.seen(changed);
}

INSTANTIATE_TEST_SUITE_P(Changes, Derive,
                         testing::Values(Case{"TakenOut", change("body", What::remove), nullptr,
                                              [](const v1::Field* f) { EXPECT_EQ(f, nullptr); }},
                                         Case{"WrittenAnew", change("body", What::text, 0, "避難所に１名"), nullptr,
                                              [](const v1::Field* f) { EXPECT_EQ(f->text().ja(), "避難所に１名"); }},
                                         Case{"PlaceToATenthOfADegree", change("where", What::digits, 1), nullptr,
                                              [](const v1::Field* f) {
                                                EXPECT_EQ(f->place().lat_e7(), 328'000'000);
                                                EXPECT_EQ(f->place().lon_e7(), -1'311'000'000);
                                                EXPECT_FALSE(f->place().has_name()) << "the name would say where it is";
                                              }},
                                         Case{"PlaceToADegreeUnderAWiderName", change("where", What::digits, 0, "熊本県"), nullptr,
                                              [](const v1::Field* f) {
                                                EXPECT_EQ(f->place().lat_e7(), 330'000'000);
                                                EXPECT_EQ(f->place().name().ja(), "熊本県");
                                              }},
                                         Case{"TimeToTheDay", change("when", What::step_ms, day), nullptr,
                                              [](const v1::Field* f) { EXPECT_EQ(f->time_ms(), 3 * day); }},
                                         Case{"PeriodToWholeDays", change("span", What::step_ms, day), nullptr,
                                              [](const v1::Field* f) {
                                                EXPECT_EQ(f->period().from_ms(), 3 * day);
                                                EXPECT_EQ(f->period().to_ms(), 5 * day) << "it still covers what it covered";
                                              }},
                                         Case{"AmountToTheHundred", change("people", What::step, 100'000), nullptr,
                                              [](const v1::Field* f) { EXPECT_EQ(f->quantity().milli(), 1'200'000); }},
                                         Case{"IntegerToTheTen", change("count", What::step, 10'000), nullptr,
                                              [](const v1::Field* f) { EXPECT_EQ(f->integer(), 50); }},
                                         Case{"NoSuchField", change("bdy", What::remove), "derive.no-field"},
                                         Case{"DigitsOfAText", change("body", What::digits, 1), "derive.change"},
                                         Case{"TextOfAPlace", change("where", What::text, 0, "x"), "derive.change"},
                                         Case{"TooManyDigits", change("where", What::digits, 5), "derive.change"},
                                         Case{"NoStretch", change("when", What::step_ms, 0), "derive.change"},
                                         Case{"NegativeStep", change("people", What::step, -1), "derive.change"},
                                         Case{"StretchOfAnAmount", change("people", What::step_ms, day), "derive.change"},
                                         Case{"StepOfATime", change("when", What::step, 1000), "derive.change"}),
                         [](const auto& test) { return test.param.name; });

TEST(DeriveRecord, AFieldIsChangedOnce) {
  EXPECT_EQ(derived_from(source(), {change("body", What::text, 0, "x"), change("body", What::remove)}).error().code, "derive.twice");
}

TEST(DeriveRecord, WhatSettlesIsNeverRedacted) {
  auto reply = source();
  reply.mutable_step()->set_proposal(std::string(32, 'p'));
  EXPECT_EQ(derived_from(reply, {change("body", What::remove)}).error().code, "derive.settles");
  v1::Envelope proposal;
  proposal.mutable_proposal()->add_field()->set_name("what");
  EXPECT_EQ(derived_from(proposal, {}).error().code, "derive.settles");
}

}  // namespace
}  // namespace tsugite::core
