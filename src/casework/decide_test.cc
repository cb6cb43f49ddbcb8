// Every reason for which a command is refused, one line each, in both languages.
#include <gmock/gmock.h>

#include "casework/test_lab.h"

namespace tsugite::casework::testing {
namespace {

struct Refused {
  const char* name;
  std::function<void(Command&)> change;  // of an otherwise good opening offer by BRAVO
  const char* code;
};

v1::Field choice(const std::string& name, const std::string& value) {
  v1::Field out;
  out.set_name(name);
  out.set_choice(value);
  return out;
}

class Refusals : public ::testing::TestWithParam<Refused> {};

TEST_P(Refusals, NamesItsReason) {
  Engine b("BRAVO");
  Command command = Ask(b, "cell", "offer").field(words("what", "airlift")).field(tons(1));
  command.context = "real";
  GetParam().change(command);
  auto result = b.casework().decide(command, {1}, [](const v1::Envelope& draft) -> Result<Digest> { return digest_of(draft); });
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, GetParam().code);
  EXPECT_FALSE(result.error().message.en.empty());
  EXPECT_FALSE(result.error().message.ja.empty());
}

const Bytes entropy(32, 'e');
Refused good(const char* name, std::function<void(Command&)> change, const char* code) {
  return {name,
          [change](Command& c) {
            c.entropy = entropy;
            change(c);
          },
          code};
}

INSTANTIATE_TEST_SUITE_P(Table, Refusals,
                         ::testing::Values(
                             // clang-format off
        good("entropy", [](Command& c) { c.entropy = "short"; }, "casework.entropy"),
        good("no_context", [](Command& c) { c.context.clear(); }, "casework.no-context"),
        good("unknown_procedure", [](Command& c) { c.procedure = "wish"; }, "casework.unknown-procedure"),
        good("unknown_case", [](Command& c) { c.case_id.value.fill(7); }, "casework.no-case"),
        good("no_case", [](Command& c) { c.kind = Command::Kind::concur; }, "casework.no-case"),
        good("unknown_seat", [](Command& c) { c.actor.seat = "nobody"; }, "casework.unknown-seat"),
        good("foreign_seat", [](Command& c) { c.actor.seat = "ALPHA-cell"; }, "casework.foreign-seat"),
        good("unknown_step", [](Command& c) { c.step = "wish"; }, "casework.unknown-step"),
        good("does_not_open", [](Command& c) { c.step = "withdraw"; }, "casework.does-not-open"),
        good("role_open", [](Command& c) { c.roles = {{"provider", "BRAVO"}}; }, "casework.role-open"),
        good("unknown_role", [](Command& c) { c.roles = {{"judge", "BRAVO"}}; }, "casework.unknown-role"),
        good("unknown_party", [](Command& c) { c.roles = {{"provider", "BRAVO"}, {"receiver", "DELTA"}}; }, "casework.unknown-party"),
        good("one_party", [](Command& c) { c.roles = {{"provider", "BRAVO"}, {"receiver", "BRAVO"}}; }, "casework.one-party"),
        good("role", [](Command& c) { c.roles = {{"provider", "ALPHA"}, {"receiver", "BRAVO"}}; }, "casework.role"),
        good("home_first", [](Command& c) { c.step = "request"; }, "casework.home-first"),
        good("seat", [](Command& c) { c.actor.seat = "BRAVO-watch"; }, "casework.seat-not-permitted"),
        good("staffing", [](Command& c) { c.step = "formal-offer"; c.actor.seat = "BRAVO-chief"; }, "casework.staffing-needed"),
        good("home_draft", [](Command& c) { c.kind = Command::Kind::draft; c.step = "register"; c.roles = {{"receiver", "BRAVO"}, {"provider", "ALPHA"}}; }, "casework.home-step"),
        good("field_unknown", [](Command& c) { c.fields.push_back(words("mood", "good")); }, "casework.field-not-here"),
        good("field_elsewhere", [](Command& c) { c.fields.push_back(choice("colour", "red")); }, "casework.field-not-here"),
        good("field_missing", [](Command& c) { c.fields.erase(c.fields.begin()); }, "casework.field-missing"),
        good("field_empty", [](Command& c) { c.fields[0].mutable_text()->clear_en(); }, "casework.field-missing"),
        good("field_twice", [](Command& c) { c.fields.push_back(tons(2)); }, "casework.field-twice"),
        good("field_type", [](Command& c) { c.fields[1].set_integer(3); }, "casework.field-type"),
        good("field_unit", [](Command& c) { c.fields[1] = tons(1, "barrel"); }, "casework.field-unit"),
        good("field_negative", [](Command& c) { c.fields[1] = tons(-1); }, "casework.field-negative"),
        good("number", [](Command& c) { c.number = "ALPHA-1"; }, "casework.number-not-here"),
        good("basis", [](Command& c) { c.legal_basis = "act-83"; }, "casework.basis-unknown"),
        good("proposal", [](Command& c) { c.expected_proposal = Bytes(32, 'p'); }, "casework.proposal-changed"),
        good("label_policy", [](Command& c) { c.label.emplace().set_policy("none"); c.label->set_originator("BRAVO"); c.label->set_classification("open"); }, "label.unknown-policy"),
        good("label_class", [](Command& c) { c.label.emplace().set_policy("test"); c.label->set_originator("BRAVO"); c.label->set_classification("odd"); }, "label.unknown-classification"),
        good("label_originator", [](Command& c) { c.label.emplace().set_policy("test"); c.label->set_originator("ALPHA"); c.label->set_classification("open"); }, "casework.originator")),
                         // clang-format on
                         [](const auto& one) { return std::string(one.param.name); });

TEST(Decide, ContextsNeverMix) {
  Engine b("BRAVO");
  auto command = Ask(b, "cell", "offer").field(words("what", "airlift")).command;
  command.context = "drill";
  auto offer = b.run(command);
  ASSERT_TRUE(offer);
  EXPECT_EQ(offer->back().envelope.context(), "drill");
  EXPECT_EQ(code_of(b.run(Ask(b, "cell", "withdraw", case_of(offer->back())))), "casework.other-context");
  EXPECT_TRUE(b.casework().cases("real").empty());
  EXPECT_EQ(b.casework().cases("drill").size(), 1u);
}

TEST(Decide, TheSameEntropyMakesTheSameRecords) {
  Engine one("BRAVO"), two("BRAVO");
  const auto command = Ask(one, "cell", "offer").field(words("what", "airlift")).command;
  auto first = one.run(command), second = two.run(command);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->back().digest, second->back().digest);
  std::set<std::string> drawn;
  for (const auto& record : *first) {
    EXPECT_TRUE(drawn.insert(record.envelope.id()).second);
    EXPECT_TRUE(drawn.insert(record.envelope.salt()).second);
  }
  EXPECT_TRUE(drawn.insert((*first)[0].envelope.case_id()).second);
}

