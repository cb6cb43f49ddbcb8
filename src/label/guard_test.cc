#include "label/guard.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <type_traits>

#include "label/test_policy.h"

namespace tsugite::label {
namespace {

// Invariant 1, Door: nobody outside the guard makes a Released<T>, not even out of another Released's parts. Copies of
// one keep its recipient and epoch.
static_assert(!std::is_constructible_v<Released<std::string>, std::string, Recipient, std::uint64_t>);
static_assert(!std::is_constructible_v<Released<std::string>, std::string>);
static_assert(!std::is_constructible_v<Released<std::string>, Released<const char*>>);
static_assert(!std::is_default_constructible_v<Released<std::string>>);
static_assert(!std::is_aggregate_v<Released<std::string>>);

using Action = ReleaseRule::Action;
using Verdict = Decision::Verdict;

const Text why{"試験のため。", "for the test."};

std::vector<ReleaseRule> rules() {
  return {{"names", "report/*", "*", {"UNCONFIRMED"}, Action::never, why},
          {"alerts", "alert/*", "*", {}, Action::by_itself, why},
          {"cyber", "cyber/*", "*", {}, Action::by_itself, why},
          {"reports", "report/*", "USA", {}, Action::desk, why},
          {"typo", "suport/*", "*", {}, Action::by_itself, why},       // a typo in the table: opens nothing
          {"", "", "*", {}, Action::by_itself, why},                   // a rule without a kind
          {"", "rfi/*", "", {}, Action::by_itself, why},               // a rule without a recipient
          {"bad", "broken/*", "*", {}, static_cast<Action>(7), why}};  // no such action
}

const Guard guard(test_policy(), rules(), "JPN", 3);

Subject good(const std::string& kind = "alert/issue") { return {{"test", "open", {"JPN", "USA"}, {}, "JPN"}, {"JPN", "USA"}, kind}; }

template <class T>
std::string name_of(const testing::TestParamInfo<T>& test) {
  return test.param.name;
}

struct Case {
  const char* name;
  const char* code;
  Verdict verdict;
  void (*change)(Subject&);
  const char* partner = "USA";
};

void PrintTo(const Case& c, std::ostream* out) { *out << c.name; }

class Judge : public testing::TestWithParam<Case> {};

TEST_P(Judge, Decides) {
  const Case& c = GetParam();
  Subject subject = good();
  c.change(subject);
  const Decision decision = guard.judge(subject, c.partner);
  EXPECT_EQ(decision.code, c.code);
  EXPECT_EQ(decision.verdict, c.verdict);
  EXPECT_FALSE(decision.reason.ja.empty());
  EXPECT_FALSE(decision.reason.en.empty());
  EXPECT_EQ(guard.release(1, subject, c.partner).has_value(), c.verdict == Verdict::release);
  // A person at the desk answers a rule that asks for one, and nothing else.
  EXPECT_EQ(guard.judge(subject, c.partner, true).released(), c.verdict != Verdict::never);
}

INSTANTIATE_TEST_SUITE_P(
    Guard, Judge,
    testing::Values(
        Case{"ReleasedByRule", "guard.rule", Verdict::release, [](Subject&) {}},
        Case{"Attack01_EmptyAudience", "guard.audience-empty", Verdict::never, [](Subject& s) { s.audience.clear(); }},
        Case{"Attack01_EmptyReleasableTo", "guard.releasable-empty", Verdict::never, [](Subject& s) { s.label.releasable_to.clear(); }},
        Case{"Attack02_RuleWithoutRecipientOrKindOpensNothing", "guard.rule", Verdict::desk, [](Subject& s) { s.kind = "rfi/ask"; }},
        Case{"Attack04_TypoInTheRuleTableOpensNothing", "guard.rule", Verdict::desk, [](Subject& s) { s.kind = "support/request"; }},
        Case{"Attack05_PartyMatchesButRankIsAboveTheCeiling", "guard.ceiling", Verdict::never,
             [](Subject& s) { s.label.classification = "secret"; }},
        Case{"Attack05_NoCeilingForTheParty", "guard.no-ceiling", Verdict::never,
             [](Subject& s) {
               s.label.releasable_to.insert("AUS");
               s.audience.insert("AUS");
             },
             "AUS"},
        Case{"Attack06_EveryoneIsNoParty", "guard.unknown-party", Verdict::never, [](Subject& s) { s.label.releasable_to = {"*"}; }},
        Case{"Attack06_EveryoneIsNoAudience", "guard.audience-unknown", Verdict::never, [](Subject& s) { s.audience = {"*"}; }},
        Case{"Attack07_RecipientOutsideTheAudience", "guard.audience", Verdict::never,
             [](Subject& s) {
               s.audience = {"JPN", "AUS"};
             }},
        Case{"Attack09_UnknownPolicy", "guard.unknown-policy", Verdict::never, [](Subject& s) { s.label.policy = "other"; }},
        Case{"Attack09_UnknownClassification", "guard.unknown-classification", Verdict::never,
             [](Subject& s) { s.label.classification = "SECRET"; }},
        Case{"Attack09_UnknownCaveat", "guard.unknown-caveat", Verdict::never, [](Subject& s) { s.label.caveats = {"EYES"}; }},
        Case{"Attack09_UnknownRecipient", "guard.unknown-recipient", Verdict::never, [](Subject&) {}, "GBR"},
        Case{"Attack09_EmptyRecipient", "guard.unknown-recipient", Verdict::never, [](Subject&) {}, ""},
        Case{"Attack41_ForeignOriginatorIsNotReleasedOnward", "guard.originator", Verdict::never,
             [](Subject& s) {
               s.label.originator = "AUS";
               s.audience.insert("AUS");
             }},
        Case{"UnknownOriginator", "guard.unknown-originator", Verdict::never, [](Subject& s) { s.label.originator = ""; }},
        Case{"UnknownKind", "guard.unknown-kind", Verdict::never, [](Subject& s) { s.kind.clear(); }},
        Case{"OwnPartyIsNoPartner", "guard.own-recipient", Verdict::never, [](Subject&) {}, "JPN"},
        Case{"OwnPartyMissingFromTheAudience", "guard.audience-without-own", Verdict::never, [](Subject& s) { s.audience = {"USA"}; }},
        Case{"RecipientNotInReleasableTo", "guard.releasable", Verdict::never, [](Subject& s) { s.label.releasable_to = {"JPN"}; }},
        Case{"CeilingItselfMayLeave", "guard.rule", Verdict::release, [](Subject& s) { s.label.classification = "caution"; }},
        Case{"CaveatNeverLeaves", "guard.caveat", Verdict::never, [](Subject& s) { s.label.caveats = {"PERSONAL"}; }},
        Case{"CaveatForOthersOnly", "guard.caveat", Verdict::never, [](Subject& s) { s.label.caveats = {"JPN-ONLY"}; }},
        Case{"MarkedWithOneOfTheGroupItAsksFor", "guard.rule", Verdict::release,
             [](Subject& s) {
               s.kind = "cyber/share";
               s.label.caveats = {"GREEN"};
             }},
        Case{"Attack50_NoMarkingWhereOneIsRequired", "guard.unmarked", Verdict::never, [](Subject& s) { s.kind = "cyber/share"; }},
        Case{"Attack50_AnotherCaveatIsNoMarkingOfTheGroup", "guard.unmarked", Verdict::never,
             [](Subject& s) {
               s.kind = "cyber/share";
               s.label.caveats = {"UNCONFIRMED"};
             }},
        Case{"TwoOfAGroup", "guard.one-of-a-group", Verdict::never,
             [](Subject& s) {
               s.label.caveats = {"GREEN", "RED"};
             }},
        Case{"ForItsRecipientsOnlyNeverLeavesByItself", "guard.rule", Verdict::desk, [](Subject& s) { s.label.caveats = {"RED"}; }},
        Case{"ForItsRecipientsOnlyButAnotherIsToHoldIt", "guard.named-only", Verdict::never,
             [](Subject& s) {
               s.label.caveats = {"RED"};
               s.audience.insert("AUS");
             }},
        Case{"TheOriginatorNeedNotNameItself", "guard.rule", Verdict::desk,
             [](Subject& s) {
               s.label.caveats = {"RED"};
               s.label.releasable_to = {"USA"};
             }},
        Case{"RuleNever", "guard.rule", Verdict::never,
             [](Subject& s) {
               s.kind = "report/file";
               s.label.caveats = {"UNCONFIRMED"};
             }},
        Case{"RuleDesk", "guard.rule", Verdict::desk, [](Subject& s) { s.kind = "report/file"; }},
        Case{"RuleOfAnotherPrefixDoesNotMatch", "guard.rule", Verdict::desk, [](Subject& s) { s.kind = "alerts/issue"; }},
        Case{"NoRuleAsksAPerson", "guard.rule", Verdict::desk, [](Subject& s) { s.kind = "visit/notify"; }},
        Case{"UnknownActionReleasesNothing", "guard.rule", Verdict::never, [](Subject& s) { s.kind = "broken/step"; }}),
    name_of<Case>);

TEST(Guard, ReasonsNameTheRuleAndWhatToDo) {
  Subject subject = good("report/file");
  const Decision desk = guard.judge(subject, "USA");
  EXPECT_EQ(desk.reason.en, "rule \"reports\" asks for a person's release: for the test.");
  EXPECT_EQ(desk.reason.ja, "提供規則「reports」により審査を待っています：試験のため。");
  subject.label.caveats = {"PERSONAL"};
  const Decision never = guard.judge(subject, "USA");
  EXPECT_EQ(never.reason.en, "caveat PERSONAL: It names persons. Remove that part and release a version without it.");
  EXPECT_EQ(never.reason.ja, "注意事項「PERSONAL」：個人名を含みます。該当部分を除いた版を作成して提供してください。");
}

TEST(Guard, AGuardWithoutPolicyReleasesNothing) {
  EXPECT_FALSE(Guard(Policy{}, rules(), "JPN", 1).judge(good(), "USA").released());
  EXPECT_FALSE(Guard(Policy{}, rules(), "", 1).judge(Subject{}, "").released());
}

TEST(Guard, TheFirstRuleThatMatchesDecides) {
  auto reversed = rules();
  reversed.insert(reversed.begin(), {"hold", "*", "*", {}, Action::desk, why});
  EXPECT_EQ(Guard(test_policy(), reversed, "JPN", 3).judge(good(), "USA").verdict, Verdict::desk);
}

TEST(Guard, Attack12_PolicyChangesBetweenCheckAndSend) {
  const auto released = guard.release(std::string("x"), good(), "USA");
  ASSERT_TRUE(released.has_value());
  EXPECT_TRUE(guard.still_valid(*released, {"USA", "", 0}));
  EXPECT_FALSE(Guard(test_policy(), rules(), "JPN", 4).still_valid(*released, {"USA", "", 0}));
}

TEST(Guard, UnderAnotherPolicyItJudgesAnewAndWhatHasNotLeftIsStale) {
  Guard one(test_policy(), rules(), "JPN", 3);
  const auto subject = one.know(good());
  const auto before = one.release(1, subject, "USA");
  ASSERT_TRUE(before && one.still_valid(*before, Recipient{"USA", "", 0}));
  Policy lower = test_policy();
  lower.ceiling["JPN"]["USA"] = -1;
  one.amend(lower);
  EXPECT_FALSE(one.still_valid(*before, Recipient{"USA", "", 0}));
  const auto after = one.release(1, subject, "USA");
  ASSERT_FALSE(after);
  EXPECT_EQ(after.error().code, "guard.ceiling");
}

TEST(Guard, Attack14_APartnerThatLeftGetsNothing) {
  Policy without = test_policy();
  without.parties.erase("USA");
  EXPECT_FALSE(Guard(without, rules(), "JPN", 4).judge(good(), "USA").released());
}

TEST(Guard, Attack33_ReleasedToOneIsNotValidForAnother) {
  const auto released = guard.release(std::string("x"), good(), "USA");
  ASSERT_TRUE(released.has_value());
  EXPECT_FALSE(guard.still_valid(*released, {"AUS", "", 0}));
  EXPECT_FALSE(guard.still_valid(*released, {"USA", "someone", 0}));
}

struct View {
  const char* name;
  const char* code;
  Label label;
  Recipient reader;
};

void PrintTo(const View& v, std::ostream* out) { *out << v.name; }

class JudgeView : public testing::TestWithParam<View> {};

TEST_P(JudgeView, Decides) {
  const View& v = GetParam();
  const Decision decision = guard.judge_view(v.label, v.reader);
  EXPECT_EQ(decision.code, v.code);
  EXPECT_EQ(decision.released(), std::string(v.code) == "guard.view");
  EXPECT_EQ(guard.show(1, v.label, v.reader).has_value(), decision.released());
}

const Label home{"test", "open", {}, {}, "JPN"};
const Recipient watch{"JPN", "js-watch", 1};

INSTANTIATE_TEST_SUITE_P(
    Guard, JudgeView,
    testing::Values(View{"OwnRecord", "guard.view", home, watch},
                    View{"OwnRecordWithNames", "guard.view", {"test", "open", {"JPN"}, {"PERSONAL"}, "JPN"}, watch},
                    View{"PartnersRecord", "guard.view", {"test", "open", {"JPN", "USA"}, {}, "USA"}, watch},
                    View{"AtTheClearance", "guard.view", {"test", "caution", {}, {}, "JPN"}, watch},
                    View{"Attack05_AboveTheClearance", "guard.view-clearance", {"test", "secret", {}, {}, "JPN"}, watch},
                    View{"Attack09_UnknownClassification", "guard.unknown-classification", {"test", "", {}, {}, "JPN"}, watch},
                    View{"AnotherPartysPerson", "guard.view-outsider", home, {"USA", "usfj-watch", 1}},
                    View{"Attack48_NobodySignedIn", "guard.view-outsider", home, {"JPN", "", 1}},
                    View{"ForeignAndNotForUs", "guard.view-releasable", {"test", "open", {"USA"}, {}, "USA"}, watch}),
    name_of<View>);

TEST(Compose, KeepsOneRecipient) {
  const auto row = guard.show(std::string("row"), home, watch);
  ASSERT_TRUE(row.has_value());
  const std::vector<Released<std::string>> rows{*row, *row};
  EXPECT_EQ(guard.compose(std::string("page"), rows, watch).value(), "page");
}

TEST(ComposeDeathTest, AbortsOnAPartForAnother) {
  const auto row = guard.show(std::string("row"), home, watch);
  ASSERT_TRUE(row.has_value());
  const std::vector<Released<std::string>> rows{*row};
  EXPECT_DEATH(guard.compose(std::string("page"), rows, Recipient{"JPN", "mofa", 1}), "another recipient");
  EXPECT_DEATH(Guard(test_policy(), rules(), "JPN", 4).compose(std::string("page"), rows, watch), "older policy");
}

// Whatever the label and the audience, a release implies each of the conditions that the contract names.
RC_GTEST_PROP(GuardProperty, AReleaseImpliesEveryCondition, ()) {
  // Mostly sound values, so that about one in ten is released.
  const auto word = [](std::string usual, std::vector<std::string> others) {
    return *rc::gen::weightedOneOf<std::string>({{6, rc::gen::just(std::move(usual))}, {1, rc::gen::elementOf(std::move(others))}});
  };
  const auto some = [](std::set<std::string> usual, std::vector<std::string> others) {
    return *rc::gen::weightedOneOf<std::set<std::string>>({{4, rc::gen::just(std::move(usual))}, {1, some_of(std::move(others))}});
  };
  Subject s;
  s.label.policy = word("test", {"other"});
  s.label.classification = word("open", {"UNCLASSIFIED", "caution", "secret", "?"});
  s.label.originator = word("JPN", {"USA", ""});
  s.label.releasable_to = some({"JPN", "USA"}, {"JPN", "USA", "AUS"});
  s.label.caveats = some({}, {"UNCONFIRMED", "PERSONAL", "JPN-ONLY", "GREEN", "RED"});
  s.audience = some({"JPN", "USA"}, {"JPN", "USA", "AUS"});
  s.kind = word("alert/issue", {"report/file", "cyber/share", "support/accept", ""});
  const auto partner = word("USA", {"AUS", "JPN", "*"});
  const bool approved = *rc::gen::arbitrary<bool>();
  const Policy policy = test_policy();
  const bool released = guard.judge(s, partner, approved).released();
  RC_CLASSIFY(released);
  if (!released) return;
  RC_ASSERT(policy.check(s.label).has_value());
  RC_ASSERT(partner != "JPN" && s.label.originator == "JPN");
  RC_ASSERT(s.audience.contains("JPN") && s.audience.contains(partner));
  RC_ASSERT(s.label.releasable_to.contains(partner));
  RC_ASSERT(policy.classifications.at(s.label.classification).rank <= policy.ceiling.at("JPN").at(partner));
  RC_ASSERT(!s.label.caveats.contains("PERSONAL") && !s.label.caveats.contains("JPN-ONLY"));
  const bool red = s.label.caveats.contains("RED");
  RC_ASSERT(approved || ((s.kind == "alert/issue" || s.kind == "cyber/share") && !red));
  RC_ASSERT(s.kind != "cyber/share" || red != s.label.caveats.contains("GREEN"));
  RC_ASSERT(!red || !s.audience.contains("AUS") || s.label.releasable_to.contains("AUS"));
}

struct Persons {
  const char* name;
  Action action;
  bool rule, caveat;  // which of them asks for two
  bool two;           // two persons release it
  Verdict verdict;    // before anybody did
};

void PrintTo(const Persons& c, std::ostream* out) { *out << c.name; }

class TwoPersons : public testing::TestWithParam<Persons> {};

// A rule or a caveat asks for two; nothing takes that back.
TEST_P(TwoPersons, AsTheRulesSay) {
  const Persons& c = GetParam();
  Policy policy = test_policy();
  policy.caveats.at("GREEN").two_persons = c.caveat;
  const Guard one(policy, {{"it", "report/*", "*", {}, c.action, why, c.rule}}, "JPN", 1);
  Subject subject = good("report/file");
  subject.label.caveats = {"GREEN"};
  EXPECT_EQ(one.judge(subject, "USA").verdict, c.verdict);
  const Decision approved = one.judge(subject, "USA", true);
  if (c.verdict != Verdict::never) {
    EXPECT_EQ(approved.two_persons, c.two);
  }
  EXPECT_EQ(approved.released(), c.verdict != Verdict::never);
  EXPECT_EQ(approved.rule, "it");
}

INSTANTIATE_TEST_SUITE_P(Guard, TwoPersons,
                         testing::Values(Persons{"DeskByOne", Action::desk, false, false, false, Verdict::desk},
                                         Persons{"DeskByTwo", Action::desk, true, false, true, Verdict::desk},
                                         Persons{"CaveatByTwo", Action::desk, false, true, true, Verdict::desk},
                                         Persons{"CaveatAgainstByItself", Action::by_itself, false, true, true, Verdict::desk},
                                         Persons{"ByItself", Action::by_itself, false, false, false, Verdict::release},
                                         Persons{"NeverIsNever", Action::never, true, true, true, Verdict::never}),
                         name_of<Persons>);

struct Standing {
  const char* name;
  Verdict verdict;
  void (*change)(Subject&, Guard&);
  const char* partner = "USA";
};

void PrintTo(const Standing& c, std::ostream* out) { *out << c.name; }

class ByStandingRule : public testing::TestWithParam<Standing> {};

// Made at a report marked "caution" with one caveat: what is like it goes, what is more is for a person.
TEST_P(ByStandingRule, OnlyWhatIsLikeIt) {
  Policy policy = test_policy();
  policy.ceiling["JPN"]["AUS"] = 1;
  Guard one(policy, {{"names", "report/*", "*", {"PERSONAL"}, Action::never, why}, {"reports", "report/*", "*", {}, Action::desk, why}},
            "JPN", 1);
  Subject subject = good("report/file");
  subject.label.classification = "caution";
  subject.label.caveats = {"UNCONFIRMED"};
  subject.label.releasable_to = subject.audience = {"JPN", "USA", "AUS"};
  const auto id = one.know(subject);
  EXPECT_EQ(one.judge(id, "USA").verdict, Verdict::desk);
  one.adopt({"r1", "report/file", "USA", "caution", {"UNCONFIRMED"}, why});
  EXPECT_EQ(one.judge(id, "USA").verdict, Verdict::release) << "what it remembered is judged anew";
  GetParam().change(subject, one);
  const Decision decision = one.judge(subject, GetParam().partner);
  EXPECT_EQ(decision.verdict, GetParam().verdict) << decision.code;
  if (decision.released()) {
    EXPECT_EQ(decision.rule, "r1");
    EXPECT_EQ(decision.stops, content::stops_by_default);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Guard, ByStandingRule,
    testing::Values(Standing{"TheSame", Verdict::release, [](Subject&, Guard&) {}},
                    Standing{"MarkedLower", Verdict::release, [](Subject& s, Guard&) { s.label.classification = "open"; }},
                    Standing{"FewerCaveats", Verdict::release, [](Subject& s, Guard&) { s.label.caveats = {}; }},
                    Standing{"AnotherCaveat", Verdict::desk, [](Subject& s, Guard&) { s.label.caveats.insert("GREEN"); }},
                    Standing{"AnotherStep", Verdict::desk, [](Subject& s, Guard&) { s.kind = "report/update"; }},
                    Standing{"AnotherPartner", Verdict::desk, [](Subject&, Guard&) {}, "AUS"},
                    Standing{"NeverStaysNever", Verdict::never, [](Subject& s, Guard&) { s.label.caveats = {"PERSONAL"}; }},
                    Standing{"MarkedHigher", Verdict::never, [](Subject& s, Guard&) { s.label.classification = "secret"; }},
                    Standing{"Withdrawn", Verdict::desk, [](Subject&, Guard& g) { g.withdraw("r1"); }}),
    name_of<Standing>);

TEST(Guard, WhereNoRuleSpeaksACaveatStillAsksForTwo) {
  Policy policy = test_policy();
  policy.caveats.at("GREEN").two_persons = true;
  const Guard one(policy, {}, "JPN", 1);
  Subject subject = good("report/file");
  subject.label.caveats = {"GREEN"};
  EXPECT_TRUE(one.judge(subject, "USA").two_persons);
}

}  // namespace
}  // namespace tsugite::label
