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
  if (rule == nullptr || !rule->spec->home)
    return misplaced("the charter has no such home step", "共通定義書にこの国内の処置はありません");
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

void ask(Round& round, const Clearance& clearance) {
  round.asked.clear();
  round.reasons.clear();
  for (const auto& organisation : clearance.concur) round.asked[organisation] = "waiting";
}

Verdict open_round(Matter& matter, const charter::Annex& annex, const Recorded& record, const RecordId& id) {
  const auto& staffing = record.envelope->staffing();
  const auto* rule = rule_of(matter, staffing.step());
  if (rule == nullptr) return misplaced("the charter has no such step", "共通定義書にこの処置はありません");
  if (auto fault = adopt(matter, *rule->procedure, staffing.step())) return fault;
  if (matter.own().round(id) != nullptr) return misplaced("the round is open already", "この起案は既にあります");
  auto clearance = clearance_of(*matter.book, annex, *rule);
  Round round;
  round.id = id;
  round.step = rule->spec->id;
  round.version = 1;
  round.text = record.digest;
  round.drafted_by = record.envelope->seat();
  ask(round, clearance);
  round.deciders = std::move(clearance.deciders);
  matter.own().rounds.push_back(std::move(round));
  return {};
}

Verdict act(Matter& matter, const charter::Annex& annex, const Recorded& record) {
  const auto& staffing = record.envelope->staffing();
  auto id = RecordId::from(staffing.staffing());
  if (!id) return id.error();
  if (staffing.act() == v1::Staffing::DRAFT) return open_round(matter, annex, record, *id);
  auto* round = matter.own().round(*id);
  if (round == nullptr || round->status != Round::Status::open)
    return misplaced("no such round is open", "この起案は合議中ではありません");
  if (staffing.act() == v1::Staffing::AMEND) {
    const auto* rule = rule_of(matter, staffing.step());
    if (rule == nullptr || staffing.version() != round->version + 1)
      return misplaced("the text has changed", "案文が変更されています");
    ++round->version;
    round->text = record.digest;
    ask(*round, clearance_of(*matter.book, annex, *rule));
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
    case v1::Staffing::DECIDE: round->status = Round::Status::decided; return {};
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

Clearance clearance_of(const Rulebook& book, const charter::Annex& annex, const StepRule& step) {
  Clearance out;
  const auto* rule = annex.rule(step.procedure->spec->id, step.spec->id);
  const auto own = book.party(annex.party);
  const auto may = [&](const SeatRule& seat) { return seat.party == own && step.seats[seat.number]; };
  if (rule != nullptr) {
    out.concur = rule->concur;
    for (const auto& id : rule->decide)
      if (const auto* seat = book.seat(id); seat != nullptr && may(*seat)) out.deciders.push_back(id);
    if (!rule->decide.empty()) return out;
  }
  for (const auto& seat : book.seats())
    if (may(seat)) out.deciders.push_back(seat.spec->id);
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
