// A procedure as a machine that several parties drive: who may take which step where, and what it does to all that the engine
// remembers of a case: the joint state, whether a proposal stands and who has replied on it, who has taken the steps that each
// party takes, and each party's own home state where a joint step asks for one.
//
// The semantics are those of casework/settle.cc, written a second time and apart from it, so that one can show the other wrong;
// only the engine's refusal to settle too early is left out here: the checker is to find such a path, not to be saved from it.
// Values; pure. Sizes are bounded by max_states, max_each and max_parties; compile() says if a procedure exceeds them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "charter/charter.h"

namespace tsugite::charter::model {

inline constexpr std::size_t max_states = 120, max_each = 16, max_parties = 8;

using Parties = std::uint8_t;  // bit i: the i-th of Charter::party_order
inline Parties only(std::size_t party) { return static_cast<Parties>(1u << party); }

struct Spot {                 // everything the engine remembers, as far as it decides what may come next
  std::uint8_t joint = 0;     // 0: not begun; else the place of the state, from 1
  std::uint8_t proposal = 0;  // 0: none stands; else the place of the settlement that it is for, from 1
  Parties replied = 0;
  std::vector<std::uint8_t> home;  // by party
  std::vector<Parties> taken;      // by each-step
  auto operator<=>(const Spot&) const = default;
};

struct Move {  // one party takes one step
  std::size_t step = 0, party = 0;
  Spot to;
  bool settles_early = false;  // leads to the settled state though a party in a role has not replied
};

// Which party holds which role; by number.
using Assignment = std::vector<std::size_t>;
// All assignments worth exploring: every role another party's while there are parties enough.
std::vector<Assignment> assignments(std::size_t roles, std::size_t parties);

class Machine {
 public:
  // Nothing if the procedure is too large to be explored.
  static std::optional<Machine> compile(const Charter& charter, const Procedure& procedure);

  void assign(Assignment roles);
  Spot first() const;
  // Steps that may be taken here; with `changing` only those that lead somewhere else.
  std::vector<Move> moves(const Spot& from, bool changing) const;
  bool ended(const Spot& at) const;
  bool open(const Spot& at) const;           // some step has been taken
  const State* state(const Spot& at) const;  // null before the beginning
  const StepSpec& step(std::size_t i) const { return procedure_->steps[i]; }
  const Procedure& procedure() const { return *procedure_; }
  const std::string& party(std::size_t i) const { return charter_->party_order[i]; }
  Parties holding(const std::string& role) const;  // "each" and "any": all in roles
  // Does a standing seat of the party, sitting in this body, have the step?
  bool from_body(std::size_t step, std::size_t party, const std::string& body) const;

 private:
  struct Compiled {
    std::vector<bool> from;
    int to = -1, requires_home = -1, each = -1;
    std::uint8_t settlement = 0;  // that it proposes for or replies in
    Parties seats = 0;            // parties with a standing seat that may take it
    std::uint8_t settles = 0;     // the settlement whose state it leads to; 0: none
  };
  bool may(const Compiled& one, const StepSpec& step, const Spot& from, std::size_t party) const;
  Move take(std::size_t step, const Spot& from, std::size_t party) const;

  const Charter* charter_ = nullptr;
  const Procedure* procedure_ = nullptr;
  std::vector<Compiled> steps_;
  std::size_t each_count_ = 0;
  bool homes_ = false;  // home states decide something
  Assignment roles_;
  Parties in_roles_ = 0;
};

}  // namespace tsugite::charter::model
