#include "ledger/record_reader.h"

#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include <random>

#include "ledger/canonical.h"

namespace tsugite::ledger {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

using Dice = std::mt19937_64;
bool one_in(Dice& dice, std::uint64_t n) { return dice() % n == 0; }

std::uint64_t any_number(Dice& dice) { return dice() >> dice() % 64; }

std::string any_text(Dice& dice) {
  std::string out(dice() % 4 == 0 ? dice() % 200 : dice() % 6, ' ');
  for (char& c : out) c = static_cast<char>('a' + dice() % 4);
  return out;
}

void fill(Message& message, Dice& dice);

// One value of a field, whatever its type.
void put(Message& message, const FieldDescriptor& field, Dice& dice) {
  const auto& of = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return field.is_repeated() ? of.AddString(&message, &field, any_text(dice)) : of.SetString(&message, &field, any_text(dice));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return fill(*(field.is_repeated() ? of.AddMessage(&message, &field) : of.MutableMessage(&message, &field)), dice);
    case FieldDescriptor::CPPTYPE_BOOL: return of.SetBool(&message, &field, one_in(dice, 2));
    case FieldDescriptor::CPPTYPE_UINT32: return of.SetUInt32(&message, &field, static_cast<std::uint32_t>(any_number(dice)));
    case FieldDescriptor::CPPTYPE_INT32: return of.SetInt32(&message, &field, static_cast<std::int32_t>(any_number(dice)));
    case FieldDescriptor::CPPTYPE_INT64: return of.SetInt64(&message, &field, static_cast<std::int64_t>(any_number(dice)));
    case FieldDescriptor::CPPTYPE_ENUM: return of.SetEnumValue(&message, &field, static_cast<int>(any_number(dice)));
    default: FAIL() << field.full_name();
  }
}

void fill(Message& message, Dice& dice) {
  const auto& type = *message.GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    if (!one_in(dice, 2)) continue;
    for (std::uint64_t n = type.field(i)->is_repeated() ? dice() % 3 : 1; n > 0; --n) put(message, *type.field(i), dice);
  }
}

// Something else in a place or two: other bytes, bytes that are there twice, bytes that are gone, parts that changed places.
Bytes altered(Bytes bytes, Dice& dice) {
  for (std::uint64_t n = 1 + dice() % 2; n > 0 && !bytes.empty(); --n) {
    const std::size_t at = dice() % bytes.size(), size = std::min<std::size_t>(1 + dice() % 20, bytes.size() - at);
    switch (dice() % 6) {
      case 0: bytes[at] = static_cast<char>(dice()); break;
      case 1: bytes[at] = static_cast<char>(bytes[at] ^ 1 << dice() % 8); break;
      case 2: bytes.insert(at, bytes.substr(at, size)); break;
      case 3: bytes.erase(at, size); break;
      case 4: bytes.insert(at, 1, static_cast<char>(dice() % 3 == 0 ? 0x80 : dice())); break;
      default: bytes = bytes.substr(at) + bytes.substr(0, at); break;
    }
  }
  return bytes;
}

TEST(Canonical, IsWhatTheEncoderGivesAndNothingElse) {
  Dice dice(1);
  int kept = 0;
  for (int i = 0; i < 3000; ++i) {
    v1::Envelope envelope;
    fill(envelope, dice);
    const Bytes bytes = encode(envelope);
    const auto layout = layout_of(bytes);
    ASSERT_TRUE(layout) << envelope.DebugString();
    v1::Envelope marks;
    ASSERT_TRUE(marks.ParseFromString(bytes.substr(layout->marks, layout->marks_end - layout->marks)));
    v1::Envelope wanted;
    wanted.set_party(envelope.party());
    wanted.set_seat(envelope.seat());
    if (envelope.has_label()) *wanted.mutable_label() = envelope.label();
    *wanted.mutable_audience() = envelope.audience();
    EXPECT_EQ(encode(marks), encode(wanted));
    for (int k = 0; k < 20; ++k) {
      const Bytes other = altered(bytes, dice);
      v1::Envelope read;
      if (!read.ParseFromString(other)) continue;
      const bool canonical = read.GetReflection()->GetUnknownFields(read).empty() && encode(read) == other;
      // Text that is not UTF-8 the parser refuses; fields that nobody knows it keeps, within messages too.
      ASSERT_FALSE(layout_of(other) && encode(read) != other) << to_hex(other);
      if (canonical && layout_of(other)) ++kept;
    }
  }
  EXPECT_GT(kept, 1000) << "what is altered is mostly refused, not always";
}

