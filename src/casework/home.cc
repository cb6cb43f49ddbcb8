// Our own track of a case: home steps, and staffing 起案・合議・決裁. Folded in the order of our ledger, which has one writer.
#include <algorithm>

#include "casework/matter.h"
#include "casework/rules.h"

namespace tsugite::casework {
namespace {

Error misplaced(const char* en, const char* ja) { return {"casework.state", "", {ja, en}}; }

using Verdict = std::optional<Error>;

Verdict adopt(Matter& matter, const ProcedureRule& rule, const v1::Step& step) {
  auto& home = matter.own();
  if (matter.procedure() != nullptr && matter.procedure() != &rule)
    return misplaced("this is no step of the procedure that the case runs under", "この案件の手続の処置ではありません");
  if (matter.procedure() != nullptr) return {};
  auto roles = check_roles(*matter.book, rule, step.role());
  if (!roles) return roles.error();
  home.procedure = &rule;
  home.roles = *roles;
  return {};
}

const StepRule* rule_of(const Matter& matter, const v1::Step& step) {
  const auto* procedure = matter.book->procedure(step.procedure());
  return procedure == nullptr ? nullptr : procedure->step(step.step());
}

Verdict take_step(Matter& matter, const Recorded& record) {
  const auto& step = record.envelope->step();
  const auto* rule = rule_of(matter, step);
  if (rule == nullptr || !rule->spec->home) return misplaced("the charter has no such home step", "共通定義書にこの国内の処置はありません");
  if (auto fault = adopt(matter, *rule->procedure, step)) return fault;
  auto& home = matter.own();
  if (!rule->from[static_cast<std::size_t>(home.state)])
    return misplaced("the step does not fit the state of our own track", "国内の段階に合わない処置です");
  if (rule->to >= 0) {
    home.state = rule->to;
    home.since_ms = record.seen_ms;
  }
  return {};
}

void ask(Round& round, Clearance clearance) {
  round.asked.clear();
  round.reasons.clear();
  for (const auto& organisation : clearance.concur) round.asked[organisation] = "waiting";
  round.deciders = std::move(clearance.deciders);
  round.deputies = std::move(clearance.deputies);
}

charter::Day day_of(const Recorded& record) { return charter::day_of({record.envelope->wall_ms()}); }

void decided(Round& round, const Recorded& record) {
  const auto& staffing = record.envelope->staffing();
  round.status = Round::Status::decided;
  round.decided_by = record.envelope->seat();
  if (staffing.authority() != v1::Staffing::AUTHORITY_UNSPECIFIED)
    round.in_place =
        Deputy{round.decided_by, staffing.on_behalf(), staffing.authority() == v1::Staffing::IN_ABSENCE, staffing.delegation(), {}};
}

Verdict open_round(Matter& matter, const charter::Annex& annex, const Recorded& record, const RecordId& id) {
  const auto& staffing = record.envelope->staffing();
  const auto* rule = rule_of(matter, staffing.step());
  if (rule == nullptr) return misplaced("the charter has no such step", "共通定義書にこの処置はありません");
  if (auto fault = adopt(matter, *rule->procedure, staffing.step())) return fault;
  if (matter.own().round(id) != nullptr) return misplaced("the round is open already", "この起案は既にあります");
  Round round;
  round.id = id;
  round.step = rule->spec->id;
  round.version = 1;
  round.text = record.digest;
  round.drafted_by = record.envelope->seat();
  ask(round, clearance_of(*matter.book, annex, *rule, day_of(record)));
  matter.own().rounds.push_back(std::move(round));
  return {};
}

Verdict act(Matter& matter, const charter::Annex& annex, const Recorded& record) {
  const auto& staffing = record.envelope->staffing();
  auto id = RecordId::from(staffing.staffing());
  if (!id) return id.error();
  if (staffing.act() == v1::Staffing::DRAFT) return open_round(matter, annex, record, *id);
  auto* round = matter.own().round(*id);
  if (staffing.act() == v1::Staffing::SEEN) {
    if (round == nullptr || !round->to_be_seen_by(record.envelope->seat()))
      return misplaced("this was not decided in that seat's absence", "この配置の不在中に代決されたものではありません");
    round->seen = true;
    return {};
  }
  if (round == nullptr || round->status != Round::Status::open) return misplaced("no such round is open", "この起案は合議中ではありません");
  if (staffing.act() == v1::Staffing::AMEND) {
    const auto* rule = rule_of(matter, staffing.step());
    if (rule == nullptr || staffing.version() != round->version + 1) return misplaced("the text has changed", "案文が変更されています");
    ++round->version;
    round->text = record.digest;
    ask(*round, clearance_of(*matter.book, annex, *rule, day_of(record)));
    return {};
  }
  if (staffing.version() != round->version) return misplaced("the text has changed", "案文が変更されています");
  switch (staffing.act()) {
    case v1::Staffing::CONCUR:
    case v1::Staffing::NONCONCUR: {
      auto asked = round->asked.find(staffing.organisation());
      if (asked == round->asked.end()) return misplaced("the organisation was not asked", "合議先ではない機関です");
      asked->second = staffing.act() == v1::Staffing::CONCUR ? "concurred" : "nonconcurred";
      if (staffing.has_reason()) round->reasons[asked->first] = staffing.reason();
      else round->reasons.erase(asked->first);
      return {};
    }
    case v1::Staffing::DECIDE: decided(*round, record); return {};
    case v1::Staffing::WITHDRAW: round->status = Round::Status::withdrawn; return {};
    default: return misplaced("an unknown act of staffing", "不明な合議の行為です");
  }
}

}  // namespace

const Round* Home::round(const RecordId& id) const {
  auto it = std::ranges::find(rounds, id, &Round::id);
  return it == rounds.end() ? nullptr : &*it;
}

Round* Home::round(const RecordId& id) { return const_cast<Round*>(std::as_const(*this).round(id)); }

bool Round::may_decide(const std::string& seat, charter::Day day) const {
  return std::ranges::find(deciders, seat) != deciders.end() || deputy(seat, day) != nullptr;
}

const Deputy* Round::deputy(const std::string& seat, charter::Day day) const {
  const Deputy* out = nullptr;  // a standing delegation before one for an absence
  for (const auto& one : deputies)
    if (one.seat == seat && one.days.holds(day) && (out == nullptr || (out->in_absence && !one.in_absence))) out = &one;
  return out;
}

bool Round::to_be_seen_by(const std::string& seat) const { return in_place && in_place->in_absence && in_place->of == seat && !seen; }

namespace {

std::vector<Deputy> deputies_of(const Rulebook& book, const charter::Annex& annex, const StepRule& step,
                                const std::vector<std::string>& deciders) {
  std::vector<Deputy> out;
  for (const auto& one : annex.delegations)
    if (one.covers(step.procedure->spec->id, step.spec->id) && std::ranges::find(deciders, one.of) != deciders.end() &&
        book.seat(one.seat) != nullptr)
      out.push_back({one.seat, one.of, one.kind == charter::Delegation::Kind::absence, one.id, one.days});
  return out;
}

std::vector<std::string> deciders_of(const Rulebook& book, const charter::Annex& annex, const StepRule& step, charter::Day day,
                                     const charter::ClearanceRule* rule) {
  std::vector<std::string> out;
  const auto own = book.party(annex.party);
  const auto may = [&](const SeatRule& seat) { return seat.party == own && step.may(seat.number, day); };
  if (rule != nullptr && !rule->decide.empty()) {
    for (const auto& id : rule->decide)
      if (const auto* seat = book.seat(id); seat != nullptr && may(*seat)) out.push_back(id);
    return out;
  }
  for (const auto& seat : book.seats())
    if (may(seat)) out.push_back(seat.spec->id);
  return out;
}

}  // namespace

Clearance clearance_of(const Rulebook& book, const charter::Annex& annex, const StepRule& step, charter::Day day) {
  const auto* rule = annex.rule(step.procedure->spec->id, step.spec->id);
  Clearance out;
  if (rule != nullptr) out.concur = rule->concur;
  out.deciders = deciders_of(book, annex, step, day, rule);
  out.deputies = deputies_of(book, annex, step, out.deciders);
  return out;
}

void begin_at_home(Matter& matter, const v1::Step& step) {
  const auto* rule = rule_of(matter, step);
  if (rule != nullptr) (void)adopt(matter, *rule->procedure, step);  // one that does not fit stays out: the fold says why
}

void fold_home(Matter& matter, const charter::Annex& annex, const Recorded& record) {
  HomeRecord one{record.digest, record.index, record.seen_ms, Standing::home, {}};
  auto fault = record.envelope->has_step() ? take_step(matter, record) : act(matter, annex, record);
  if (fault) {
    one.standing = Standing::void_out_of_state;
    one.why = std::move(*fault);
    one.why.where = record.digest.hex();
  }
  matter.own().records.push_back(std::move(one));
}

}  // namespace tsugite::casework
