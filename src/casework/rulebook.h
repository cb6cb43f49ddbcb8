// A charter made ready for the fold: parties, seats, states and steps are small numbers, and who may take which step is a
// table, so that judging a record costs lookups and no search. It keeps the charter it was made from alive.
// State 0 is "start", the state before anything stands. Immutable; thread-safe for reading.
#pragma once

#include <boost/unordered/unordered_flat_map.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "charter/charter.h"

namespace tsugite::casework {

inline constexpr std::uint8_t no_party = 0xff;
inline constexpr std::size_t most_parties = 64;  // of one charter: an audience is a mask of this many bits
using Parties = std::uint64_t;                   // a set of parties by number

constexpr Parties only(std::uint8_t party) { return party < most_parties ? Parties{1} << party : 0; }

template <class T>
using ByName = boost::unordered_flat_map<std::string_view, T>;

struct ProcedureRule;

struct StepRule {
  const charter::StepSpec* spec = nullptr;
  const ProcedureRule* procedure = nullptr;
  std::vector<bool> from;   // by state number
  std::vector<bool> seats;  // by seat number: body or organisation, and level
  int to = -1;              // -1: the state stays
  int by = -1;              // role number; -1: any party in a role
  bool settles = false;     // leads to the settled state

  bool opens_jointly() const { return !spec->home && from[0]; }
};

struct ProcedureRule {
  const charter::Procedure* spec = nullptr;
  const charter::Charter* charter = nullptr;
  std::vector<StepRule> steps;
  ByName<const StepRule*> step_of;
  std::vector<const charter::State*> states;  // [0] is null unless the procedure declares "start"
  ByName<int> state_of;
  ByName<int> role_of;
  int settled_state = -1;
  bool settling = false;  // it has fields that settle

  const StepRule* step(std::string_view id) const;
  const std::string& state_id(int state) const;
  bool ended(int state) const;
};

struct SeatRule {
  std::uint32_t number = 0;
  std::uint8_t party = no_party;
  const charter::Seat* spec = nullptr;
};

class Rulebook {
 public:
  explicit Rulebook(std::shared_ptr<const charter::Charter> charter);
  Rulebook(const Rulebook&) = delete;
  Rulebook& operator=(const Rulebook&) = delete;

  const charter::Charter& charter() const { return *charter_; }
  const ProcedureRule* procedure(std::string_view id) const;
  const SeatRule* seat(std::string_view id) const;
  std::uint8_t party(std::string_view id) const;  // no_party if unknown
  const std::string& party_id(std::uint8_t party) const { return party_ids_[party]; }
  std::uint8_t parties() const { return static_cast<std::uint8_t>(party_ids_.size()); }
  // Every seat, by number.
  const std::vector<SeatRule>& seats() const { return seats_; }

 private:
  void compile(ProcedureRule& rule, const charter::Procedure& spec);

  std::shared_ptr<const charter::Charter> charter_;
  std::vector<std::string> party_ids_;  // in the charter's order
  ByName<std::uint8_t> party_of_;
  std::vector<SeatRule> seats_;
  ByName<std::uint32_t> seat_of_;
  std::vector<std::unique_ptr<ProcedureRule>> procedures_;
  ByName<const ProcedureRule*> procedure_of_;
};

}  // namespace tsugite::casework
