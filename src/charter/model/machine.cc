#include "charter/model/machine.h"

#include <algorithm>

#include "charter/check.h"

namespace tsugite::charter::model {
namespace {

int number_of(const Procedure& procedure, const std::string& id) {
  if (id == "start") return 0;
  for (std::size_t i = 0; i < procedure.states.size(); ++i)
    if (procedure.states[i].id == id) return static_cast<int>(i) + 1;
  return -1;
}

std::uint8_t place_of(const Procedure& procedure, const std::optional<std::string>& settlement) {
  std::uint8_t out = 0;
  if (settlement)
    for (const auto& [id, state] : procedure.settled_states) {
      ++out;
      if (id == *settlement) return out;
    }
  return 0;
}

}  // namespace

std::vector<Assignment> assignments(std::size_t roles, std::size_t parties) {
  constexpr std::size_t most = 512;  // enough for four roles among five parties, all different
  std::vector<Assignment> out;
  Assignment now(roles, 0);
  for (bool more = roles > 0 && parties > 0; more && out.size() < most;) {
    auto sorted = now;
    std::sort(sorted.begin(), sorted.end());
    const auto different = static_cast<std::size_t>(std::unique(sorted.begin(), sorted.end()) - sorted.begin());
    if (different == std::min(roles, parties) && (different > 1 || roles == 1)) out.push_back(now);
    more = false;
    for (std::size_t i = roles; i-- > 0 && !more;) {
      more = ++now[i] < parties;
      if (!more) now[i] = 0;
    }
  }
  return out;
}

std::optional<Machine> Machine::compile(const Charter& charter, const Procedure& procedure) {
  Machine out;
  out.charter_ = &charter;
  out.procedure_ = &procedure;
  if (procedure.states.size() > max_states || charter.party_order.size() > max_parties || procedure.roles.size() > max_parties)
    return std::nullopt;
  for (const auto& step : procedure.steps) {
    Compiled one;
    one.from.assign(procedure.states.size() + 1, false);
    for (const auto& from : step.from)
      if (const int n = number_of(procedure, from); n >= 0) one.from[static_cast<std::size_t>(n)] = true;
    if (!step.to.empty()) one.to = number_of(procedure, step.to);
    if (!step.requires_home.empty()) one.requires_home = number_of(procedure, step.requires_home);
    if (step.each) one.each = static_cast<int>(out.each_count_++);
    one.settlement = place_of(procedure, procedure.settlement_of(step));
    one.settles = place_of(procedure, procedure.settled_by(step.to));
    out.homes_ = out.homes_ || one.requires_home >= 0;
    for (const auto& [id, seat] : charter.seats)
      if (charter.stands(seat) && seat_may(charter, step, seat))
        for (std::size_t i = 0; i < charter.party_order.size(); ++i)
          if (charter.party_order[i] == charter.party_of(id)) one.seats = static_cast<Parties>(one.seats | only(i));
    out.steps_.push_back(std::move(one));
  }
  if (out.each_count_ > max_each) return std::nullopt;
  return out;
}

void Machine::assign(Assignment roles) {
  roles_ = std::move(roles);
  in_roles_ = 0;
  for (const auto party : roles_) in_roles_ = static_cast<Parties>(in_roles_ | only(party));
}

Spot Machine::first() const {
  Spot out;
  out.home.assign(charter_->party_order.size(), 0);
  out.taken.assign(each_count_, 0);
  return out;
}

Parties Machine::holding(const std::string& role) const {
  if (role == "any" || role == "each") return in_roles_;
  for (std::size_t i = 0; i < roles_.size(); ++i)
    if (procedure_->roles[i].id == role) return only(roles_[i]);
  return 0;
}

bool Machine::from_body(std::size_t step, std::size_t party, const std::string& body) const {
  for (const auto& [id, seat] : charter_->seats)
    if (seat.bodies.contains(body) && charter_->stands(seat) && charter_->party_of(id) == charter_->party_order[party] &&
        seat_may(*charter_, procedure_->steps[step], seat))
      return true;
  return false;
}

const State* Machine::state(const Spot& at) const { return at.joint == 0 ? nullptr : &procedure_->states[at.joint - 1u]; }

bool Machine::ended(const Spot& at) const {
  const State* here = state(at);
  return here && here->kind == State::Kind::end;
}

bool Machine::open(const Spot& at) const {
  return at.joint != 0 || std::any_of(at.home.begin(), at.home.end(), [](std::uint8_t one) { return one != 0; });
}

bool Machine::may(const Compiled& one, const StepSpec& step, const Spot& from, std::size_t party) const {
  if (!(holding(step.by) & one.seats & only(party))) return false;
  if (step.home) {
    if (step.opens && from.joint != 0) return false;
    if (!step.opens && !open(from)) return false;
    return one.from[from.home[party]];
  }
  if (!one.from[from.joint] || (from.joint == 0 && !step.opens)) return false;
  if (one.requires_home >= 0 && from.home[party] != one.requires_home) return false;
  if (one.each >= 0 && (from.taken[static_cast<std::size_t>(one.each)] & only(party))) return false;
  return !step.replies || (from.proposal != 0 && from.proposal == one.settlement && !(from.replied & only(party)));
}

Move Machine::take(std::size_t i, const Spot& from, std::size_t party) const {
  const Compiled& one = steps_[i];
  const StepSpec& step = procedure_->steps[i];
  Move out{i, party, from, false};
  Spot& to = out.to;
  if (step.home) {
    if (one.to >= 0) to.home[party] = static_cast<std::uint8_t>(one.to);
    return out;
  }
  if (step.proposes) {
    to.proposal = one.settlement;
    to.replied = only(party);
    std::fill(to.taken.begin(), to.taken.end(), Parties{0});
  }
  if (step.replies) to.replied = static_cast<Parties>(to.replied | only(party));
  if (one.each >= 0) {
    auto& taken = to.taken[static_cast<std::size_t>(one.each)];
    taken = static_cast<Parties>(taken | only(party));
    const Parties have = step.replies ? to.replied : taken;
    if (in_roles_ & ~have) return out;
  }
  if (one.to < 0) return out;
  out.settles_early = one.settles != 0 && (to.proposal != one.settles || (in_roles_ & ~to.replied));
  if (to.joint != one.to) std::fill(to.taken.begin(), to.taken.end(), Parties{0});
  to.joint = static_cast<std::uint8_t>(one.to);
  return out;
}

std::vector<Move> Machine::moves(const Spot& from, bool changing) const {
  std::vector<Move> out;
  if (ended(from)) return out;
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const StepSpec& step = procedure_->steps[i];
    if (step.home && !homes_ && changing) {
      // Nothing joint asks for a home state: it is enough that a case can begin at home, once.
      if (!step.opens || open(from)) continue;
    }
    for (std::size_t party = 0; party < charter_->party_order.size(); ++party) {
      if (!may(steps_[i], step, from, party)) continue;
      Move move = take(i, from, party);
      if (!changing || move.to != from) out.push_back(std::move(move));
    }
  }
  return out;
}

}  // namespace tsugite::charter::model
