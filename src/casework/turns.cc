// Whose turn is it, and what may this seat do about it: what stands on buttons and in the list of what requires action.
//
// Only our own side's clocks and turns are counted; that the partner's reply is awaited is shown and nothing more.
#include <algorithm>

#include "casework/impl.h"
#include "casework/permit.h"

namespace tsugite::casework {
namespace {

std::set<std::string> names(const Rulebook& book, Parties parties) {
  std::set<std::string> out;
  for (std::uint8_t party = 0; party < book.parties(); ++party)
    if (parties & only(party)) out.insert(book.party_id(party));
  return out;
}

bool being_staffed(const Matter& matter, const StepRule& step) {
  return matter.home != nullptr && std::ranges::any_of(matter.home->rounds, [&](const Round& round) {
           return round.status == Round::Status::open && round.step == step.spec->id;
         });
}

Available button(const Rulebook& book, const StepRule& step, Parties readers, const SeatRule& seat) {
  return {step.spec->id, step.spec->staffing, names(book, step.spec->home ? only(seat.party) : readers), step.procedure->spec->commitment,
          step.spec->fields};
}

// A staffed step can be drafted from any seat of the party; another is taken from the seats it is for.
bool from_seat(const StepRule& step, const SeatRule& seat, charter::Day day) {
  return seat.days.holds(day) && step.refers_on.holds(day) && (step.spec->staffing || step.may(seat.number, day));
}

// For whom a step is work: seats it is for, and for a staffed one the desks of their organisations and of those asked.
bool works_on(const Rulebook& book, const charter::Annex& annex, const StepRule& step, const SeatRule& seat, charter::Day day) {
  if (step.may(seat.number, day)) return true;
  if (!step.spec->staffing) return false;
  const auto* rule = annex.rule(step.procedure->spec->id, step.spec->id);
  if (rule != nullptr && std::ranges::find(rule->concur, seat.spec->organisation) != rule->concur.end()) return true;
  return std::ranges::any_of(book.seats(), [&](const SeatRule& other) {
    return other.spec->organisation == seat.spec->organisation && step.may(other.number, day);
  });
}

const charter::State* waiting_state(const Matter& matter, const ProcedureRule& rule, bool& at_home) {
  const auto& joint = matter.joint->state;
  at_home = joint.procedure == nullptr && matter.home != nullptr;
  return rule.states[static_cast<std::size_t>(at_home ? matter.home->state : joint.state)];
}

struct Turn {
  bool ours = false, partners = false;
};

Turn turn_of(const Matter& matter, const ProcedureRule& rule, const charter::State& state, std::uint8_t party) {
  const auto& roles = matter.roles();
  Turn out;
  if (state.waits_for == "each") {
    // Where each has a step of its own to take, that is the turn; standing down is open to both and nobody's turn.
    const auto here = static_cast<std::size_t>(matter.joint->state.state);
    const bool own_step =
        std::ranges::any_of(rule.steps, [&](const StepRule& step) { return !step.spec->home && step.spec->each && step.from[here]; });
    const auto steps_left = [&](std::uint8_t of) {
      return std::ranges::any_of(rule.steps, [&](const StepRule& step) {
        return !step.spec->home && step.to >= 0 && (step.spec->each || !own_step) && permit_now(&matter, step, roles, of).has_value();
      });
    };
    for (char role : roles)
      if (steps_left(static_cast<std::uint8_t>(role))) (static_cast<std::uint8_t>(role) == party ? out.ours : out.partners) = true;
    return out;
  }
  auto role = rule.role_of.find(state.waits_for);
  if (role == rule.role_of.end()) return out;
  out.ours =
      static_cast<std::size_t>(role->second) < roles.size() && roles[static_cast<std::size_t>(role->second)] == static_cast<char>(party);
  out.partners = !out.ours;
  return out;
}

// What an open round asks of this seat.
std::optional<Waiting> asked_of(const Round& round, const Rulebook& book, const charter::Annex& annex, const SeatRule& seat,
                                charter::Day day) {
  Waiting out;
  out.staffing = round.id;
  if (round.to_be_seen_by(seat.spec->id)) {
    out.why = Waiting::Why::review;
    return out;
  }
  if (round.status != Round::Status::open) return std::nullopt;
  const auto& organisation = seat.spec->organisation;
  if (auto it = round.asked.find(organisation); it != round.asked.end() && it->second == "waiting") {
    out.why = Waiting::Why::concurrence;
    out.organisation = organisation;
    return out;
  }
  const bool against = std::ranges::any_of(round.asked, [](const auto& one) { return one.second == "nonconcurred"; });
  const auto* drafter = book.seat(round.drafted_by);
  if (against && drafter != nullptr && drafter->spec->organisation == organisation) {
    out.why = Waiting::Why::redraft;
    return out;
  }
  const bool all = std::ranges::all_of(round.asked, [](const auto& one) { return one.second == "concurred"; });
  // Who decides in an absence only is asked while there is one.
  const auto* deputy = round.deputy(seat.spec->id, day);
  const bool in_place = deputy != nullptr && (!deputy->in_absence || annex.absent(deputy->of, day));
  if (all && (in_place || std::ranges::find(round.deciders, seat.spec->id) != round.deciders.end())) {
    out.why = Waiting::Why::decision;
    return out;
  }
  return std::nullopt;
}

void set_due(Waiting& item, const Matter& matter, const ProcedureRule& rule, const charter::State& state, bool at_home,
             std::uint8_t party) {
  for (const auto& clock : rule.spec->clocks) {
    auto role = rule.role_of.find(clock.warns);
    if (clock.state != state.id || role == rule.role_of.end()) continue;
    const auto& roles = matter.roles();
    const auto warned = static_cast<std::size_t>(role->second);
    if (warned >= roles.size() || roles[warned] != static_cast<char>(party)) continue;
    const auto* until = rule.spec->field(clock.until);
    const auto date = until == nullptr ? std::nullopt : matter.joint->latest(*until);
    if (!date && clock.within.ms == 0) continue;
    const WallTime due = date ? WallTime{*date} : WallTime{at_home ? matter.home->since_ms : matter.joint->state.since_ms} + clock.within;
    if (item.due && *item.due <= due) continue;
    item.due = due;
    item.clock_state = state.id;
  }
}

// Beside the joint track our own may wait for us too, until the case has ended.
bool home_turn(const Matter& matter, const ProcedureRule& rule, std::uint8_t party) {
  if (matter.home == nullptr || rule.ended(matter.joint->state.state)) return false;
  const auto* state = rule.states[static_cast<std::size_t>(matter.home->state)];
  return state != nullptr && turn_of(matter, rule, *state, party).ours;
}

void wait_on(const Matter& matter, const charter::Annex& annex, const SeatRule& seat, charter::Day day, std::vector<Waiting>& out) {
  const auto* rule = matter.procedure();
  bool at_home = false;
  const auto* state = waiting_state(matter, *rule, at_home);
  auto turn = state == nullptr ? Turn{} : turn_of(matter, *rule, *state, seat.party);
  const bool own_track = at_home || home_turn(matter, *rule, seat.party);
  turn.ours = turn.ours || (own_track && !at_home);
  bool open = false;
  if (matter.home != nullptr)
    for (const auto& round : matter.home->rounds) {
      open = open || round.status == Round::Status::open;
      auto item = asked_of(round, *matter.book, annex, seat, day);
      if (!item) continue;
      item->case_id = matter.id;
      if (turn.ours && state != nullptr && item->why != Waiting::Why::review) set_due(*item, matter, *rule, *state, at_home, seat.party);
      out.push_back(*std::move(item));
    }
  // A round that runs is the answer to the turn: whoever is asked has it in the list by that.
  if (open || (!turn.ours && !turn.partners)) return;
  Waiting item;
  item.case_id = matter.id;
  item.why = turn.ours ? Waiting::Why::our_turn : Waiting::Why::partner;
  const bool mine = std::ranges::any_of(rule->steps, [&](const StepRule& step) {
    if ((step.spec->home && !own_track) || !works_on(*matter.book, annex, step, seat, day)) return false;
    return !turn.ours || permit_now(&matter, step, matter.roles(), seat.party).has_value();
  });
  if (!mine) return;
  if (turn.ours && state != nullptr) set_due(item, matter, *rule, *state, at_home, seat.party);
  out.push_back(std::move(item));
}

}  // namespace

const SeatRule* Casework::Impl::own_seat(const Rulebook& book, const Actor& actor) const {
  const auto* seat = book.seat(actor.seat);
  return seat != nullptr && seat->party != no_party && seat->party == book.party(own) ? seat : nullptr;
}

std::vector<Available> Casework::available(const Case& c, const Actor& actor, WallTime now) const {
  std::vector<Available> out;
  const auto* matter = impl_->find(c.id);
  if (matter == nullptr || matter->procedure() == nullptr) return out;
  const auto* seat = impl_->own_seat(*matter->book, actor);
  if (seat == nullptr) return out;
  Parties readers = matter->audience;
  for (char party : matter->roles()) readers |= only(static_cast<std::uint8_t>(party));
  for (const auto& step : matter->procedure()->steps)
    if (from_seat(step, *seat, charter::day_of(now)) && !being_staffed(*matter, step) &&
        permit_now(matter, step, matter->roles(), seat->party))
      out.push_back(button(*matter->book, step, readers, *seat));
  return out;
}

std::vector<Available> Casework::openings(const std::string& procedure, const Actor& actor, WallTime now) const {
  std::vector<Available> out;
  const auto& book = impl_->in_effect(now);
  const auto* rule = book.procedure(procedure);
  const auto* seat = impl_->own_seat(book, actor);
  if (rule == nullptr || seat == nullptr) return out;
  Parties all = 0;
  for (std::uint8_t party = 0; party < book.parties(); ++party) all |= only(party);
  for (const auto& step : rule->steps) {
    if (!step.spec->opens || !from_seat(step, *seat, charter::day_of(now))) continue;
    // Whoever it may turn out to be with: this party in the role the step is for.
    const std::string roles(rule->spec->roles.size(), static_cast<char>(seat->party));
    if (permit_now(nullptr, step, roles, seat->party)) out.push_back(button(book, step, all, *seat));
  }
  return out;
}

std::vector<Waiting> Casework::waiting(const std::string& context, const Actor& actor, WallTime now) const {
  std::vector<Waiting> out;
  const auto day = charter::day_of(now);
  for (MatterId id = 0; id < impl_->matters.size(); ++id) {
    const auto& seen = impl_->matters[id];
    if (impl_->contexts[seen.context] != context) continue;
    if (seen.joint == nullptr && seen.over && seen.home == nullptr && !seen.stale) continue;
    const auto& matter = *impl_->matter(id);
    const auto* rule = matter.procedure();
    if (rule == nullptr) continue;
    if (const auto* seat = impl_->own_seat(*matter.book, actor); seat != nullptr && seat->days.holds(day))
      wait_on(matter, *impl_->annex, *seat, day, out);
  }
  // What is due first stands first; without a clock, as the cases came.
  std::ranges::stable_sort(out, {}, [](const Waiting& one) {
    return std::pair(one.why == Waiting::Why::partner, one.due ? one.due->ms : std::numeric_limits<std::int64_t>::max());
  });
  return out;
}

}  // namespace tsugite::casework
