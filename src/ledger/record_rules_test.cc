#include "ledger/record_rules.h"

#include <gtest/gtest.h>

#include <functional>

#include "base/limits.h"
#include "ledger/envelope.h"

namespace tsugite::ledger {
namespace {

v1::Envelope plain() {
  v1::Envelope e;
  e.set_id(std::string(16, 'i'));
  e.set_schema(1);
  e.set_charter(std::string(32, 'c'));
  e.set_context("real");
  e.set_case_id(std::string(16, 'k'));
  e.add_after(std::string(32, 'a'));
  e.set_wall_ms(1'460'636'789'000);
  e.set_party("JPN");
  e.set_seat("bocc-chief");
  e.mutable_label()->set_policy("japan-us");
  e.mutable_label()->set_classification("unclassified");
  e.mutable_label()->set_originator("JPN");
  e.mutable_label()->add_releasable_to("JPN");
  e.mutable_label()->add_releasable_to("USA");
  e.add_audience("JPN");
  e.add_audience("USA");
  e.set_salt(std::string(16, 's'));
  e.mutable_opaque()->set_type("t");
  return e;
}

v1::Envelope a_step() {
  v1::Envelope e = plain();
  v1::Step* s = e.mutable_step();
  s->set_procedure("support");
  s->set_step("offer");
  (*s->mutable_role())["provider"] = "USA";
  (*s->mutable_role())["receiver"] = "JPN";
  s->set_number("行災命第5号");
  s->set_legal_basis("acsa");
  auto* what = s->add_field();
  what->set_name("what");
  what->mutable_text()->set_ja("空輸");
  what->mutable_text()->set_en("airlift");
  what->mutable_text()->set_original("en");
  auto* where = s->add_field();
  where->set_name("where");
  where->mutable_place()->set_lat_e7(327'900'000);
  where->mutable_place()->set_lon_e7(1'310'300'000);
  auto* amount = s->add_field();
  amount->set_name("amount");
  amount->mutable_quantity()->set_milli(20'000);
  amount->mutable_quantity()->set_unit("t");
  return e;
}

v1::Envelope a_field(const std::function<void(v1::Field&)>& set) {
  v1::Envelope e = plain();
  auto* field = e.mutable_proposal()->add_field();
  field->set_name("f");
  set(*field);
  return e;
}

v1::Envelope home() {
  v1::Envelope e = plain();
  e.clear_audience();
  e.add_audience("JPN");
  auto* s = e.mutable_staffing();
  s->set_staffing(std::string(16, 'r'));
  s->set_act(v1::Staffing::CONCUR);
  s->set_organisation("joint-staff");
  s->set_version(1);
  return e;
}

v1::Envelope a_release() {
  v1::Envelope e = home();
  e.mutable_release()->set_record(std::string(32, 'd'));
  e.mutable_release()->set_recipient("USA");
  e.mutable_release()->set_verdict(v1::Release::RELEASE);
  return e;
}

v1::Envelope a_standing_rule() {
  v1::Envelope e = home();
  auto* rule = e.mutable_standing_rule();
  rule->set_rule(std::string(16, 'r'));
  rule->set_act(v1::StandingRule::ADOPT);
  rule->set_like(std::string(32, 'd'));
  rule->set_kind("report/file");
  rule->set_recipient("USA");
  rule->set_classification("unclassified");
  return e;
}

v1::Envelope a_refusal() {
  v1::Envelope e = plain();
  e.mutable_refusal()->set_record(std::string(32, 'd'));
  e.mutable_refusal()->set_code("casework.unknown-step");
  return e;
}

using Change = std::function<void(v1::Envelope&)>;
v1::Envelope with(v1::Envelope e, const Change& change) {
  change(e);
  return e;
}
// A field that this schema does not have: number 1000, a varint.
const std::string kUnknown = "\xc0\x3e\x01";

struct Row {
  const char* code;  // empty: allowed
  v1::Envelope envelope;
};

void expect(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    auto sealed = seal(row.envelope);
    EXPECT_EQ(sealed ? "" : sealed.error().code, row.code) << row.envelope.ShortDebugString();
    if (!sealed) {
      EXPECT_FALSE(sealed.error().message.en.empty() || sealed.error().message.ja.empty());
    }
    // The one who receives the bytes finds the same.
    auto opened = open_record(encode(row.envelope));
    EXPECT_EQ(opened ? "" : opened.error().code, row.code) << row.envelope.ShortDebugString();
  }
}

TEST(RecordRules, OfTheEnvelope) {
  using E = v1::Envelope&;
  const std::string long_name(limits::name_bytes + 1, 'x');
  expect({
      {"", plain()},
      {"", with(plain(), [](E e) { e.clear_after(); })},
      {"record.id-length", with(plain(), [](E e) { e.set_id("short"); })},
      {"record.id-length", with(plain(), [](E e) { e.clear_case_id(); })},
      {"record.salt-length", with(plain(), [](E e) { e.set_salt(std::string(15, 's')); })},
      {"record.schema", with(plain(), [](E e) { e.clear_schema(); })},
      {"record.schema", with(plain(), [](E e) { e.set_schema(2); })},
      {"record.digest-length", with(plain(), [](E e) { e.set_charter(std::string(31, 'c')); })},
      {"record.digest-length", with(plain(), [](E e) { e.add_after(std::string(33, 'c')); })},
      {"record.after-twice", with(plain(), [](E e) { e.add_after(e.after(0)); })},
      {"record.too-many", with(plain(),
                               [](E e) {
                                 for (char c = 0; c < 33; ++c) e.add_after(std::string(32, c));
                               })},
      {"record.name", with(plain(), [](E e) { e.set_context(""); })},
      {"record.name", with(plain(), [](E e) { e.set_context("two words"); })},
      {"record.name", with(plain(), [](E e) { e.set_seat("席"); })},
      {"record.name", with(plain(), [&](E e) { e.set_seat(long_name); })},
      {"record.time-range", with(plain(), [](E e) { e.set_wall_ms(-1); })},
      {"record.time-range", with(plain(), [](E e) { e.set_wall_ms(record_time_end_ms); })},
      {"record.no-body", with(plain(), [](E e) { e.clear_body(); })},
  });
}

TEST(RecordRules, OfLabelAndAudience) {
  using E = v1::Envelope&;
  expect({
      {"record.no-label", with(plain(), [](E e) { e.clear_label(); })},
      {"record.name", with(plain(), [](E e) { e.mutable_label()->clear_policy(); })},
      {"record.name", with(plain(), [](E e) { e.mutable_label()->clear_classification(); })},
      {"record.name", with(plain(), [](E e) { e.mutable_label()->add_caveats("NO FORN"); })},
      {"record.originator", with(plain(), [](E e) { e.mutable_label()->set_originator("USA"); })},
      {"record.not-sorted", with(plain(), [](E e) { e.mutable_label()->add_releasable_to("AUS"); })},
      {"record.not-sorted", with(plain(), [](E e) { e.mutable_label()->add_releasable_to("USA"); })},
      {"record.too-many", with(plain(),
                               [](E e) {
                                 for (std::size_t i = 0; i <= limits::label_terms; ++i)
                                   e.mutable_label()->add_caveats("c" + std::to_string(100 + i));
                               })},
      {"record.not-sorted", with(plain(), [](E e) { e.add_audience("AUS"); })},
      {"record.not-sorted", with(plain(), [](E e) { e.add_audience("USA"); })},
      {"record.name", with(plain(), [](E e) { e.add_audience(""); })},
      {"record.audience", with(plain(), [](E e) { e.clear_audience(); })},
      {"record.audience", with(plain(), [](E e) { e.clear_audience(), e.add_audience("USA"); })},
      {"record.too-many", with(plain(),
                               [](E e) {
                                 for (std::size_t i = 0; i < limits::audience_parties; ++i) e.add_audience("X" + std::to_string(100 + i));
                               })},
  });
}

TEST(RecordRules, OfSteps) {
  using E = v1::Envelope&;
  expect({
      {"", a_step()},
      {"record.name", with(a_step(), [](E e) { e.mutable_step()->clear_procedure(); })},
      {"record.name", with(a_step(), [](E e) { e.mutable_step()->clear_step(); })},
      {"record.name", with(a_step(), [](E e) { (*e.mutable_step()->mutable_role())[""] = "USA"; })},
      {"record.name", with(a_step(), [](E e) { (*e.mutable_step()->mutable_role())["x"] = ""; })},
      {"record.too-many", with(a_step(),
                               [](E e) {
                                 for (int i = 0; i < 17; ++i) (*e.mutable_step()->mutable_role())["r" + std::to_string(i)] = "USA";
                               })},
      {"record.digest-length", with(a_step(), [](E e) { e.mutable_step()->set_proposal("x"); })},
      {"", with(a_step(), [](E e) { e.mutable_step()->set_proposal(std::string(32, 'p')); })},
      {"record.line", with(a_step(), [](E e) { e.mutable_step()->set_number("1\n2"); })},
      {"record.line", with(a_step(), [](E e) { e.mutable_step()->set_number(std::string(129, '1')); })},
      {"record.text-control", with(a_step(), [](E e) { e.mutable_step()->set_number("\x01"); })},
      {"record.name", with(a_step(), [](E e) { e.mutable_step()->set_legal_basis("第 5 条"); })},
      {"record.field-twice", with(a_step(), [](E e) { *e.mutable_step()->add_field() = e.step().field(0); })},
      {"record.too-many", with(a_step(),
                               [](E e) {
                                 for (int i = 0; i < 64; ++i) *e.mutable_step()->add_field() = e.step().field(0);
                               })},
  });
}

TEST(RecordRules, OfFields) {
  using F = v1::Field&;
  expect({
      {"record.no-value", a_field([](F) {})},
      {"record.name", a_field([](F f) { f.set_name("a b"), f.set_integer(1); })},
      {"", a_field([](F f) { f.mutable_text(); })},
      {"record.original", a_field([](F f) { f.mutable_text()->set_original("fr"); })},
      {"record.original", a_field([](F f) { f.mutable_text()->set_original("ja"), f.mutable_text()->set_en("x"); })},
      {"record.original", a_field([](F f) { f.mutable_text()->set_original("both"), f.mutable_text()->set_ja("x"); })},
      {"", a_field([](F f) { f.mutable_text()->set_en(std::string(limits::text_bytes, 'x')); })},
      {"record.text-size", a_field([](F f) { f.mutable_text()->set_en(std::string(limits::text_bytes + 1, 'x')); })},
      {"record.text-control", a_field([](F f) { f.mutable_text()->set_ja("\xE2\x80\xAE"); })},
      {"", a_field([](F f) { f.mutable_place()->set_lat_e7(-900'000'000), f.mutable_place()->set_lon_e7(1'800'000'000); })},
      {"record.coordinates", a_field([](F f) { f.mutable_place()->set_lat_e7(900'000'001); })},
      {"record.coordinates", a_field([](F f) { f.mutable_place()->set_lon_e7(-1'800'000'001); })},
      {"record.text-size", a_field([](F f) { f.mutable_place()->mutable_name()->set_ja(std::string(20'000, 'x')); })},
      {"record.name", a_field([](F f) { f.mutable_quantity()->set_milli(1); })},
      {"record.number-range", a_field([](F f) { f.mutable_quantity()->set_milli(INT64_MIN), f.mutable_quantity()->set_unit("t"); })},
      {"", a_field([](F f) { f.set_integer(-exact_integer); })},
      {"record.number-range", a_field([](F f) { f.set_integer(exact_integer + 1); })},
      {"", a_field([](F f) { f.mutable_period()->set_from_ms(5), f.mutable_period()->set_to_ms(5); })},
      {"record.period", a_field([](F f) { f.mutable_period()->set_from_ms(5); })},
      {"record.time-range", a_field([](F f) { f.mutable_period()->set_to_ms(INT64_MAX); })},
      {"record.time-range", a_field([](F f) { f.set_time_ms(-1); })},
      {"record.name", a_field([](F f) { f.set_choice(""); })},
      {"", a_field([](F f) { f.set_choice("yes"); })},
      {"", a_field([](F f) { f.set_choice("5+"); })},
      {"record.name", a_field([](F f) { f.set_choice("5 +"); })},
      {"", a_field([](F f) { f.mutable_areas()->add_area()->set_code("4320500"); })},
      {"record.name", a_field([](F f) { f.mutable_areas()->add_area(); })},
      {"record.digest-length", a_field([](F f) { f.set_record("x"); })},
  });
}

TEST(RecordRules, OfWhatStaysHome) {
  using E = v1::Envelope&;
  const Change also_usa = [](E e) { e.add_audience("USA"); };
  expect({
      {"", home()},
      {"", a_release()},
      {"record.home", with(home(), also_usa)},
      {"record.home", with(a_release(), also_usa)},
      {"record.home",
       with(with(home(), [](E e) { e.mutable_voided()->set_record(std::string(32, 'd')), e.mutable_voided()->set_code("late"); }),
            also_usa)},
      {"record.id-length", with(home(), [](E e) { e.mutable_staffing()->clear_staffing(); })},
      {"record.choice", with(home(), [](E e) { e.mutable_staffing()->clear_act(); })},
      {"record.choice", with(home(), [](E e) { e.mutable_staffing()->set_act(static_cast<v1::Staffing::Act>(99)); })},
      {"record.name", with(home(), [](E e) { e.mutable_staffing()->set_organisation("a b"); })},
      {"record.name", with(home(), [](E e) { e.mutable_staffing()->mutable_label(); })},
      {"record.name", with(home(), [](E e) { e.mutable_staffing()->mutable_step(); })},
      {"record.no-value", with(home(), [](E e) { e.mutable_staffing()->mutable_proposal()->add_field()->set_name("f"); })},
      {"record.original", with(home(), [](E e) { e.mutable_staffing()->mutable_reason()->set_original("x"); })},
      {"record.digest-length", with(a_release(), [](E e) { e.mutable_release()->clear_record(); })},
      {"record.name", with(a_release(), [](E e) { e.mutable_release()->clear_recipient(); })},
      {"record.choice", with(a_release(), [](E e) { e.mutable_release()->clear_verdict(); })},
      {"record.derived", with(a_release(), [](E e) { e.mutable_release()->set_verdict(v1::Release::REPLACE); })},
      {"record.derived", with(a_release(), [](E e) { e.mutable_release()->set_derived(std::string(32, 'e')); })},
      {"record.digest-length",
       with(a_release(), [](E e) { e.mutable_release()->set_verdict(v1::Release::REPLACE), e.mutable_release()->set_derived("e"); })},
      {"",
       with(a_release(),
            [](E e) { e.mutable_release()->set_verdict(v1::Release::REPLACE), e.mutable_release()->set_derived(std::string(32, 'e')); })},
      {"", a_standing_rule()},
      {"record.home", with(a_standing_rule(), also_usa)},
      {"record.id-length", with(a_standing_rule(), [](E e) { e.mutable_standing_rule()->set_rule("r"); })},
      {"record.choice", with(a_standing_rule(), [](E e) { e.mutable_standing_rule()->clear_act(); })},
      {"record.name", with(a_standing_rule(), [](E e) { e.mutable_standing_rule()->clear_kind(); })},
      {"record.digest-length", with(a_standing_rule(), [](E e) { e.mutable_standing_rule()->clear_like(); })},
      {"record.not-sorted",
       with(a_standing_rule(), [](E e) { e.mutable_standing_rule()->add_caveats("b"), e.mutable_standing_rule()->add_caveats("a"); })},
  });
}

TEST(RecordRules, OfRefusals) {
  using E = v1::Envelope&;
  expect({
      {"", a_refusal()},
      {"record.digest-length", with(a_refusal(), [](E e) { e.mutable_refusal()->set_record(""); })},
      {"record.name", with(a_refusal(), [](E e) { e.mutable_refusal()->set_code(""); })},
      {"record.name", with(plain(), [](E e) { e.mutable_opaque()->clear_type(); })},
  });
}

// Content that no rule reads, at every depth.
TEST(RecordRules, NothingGoesUnread) {
  const std::string bytes = seal(a_step())->bytes;
  EXPECT_EQ(open_record(bytes + kUnknown).error().code, "record.unknown-field");
  std::vector<std::function<google::protobuf::Message*(v1::Envelope&)>> places = {
      [](auto& e) { return e.mutable_label(); },
      [](auto& e) { return e.mutable_step(); },
      [](auto& e) { return e.mutable_step()->mutable_field(0); },
      [](auto& e) { return e.mutable_step()->mutable_field(0)->mutable_text(); },
      [](auto& e) { return e.mutable_step()->mutable_field(1)->mutable_place(); },
      [](auto& e) { return e.mutable_step()->mutable_field(1)->mutable_place()->mutable_name(); },
      [](auto& e) { return e.mutable_step()->mutable_field(2)->mutable_quantity(); },
      [](auto& e) { return e.mutable_proposal(); },
      [](auto& e) { return e.mutable_staffing(); },
      [](auto& e) { return e.mutable_release(); },
      [](auto& e) { return e.mutable_refusal(); },
      [](auto& e) { return e.mutable_voided(); },
      [](auto& e) { return e.mutable_standing_rule(); },
      [](auto& e) { return e.mutable_opaque(); },
  };
  for (const auto& place : places) {
    v1::Envelope e = a_step();
    google::protobuf::Message* inside = place(e);
    if (e.has_staffing() || e.has_release() || e.has_voided() || e.has_standing_rule()) e.mutable_audience()->RemoveLast();
    inside->GetReflection()->MutableUnknownFields(inside)->AddVarint(1000, 1);
    EXPECT_EQ(open_record(encode(e)).error().code, "record.unknown-field") << inside->GetTypeName();
  }
  for (const auto& set : std::vector<std::function<google::protobuf::Message*(v1::Field&)>>{
           [](auto& f) { return f.mutable_period(); }, [](auto& f) { return f.mutable_areas(); },
           [](auto& f) { return f.mutable_areas()->add_area(); }}) {
    const auto e = a_field([&](v1::Field& f) {
      google::protobuf::Message* inside = set(f);
      inside->GetReflection()->MutableUnknownFields(inside)->AddVarint(1000, 1);
    });
    EXPECT_EQ(open_record(encode(e)).error().code, "record.unknown-field");
  }
}

TEST(RecordRules, BadUtf8IsRefusedWhereWrittenAndWhereRead) {
  auto e = a_field([](v1::Field& f) { f.mutable_text()->set_ja("\xff"); });
  EXPECT_EQ(seal(e).error().code, "record.utf8");
  auto bytes = seal(a_field([](v1::Field& f) { f.mutable_text()->set_ja("?!?"); }))->bytes;
  bytes[bytes.find("?!?")] = '\xff';
  EXPECT_EQ(open_record(bytes).error().code, "record.encoding");
}

}  // namespace
}  // namespace tsugite::ledger
