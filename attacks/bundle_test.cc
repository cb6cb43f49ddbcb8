// The attacks over bundle files: what crosses without a line is held to the same.
#include <gtest/gtest.h>

#include "attacks/carried.h"
#include "attacks/stick.h"

namespace tsugite::attacks {

TEST(Attack01_EmptyAudience, Bundle) { Stick by; empty_audience(by); }
TEST(Attack02_ModeOmitted, Bundle) { Stick by; mode_omitted(by); }
TEST(Attack04_TypoInTheTable, Bundle) { Stick by; typo_in_the_table(by); }
TEST(Attack05_LevelNotChecked, Bundle) { Stick by; level_not_checked(by); }
TEST(Attack06_AllOrganisations, Bundle) { Stick by; all_organisations(by); }
TEST(Attack07_RelayToAStranger, Bundle) { Stick by; relay_to_a_stranger(by); }
TEST(Attack08_ConflictingLabels, Bundle) { Stick by; conflicting_labels(by); }
TEST(Attack09_UnknownMarking, Bundle) { Stick by; unknown_marking(by); }
TEST(Attack10_WeakenedAfterRelease, Bundle) { Stick by; weakened_after_release(by); }
TEST(Attack11_GroupChanged, Bundle) { Stick by; group_changed(by); }
TEST(Attack12_PolicyChangedBetween, Bundle) { Stick by; policy_changed_between(by); }
TEST(Attack13_LabelSwapped, Bundle) { Stick by; label_swapped(by); }
TEST(Attack14_PartnerRemoved, Bundle) { Stick by; partner_removed(by); }
TEST(Attack15_AttachmentOfWithheld, Bundle) { Stick by; attachment_of_withheld(by); }
TEST(Attack16_StricterChild, Bundle) { Stick by; stricter_child(by); }
TEST(Attack17_ReferenceExposes, Bundle) { Stick by; reference_exposes(by); }
TEST(Attack18_CorrelationHints, Bundle) { Stick by; correlation_hints(by); }
TEST(Attack19_Reactions, Bundle) { Stick by; reactions(by); }
TEST(Attack22_Backfill, Bundle) { Stick by; backfill(by); }
TEST(Attack23_BulkExport, Bundle) { Stick by; bulk_export(by); }
TEST(Attack24_OutlivesRevocation, Bundle) { Stick by; outlives_revocation(by); }
TEST(Attack26_SequenceGaps, Bundle) { Stick by; sequence_gaps(by); }
TEST(Attack33_Replay, Bundle) { Stick by; replay(by); }
TEST(Attack34_Equivocation, Bundle) { Stick by; equivocation(by); }
TEST(Attack35_IdsDisagree, Bundle) { Stick by; ids_disagree(by); }
TEST(Attack36_OverwritesForeign, Bundle) { Stick by; overwrites_foreign(by); }
TEST(Attack37_BadNumbers, Bundle) { Stick by; bad_numbers(by); }
TEST(Attack38_RefusedComesBack, Bundle) { Stick by; refused_comes_back(by); }
TEST(Attack39_DroppedInSilence, Bundle) { Stick by; dropped_in_silence(by); }
TEST(Attack40_RecallNotPropagated, Bundle) { Stick by; recall_not_propagated(by); }
TEST(Attack41_OnwardRelease, Bundle) { Stick by; onward_release(by); }
TEST(Attack42_StolenKey, Bundle) { Stick by; stolen_key(by); }
TEST(Attack43_FarFutureClock, Bundle) { Stick by; far_future_clock(by); }
TEST(Attack45_Exhaustion, Bundle) { Stick by; exhaustion(by); }
TEST(Attack46_HostileStructure, Bundle) { Stick by; hostile_structure(by); }
TEST(Attack49_HiddenText, Bundle) { Stick by; hidden_text(by); }
TEST(Attack50_MarkingMissing, Bundle) { Stick by; marking_missing(by); }

TEST(Attack29_SizeAndBursts, Bundle) {
  const auto without = sizes_beside<Stick>(false);
  EXPECT_GT(without.size(), 4u);
  EXPECT_EQ(without, sizes_beside<Stick>(true));
}
TEST(Attack48_UnauthenticatedRoute, Bundle) {
  Stick by;
  EXPECT_EQ(by.jpn().bundle_in("AUS", {}, core::test_now, by.pair.entropy()).error().code, "bundle.partner");
  EXPECT_EQ(by.jpn().bundle_in("USA", {by.frame_of({ledger::encode(by.theirs())})}, core::test_now, by.pair.entropy()).error().code, "bundle.no-hello");
  EXPECT_EQ(by.jpn().ledger_size(), 0u);
}

}  // namespace tsugite::attacks