TEST(Decide, MarksWithTheLowestAndReleasesToTheParties) {
  Engine b("BRAVO");
  auto offer = b.run(Ask(b, "cell", "offer").field(words("what", "airlift")));
  ASSERT_TRUE(offer);
  for (const auto& record : *offer) {
    EXPECT_EQ(record.envelope.label().classification(), "open");
    EXPECT_EQ(record.envelope.label().originator(), "BRAVO");
    EXPECT_THAT(record.envelope.label().releasable_to(), ::testing::ElementsAre("ALPHA", "BRAVO"));
  }
}

TEST(Decide, WhatStaysHomeIsNotNamedAbroad) {
  auto charter = std::make_shared<Charter>(*make_charter());
  auto reference = field("source", FieldSpec::Type::record, true, false);
  charter->procedures["support"].fields.push_back(reference);
  for (auto& step : charter->procedures["support"].steps)
    if (step.id == "offer") step.fields.push_back("source");
  Engine b("BRAVO", charter);
  auto need = b.run(Ask(b, "watch", "register").field(words("what", "tents")));
  ASSERT_TRUE(need) << describe(need.error());
  auto known = b.run(Ask(b, "cell", "offer").field(words("what", "tents")));
  ASSERT_TRUE(known);
  const auto naming = [&](const Digest& digest) {
    v1::Field source;
    source.set_name("source");
    source.set_record(digest.bytes());
    return Ask(b, "cell", "offer").field(words("what", "tents")).field(source);
  };
  EXPECT_EQ(code_of(b.run(naming(need->front().digest))), "casework.names-home");
  EXPECT_EQ(code_of(b.run(naming(known->back().digest))), "");
}

}  // namespace
}  // namespace tsugite::casework::testing
