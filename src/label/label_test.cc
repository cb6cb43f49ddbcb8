#include "label/label.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/limits.h"
#include "label/test_policy.h"

namespace tsugite::label {
namespace {

const Policy policy = test_policy();

// Any caveats, but one of a group at most.
rc::Gen<std::set<std::string>> some_caveats() {
  return rc::gen::map(some_of({"PERSONAL", "JPN-ONLY", "UNCONFIRMED", "GREEN", "RED"}), [](std::set<std::string> all) {
    if (all.contains("RED")) all.erase("GREEN");
    return all;
  });
}

// Labels of one originator: those that have a join.
rc::Gen<Label> any_label() {
  return rc::gen::build<Label>(
      rc::gen::set(&Label::policy, rc::gen::just(policy.id)),
      rc::gen::set(&Label::classification, rc::gen::element<std::string>("open", "UNCLASSIFIED", "caution", "secret")),
      rc::gen::set(&Label::releasable_to, some_of({"JPN", "USA", "AUS"})), rc::gen::set(&Label::caveats, some_caveats()),
      rc::gen::set(&Label::originator, rc::gen::just(std::string("JPN"))));
}

Label joined(const Label& a, const Label& b) {
  auto out = join(policy, a, b);
  RC_ASSERT(out.has_value());
  return *out;
}

bool same_restriction(const Label& a, const Label& b) { return dominates(policy, a, b) && dominates(policy, b, a); }

RC_GTEST_PROP(Join, IsCommutative, ()) {
  const auto a = *any_label(), b = *any_label();
  RC_ASSERT(joined(a, b) == joined(b, a));
}

RC_GTEST_PROP(Join, IsAssociative, ()) {
  const auto a = *any_label(), b = *any_label(), c = *any_label();
  RC_ASSERT(joined(joined(a, b), c) == joined(a, joined(b, c)));
}

RC_GTEST_PROP(Join, IsIdempotent, ()) {
  const auto a = *any_label();
  RC_ASSERT(joined(a, a) == a);
}

RC_GTEST_PROP(Join, IsTheLeastUpperBound, ()) {
  const auto a = *any_label(), b = *any_label(), c = *any_label();
  const auto ab = joined(a, b);
  RC_ASSERT(dominates(policy, ab, a));
  RC_ASSERT(dominates(policy, ab, b));
  if (dominates(policy, c, a) && dominates(policy, c, b)) RC_ASSERT(dominates(policy, c, ab));
}

RC_GTEST_PROP(Dominance, IsReflexiveAndTransitive, ()) {
  const auto a = *any_label(), b = *any_label(), c = *any_label();
  RC_ASSERT(dominates(policy, a, a));
  if (dominates(policy, a, b) && dominates(policy, b, c)) RC_ASSERT(dominates(policy, a, c));
}

// Two markings of one rank are the same restriction under two names; but for the name, dominance is antisymmetric.
RC_GTEST_PROP(Dominance, IsAntisymmetricButForTheNameOfARank, ()) {
  const auto a = *any_label(), b = *any_label();
  if (!same_restriction(a, b)) return;
  auto renamed = b;
  renamed.classification = a.classification;
  RC_ASSERT(renamed == a);
}

RC_GTEST_PROP(Dominance, AgreesWithJoin, ()) {
  const auto a = *any_label(), b = *any_label();
  RC_ASSERT(dominates(policy, a, b) == same_restriction(joined(a, b), a));
}

TEST(Join, Attack08_TwoConflictingLabelsGiveTheMostRestrictive) {
  const Label a{"test", "open", {"JPN", "USA"}, {"UNCONFIRMED"}, "JPN"};
  const Label b{"test", "caution", {"JPN", "AUS"}, {"PERSONAL"}, "JPN"};
  const Label expected{"test", "caution", {"JPN"}, {"PERSONAL", "UNCONFIRMED"}, "JPN"};
  EXPECT_EQ(join(policy, a, b).value(), expected);
}

TEST(Join, OfAGroupTheHighestRankStands) {
  const Label green{"test", "open", {"JPN"}, {"GREEN", "UNCONFIRMED"}, "JPN"}, red{"test", "open", {"JPN"}, {"RED"}, "JPN"};
  const std::set<std::string> expected{"RED", "UNCONFIRMED"};
  EXPECT_EQ(join(policy, green, red).value().caveats, expected);
  EXPECT_EQ(join(policy, red, green).value().caveats, expected);
  EXPECT_FALSE(dominates(policy, green, red));
  EXPECT_FALSE(dominates(policy, red, green));  // the other is unconfirmed
}

TEST(Join, RefusesOtherOriginatorsAndWhatThePolicyDoesNotName) {
  const Label good{"test", "open", {"JPN", "USA"}, {}, "JPN"};
  Label other = good;
  other.originator = "USA";
  EXPECT_EQ(join(policy, good, other).error().code, "label.originators");
  other = good;
  other.policy = "test-2";
  EXPECT_EQ(join(policy, good, other).error().code, "label.unknown-policy");
  EXPECT_EQ(join(policy, other, good).error().code, "label.unknown-policy");
}

struct Unknown {
  const char* code;
  Label label;
};

class Check : public testing::TestWithParam<Unknown> {};

TEST_P(Check, Attack09_UnknownPartIsNamed) {
  auto result = policy.check(GetParam().label);
  ASSERT_FALSE(result.has_value());
  EXPECT_EQ(result.error().code, GetParam().code);
  EXPECT_FALSE(result.error().message.ja.empty());
  EXPECT_FALSE(result.error().message.en.empty());
  EXPECT_FALSE(dominates(policy, GetParam().label, GetParam().label));
}

std::set<std::string> many_parties() {
  std::set<std::string> out;
  for (std::size_t i = 0; i <= limits::label_terms; ++i) out.insert("P" + std::to_string(i));
  return out;
}

INSTANTIATE_TEST_SUITE_P(Label, Check,
                         testing::Values(Unknown{"label.unknown-policy", {"", "open", {"USA"}, {}, "JPN"}},
                                         Unknown{"label.unknown-policy", {"test-2", "open", {"USA"}, {}, "JPN"}},
                                         Unknown{"label.unknown-classification", {"test", "", {"USA"}, {}, "JPN"}},
                                         Unknown{"label.unknown-classification", {"test", "Open", {"USA"}, {}, "JPN"}},
                                         Unknown{"label.unknown-originator", {"test", "open", {"USA"}, {}, ""}},
                                         Unknown{"label.unknown-party", {"test", "open", {"USA", "*"}, {}, "JPN"}},
                                         Unknown{"label.unknown-party", {"test", "open", {"usa"}, {}, "JPN"}},
                                         Unknown{"label.unknown-caveat", {"test", "open", {"USA"}, {"PERSONNEL"}, "JPN"}},
                                         Unknown{"label.one-of-a-group", {"test", "open", {"USA"}, {"GREEN", "RED"}, "JPN"}},
                                         Unknown{"label.too-many", {"test", "open", many_parties(), {}, "JPN"}}));

TEST(Check, AnEmptyPolicyKnowsNothing) { EXPECT_FALSE(Policy{}.check(Label{}).has_value()); }

TEST(Policy, LowestMarkingIsThePartysOwn) {
  Policy p;
  p.classifications = {{"CUI", {"CUI", 1, {}, "USA"}},
                       {"UNCLASSIFIED", {"UNCLASSIFIED", 0, {}, "USA"}},
                       {"a-caution", {"a-caution", 1, {}, "JPN"}},
                       {"open", {"open", 0, {}, "JPN"}}};
  EXPECT_EQ(p.lowest("JPN"), "open");
  EXPECT_EQ(p.lowest("USA"), "UNCLASSIFIED");
  EXPECT_EQ(p.lowest("AUS"), "");
  p.classifications["any"] = {"any", 2, {}};
  EXPECT_EQ(p.lowest("AUS"), "any");
}

TEST(Check, NobodyElseMayHoldIsALabelToo) { EXPECT_TRUE(policy.check({"test", "open", {}, {}, "JPN"}).has_value()); }

}  // namespace
}  // namespace tsugite::label
