// Where a record goes: which case, which track, and whether it can ever count.
//
// A case is its id with its context, charter and audience. A record that shares only the id belongs to another set of holders,
// or to nobody: it is kept apart (a shadow), so that it can neither enter the case nor hold up the records that do.
#include "base/limits.h"
#include "base/sha256.h"
#include "casework/fields.h"
#include "casework/impl.h"
#include "casework/rules.h"

namespace tsugite::casework {

bool Casework::Impl::is_home(const v1::Envelope& envelope) const {
  return envelope.party() == own && envelope.audience_size() == 1 && envelope.audience(0) == own;
}

std::uint16_t Casework::Impl::context_number(const std::string& context) {
  for (std::size_t i = 0; i < contexts.size(); ++i)
    if (contexts[i] == context) return static_cast<std::uint16_t>(i);
  contexts.push_back(context);
  return static_cast<std::uint16_t>(contexts.size() - 1);
}

MatterId Casework::Impl::new_matter(const v1::Envelope& envelope, const Rulebook& book, Parties audience) {
  auto& matter = matters.emplace_back();
  matter.id = *CaseId::from(envelope.case_id());
  matter.context = context_number(envelope.context());
  matter.book = &book;
  matter.audience = audience;
  return static_cast<MatterId>(matters.size() - 1);
}

MatterId Casework::Impl::matter_for(const v1::Envelope& envelope, const Rulebook& book, Parties audience) {
  const bool home = audience == 0;
  const auto id = *CaseId::from(envelope.case_id());
  auto [it, fresh] = primary.try_emplace(id, no_matter);
  if (fresh) return it->second = new_matter(envelope, book, audience);
  auto& matter = matters[it->second];
  if (matter.book == &book && contexts[matter.context] == envelope.context()) {
    if (home || matter.audience == audience) return it->second;
    // A case that began at home is opened jointly by ourselves; nobody else can know its id.
    if (matter.audience == 0 && envelope.party() == own) {
      matter.audience = audience;
      return it->second;
    }
  }
  const auto key = sha256(id.bytes() + book.charter().digest.bytes(), BytesView(reinterpret_cast<const char*>(&audience), sizeof audience),
                          envelope.context());
  auto [shadow, first] = shadows.try_emplace(key, no_matter);
  if (first) shadow->second = new_matter(envelope, book, audience);
  return shadow->second;
}

namespace {

std::int64_t value_of(const charter::FieldSpec& spec, const v1::Field& field) {
  return spec.type == charter::FieldSpec::Type::time ? field.time_ms() : choice_of(spec, field.choice());
}

void note_proposal(Joint& joint, NodeId id, const ProcedureRule& rule, const v1::Envelope& envelope) {
  const auto& fields = envelope.proposal().field();
  const auto settlements = fits(rule, fields, charter::day_of({envelope.wall_ms()}));
  for (const int settlement : settlements) joint.fits.push_back({id, &rule, settlement});
  if (settlements.empty()) return;
  for (const auto* field : rule.noted)
    if (const auto* said = find_field(fields, field->id)) joint.noted.push_back({id, field, value_of(*field, *said)});
}

}  // namespace

void Casework::Impl::judge_alone(Matter& matter, NodeId id, const v1::Envelope& envelope, const Admitted* admitted) const {
  auto& joint = *matter.joint;
  auto& node = joint.nodes[id];
  const auto reject = [&](Error error) {
    node.rejected = true;
    joint.rejected.insert_or_assign(id, std::move(error));
  };
  if (admitted == nullptr)
    if (auto ok = check_author(*matter.book, envelope); !ok) return reject(ok.error());
  if (envelope.has_proposal()) {
    for (const auto& [name, spec] : matter.book->charter().procedures) note_proposal(joint, id, *matter.book->procedure(name), envelope);
    return;
  }
  const auto& step = envelope.step();
  if (admitted != nullptr) {
    node.step = admitted->step;
  } else {
    const auto* rule = matter.book->procedure(step.procedure());
    node.step = rule == nullptr ? nullptr : rule->step(step.step());
  }
  if (node.step == nullptr || node.step->spec->home) {
    node.step = nullptr;
    return reject({"casework.unknown-step",
                   step.procedure() + "/" + step.step(),
                   {"適用中の共通定義書に、相手側に示すべきこの処置はありません", "the charter has no such joint step"}});
  }
  if (admitted == nullptr || !step.role().empty()) {
    auto roles = check_step(*matter.book, *matter.book->seat(envelope.seat()), *node.step, envelope, matter.audience);
    if (!roles) return reject(roles.error());
    if (!roles->empty()) joint.openings.emplace_back(id, *std::move(roles));
  }
  if (!step.number().empty()) joint.numbers.emplace_back(id, step.number());
  for (const auto* field : node.step->noted)
    if (const auto* said = find_field(step.field(), field->id)) joint.noted.push_back({id, field, value_of(*field, *said)});
}

void Casework::Impl::add_node(MatterId at, const Recorded& record) {
  auto& matter = opened(at);
  auto& joint = *matter.joint;
  const auto& envelope = *record.envelope;
  const std::uint32_t absent_before = joint.absent;
  const auto first_edge = static_cast<std::uint32_t>(joint.edges.size());
  // It names what moved the case last, then what came last, from the last one on.
  const auto last = static_cast<NodeId>(joint.nodes.size() - 1);
  NodeId near = joint.state.run.empty() ? last : joint.state.run.back();
  if (static_cast<std::size_t>(envelope.after_size()) <= limits::after_digests)
    for (const auto& after : envelope.after())
      if (auto digest = Digest::from(after)) {
        const NodeId parent = joint.find_or_absent(*digest, near);
        near = joint.edges.size() == first_edge ? last : parent - 1;
        joint.edges.push_back(parent);
      }
  NodeId target = no_node;
  if (const auto& named = envelope.step().proposal(); named.size() == Digest::size)
    target = joint.find_or_absent(*Digest::from(named), last);
  NodeId id = absent_before == 0 ? no_node : joint.find(record.digest);  // here already only where others named it
  const bool awaited = id != no_node;
  if (awaited) {
    --joint.absent;
  } else {
    id = static_cast<NodeId>(joint.nodes.size());
    joint.nodes.emplace_back();
  }
  auto& node = joint.nodes[id];
  node.digest = record.digest;
  node.index = record.index;
  node.seen_ms = record.seen_ms;
  node.first_edge = first_edge;
  node.edge_count = static_cast<std::uint32_t>(joint.edges.size()) - first_edge;
  node.kind = envelope.has_proposal() ? Node::Kind::proposal : Node::Kind::step;
  node.target = target;
  node.party = record.admitted != nullptr ? record.admitted->party : matter.book->party(envelope.party());
  joint.authors |= only(node.party);
  judge_alone(matter, id, envelope, record.admitted);
  if (const auto* step = joint.nodes[id].step; step != nullptr && step->procedure->spec->amends) amendments.insert(at);
  if (joint.absent != absent_before) joint.absent == 0 ? with_absent.erase(at) : with_absent.insert(at).second;
  if (matter.stale) return;
  if (awaited || joint.absent > absent_before || refusals.contains(record.digest) || voided.contains(record.digest) ||
      withheld.contains(record.digest) || !joint.fold_last())
    matter.stale = true;
}

MatterId Casework::Impl::fold_joint(const Recorded& record, const Rulebook& book, Parties audience) {
  const bool found = record.admitted != nullptr && record.admitted->matter != no_matter;
  const MatterId at = found ? record.admitted->matter : matter_for(*record.envelope, book, audience);
  records.add(record.digest, at);
  auto& matter = opened(at);
  matter.view.reset();
  matter.digest.reset();
  // A case that is opened by what may not leave is a case at home, until it is released.
  if (withheld.contains(record.digest) && record.envelope->has_step() && !record.envelope->step().role().empty())
    begin_at_home(matter, record.envelope->step());
  add_node(at, record);
  return at;
}

MatterId Casework::Impl::fold(const Recorded& record) {
  const auto& envelope = *record.envelope;
  if (envelope.has_opaque() || envelope.body_case() == v1::Envelope::BODY_NOT_SET) return no_matter;
  if (record.admitted == nullptr && known(record.digest)) return no_matter;
  if (envelope.has_refusal()) return fold_refusal(record), no_matter;
  if (envelope.case_id().size() != CaseId::size || envelope.charter().size() != Digest::size) return no_matter;
  const Rulebook* book = book_of(envelope.charter());
  if (book == nullptr) return no_matter;  // held by the ledger until that charter is here
  if (record.admitted == nullptr && is_home(envelope)) {
    if (envelope.has_voided()) return fold_voided(record), no_matter;
    if (!envelope.has_step() && !envelope.has_staffing()) return no_matter;
    const MatterId at = matter_for(envelope, *book, 0);
    records.add(record.digest, at);
    auto& matter = opened(at);
    matter.view.reset();
    fold_home(matter, *annex, record);
    return at;
  }
  if (!envelope.has_step() && !envelope.has_proposal()) return no_matter;
  if (record.admitted != nullptr) return fold_joint(record, *book, record.admitted->audience);
  const Parties audience = parties_of(*book, envelope.audience());
  const Parties two = only(book->party(own)) | only(book->party(envelope.party()));
  // An audience without us, without its author or of one party alone makes no joint record.
  if ((audience & two) != two || (audience & (audience - 1)) == 0) return no_matter;
  return fold_joint(record, *book, audience);
}

}  // namespace tsugite::casework
