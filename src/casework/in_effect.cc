// Which charter new cases begin with. An amendment is a case like any other: what it settled is read from its proposal, and what a
// rehearsal settled changes nothing.
#include <algorithm>

#include "casework/decide.h"
#include "casework/fields.h"

namespace tsugite::casework {
namespace {

constexpr std::string_view real = "real";  // the context

// The same digest in both languages, or in one.
std::optional<Digest> digest_in(const v1::Field* field) {
  if (field == nullptr) return std::nullopt;
  const auto& text = field->text();
  const auto& word = text.en().empty() ? text.ja() : text.en();
  if (!text.ja().empty() && text.ja() != word) return std::nullopt;
  const auto raw = from_hex(word);
  const auto out = raw ? Digest::from(*raw) : std::unexpected(raw.error());
  return out ? std::optional(*out) : std::nullopt;
}

}  // namespace

const Casework::Impl::Terms& Casework::Impl::terms_of(const Node& proposal, const charter::Amends& amends) const {
  static const Terms unread;
  if (const auto known = terms.find(proposal.digest); known != terms.end()) return known->second;
  const auto text = read(proposal.index);
  if (!text) return unread;
  return terms.emplace(proposal.digest, terms_in(text->proposal(), amends)).first->second;
}

Casework::Impl::Terms Casework::Impl::terms_in(const v1::Proposal& proposal, const charter::Amends& amends) {
  const auto* from = find_field(proposal.field(), amends.effective);
  return {digest_in(find_field(proposal.field(), amends.digest)), WallTime{from == nullptr ? 0 : from->time_ms()}};
}

// Nobody gives its word on files that its own node does not hold: what opens under them could not be read there.
Result<void> Decider::held_charter(const Content& content) const {
  const auto& amends = procedure_->spec->amends;
  if (!amends || context_ != real || !(step_->spec->proposes || step_->spec->replies)) return {};
  const auto said =
      content.proposal ? Casework::Impl::terms_in(*content.proposal, *amends) : impl_.terms_of(matter_->joint->nodes[standing()], *amends);
  if (said.charter && impl_.books.contains(*said.charter)) return {};
  return fail("casework.charter-not-held", amends->digest, "this node does not hold that shared definition: approve its files here first",
              "このノードにその共通定義書がありません。先にファイルを承認してください");
}

const Rulebook& Casework::Impl::in_effect(WallTime now) const {
  const Rulebook* out = founding;
  for (const MatterId id : amendments) {
    const auto& joint = *matter(id)->joint;
    const auto& state = joint.state;
    const auto* rule = state.procedure;
    if (rule == nullptr || !rule->spec->amends || contexts[matters[id].context] != real) continue;
    const auto& amends = *rule->spec->amends;
    if (std::ranges::find(amends.in, rule->state_id(state.state)) == amends.in.end() || state.last_settled == no_node) continue;
    const auto& said = terms_of(joint.nodes[state.last_settled], amends);
    const auto book = said.charter && said.from <= now ? books.find(*said.charter) : books.end();
    if (book != books.end() && book->second->charter().version > out->charter().version) out = book->second.get();
  }
  return *out;
}

const charter::Charter& Casework::in_effect(WallTime now) const { return impl_->in_effect(now).charter(); }

}  // namespace tsugite::casework