v1::Envelope record(Dice& dice) {
  v1::Envelope e;
  e.set_id(std::string(16, static_cast<char>(dice())));
  e.set_schema(1);
  e.set_charter(std::string(32, 'c'));
  e.set_context("real");
  e.set_case_id(std::string(16, static_cast<char>('a' + dice() % 3)));
  for (std::uint64_t n = dice() % 3; n > 0; --n) e.add_after(std::string(32, static_cast<char>('a' + n)));
  if (!one_in(dice, 8)) e.set_wall_ms(1'460'636'789'000 + static_cast<std::int64_t>(dice() % 100));
  const bool other = one_in(dice, 4);
  e.set_party(other ? "USA" : "JPN");
  e.set_seat(one_in(dice, 5) ? "desk" : "watch");
  e.mutable_label()->set_policy("japan-us");
  e.mutable_label()->set_classification("unclassified");
  e.mutable_label()->set_originator(e.party());
  if (one_in(dice, 6)) e.mutable_label()->add_caveats("embargo");
  e.add_audience("JPN");
  if (other || one_in(dice, 2)) e.add_audience("USA");
  if (one_in(dice, 9)) e.add_audience("XXX");
  e.set_salt(std::string(16, static_cast<char>(dice())));
  const auto say = [&](v1::Field* field, const char* name) {
    field->set_name(name);
    if (one_in(dice, 3)) field->set_choice("one");
    else if (one_in(dice, 2)) field->mutable_text()->set_en(any_text(dice));
    else field->mutable_place()->set_lat_e7(static_cast<int>(dice() % 900'000'000));
  };
  switch (dice() % 6) {
    case 0: say(e.mutable_proposal()->add_field(), "what"); break;
    case 1: e.mutable_opaque()->set_type("bulk"); break;
    case 2: break;  // says nothing: refused
    default:
      e.mutable_step()->set_procedure(one_in(dice, 2) ? "rfi" : "alert");
      e.mutable_step()->set_step("ask");
      if (one_in(dice, 3)) (*e.mutable_step()->mutable_role())["asker"] = "JPN", (*e.mutable_step()->mutable_role())["answerer"] = "USA";
      if (one_in(dice, 2)) say(e.mutable_step()->add_field(), "where");
      if (one_in(dice, 2)) say(e.mutable_step()->add_field(), "what");
      if (one_in(dice, 4)) e.mutable_step()->set_number("7");
  }
  return e;
}

// Whatever came before: the same verdict, the same content.
TEST(Reading, IsAsIfEachRecordWereOpenedAlone) {
  Dice dice(2);
  RecordReader reader;
  int good = 0, same = 0;
  Bytes before;
  for (int i = 0; i < 40'000; ++i) {
    Bytes bytes = one_in(dice, 10) ? before : encode(record(dice));
    if (one_in(dice, 3)) bytes = altered(bytes, dice);
    v1::Envelope alone;
    const auto wanted = open_record(bytes, alone), got = reader.read(bytes);
    ASSERT_EQ(wanted.has_value(), got.has_value()) << to_hex(bytes);
    if (!wanted) {
      ASSERT_EQ(wanted.error().code, got.error().code);
      ASSERT_EQ(wanted.error().where, got.error().where);
    }
    ASSERT_EQ(encode(alone), encode(reader.envelope())) << to_hex(bytes);
    good += got.has_value();
    same += reader.same_marks();
    before = bytes;
  }
  EXPECT_GT(good, 10'000);
  EXPECT_GT(same, 1'000);
}

TEST(Reading, SaysWhenTheMarksAreThoseOfTheOneBefore) {
  Dice dice(3);
  v1::Envelope one = record(dice);
  one.mutable_opaque()->set_type("bulk");
  v1::Envelope other = one;
  other.set_seat("another");
  v1::Envelope bad = one;
  bad.set_salt("short");
  RecordReader reader;
  const auto same = [&](const v1::Envelope& envelope) { return (void)reader.read(encode(envelope)), reader.same_marks(); };
  EXPECT_FALSE(same(one));
  EXPECT_TRUE(same(one));
  EXPECT_FALSE(same(other));
  EXPECT_FALSE(same(one));
  EXPECT_TRUE(same(one));
  EXPECT_FALSE(same(bad)) << "refused";
  EXPECT_FALSE(same(one)) << "the one before was refused";
}

}  // namespace
}  // namespace tsugite::ledger
