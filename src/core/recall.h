// Recall 回収: the originator of a record asks every holder to stop serving it, and sees who was asked, whom it reached and who answered.
//
// From the moment a recall is folded, a holder's node gives what the record says to nobody (invariant 9): the record keeps its
// place, its marking and its effect on the case. What was settled stays settled. It never claims to erase a partner's copy.
// Only the originator can recall, and only what it sent: what is still queued is withdrawn instead, and never leaves.
// Errors of a recall asked here: "recall.authority", "recall.unknown", "recall.not-originator", "recall.kind", "recall.not-sent",
// "recall.reason", "recall.repeated". Of a partner's, told to both sides: "recall.not-originator", "recall.context", "recall.not-asked".
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"
#include "casework/casework.h"

namespace tsugite::core {

struct RecallInput {
  std::uint64_t ticket = 0;
  casework::Actor actor;
  Digest record;  // a step takes the proposal that it makes with it
  v1::Recall::Ask ask = v1::Recall::ASK_UNSPECIFIED;
  v1::Text reason;  // in both languages: the partner reads it
  Bytes entropy;
};

// One holder of a recalled record, as its originator knows it, or this node about itself.
struct RecallHolder {
  std::string party;
  enum class Stage { pending, delivered, acknowledged, refused } stage = Stage::pending;  // pending: it has not reached the partner yet
  std::int64_t at_ms = 0;                                                                 // when it entered this stage; 0: unknown
  bool destroyed = false;  // acknowledged: and it destroyed the key of its copy
};

struct RecallStatus {
  Digest record, recall;
  CaseId case_id;
  std::string by;
  std::int64_t at_ms = 0;  // its author's time
  v1::Recall::Ask ask = v1::Recall::ASK_UNSPECIFIED;
  Text reason;
  std::vector<RecallHolder> holders;
};

}  // namespace tsugite::core
