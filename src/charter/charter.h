// Charter 共通定義書: the alliance as shared data, and Annex 国内設定: a party's private data beside it.
//
// Values only; charter/load.h reads them from YAML, charter/check.h validates them. The charter's digest is SHA-256 over its
// sorted (path, file SHA-256) pairs and stands in every record made under it. Nothing here says how many parties there are.
// Every Text has both languages (checked). Ids are [A-Za-z0-9._/-]. Immutable once loaded; thread-safe for reading.
// Sources: reference systems.md F, C, G tables; practice.md "What settles what", "How the main procedures run".
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/text.h"
#include "base/time.h"
#include "charter/dates.h"
#include "label/content/check.h"
#include "label/guard.h"
#include "label/naming.h"
#include "ledger/keys.h"

namespace tsugite::charter {

// What settling means. Durable order: a higher number claims more.
enum class Commitment { operational_coordination = 0, political_statement = 1, joint_committee = 2, international_by_reference = 3 };

struct Party {
  std::string id;                         // "JPN"
  Text name, short_name;                  // 日本 / Japan
  Text adjective;                         // 日本側 / Japan side, as a lane is headed
  std::optional<ledger::PublicKey> root;  // absent in the shipped template: no node runs under such a charter
};

struct Organisation {
  std::string id, party;
  Text name;
  Text short_name = {};            // 統幕 / JSO, for narrow places; the loader puts the name where none is given
  std::string from = {}, to = {};  // dates it stands, as of a body
};

struct ThirdParty {  // one that is told or takes part, and runs no node under this charter: the United Nations Command
  std::string id;
  Text name, basis;
};

struct Instrument {  // what a legal basis stands in: a treaty, an agreement, guidelines, a party's own law
  enum class Kind { treaty, agreement, guidelines, exchange_of_notes, national_law, directive };
  std::string id;
  Text name;
  Kind kind = Kind::treaty;
  std::string party;               // whose own law it is; empty: of all
  std::string from = {}, to = {};  // dates it has been in force
};

struct Foundation {  // an article or chapter that bodies, measures and steps rest on
  std::string id;    // "treaty-4"
  std::string instrument;
  Text name;      // 日米安全保障条約第４条 / Security Treaty, Article IV
  Text provides;  // what it is, in a line
};

struct Limit {  // what the charter may never do, and the rule that holds it
  std::string id;
  Text name;
  std::string basis;               // foundation
  std::vector<std::string> rules;  // codes of findings that enforce it, without their prefix
};

struct Mechanism {  // several bodies that work as one: the Alliance Coordination Mechanism
  std::string id;
  Text name, purpose;
  std::vector<std::string> bases;       // foundations
  std::vector<std::string> situations;  // it may be used in
  std::string from, to;
  std::vector<std::string> bodies = {};  // in it; filled in by the loader
};

struct Programme {  // what runs for years: realignment, land returns, host nation support
  struct Fact {
    std::string date;  // "2022", "2022-04", "2022-04-01", or empty
    Text text;
  };
  std::string id;
  Text name, purpose;
  std::vector<std::string> bases, bodies, procedures;
  std::string from = {}, to = {};
  std::vector<Fact> facts = {};
};

struct Seat {                // a role a person fills
  std::string id;            // "jpn-js-j3-watch"
  std::string organisation;  // its party is the organisation's
  Text name;
  std::string level;  // one of Charter::levels
  std::set<std::string> bodies;
  std::string from = {}, to = {};
  std::string hosted_by = {};  // a liaison seat: the other party's organisation that he or she sits with
};

struct Body {
  std::string id;
  Text name, purpose, basis;
  std::vector<std::string> levels;
  std::vector<std::string> feeds;                                // bodies it reports to
  std::vector<std::string> lateral;                              // bodies it coordinates with as an equal
  std::string from, to;                                          // dates, "2015-11-03"; `to` empty: stands
  std::string party = {};                                        // of a domestic council: whose it is; else all may sit in it
  std::string mechanism = {};                                    // it belongs to, or empty
  std::vector<std::string> bases = {};                           // foundations
  Commitment commitment = Commitment::operational_coordination;  // the highest class that can be settled in it
};

struct Situation {  // a national determination, never a joint state
  std::string id;
  Text name, basis;
  std::vector<std::string> bodies = {};    // that it sets in motion
  std::map<std::string, Text> determined;  // by party: who determines it, by what instrument
  std::vector<std::string> measures = {};  // that may be taken in it; filled in by the loader
};

struct Measure {
  std::string id;  // "G-E/relief"
  Text name;
  std::vector<std::string> situations, bodies;
  std::string primary;                       // party, or empty where neither leads
  std::vector<std::string> bases = {};       // foundations
  std::map<std::string, Text> roles = {};    // by party: what it does, where the two differ
  std::vector<std::string> procedures = {};  // that carry it; filled in by the loader
};

struct FieldSpec {
  enum class Type { text, place, quantity, period, time, choice, integer, areas, record };
  std::string id;
  Text name, help;
  Type type = Type::text;
  bool settles = false;                               // part of a proposal
  bool required = false;                              // where a step that asks for it must fill it
  std::vector<std::string> units;                     // quantity
  std::vector<std::pair<std::string, Text>> choices;  // choice
  // "situations", "bodies" ...: the choices are the charter's own, filled in by the loader; "own-seats": of the party that says it
  std::string choices_from = {};
  std::string marks = {};       // a caveat group: its caveats are the choices, and what is chosen stands on the record's label
  std::string settlement = {};  // of those that settle: which settlement, where a procedure has several
};

struct State {
  enum class Kind { home, joint, end, home_end };  // home_end: our own track is at its end, and the case where nothing joint began
  std::string id;
  Text name;
  Kind kind = Kind::joint;
  std::string waits_for;  // role whose turn it is, "each", or empty; of a home state: the role whose own track this is
  std::string at = {};    // the body that the matter lies before, where a step referred it there

