// Which charter new cases begin with. An amendment is a case like any other: what it settled is read from its proposal, and what a
// rehearsal settled changes nothing.
#include <algorithm>

#include "casework/fields.h"
#include "casework/impl.h"

namespace tsugite::casework {
namespace {

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
  const auto [at, fresh] = terms.try_emplace(proposal.digest);
  if (!fresh) return at->second;
  if (const auto text = read(proposal.index)) {
    const auto* from = find_field(text->proposal().field(), amends.effective);
    at->second = {digest_in(find_field(text->proposal().field(), amends.digest)), WallTime{from == nullptr ? 0 : from->time_ms()}};
  }
  return at->second;
}

const Rulebook& Casework::Impl::in_effect(WallTime now) const {
  const Rulebook* out = founding;
  for (const MatterId id : amendments) {
    const auto& state = matter(id)->joint.state;
    const auto* rule = state.procedure;
    if (rule == nullptr || !rule->spec->amends || contexts[matters[id].context] != "real") continue;
    const auto& amends = *rule->spec->amends;
    if (std::ranges::find(amends.in, rule->state_id(state.state)) == amends.in.end() || state.last_settled == no_node) continue;
    const auto& said = terms_of(matters[id].joint.nodes[state.last_settled], amends);
    const auto book = said.charter && said.from <= now ? books.find(*said.charter) : books.end();
    if (book != books.end() && book->second->charter().version > out->charter().version) out = book->second.get();
  }
  return *out;
}

const charter::Charter& Casework::in_effect(WallTime now) const { return impl_->in_effect(now).charter(); }

}  // namespace tsugite::casework
