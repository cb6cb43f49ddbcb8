// Casework 案件: the pure engine that runs procedures. decide() turns a command into records or a refusal with its reason; fold()
// turns records into the state of cases; the rest are questions about that state.
//
// The joint state of a case is a fold over the records that all its parties hold, in topological order of `after`; of
// concurrent exclusive steps the procedure's precedence wins, then the charter's party order, then the digest (only so that
// the order is total: an honest node's records are never concurrent with each other), even where the state would allow both; a
// step that each party takes excludes no other party's. Time and arrival never matter. Home
// records (staffing, home steps) move a state of their own and are no part of the joint fold or its digest.
// A step that cannot be taken where the fold meets it is void: kept, shown with its reason, without effect. Nothing settles
// but by the official replies of all parties in a role on one proposal digest. Cost of a fold grows with the case, not with
// the number of cases. Not thread-safe; no clock: `now` comes in.
#pragma once

#include <functional>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "charter/charter.h"
#include "ledger/record.pb.h"

namespace tsugite::casework {

inline constexpr std::uint32_t fold_version = 2;  // in the hello: grows whenever the same records would fold otherwise

struct Actor {
  std::string person;  // account, kept in the sidecar
  std::string seat;
};

// One request of a person or a gateway. Entropy is 32 random bytes given with the command: ids and salts come from it.
struct Command {
  enum class Kind { step, draft, amend, concur, nonconcur, decide, withdraw, seen };  // seen: 後閲 of what was decided in one's absence
  Kind kind = Kind::step;
  Actor actor;
  std::string context;
  CaseId case_id;                            // all zero: open a new case
  std::string procedure;                     // when opening
  std::string step;                          // step, draft
  std::map<std::string, std::string> roles;  // when opening: role -> party
  // Of the step and, those that settle, of its proposal. One left out is carried over: in a proposal from the one that stands, in
  // an amendment from the text before; one named without a value is taken out.
  std::vector<v1::Field> fields;
  std::string number;
  std::string legal_basis;
  RecordId staffing;          // the round, for amend .. withdraw
  std::uint32_t version = 0;  // of the round, for concur .. decide: what the person looked at
  std::string organisation;   // concur, nonconcur: on whose behalf; empty: the seat's own
  v1::Text reason;
  std::optional<v1::Label> label;  // absent: the procedure's default: lowest classification, releasable to the case's parties
  Bytes expected_proposal;         // steps that reply: digest the person looked at; anything else standing is refused, not accepted
  Bytes entropy;
};

class Rulebook;
struct SeatRule;
struct StepRule;

// Which case, among all that one engine has. Never reused.
using MatterId = std::uint32_t;
inline constexpr MatterId no_matter = std::numeric_limits<MatterId>::max();

// What admissible() found out about a record that it let pass: for the fold of that record, and for the next one where it bears the
// same party, seat, label and audience. Its parts are casework's own.
struct Admitted {
  const Rulebook* book = nullptr;
  std::uint64_t audience = 0;  // as a set of parties
  std::uint8_t party = 0;
  const SeatRule* seat = nullptr;  // null: it had not to be asked for
  const StepRule* step = nullptr;
  MatterId matter = no_matter;  // the case that it belongs to, if that is here
};

// A record as the fold sees it.
struct Recorded {
  Digest digest;
  const v1::Envelope* envelope = nullptr;
  std::uint64_t index = 0;  // in our ledger
  std::int64_t seen_ms = 0;
  // What admissible() found of it, if it was asked, of a record that was never folded: what needs no state is not judged twice.
  const Admitted* admitted = nullptr;
};

// How a record stands in its case.
// held: what it rests on is not here yet. withheld: ours, and not released to its audience: no part of the joint state yet.
enum class Standing : std::uint8_t {
  effective,
  remark,
  void_out_of_state,
  void_precedence,
  void_late,
  void_refused,
  void_not_permitted,
  home,
  held,
  withheld
};

struct CaseRecord {
  Digest digest;
  std::uint64_t index = 0;
  std::int64_t seen_ms = 0;
  Standing standing = Standing::remark;
  Error why;  // of void ones
};

struct Reply {  // a party's official reply on one proposal
  std::string party;
  Digest proposal;
  Digest record;
};

struct Deputy {  // may decide in another's place
  std::string seat, of;
  bool in_absence = false;  // 代決, and the other looks at it afterwards; else 専決
  std::string delegation;   // of the annex
  charter::Days days;
};

struct Round {  // staffing
  RecordId id;
  std::string step;
  std::uint32_t version = 0;
  Digest text;                               // the DRAFT or AMEND record that holds the current text
  std::map<std::string, std::string> asked;  // organisation -> "waiting" | "concurred" | "nonconcurred"
  std::map<std::string, v1::Text> reasons;
  std::vector<std::string> deciders;  // seats, each by a right of its own
  std::vector<Deputy> deputies;
  std::string drafted_by;  // seat
  enum class Status { open, decided, withdrawn } status = Status::open;
  std::string decided_by;          // seat
  std::optional<Deputy> in_place;  // whose decision it was, and by what rule another took it
  bool seen = false;               // 後閲 done