  bool home() const { return kind == Kind::home || kind == Kind::home_end; }
  bool ends() const { return kind == Kind::end || kind == Kind::home_end; }
};

// What must stand before a step may be taken: for each value a remark of that step which carries it in that field.
struct Precondition {
  std::string step, field;
  std::vector<std::string> values;
  std::string party = {};  // only where this party takes the step; empty: whoever does
};

// A step. `from`/`to` name joint states ("start" is the state before a case's first joint record); home steps move the home
// state of their own party only and never leave.
struct StepSpec {
  std::string id;
  Text name, help;  // 要請 / Request; what it does, who will read it
  bool home = false;
  std::vector<std::string> from;          // states it may be taken in; for a home step: home states, or "start"
  std::string to;                         // state it leads to; empty: the state stays
  std::string requires_home;              // own party's home state that must hold, or empty
  std::string by;                         // role, or "any"
  std::vector<std::string> at;            // bodies or organisations whose seats may take it; empty: any seat of the party in that role
  std::vector<std::string> levels;        // empty: any level
  bool staffing = false;                  // only as the outcome of a decided staffing round; a home step's round ends at home
  bool opens = false;                     // may open a case; a joint one may also be the first joint step of a case opened at home
  bool proposes = false;                  // carries a new proposal; counts as its party's official reply on it
  bool replies = false;                   // counts as its party's official reply on the standing proposal
  bool number = false;                    // needs the party's own order number
  bool each = false;                      // taken once by each party that is in a role; `to` is reached when all have. Such steps of
                                          // different parties do not exclude each other
  bool exclusive = true;                  // changes state, so concurrent ones exclude each other; false: a remark, an answer
  int precedence = 100;                   // of concurrent exclusive steps the lowest wins
  bool urgent = false;                    // priority 0 at send
  std::string refers = {};                // 付議: puts the matter before this body, in a state that is `at` it
  std::optional<Commitment> claims = {};  // what the step claims to be, never above its procedure's class
  std::vector<Precondition> needs = {};   // remarks that must stand before
  std::vector<std::string> fields;        // it may carry
  std::map<std::string, std::vector<std::pair<std::string, Text>>>
      legal_bases;  // by party: id, text. Where a party has any, one must be named
};

// Due at the date in the field `until`, as the latest record that carries it says; where none does, `within` after the state began.
struct Clock {
  std::string state;
  Duration within;  // 0: only by the field
  Text name;
  std::string warns;  // role whose own chain is warned; the warned party is always the one that must act
  std::string until = {};
};

// Settling this procedure approves a charter: the one with the digest in that field, from the time in that field on, while the case
// is in one of these states.
struct Amends {
  std::string digest, effective;
  std::vector<std::string> in;
};

struct Role {
  std::string id;
  Text name;
};

struct Procedure {
  std::string id;
  Text title;
  Text help;
  std::string number_prefix;  // joint numbers: "S" gives JPN-S-1
  Commitment commitment = Commitment::operational_coordination;
  std::vector<std::string> carries;  // measures
  std::vector<Role> roles;
  std::vector<FieldSpec> fields;
  std::vector<State> states;
  std::vector<StepSpec> steps;
  std::vector<Clock> clocks;
  // By settlement ("" where there is one), the state entered only when every party in a role has replied on the same proposal.
  std::map<std::string, std::string> settled_states;
  std::optional<Amends> amends = {};
  std::vector<std::string> basis = {};  // foundations of every step that names no bases of its own
  std::string same_shape_as = {};       // another procedure whose graph is rightly the same
  Text same_shape_reason = {};

