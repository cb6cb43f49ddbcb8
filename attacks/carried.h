// The attacks that reach whatever carries records between nodes, by their number and name. Each is played over every Carrier.
#pragma once

#include <gtest/gtest.h>

#include "attacks/carrier.h"

namespace tsugite::attacks {

// label_test.cc, policy_test.cc
void empty_audience(Carrier&& by);
void mode_omitted(Carrier&& by);
void typo_in_the_table(Carrier&& by);
void level_not_checked(Carrier&& by);
void all_organisations(Carrier&& by);
void relay_to_a_stranger(Carrier&& by);
void conflicting_labels(Carrier&& by);
void unknown_marking(Carrier&& by);
void weakened_after_release(Carrier&& by);
void group_changed(Carrier&& by);
void policy_changed_between(Carrier&& by);
void label_swapped(Carrier&& by);
void partner_removed(Carrier&& by);
// composite_test.cc
void attachment_of_withheld(Carrier&& by);
void stricter_child(Carrier&& by);
void reference_exposes(Carrier&& by);
void correlation_hints(Carrier&& by);
void reactions(Carrier&& by);
void backfill(Carrier&& by);
void bulk_export(Carrier&& by);
void outlives_revocation(Carrier&& by);
// existence_test.cc
void sequence_gaps(Carrier&& by);
// federation_test.cc, recall_test.cc
void replay(Carrier&& by);
void equivocation(Carrier&& by);
void ids_disagree(Carrier&& by);
void overwrites_foreign(Carrier&& by);
void bad_numbers(Carrier&& by);
void refused_comes_back(Carrier&& by);
void dropped_in_silence(Carrier&& by);
void recall_not_propagated(Carrier&& by);
void onward_release(Carrier&& by);
void stolen_key(Carrier&& by);
void far_future_clock(Carrier&& by);
void exhaustion(Carrier&& by);
// gateways_and_screen_test.cc
void hostile_structure(Carrier&& by);
void hidden_text(Carrier&& by);
void marking_missing(Carrier&& by);

// existence_test.cc, 29: the sizes of all frames, with or without something withheld between them.
template <class By>
std::vector<std::size_t> sizes_beside(bool withheld) {
  By by;
  for (int i = 0; i < 3; ++i) {
    if (withheld) {
      auto hidden = by.question(std::string(4000, 'x'));
      hidden.command.label->add_caveats("PERSONAL");
      EXPECT_TRUE(by.run("JPN", hidden));
    }
    EXPECT_TRUE(by.run("JPN", by.question("open " + std::to_string(i))));
    by.carry();
  }
  std::vector<std::size_t> out;
  for (const auto& frame : by.out()) out.push_back(frame.size());
  return out;
}

}  // namespace tsugite::attacks