  bool may_decide(const std::string& seat, charter::Day day) const;
  const Deputy* deputy(const std::string& seat, charter::Day day) const;  // null: it decides for nobody that day
  bool to_be_seen_by(const std::string& seat) const;
};

struct Case {
  CaseId id;
  std::string procedure, context;
  Digest charter;
  std::map<std::string, std::string> roles;
  std::set<std::string> audience;
  std::string opened_by;                       // party
  std::string state;                           // joint state, "start" while nothing joint stands
  std::string home_state;                      // our own home track, "start" if none
  std::int64_t state_since_ms = 0;             // our time when it was entered: for our own chain's clocks only
  std::optional<Digest> proposal;              // the standing one
  std::vector<Reply> replies;                  // official replies on the standing proposal
  std::optional<Digest> settled;               // proposal digest all replied to; where several things settle, the last
  std::map<std::string, Digest> settlements;   // each of them
  std::map<std::string, std::string> numbers;  // party -> own order number
  std::vector<CaseRecord> records;             // in fold order, home ones in ledger order after
  std::vector<Digest> heads;                   // joint heads
  std::vector<Round> rounds;
  bool ended = false;
};

// What a seat may do now, for buttons and for the list of what requires action.
struct Available {
  std::string step;
  bool needs_staffing = false;    // then the button drafts a round
  std::set<std::string> readers;  // parties that will receive it; own alone for home steps
  charter::Commitment commitment{};
  std::vector<std::string> fields;
};

struct Waiting {
  enum class Why { our_turn, concurrence, decision, redraft, partner, review };  // partner: shown, not counted; review: 後閲
  CaseId case_id;
  Why why{};
  std::string organisation;  // concurrence
  RecordId staffing;
  std::optional<WallTime> due;  // by a clock of the procedure
  std::string clock_state;
};

class Casework {
 public:
  // Charters by digest: all that records may have been made under. `open_cases`: so many, the last asked for, are kept ready; the others
  // as bytes, in about a third of the memory.
  Casework(std::string own_party, std::map<Digest, std::shared_ptr<const charter::Charter>> charters,
           std::shared_ptr<const charter::Annex> annex, std::function<Result<v1::Envelope>(std::uint64_t index)> read,
           std::size_t open_cases = 512);
  ~Casework();
  Casework(Casework&&) noexcept;
  Casework& operator=(Casework&&) noexcept;

  // Envelopes ready to be sealed, in order; `after` of the first names what the author held. An envelope that must name the
  // digest of one before it (a step its proposal) is given a builder, so sealing stays the ledger's.
  using Seal = std::function<Result<Digest>(const v1::Envelope&)>;
  Result<std::vector<v1::Envelope>> decide(const Command& command, WallTime now, const Seal& seal) const;

  // A record of a partner, before it is folded: is it one this procedure could ever allow from this party and seat under its
  // charter? An error here is what a signed refusal says. State does not matter: out of state is void, not refused.
  Result<void> admissible(const v1::Envelope& envelope) const;
  // `found` is filled; `same_marks`: it holds what was found of a record with the same party, seat, label and audience.
  Result<void> admissible(const v1::Envelope& envelope, Admitted& found, bool same_marks) const;

  // The case that it went to, if to one.
  MatterId fold(const Recorded& record);
  // A joint record of ours that waits at the release desk, told before it is folded or later: it is kept and shown, but what its
  // audience does not have is no part of the joint state, and no later record names it. release() lets it count,
  // also where it was withdrawn as not sent and turns out to have been.
  void withhold(const Digest& record, const Error& why);
  void release(const Digest& record);
  // One that was withdrawn as not sent, with the step that makes it perhaps, and had been: it counts, whatever becomes of that step.
  void came_back(const Digest& record);
  // What the record says was recalled by that party, if the record is its own: it counts as before, and nothing carries its text on.
  void recall(const Digest& record, const std::string& by);
  // What is left of a record without what it says: it folds as the record does.
  v1::Envelope outline(const v1::Envelope& envelope) const;
  // Would this queued record of ours, judged now, be late: does the case hold exclusive steps of partners that it does not
  // have among its ancestors? Asked again right before it is numbered. `at`: what fold() said of it, else it is looked for.
  Result<void> decide_at_send(const Digest& record, MatterId at = no_matter) const;

  // A Case stays where it is until a record of it is folded or comes to count otherwise.
  const Case* find(const CaseId& id) const;
  const Case* case_of(const Digest& record) const;
  bool knows(const Digest& record) const;
  bool may_know(const Digest& record) const;  // false: it certainly does not
  std::vector<const Case*> cases(const std::string& context) const;
  // Digest over the joint state of all cases of a context whose audience is exactly `audience`, counting only records for
  // which `held` is true. Equal on every holder once links are healed (invariant 7).
  Digest state_digest(const std::string& context, const std::set<std::string>& audience,
                      const std::function<bool(const Digest&)>& held) const;

  // What new cases begin with: the newest charter that an amendment put in effect, settled in the real world, its date come; before any,
  // the oldest. Which one a case runs under never changes.
  const charter::Charter& in_effect(WallTime now) const;

  std::vector<Available> available(const Case& c, const Actor& actor, WallTime now) const;
  std::vector<Available> openings(const std::string& procedure, const Actor& actor, WallTime now) const;
  std::vector<Waiting> waiting(const std::string& context, const Actor& actor, WallTime now) const;

  struct Impl;  // only src/casework knows it

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace tsugite::casework
