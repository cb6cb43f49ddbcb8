// The attacks over bundle files: what crosses without a line is held to the same.
#include <gtest/gtest.h>

#include "attacks/carried.h"
#include "attacks/stick.h"

namespace tsugite::attacks {

TEST(Attack01_EmptyAudience, Bundle) { empty_audience(Stick()); }
TEST(Attack02_ModeOmitted, Bundle) { mode_omitted(Stick()); }
TEST(Attack04_TypoInTheTable, Bundle) { typo_in_the_table(Stick()); }
TEST(Attack05_LevelNotChecked, Bundle) { level_not_checked(Stick()); }
TEST(Attack06_AllOrganisations, Bundle) { all_organisations(Stick()); }
TEST(Attack07_RelayToAStranger, Bundle) { relay_to_a_stranger(Stick()); }
TEST(Attack08_ConflictingLabels, Bundle) { conflicting_labels(Stick()); }
TEST(Attack09_UnknownMarking, Bundle) { unknown_marking(Stick()); }
TEST(Attack10_WeakenedAfterRelease, Bundle) { weakened_after_release(Stick()); }
TEST(Attack11_GroupChanged, Bundle) { group_changed(Stick()); }
TEST(Attack12_PolicyChangedBetween, Bundle) { policy_changed_between(Stick()); }
TEST(Attack13_LabelSwapped, Bundle) { label_swapped(Stick()); }
TEST(Attack14_PartnerRemoved, Bundle) { partner_removed(Stick()); }
TEST(Attack15_AttachmentOfWithheld, Bundle) { attachment_of_withheld(Stick()); }
TEST(Attack16_StricterChild, Bundle) { stricter_child(Stick()); }
TEST(Attack17_ReferenceExposes, Bundle) { reference_exposes(Stick()); }
TEST(Attack18_CorrelationHints, Bundle) { correlation_hints(Stick()); }
TEST(Attack19_Reactions, Bundle) { reactions(Stick()); }
TEST(Attack22_Backfill, Bundle) { backfill(Stick()); }
TEST(Attack23_BulkExport, Bundle) { bulk_export(Stick()); }
TEST(Attack24_OutlivesRevocation, Bundle) { outlives_revocation(Stick()); }
TEST(Attack26_SequenceGaps, Bundle) { sequence_gaps(Stick()); }
TEST(Attack33_Replay, Bundle) { replay(Stick()); }
TEST(Attack34_Equivocation, Bundle) { equivocation(Stick()); }
TEST(Attack35_IdsDisagree, Bundle) { ids_disagree(Stick()); }
TEST(Attack36_OverwritesForeign, Bundle) { overwrites_foreign(Stick()); }
TEST(Attack37_BadNumbers, Bundle) { bad_numbers(Stick()); }
TEST(Attack38_RefusedComesBack, Bundle) { refused_comes_back(Stick()); }
TEST(Attack39_DroppedInSilence, Bundle) { dropped_in_silence(Stick()); }
TEST(Attack40_RecallNotPropagated, Bundle) { recall_not_propagated(Stick()); }
TEST(Attack41_OnwardRelease, Bundle) { onward_release(Stick()); }
TEST(Attack42_StolenKey, Bundle) { stolen_key(Stick()); }
TEST(Attack43_FarFutureClock, Bundle) { far_future_clock(Stick()); }
TEST(Attack45_Exhaustion, Bundle) { exhaustion(Stick()); }
TEST(Attack46_HostileStructure, Bundle) { hostile_structure(Stick()); }
TEST(Attack49_HiddenText, Bundle) { hidden_text(Stick()); }
TEST(Attack50_MarkingMissing, Bundle) { marking_missing(Stick()); }

TEST(Attack29_SizeAndBursts, Bundle) {
  const auto without = sizes_beside<Stick>(false);
  EXPECT_GT(without.size(), 4u);
  EXPECT_EQ(without, sizes_beside<Stick>(true));
}
TEST(Attack48_UnauthenticatedRoute, Bundle) {
  Stick by;
  EXPECT_EQ(by.jpn().bundle_in("AUS", {}, core::test_now, by.pair.entropy()).error().code, "bundle.partner");
  EXPECT_EQ(by.jpn().bundle_in("USA", {by.frame_of({ledger::encode(by.theirs())})}, core::test_now, by.pair.entropy()).error().code,
            "bundle.no-hello");
  EXPECT_EQ(by.jpn().ledger_size(), 0u);
}

}  // namespace tsugite::attacks
