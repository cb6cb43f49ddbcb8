// Seats and bodies have dates: what does not exist at a record's own time neither acts nor is named.
#include <gmock/gmock.h>

#include "casework/test_lab.h"

namespace tsugite::casework::testing {
namespace {

constexpr std::int64_t day_ms = 86'400'000;

std::int64_t at(const std::string& date) { return std::int64_t{charter::days_between(date, "").first} * day_ms; }

std::shared_ptr<const Charter> charter() {
  auto out = std::make_shared<Charter>(*make_charter());
  out->bodies["CELL"].from = "2015-11-03";
  out->bodies["GROUP"].id = "GROUP";
  out->bodies["GROUP"].to = "2015";
  out->seats["ALPHA-cell"].bodies = {"CELL", "GROUP"};
  out->seats["ALPHA-watch"].to = "2020-03";
  out->organisations["BRAVO-law"].from = "2018-07-01";
  auto& rfi = out->procedures["rfi"];
  rfi.fields.push_back(field("body", FieldSpec::Type::choice, false, false));
  rfi.fields.back().choices = {{"CELL", both("cell")}, {"GROUP", both("group")}};
  rfi.fields.back().choices_from = "bodies";
  rfi.steps[0].fields.push_back("body");
  rfi.states.push_back(state("referred", State::Kind::joint, "answerer"));
  rfi.steps.push_back(StepMaker("refer", {"asked"}, "referred", "asker"));
  rfi.steps.back().refers = "GROUP";
  return out;
}

struct Row {
  const char *seat, *procedure, *step, *date, *code;
};

TEST(Standing, WhoActsStandsOnTheDay) {
  const auto shared = charter();
  for (const Row& row :
       {Row{"ALPHA-watch", "rfi", "ask", "2020-03-31", ""}, Row{"ALPHA-watch", "rfi", "ask", "2020-04-01", "casework.not-standing"},
        Row{"ALPHA-cell", "support", "offer", "2015-11-02", "casework.seat-not-permitted"},
        Row{"ALPHA-cell", "support", "offer", "2015-11-03", ""}, Row{"ALPHA-cell", "rfi", "ask", "2010-01-01", ""}}) {
    SCOPED_TRACE(std::string(row.seat) + " " + row.date);
    Engine a("ALPHA", shared);
    a.now = at(row.date);
    const auto opens = [&] {
      for (const auto& one : a.casework().openings(row.procedure, {"", row.seat}, {a.now}))
        if (one.step == row.step) return true;
      return false;
    };
    EXPECT_EQ(opens(), *row.code == 0);
    Command command;
    command.actor.seat = row.seat;
    command.procedure = row.procedure;
    command.step = row.step;
    command.fields = {words(std::string(row.procedure) == "rfi" ? "question" : "what", "x")};
    EXPECT_EQ(code_of(a.run(command)), row.code);
  }
}

TEST(Standing, APartnerJudgesByTheRecordsOwnTime) {
  const auto shared = charter();
  Engine b("BRAVO", shared);
  b.now = at("2026-01-01");
  auto ask = Ask(b, "watch", "ask").field(words("question", "x")).command;
  ask.procedure = "rfi";
  auto asked = b.run(ask);
  ASSERT_TRUE(asked);
  v1::Envelope answer = asked->front().envelope;
  answer.set_party("ALPHA");
  answer.set_seat("ALPHA-watch");
  answer.mutable_label()->set_originator("ALPHA");
  answer.clear_after();
  answer.add_after(asked->front().digest.bytes());
  auto& step = *answer.mutable_step();
  step.set_step("answer");
  step.clear_role();
  step.clear_field();
  *step.add_field() = words("answer", "y");
  answer.set_wall_ms(at("2020-04-01"));
  EXPECT_EQ(b.casework().admissible(answer).error().code, "casework.not-standing");
  answer.set_wall_ms(at("2020-03-31"));
  EXPECT_TRUE(b.casework().admissible(answer)) << "however late it comes";
}

TEST(Standing, WhatIsNamedOrReferredToStands) {
  const auto shared = charter();
  Engine a("ALPHA", shared), b("BRAVO", shared);
  const auto ask = [&](const std::string& body, const std::string& date) {
    v1::Field named;
    named.set_name("body");
    named.set_choice(body);
    a.now = at(date);
    auto command = Ask(a, "chief", "ask").field(words("question", "x")).field(named).command;
    command.procedure = "rfi";
    return a.run(command);
  };
  EXPECT_EQ(code_of(ask("GROUP", "2016-01-01")), "casework.not-standing");
  EXPECT_EQ(code_of(ask("CELL", "2015-11-02")), "casework.not-standing");
  const auto asked = ask("GROUP", "2015-12-31");
  ASSERT_TRUE(asked) << "to the end of the year that it names";
  const auto id = case_of(asked->front());
  a.now = at("2016-01-01");
  EXPECT_EQ(code_of(a.run(Ask(a, "chief", "refer", id))), "casework.not-standing");
  for (const auto& one : a.casework().available(a.the(id), {"", "ALPHA-chief"}, {a.now})) EXPECT_NE(one.step, "refer");
  a.now = at("2015-12-31");
  EXPECT_EQ(code_of(a.run(Ask(a, "chief", "refer", id))), "");
}

TEST(Standing, WhoConcursAndDecidesStandsToo) {
  const auto shared = charter();
  Engine b("BRAVO", shared);
  b.now = at("2018-06-30");
  auto draft = b.run(Ask(b, "watch", "formal-offer").kind(Command::Kind::draft).field(words("what", "x")));
  ASSERT_TRUE(draft) << describe(draft.error());
  const auto id = case_of(draft->front());
  const auto concur = [&] { return code_of(b.run(Ask(b, "lawyer", "", id).kind(Command::Kind::concur).round(b.the(id).rounds.at(0)))); };
  EXPECT_EQ(concur(), "casework.not-standing") << "its organisation is not there yet";
  EXPECT_TRUE(b.casework().waiting("real", {"", "BRAVO-lawyer"}, {b.now}).empty());
  b.now = at("2018-07-01");
  EXPECT_EQ(b.casework().waiting("real", {"", "BRAVO-lawyer"}, {b.now}).size(), 1u);
  EXPECT_EQ(concur(), "");
}

}  // namespace
}  // namespace tsugite::casework::testing
