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
struct StepRule;

struct NeedRule {  // of what a remark must have said before
  const StepRule* step = nullptr;
  const charter::FieldSpec* field = nullptr;
  std::int64_t value = 0;         // place among the field's choices
  std::uint8_t party = no_party;  // only where this party takes the step
};

struct StepRule {
  const charter::StepSpec* spec = nullptr;
  const ProcedureRule* procedure = nullptr;
  std::vector<bool> from;  // by state number
  // When a seat may take it, by body or organisation, and level: days[seats[n]] up to days[seats[n + 1]] for seat number n; none: never.
  std::vector<std::uint32_t> seats;
  std::vector<charter::Days> days;
  charter::Days refers_on;  // when the body that it refers to stands
  int to = -1;              // -1: the state stays
  int by = -1;              // role number; -1: any party in a role
  int settles = -1;         // the settlement whose state it leads to
  int settlement = -1;      // the one that it proposes for or replies in
  std::vector<NeedRule> needs;
  std::vector<const charter::FieldSpec*> noted;   // fields of it that others ask for: needs, and dates of clocks
  std::vector<const charter::FieldSpec*> fields;  // that it may carry, in the order of its spec

  bool may(std::uint32_t seat, charter::Day day) const;

  bool opens_jointly() const { return !spec->home && from[0]; }
};

std::int64_t choice_of(const charter::FieldSpec& field, std::string_view choice);  // its place; -1: it is none of them

struct ProcedureRule {
  const charter::Procedure* spec = nullptr;
  const charter::Charter* charter = nullptr;
  std::vector<StepRule> steps;
  ByName<const StepRule*> step_of;
  std::vector<const charter::State*> states;  // [0] is null unless the procedure declares "start"
  ByName<int> state_of;
  ByName<int> role_of;
  std::vector<std::string> settlements;          // their ids, by number
  bool settling = false;                         // it has fields that settle
  std::vector<const charter::FieldSpec*> noted;  // settling fields that clocks ask for

  const StepRule* step(std::string_view id) const;
  const std::string& state_id(int state) const;
  bool ended(int state) const;
};

struct SeatRule {
  std::uint32_t number = 0;
  std::uint8_t party = no_party;
  const charter::Seat* spec = nullptr;
  charter::Days days = {};  // when it and its organisation stand
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
  void compile(StepRule& rule) const;
  void link(ProcedureRule& rule) const;

  std::shared_ptr<const charter::Charter> charter_;
  std::vector<std::string> party_ids_;  // in the charter's order
  ByName<std::uint8_t> party_of_;
  std::vector<SeatRule> seats_;
  ByName<std::uint32_t> seat_of_;
  std::vector<std::unique_ptr<ProcedureRule>> procedures_;
  ByName<const ProcedureRule*> procedure_of_;
};

}  // namespace tsugite::casework
