// What the shipped marking policy makes the guard do with each colour of the traffic light protocol: one line a question.
#include <gtest/gtest.h>

#include "charter/test_files.h"
#include "label/guard.h"

namespace tsugite::charter {
namespace {

using label::Decision;
using label::ReleaseRule;
using Verdict = Decision::Verdict;

// The shipped policy with a third party, so that there is someone beyond the recipients.
label::Policy with_a_third() {
  label::Policy policy = load_charter(shipped_charter()).charter.marking;
  policy.parties.insert("AUS");
  policy.ceiling["JPN"]["AUS"] = 1;
  return policy;
}

struct Case {
  const char* name;
  const char* caveat;
  const char* code;
  Verdict by_rule;   // what a rule that releases by itself gives
  bool by_a_person;  // released once a person at the desk said so
  std::set<std::string> audience = {"JPN", "USA"};
  std::set<std::string> releasable_to = {"JPN", "USA"};
  const char* originator = "JPN";
  const char* kind = "cyber/share";
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

class TrafficLight : public testing::TestWithParam<Case> {};

TEST_P(TrafficLight, Decides) {
  const Case& c = GetParam();
  const label::Guard guard(with_a_third(), {{"cyber", "*", "*", {}, ReleaseRule::Action::by_itself, {}}}, "JPN", 1);
  label::Subject subject{{"japan-us", "open", c.releasable_to, {}, c.originator}, c.audience, c.kind};
  if (*c.caveat != '\0') subject.label.caveats.insert(c.caveat);
  const auto decision = guard.judge(subject, "USA");
  EXPECT_EQ(decision.code, c.code);
  EXPECT_EQ(decision.verdict, c.by_rule);
  EXPECT_EQ(guard.judge(subject, "USA", true).released(), c.by_a_person);
}

const std::set<std::string> three{"AUS", "JPN", "USA"};
constexpr auto release = Verdict::release, desk = Verdict::desk, never = Verdict::never;

INSTANTIATE_TEST_SUITE_P(
    Tlp, TrafficLight,
    testing::Values(
        Case{"RedWaitsForAPerson", "TLP-RED", "guard.rule", desk, true},
        Case{"AmberStrictLeavesByRule", "TLP-AMBER-STRICT", "guard.rule", release, true},
        Case{"AmberLeavesByRule", "TLP-AMBER", "guard.rule", release, true},
        Case{"GreenLeavesByRule", "TLP-GREEN", "guard.rule", release, true},
        Case{"ClearLeavesByRule", "TLP-CLEAR", "guard.rule", release, true},
        Case{"RedIsForNobodyBeyondThoseItNames", "TLP-RED", "guard.named-only", never, false, three},
        Case{"AmberStrictIsForNobodyBeyondThoseItNames", "TLP-AMBER-STRICT", "guard.named-only", never, false, three},
        Case{"AmberMayBeMeantForMoreThanThisLabelNames", "TLP-AMBER", "guard.rule", release, true, three},
        Case{"RedForThreeNamedOnes", "TLP-RED", "guard.rule", desk, true, three, three},
        Case{"RedIsNotReleasedToWhomItDoesNotName", "TLP-RED", "guard.releasable", never, false, {"JPN", "USA"}, {"JPN"}},
        Case{"ClearNeitherWhereTheLabelDoesNotNameIt", "TLP-CLEAR", "guard.releasable", never, false, {"JPN", "USA"}, {"JPN"}},
        Case{"RedOfAPartnerIsNotPassedOn", "TLP-RED", "guard.originator", never, false, three, three, "AUS"},
        Case{"ClearOfAPartnerNeither", "TLP-CLEAR", "guard.originator", never, false, three, three, "AUS"},
        Case{"Attack50_IndicatorsWithoutAColour", "", "guard.unmarked", never, false},
        Case{"Attack50_FurtherIndicatorsWithoutAColour",
             "",
             "guard.unmarked",
             never,
             false,
             {"JPN", "USA"},
             {"JPN", "USA"},
             "JPN",
             "cyber/indicators"},
        Case{"WhatCarriesNoIndicatorsNeedsNoColour",
             "",
             "guard.rule",
             release,
             true,
             {"JPN", "USA"},
             {"JPN", "USA"},
             "JPN",
             "cyber/recover"},
        Case{"RedWaitsWhateverTheKind", "TLP-RED", "guard.rule", desk, true, {"JPN", "USA"}, {"JPN", "USA"}, "JPN", "rfi/answer"}),
    [](const auto& test) { return std::string(test.param.name); });

// The colour is offered the strictest first, with the text that says what it asks.
TEST(TrafficLight, IsChosenFromTheStrictestDown) {
  const Charter charter = load_charter(shipped_charter()).charter;
  const auto& choices = charter.procedures.at("cyber").field("tlp")->choices;
  ASSERT_EQ(choices.size(), 5u);
  EXPECT_EQ(choices.front().first, "TLP-RED");
  EXPECT_EQ(choices.front().second.en, "TLP:RED (named recipients only)");
  EXPECT_EQ(choices.back().first, "TLP-CLEAR");
}

}  // namespace
}  // namespace tsugite::charter
