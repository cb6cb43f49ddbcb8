// Our own records: a command is decided, sealed, judged by the guard for each partner, appended and folded; or refused whole.
#include <algorithm>

#include "base/limits.h"
#include "core/state.h"

namespace tsugite::core {
namespace {

std::uint32_t priority_of(const std::string& kind, const charter::StepSpec* step) {
  if (kind == "refusal" || kind.starts_with("recall") || (step != nullptr && step->urgent)) return 0;
  if (step != nullptr && (step->proposes || step->replies || step->exclusive)) return 1;
  return step != nullptr ? 2 : 3;
}

template <class Batch>
std::string kind_of(const Batch& batch) {
  std::string kind = "record";
  for (const auto* made : batch) {
    const auto& e = made->envelope;
    if (e.has_step()) kind = e.step().procedure() + "/" + e.step().step();
    if (e.has_refusal()) kind = "refusal";
    if (e.has_recall()) kind = "recall";
    if (e.has_recall_ack()) kind = "recall-ack";
    if (e.has_opaque()) kind = "opaque/" + e.opaque().type();
  }
  return kind;
}

v1::Text text_of(const Text& text) {
  v1::Text out;
  out.set_ja(text.ja);
  out.set_en(text.en);
  return out;
}

}  // namespace

Result<void> Core::Impl::permitted(const casework::Actor& actor, WallTime now) const {
  if (actor.person.starts_with("gateway:")) {
    auto seat = config.annex->gateway_seats.find(actor.person.substr(8));
    if (seat != config.annex->gateway_seats.end() && seat->second == actor.seat) return {};
  } else if (const auto* person = config.annex->person(actor.person)) {
    if (person->holds(actor.seat, charter::day_of(now))) return {};
  }
  return fail("core.seat", actor.seat, "this account does not hold that seat", "このアカウントはその配置に就いていません");
}

// All records of one command share their fate: the step and the proposal it makes leave together or stay together, and
// nothing leaves that names a record the partner may not have (attack cases 15, 16, 17).
v1::Dispositions Core::Impl::dispose(const std::vector<const Made*>& batch, const label::Decision* also) {
  v1::Dispositions out;
  out.set_kind(kind_of(batch));
  const auto& head = batch.front()->envelope;
  const charter::StepSpec* step = nullptr;
  for (const auto* made : batch)
    if (const auto under = Digest::from(made->envelope.charter()); under && made->envelope.has_step() && config.charters.contains(*under))
      if (const auto* procedure = config.charters.at(*under)->procedure(made->envelope.step().procedure()))
        step = procedure->step(made->envelope.step().step());
  std::set<Digest> within;
  std::vector<Found> findings;  // in any of the records of one command: they share their fate
  for (const auto* made : batch) {
    within.insert(made->sealed.digest);
    for (auto& one : findings_in(content, made->envelope)) findings.push_back(std::move(one));
  }
  for (const auto& partner : head.audience()) {
    auto link = links.find(partner);
    if (link == links.end()) continue;
    std::optional<label::Decision> worst;
    auto worse = [&](label::Decision decision) {
      if (!worst || static_cast<int>(decision.verdict) > static_cast<int>(worst->verdict)) worst = std::move(decision);
    };
    if (also != nullptr) worse(*also);
    for (const auto* made : batch) {
      auto label = ledger::label_of(made->envelope.label());
      if (!label) {
        worse({label::Decision::Verdict::never, label.error().code, label.error().message});
        continue;
      }
      const auto subject = guard.know({*label, {made->envelope.audience().begin(), made->envelope.audience().end()}, out.kind()});
      // A recall was decided by a person with authority; its answer says nothing but which records it speaks of.
      if (made->envelope.has_recall() || made->envelope.has_recall_ack()) {
        worse(guard.judge_approved(subject, partner));
        continue;
      }
      const auto& judged = guard.judge(subject, partner);
      worse(judged);
      if (const Found* stops = judged.released() ? stopping(findings, judged.stops) : nullptr)
        worse({label::Decision::Verdict::desk, std::string("content.") + label::content::class_id(stops->finding.which),
               stop_reason(*stops)});
      for (const auto& named : made->envelope.after()) {
        auto digest = Digest::from(named);
        if (!digest || within.contains(*digest)) continue;
        auto at = index.find(*digest);
        Place place = at == index.end() ? Place::none : link->second.places[at->second];
        if (place != Place::queued && place != Place::numbered && place != Place::theirs && place != Place::others)
          worse({label::Decision::Verdict::desk, "guard.reference",
                 Text{"提供していない記録を参照しているため、保留します", "Held back: it refers to a record that has not been released"}});
      }
    }
    auto* one = out.add_one();
    one->set_partner(partner);
    one->set_verdict(worst->released() ? v1::Dispositions::QUEUE : v1::Dispositions::DESK);
    one->set_never(worst->verdict == label::Decision::Verdict::never);
    one->set_priority(priority_of(out.kind(), step));
    one->set_two_persons(also != nullptr && also->two_persons);
    if (!worst->released()) {
      one->set_code(worst->code);
      *one->mutable_reason() = text_of(worst->reason);
    }
  }
  // A joint record counts for all of its audience or waits for all of it: a state that only some see is no joint state.
  const bool waits =
      std::any_of(out.one().begin(), out.one().end(), [](const auto& one) { return one.verdict() == v1::Dispositions::DESK; });
  for (auto& one : *out.mutable_one()) {
    if (!waits || one.verdict() == v1::Dispositions::DESK) continue;
    one.set_verdict(v1::Dispositions::DESK);
    one.set_code("guard.audience");
    *one.mutable_reason() =
        text_of({"同じ宛先の他の当事者への提供が決まるまで保留します", "Held back until it may also go to the others of its audience"});
  }
  return out;
}

Result<std::vector<Digest>> Core::Impl::append_own(std::vector<v1::Envelope> drafts, const Sidecars& sidecars, WallTime now,
                                                   const label::Decision* also) {
  // Everything that can fail is done before anything is kept.
  std::vector<Made> batch;
  for (auto& draft : drafts) {
    auto sealed = ledger::seal(draft);
    if (!sealed) return std::unexpected(sealed.error());
    if (index.contains(sealed->digest))
      return fail("core.repeated", sealed->digest.hex(), "this record is held already", "この記録は既にあります");
    batch.push_back({std::move(draft), std::move(*sealed)});
  }
  std::vector<Digest> out;
  // Home records never leave and are judged alone; the joint ones of a command are judged as one.
  std::vector<const Made*> joint;
  for (const auto& made : batch)
    if (made.envelope.audience_size() > 1) joint.push_back(&made);
  v1::Dispositions dispositions;
  if (!joint.empty()) dispositions = dispose(joint, also);
  v1::Sidecar sidecar;
  sidecar.set_person(sidecars.person);
  sidecar.set_command(sidecars.command);
  for (auto& made : batch) {
    ledger::Entry entry;
    entry.digest = made.sealed.digest;
    entry.bytes = std::move(made.sealed.bytes);
    entry.context = made.envelope.context();
    entry.seen_ms = now.ms;
    const bool home = made.envelope.audience_size() <= 1;
    if (!home) entry.dispositions = dispositions.SerializeAsString();
    entry.sidecar = sidecar.SerializeAsString();
    out.push_back(entry.digest);
    append(std::move(entry));
    absorb(pending.transaction.append.back(), made.envelope, home ? v1::Dispositions{} : dispositions);
  }
  for (const auto& made : batch) {
    const v1::Label label = told_by(made.envelope);
    for (const auto& one : dispositions.one())
      if (made.envelope.audience_size() > 1) tell({one.verdict() == v1::Dispositions::DESK ? Topic::desk : Topic::links}, label);
    tell({dispositions.kind().starts_with("alert/") ? Topic::alerts : Topic::cases}, label);
  }
  return out;
}

Result<Done> Core::Impl::accept(const CommandInput& input, WallTime now) {
  const auto& command = input.command;
  if (!input.command_id.empty())
    if (auto it = done.find(input.command_id); it != done.end()) return it->second;
  if (auto ok = permitted(command.actor, now); !ok) return std::unexpected(ok.error());
  if (!knows_context(command.context))
    return fail("core.context", command.context, "this node has no such context", "この系にはその区分（実任務・演習）がありません");
  auto drafts = cases->decide(command, now, [](const v1::Envelope& draft) -> Result<Digest> {
    auto sealed = ledger::seal(draft);
    if (!sealed) return std::unexpected(sealed.error());
    return sealed->digest;
  });
  if (!drafts) return std::unexpected(drafts.error());
  for (const auto& draft : *drafts)
    for (const auto& party : draft.audience())
      if (const auto link = links.find(party); link != links.end() && link->second.state == LinkStatus::State::removed)
        return fail("link.removed", party, "the link with this partner has ended: nothing new can be shared with it",
                    "この相手方との接続は終了しています。新たに共有することはできません");
  Done out;
  if (auto id = CaseId::from(drafts->front().case_id())) out.case_id = *id;
  auto records = append_own(std::move(*drafts), {command.actor.person, input.command_id}, now);
  if (!records) return std::unexpected(records.error());
  out.records = std::move(*records);
  return out;
}

// An envelope that the node itself makes: refusals, voids, release decisions. The caller adds the body.
v1::Envelope Core::Impl::own_notice(const std::set<std::string>& audience, const std::string& context, const Bytes& entropy,
                                    std::uint64_t salt, WallTime now) const {
  v1::Envelope out;
  out.set_id(derive(entropy, "notice id", salt));
  out.set_salt(derive(entropy, "notice salt", salt));
  out.set_schema(1);
  out.set_charter(cases->in_effect(now).digest.bytes());
  out.set_context(context);
  out.set_case_id(CaseId{}.bytes());
  out.set_wall_ms(now.ms);
  out.set_party(config.party);
  out.set_seat("node");
  for (const auto& party : audience) out.add_audience(party);
  auto* label = out.mutable_label();
  const auto& policy = guard.policy();
  label->set_policy(policy.id);
  label->set_originator(config.party);
  label->set_classification(policy.lowest(config.party));
  for (const auto& party : audience) label->add_releasable_to(party);
  return out;
}

void Core::command(const CommandInput& input, WallTime now) {
  impl_->begin(now);
  impl_->pending.answers.push_back({input.ticket, impl_->accept(input, now)});
}

}  // namespace tsugite::core
