#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "gateways/stanag4774/test_policy.h"

namespace tsugite::gateways::stanag4774 {
namespace {

const WallTime made{1'460'737'800'000};

template <class Map>
std::vector<std::string> keys(const Map& map) {
  std::vector<std::string> out;
  for (const auto& [id, one] : map) out.push_back(id);
  return out;
}

// Any label of the shipped policy, and any of its namings.
RC_GTEST_PROP(Write, WhatIsWrittenReadsBackAsItWas, ()) {
  const auto& policy = shipped().marking;
  const auto& naming = *rc::gen::elementOf(shipped().namings);
  Marking marking;
  marking.root = *rc::gen::element(Root::originator, Root::alternative, Root::metadata);
  marking.label = {policy.id, *rc::gen::elementOf(keys(policy.classifications)), {}, {}, *rc::gen::elementOf(keys(shipped().parties))};
  for (const auto& party : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(keys(shipped().parties))))
    marking.label.releasable_to.insert(party);
  for (const auto& caveat : *rc::gen::resize(4, rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(keys(policy.caveats)))))
    policy.add_caveat(marking.label.caveats, caveat);
  marking.created = {*rc::gen::inRange<std::int64_t>(0, 4'102'444'800'000)};
  const auto written = write(marking, policy, naming);
  const bool named = naming.classifications.contains(marking.label.classification);
  RC_CLASSIFY(named);
  RC_ASSERT(written.has_value() == named);
  if (!named) return;
  const auto back = read_shipped(*written);
  RC_ASSERT(back.has_value());
  marking.label.releasable_to.insert(marking.label.originator);
  RC_ASSERT(back->label == marking.label);
  RC_ASSERT(back->root == marking.root && back->created == marking.created && back->policy == naming.identifier);
  RC_ASSERT(back->review == marking.created + naming.review);
  RC_ASSERT(back->passed_over.empty());
}

// Every marking of the policy can leave under the alliance's naming, every national one under its nation's.
TEST(Write, TheShippedNamesAreComplete) {
  const auto& charter = shipped();
  for (const auto& naming : charter.namings) {
    for (const auto& [id, one] : charter.marking.classifications)
      EXPECT_EQ(naming.classifications.contains(id), naming.party.empty() || naming.party == one.party) << naming.identifier << " " << id;
    for (const auto& [id, one] : charter.marking.caveats) {
      const label::Label label{charter.marking.id, naming.classifications.begin()->first, {"JPN"}, {id}, "JPN"};
      EXPECT_TRUE(write({Root::originator, label, made}, charter.marking, naming).has_value()) << naming.identifier << " " << id;
    }
  }
}

struct Case {
  const char* code;
  const char* where;
  label::Label label;
  const char* policy = "USA";
};

class NotWritten : public testing::TestWithParam<Case> {};

TEST_P(NotWritten, ByNameAndPart) {
  label::Policy policy = shipped().marking;
  policy.caveats["NEW"] = {"NEW", {"新", "New"}, false, {}, {}};
  policy.parties.insert("AUS");
  const auto written = write({Root::originator, GetParam().label, made}, policy, *find(shipped().namings, GetParam().policy));
  ASSERT_FALSE(written.has_value());
  EXPECT_EQ(written.error().code, GetParam().code);
  EXPECT_EQ(written.error().where, GetParam().where);
}

INSTANTIATE_TEST_SUITE_P(Label, NotWritten,
                         testing::Values(Case{"stanag4774.no-name", "label.classification", {"japan-us", "caution", {"USA"}, {}, "JPN"}},
                                         Case{"stanag4774.no-name", "label.caveats", {"japan-us", "CUI", {"USA"}, {"NEW"}, "USA"}},
                                         Case{"stanag4774.no-name", "label.releasable_to", {"japan-us", "CUI", {"AUS"}, {}, "USA"}},
                                         Case{"stanag4774.no-name", "label.originator", {"japan-us", "CUI", {"USA"}, {}, "AUS"}},
                                         Case{"label.unknown-policy", "label.policy", {"other", "CUI", {"USA"}, {}, "USA"}},
                                         Case{"label.unknown-caveat", "label.caveats", {"japan-us", "CUI", {"USA"}, {"?"}, "USA"}}));

TEST(Write, ReviewComesNoLaterThanWhatCanBeRead) {
  const label::Label label{"japan-us", "CUI", {"JPN"}, {}, "USA"};
  const auto last = write_shipped({Root::originator, label, WallTime{latest_review.ms - 1}}, "USA");
  ASSERT_TRUE(last.has_value());
  EXPECT_TRUE(read_shipped(*last).has_value());
  EXPECT_EQ(write_shipped({Root::originator, label, latest_review}, "USA").error().code, "stanag4774.time");
  EXPECT_EQ(write_shipped({Root::originator, label, WallTime{-1}}, "USA").error().code, "stanag4774.time");
}

}  // namespace
}  // namespace tsugite::gateways::stanag4774