  const StepSpec* step(const std::string& id) const;
  const State* state(const std::string& id) const;
  const FieldSpec* field(const std::string& id) const;
  // The settlement that a step proposes for or replies in; nothing for other steps, and where its fields or states do not say.
  std::optional<std::string> settlement_of(const StepSpec& step) const;
  std::optional<std::string> settled_by(const std::string& state) const;  // the settlement that this state settles
  bool all_home() const;                                                  // every step is: nobody's business but one party's own
};

struct Charter {
  Digest digest;
  std::string id;  // "japan-us"
  std::uint32_t version = 1;
  std::string effective;  // date it takes effect
  Text title;
  std::vector<std::string> levels;  // lowest first
  std::map<std::string, Text> level_names;
  std::map<std::string, Party> parties;
  std::vector<std::string> party_order;  // as written; breaks ties between parties, never between answers
  std::map<std::string, Organisation> organisations;
  std::map<std::string, ThirdParty> third_parties;
  std::map<std::string, Instrument> instruments;
  std::map<std::string, Foundation> foundations;
  std::map<std::string, Limit> limits;
  std::map<std::string, Mechanism> mechanisms;
  std::map<std::string, Programme> programmes;
  std::map<std::string, Seat> seats;
  std::map<std::string, Body> bodies;
  std::map<std::string, Situation> situations;
  std::map<std::string, Measure> measures;
  std::map<Commitment, Text> commitment_names;  // 運用調整・どちらも拘束しない / operational coordination, binds nobody
  std::map<std::string, Procedure> procedures;
  label::Policy marking;
  std::vector<label::Naming> namings;      // how it is called under the policies of other systems
  std::map<std::string, Text> unit_names;  // "person" -> 人 / persons: every unit a quantity may have

  const Procedure* procedure(const std::string& id) const;
  const Seat* seat(const std::string& id) const;
  // The party a seat belongs to; empty if the seat is unknown.
  std::string party_of(const std::string& seat) const;
  // Do the seat and its organisation stand on the day the charter takes effect? Its bodies have dates of their own.
  bool stands(const Seat& seat) const;
  bool stands(const Body& body) const;
  Days days_of(const Seat& seat) const;  // on which both stand
};

// ---- the private side ----

struct Person {
  std::string account;
  Text name;
  std::vector<std::string> seats;
  std::string clearance;  // classification id: the highest he or she may read
  bool release_authority = false;
  bool administrator = false;
  std::map<std::string, Days> terms = {};  // of the seats held from or to a day only

  bool holds(const std::string& seat, Day day) const;
  std::vector<std::string> seats_on(Day day) const;  // in the order of `seats`
};

struct ClearanceRule {              // which organisations must concur before which step, and who decides
  std::string procedure, step;      // "*" matches any
  std::vector<std::string> concur;  // organisations
  std::vector<std::string> decide;  // seats, each by a right of its own
};

// 専決: a seat decides by standing delegation what another would decide; 代決: it does so in the other's absence, and the other looks at
// it afterwards, 後閲. At home only: what leaves names the office whose decision it is.
struct Delegation {
  enum class Kind { standing, absence };
  std::string id;
  Kind kind = Kind::standing;
  std::string seat, of;            // who decides, and whose decision it is
  std::string procedure;           // "*" is any
  std::vector<std::string> steps;  // empty: every step
  Days days;
  Text basis;  // the rule of the house it rests on

  bool covers(const std::string& procedure, const std::string& step) const;
};

struct Absence {  // whoever holds the seat is away
  std::string seat;
  Days days;
};

struct Exercise {
  std::string id;  // a context id
  Text title;
};

struct Annex {
  std::string party;
  std::vector<Person> people;
  std::vector<ClearanceRule> clearance;
  std::vector<label::ReleaseRule> release;
  std::map<std::string, std::string> gateway_seats;  // "jma" -> the seat it acts as
  std::vector<Exercise> exercises;
  std::string default_context = "real";
  std::vector<Delegation> delegations = {};
  std::vector<Absence> absences = {};
  label::content::Words words = {};  // for the content check: names of persons, words that need a second look

  const Person* person(const std::string& account) const;
  // The first rule that matches, or nullptr: then no staffing is needed beyond one decider's seat.
  const ClearanceRule* rule(const std::string& procedure, const std::string& step) const;
  bool absent(const std::string& seat, Day day) const;  // its holder is away, or nobody holds it
};

}  // namespace tsugite::charter
