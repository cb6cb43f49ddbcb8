#include "casework/casework.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "base/limits.h"
#include "base/sha256.h"
#include "casework/decide.h"
#include "casework/fields.h"
#include "casework/outline.h"
#include "casework/rules.h"
#include "ledger/envelope.h"
#include "ledger/record_rules.h"

namespace tsugite::casework {

Casework::Casework(std::string own_party, std::map<Digest, std::shared_ptr<const charter::Charter>> charters,
                   std::shared_ptr<const charter::Annex> annex, std::function<Result<v1::Envelope>(std::uint64_t)> read,
                   std::size_t open_cases)
    : impl_(std::make_unique<Impl>()) {
  impl_->own = std::move(own_party);
  for (auto& [digest, charter] : charters) impl_->books.emplace(digest, std::make_unique<Rulebook>(std::move(charter)));
  for (const auto& [digest, book] : impl_->books)
    if (impl_->founding == nullptr || book->charter().version < impl_->founding->charter().version) impl_->founding = book.get();
  impl_->annex = std::move(annex);
  impl_->read = std::move(read);
  impl_->most_open = std::max<std::size_t>(open_cases, 2);
}

Casework::~Casework() = default;
Casework::Casework(Casework&&) noexcept = default;
Casework& Casework::operator=(Casework&&) noexcept = default;

Matter& Casework::Impl::opened(MatterId id) const {
  auto& out = matters[id];
  if (out.joint != nullptr) return out;
  if (open_ones.size() < most_open) {
    open_ones.push_back(id);
  } else {
    if (matters[open_ones[oldest_open]].pinned) oldest_open = (oldest_open + 1) % most_open;
    auto& oldest = matters[std::exchange(open_ones[oldest_open], id)];
    oldest_open = (oldest_open + 1) % most_open;
    if (oldest.joint->nodes.size() <= most_packed) {
      const auto* rule = oldest.joint->state.procedure;
      oldest.over = rule != nullptr && rule->ended(oldest.joint->state.state);
      oldest.alone = only_ours(oldest);
      oldest.packed = Packed(*oldest.joint, scratch);
      out.joint = std::move(oldest.joint);
    }
  }
  if (out.joint == nullptr) out.joint = std::make_unique<Joint>();
  if (out.packed.empty()) *out.joint = {};
  else out.packed.unpack(*out.joint);
  out.packed = {};
  return out;
}

bool Casework::Impl::only_ours(const Matter& matter) const {
  const auto& joint = *matter.joint;
  return joint.why.empty() && joint.rejected.empty() && joint.authors == only(matter.book->party(own));
}

MatterId Casework::Impl::matter_of(const Digest& record) const {
  const auto id = records.candidate(record);
  if (!id) return no_matter;
  const auto& matter = opened(*id);
  const NodeId node = matter.joint->find(record);
  if (node != no_node && matter.joint->nodes[node].kind != Node::Kind::absent) return *id;
  const bool home =
      matter.home != nullptr && std::ranges::find(matter.home->records, record, &HomeRecord::digest) != matter.home->records.end();
  return home ? *id : no_matter;
}

Matter* Casework::Impl::matter(MatterId id) const {
  auto& out = opened(id);
  if (out.stale) refold(out);
  return &out;
}

Matter* Casework::Impl::find(const CaseId& id) const {
  auto it = primary.find(id);
  return it == primary.end() ? nullptr : matter(it->second);
}

Matter* Casework::Impl::of_record(const Digest& record) const {
  const MatterId id = matter_of(record);
  return id == no_matter ? nullptr : matter(id);
}

const Case* Casework::Impl::view(Matter& of) const {
  if (of.view == nullptr) {
    of.view = std::make_unique<Case>(view_of(of, contexts[of.context], own));
    for (const auto& number : of.joint->state.numbers)
      if (is_recalled(of, number.record)) of.view->numbers.erase(of.book->party_id(number.party));
  }
  return of.view.get();
}

Result<std::vector<v1::Envelope>> Casework::decide(const Command& command, WallTime now, const Seal& seal) const {
  return Decider(*impl_, command, now, seal).run();
}

MatterId Casework::fold(const Recorded& record) { return impl_->fold(record); }

v1::Envelope Casework::outline(const v1::Envelope& envelope) const { return outline_of(impl_->book_of(envelope.charter()), envelope); }

const Rulebook* Casework::Impl::book_of(const std::string& charter) const {
  if (charter == last_book.first) return last_book.second;
  const auto digest = Digest::from(charter);
  const auto found = digest ? books.find(*digest) : books.end();
  if (found == books.end()) return nullptr;
  last_book = {charter, found->second.get()};
  return found->second.get();
}

Result<void> Casework::Impl::admit_marks(const Rulebook& book, const v1::Envelope& envelope, Admitted& found) const {
  if (auto ok = check_audience(book, envelope); !ok) return ok;
  const Parties audience = parties_of(book, envelope.audience());
  if ((audience & only(book.party(own))) == 0 || (audience & (audience - 1)) == 0)
    return fail("casework.audience", "audience", "the record is not for us", "当方を配布先としない記録です");
  if (auto ok = check_label(book, envelope); !ok) return ok;
  found = {&book, audience, book.party(envelope.party())};
  return {};
}

Result<void> Casework::admissible(const v1::Envelope& envelope) const {
  Admitted found;
  return admissible(envelope, found, false);
}

Result<void> Casework::admissible(const v1::Envelope& envelope, Admitted& marks, bool same_marks) const {
  if (!same_marks) marks = {};
  const auto id = CaseId::from(envelope.case_id());
  if (!id) return std::unexpected(id.error());
  const Rulebook* found = impl_->book_of(envelope.charter());
  if (found == nullptr)
    return fail("casework.unknown-charter", to_hex(envelope.charter()), "the record was made under a charter that is not approved here",
                "こちらで承認していない共通定義書に基づく記録です");
  const auto& book = *found;
  if (ledger::stays_home(envelope))
    return fail("casework.not-joint", "", "a domestic record of another party has no place here", "他の側の国内限りの記録は受け取れません");
  if (marks.book != &book)
    if (auto ok = impl_->admit_marks(book, envelope, marks); !ok) return ok;
  const StepRule* const before = std::exchange(marks.step, nullptr);
  marks.matter = no_matter;
  if (!envelope.has_step() && !envelope.has_proposal()) return {};
  if (marks.seat == nullptr) {
    if (auto ok = check_author(book, envelope); !ok) return ok;
    marks.seat = book.seat(envelope.seat());
  } else if (auto ok = check_stands(*marks.seat, charter::day_of({envelope.wall_ms()})); !ok) {
    return ok;
  }
  const Parties audience = marks.audience;
  if (auto held = impl_->primary.find(*id); held != impl_->primary.end()) {
    const auto& matter = impl_->opened(held->second);
    if (matter.book != &book || matter.audience != audience || impl_->contexts[matter.context] != envelope.context())
      return fail("casework.other-case", id->hex(), "the case runs under another charter, context or audience",
                  "案件の共通定義書、区分又は配布先と一致しません");
    if (matter.joint->nodes.size() >= limits::records_per_case)
      return fail("casework.case-full", id->hex(), "the case holds as many records as a case may", "案件の記録数が上限に達しています");
    marks.matter = held->second;
  }
  if (envelope.has_proposal()) {
    if (std::ranges::any_of(book.charter().procedures, [&](const auto& one) {
          return !fits(*book.procedure(one.first), envelope.proposal().field(), charter::day_of({envelope.wall_ms()})).empty();
        }))
      return {};
    return fail("casework.not-a-proposal", "proposal", "the fields are those of no procedure's proposal",
                "どの手続の提案にも当たらない内容です");
  }
  const auto& step = envelope.step();
  const StepRule* rule = before;
  if (rule == nullptr || rule->spec->id != step.step() || rule->procedure->spec->id != step.procedure()) {
    const auto* procedure = book.procedure(step.procedure());
    rule = procedure == nullptr ? nullptr : procedure->step(step.step());
  }
  if (rule == nullptr || rule->spec->home)
    return fail("casework.unknown-step", step.procedure() + "/" + step.step(), "the charter has no such joint step",
                "共通定義書に、相手側に示すべきこの処置はありません");
  auto ok = check_step(book, *marks.seat, *rule, envelope, audience);
  if (!ok) return std::unexpected(ok.error());
  marks.step = rule;
  return {};
}

const Case* Casework::find(const CaseId& id) const {
  auto* matter = impl_->find(id);
  return matter == nullptr ? nullptr : impl_->view(*matter);
}

const Case* Casework::case_of(const Digest& record) const {
  auto* matter = impl_->of_record(record);
  return matter == nullptr ? nullptr : impl_->view(*matter);
}

bool Casework::may_know(const Digest& record) const {
  return impl_->records.candidate(record).has_value() || impl_->apart.contains(record);
}
bool Casework::knows(const Digest& record) const { return impl_->known(record); }

std::vector<const Case*> Casework::cases(const std::string& context) const {
  std::vector<const Case*> out;
  for (MatterId id = 0; id < impl_->matters.size(); ++id) {
    if (impl_->contexts[impl_->matters[id].context] != context) continue;
    if (const auto& seen = impl_->matters[id]; seen.view != nullptr && !seen.stale) {
      out.push_back(seen.view.get());
      continue;
    }
    auto* matter = impl_->matter(id);
    if (matter->procedure() != nullptr) out.push_back(impl_->view(*matter));
  }
  return out;
}

Digest Casework::state_digest(const std::string& context, const std::set<std::string>& audience,
                              const std::function<bool(const Digest&)>& held) const {
  std::vector<Digest> parts;
  for (MatterId id = 0; id < impl_->matters.size(); ++id) {
    if (impl_->contexts[impl_->matters[id].context] != context) continue;
    auto& matter = *impl_->matter(id);
    Parties wanted = 0;
    for (const auto& party : audience) wanted |= only(matter.book->party(party));
    if (matter.audience != wanted || std::popcount(wanted) != static_cast<int>(audience.size())) continue;
    const auto& nodes = matter.joint->nodes;
    const bool all = !matter.touched && std::ranges::all_of(nodes, [&](const Node& node) { return node.rank == 0 || held(node.digest); });
    std::optional<Digest> one;
    if (all) {
      if (!matter.digest)
        if (const auto made = joint_digest(matter, *matter.joint)) matter.digest = std::make_unique<const Digest>(*made);
      if (matter.digest) one = *matter.digest;
    } else {
      Joint part = *matter.joint;
      impl_->leave_out(matter, part, &held);
      for (auto& node : part.nodes)
        if (!held(node.digest)) node.kind = Node::Kind::absent;
      part.fold_all();
      one = joint_digest(matter, part);
    }
    if (one) parts.push_back(*one);
  }
  std::ranges::sort(parts);
  Bytes all;
  for (const auto& part : parts) all += part.view();
  return sha256("tsugite joint state " + std::to_string(fold_version) + "\n", all);
}

}  // namespace tsugite::casework
