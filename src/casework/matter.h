// All that is kept of one case: its joint records, our own home track, and what the outside asks about it, made on demand.
// Envelopes are not kept: they are read back through the ledger where a text is needed.
#pragma once

#include <memory>
#include <optional>

#include "casework/packed.h"

namespace tsugite::casework {

struct HomeRecord {
  Digest digest;
  std::uint64_t index = 0;
  std::int64_t seen_ms = 0;
  Standing standing = Standing::home;
  Error why;
};

// Our own track of a case, in the order of our ledger. Never part of the joint fold.
struct Home {
  const ProcedureRule* procedure = nullptr;
  std::string roles;  // of a case that begins at home
  int state = 0;
  std::int64_t since_ms = 0;
  std::vector<HomeRecord> records;
  std::vector<Round> rounds;

  Round* round(const RecordId& id);
  const Round* round(const RecordId& id) const;
};

struct Matter {
  CaseId id;
  std::uint16_t context = 0;  // number of the context
  const Rulebook* book = nullptr;
  Parties audience = 0;          // 0 while nothing joint stands
  std::unique_ptr<Joint> joint;  // null while nobody looks at it: Impl::opened() brings it back from `packed`
  Packed packed;
  std::unique_ptr<Home> home;
  bool stale = false;           // the joint part must be folded anew
  bool touched = false;         // something of it was refused, withdrawn or withheld: what a set of holders has may fold otherwise
  bool over = false;            // of a packed one: it had ended
  bool alone = false;           // of a packed one: only we had spoken in it, and nothing was void
  mutable bool pinned = false;  // a command is being decided on it: it stays unpacked

  // Answers made on demand, dropped by the next record.
  std::unique_ptr<Case> view;
  std::unique_ptr<const Digest> digest;

  const ProcedureRule* procedure() const;
  const std::string& roles() const;  // joint ones, or those of the home track
  Home& own();
};

// The outside's view. `own`: our party's number in the matter's charter.
Case view_of(const Matter& matter, const std::string& context, const std::string& own);

// Digest over what every holder of the joint part must agree on; nothing if nothing opened it.
std::optional<Digest> joint_digest(const Matter& matter, const Joint& joint);

// Takes one home record of the case: a home step or an act of staffing.
void fold_home(Matter& matter, const charter::Annex& annex, const Recorded& record);

// Gives a case that nothing joint opened yet its procedure and roles on our own track.
void begin_at_home(Matter& matter, const v1::Step& step);

// Organisations that must concur before the step, seats that may decide it on that day, and who may in their place.
struct Clearance {
  std::vector<std::string> concur;
  std::vector<std::string> deciders;
  std::vector<Deputy> deputies;
};
Clearance clearance_of(const Rulebook& book, const charter::Annex& annex, const StepRule& step, charter::Day day);

}  // namespace tsugite::casework
