// The state behind Casework, and the parts it is made of. Only src/casework includes this.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <deque>
#include <unordered_set>

#include "casework/matter.h"
#include "casework/record_table.h"

namespace tsugite::casework {

// A partner's refusal of a record, or our own withdrawal of one that was not sent.
struct RefusalOf {
  Digest record;  // the refusal itself
  std::string party, context;
  std::vector<std::string> audience;
  Error why;
};

struct Casework::Impl {
  std::string own;
  std::map<Digest, std::unique_ptr<Rulebook>> books;
  // By a charter's digest, as a record bears it; null: not one of ours. Most records are of the same one as the record before.
  const Rulebook* book_of(const std::string& charter) const;
  mutable std::pair<std::string, const Rulebook*> last_book;
  const Rulebook* founding = nullptr;  // the oldest charter
  std::shared_ptr<const charter::Annex> annex;
  std::function<Result<v1::Envelope>(std::uint64_t)> read;

  std::vector<std::string> contexts;
  // Marked stale by a refusal and folded anew by the next question: hence mutable, like every answer made on demand.
  mutable std::deque<Matter> matters;
  boost::unordered_flat_map<CaseId, MatterId, FixedHash> primary;        // the first seen of each case id
  std::map<Digest, MatterId> shadows;                                    // of the same id, but not the same case (fold.cc)
  RecordTable records;                                                   // in cases
  std::unordered_set<Digest, FixedHash> apart;                           // known, in no case
  std::map<Digest, std::vector<RefusalOf>> refusals;                     // by the record refused
  boost::unordered_flat_map<Digest, Error, FixedHash> voided, withheld;  // by record
  std::set<Digest> came_back;
  std::set<std::pair<Digest, std::string>> recalled;  // record, by whom
  bool is_recalled(const Matter& matter, NodeId id) const;
  std::set<MatterId> with_absent;
  std::set<MatterId> amendments;  // cases that may put a charter in effect
  struct Terms {
    std::optional<Digest> charter;
    WallTime from;
  };
  mutable std::map<Digest, Terms> terms;  // of a settled amendment, by the record of its proposal
  Result<void> admit_marks(const Rulebook& book, const v1::Envelope& envelope, Admitted& found) const;
  // The label found good last, of a record of that charter and party: most are marked like the one before.
  mutable v1::Label good_label;
  mutable const Rulebook* good_book = nullptr;

  // fold.cc
  MatterId fold(const Recorded& record);
  MatterId fold_joint(const Recorded& record, const Rulebook& book, Parties audience);
  void fold_refusal(const Recorded& record);
  void fold_voided(const Recorded& record);
  void respoil(const Digest& record);  // what counts of it changed
  void add_node(MatterId matter, const Recorded& record);
  void judge_alone(Matter& matter, NodeId id, const v1::Envelope& envelope, const Admitted* admitted) const;
  MatterId matter_for(const v1::Envelope& envelope, const Rulebook& book, Parties audience);
  MatterId new_matter(const v1::Envelope& envelope, const Rulebook& book, Parties audience);
  std::uint16_t context_number(const std::string& context);
  // refused.cc
  using LeftOut = std::map<NodeId, std::pair<Standing, const Error*>>;
  LeftOut leave_out(const Matter& matter, Joint& joint, const std::function<bool(const Digest&)>* held) const;
  void refold(Matter& matter) const;

  // in_effect.cc
  const Rulebook& in_effect(WallTime now) const;
  const Terms& terms_of(const Node& proposal, const charter::Amends& amends) const;
  static Terms terms_in(const v1::Proposal& proposal, const charter::Amends& amends);

  // questions
  // With its joint part unpacked, until so many others were asked for: whoever asks for another one holds none, or pins it.
  Matter& opened(MatterId id) const;
  std::size_t most_open = 0;                      // at least two: of those open at most one is pinned
  static constexpr std::size_t most_packed = 64;  // records of a case that is worth packing
  mutable std::vector<MatterId> open_ones;
  mutable std::size_t oldest_open = 0;
  mutable Bytes scratch;
  mutable Joint trial;                         // a copy to ask "what if" of
  Matter* matter(MatterId id) const;           // opened and folded
  bool only_ours(const Matter& matter) const;  // an open one: only we have spoken so far, and nothing is void
  bool known(const Digest& record) const { return apart.contains(record) || matter_of(record) != no_matter; }
  MatterId matter_of(const Digest& record) const;  // no_matter: in none
  Matter* find(const CaseId& id) const;
  Matter* of_record(const Digest& record) const;
  const Case* view(Matter& matter) const;
  bool is_home(const v1::Envelope& envelope) const;
  const SeatRule* own_seat(const Rulebook& book, const Actor& actor) const;
};

}  // namespace tsugite::casework
