#include "server/window.h"

#include <algorithm>
#include <boost/json/serialize.hpp>

namespace tsugite::server {

label::Label label_of(const v1::Label& label) {
  return {label.policy(),
          label.classification(),
          {label.releasable_to().begin(), label.releasable_to().end()},
          {label.caveats().begin(), label.caveats().end()},
          label.originator()};
}

const charter::Charter& Window::charter_of(const casework::Case& c) const {
  const auto* charter = facts_.charter(c.charter);
  return charter ? *charter : facts_.charter();
}

const charter::Procedure* Window::procedure_of(const casework::Case& c) const { return charter_of(c).procedure(c.procedure); }

const v1::Envelope* Window::record(const Digest& digest) {
  auto [hit, fresh] = seen_.try_emplace(digest);
  if (!fresh) return hit->second.get();
  const auto index = facts_.index_of(digest);
  if (!index) return nullptr;
  auto envelope = facts_.envelope(*index);
  if (!envelope) return nullptr;  // disposed of, or the store cannot read it: the node's health says so
  const label::Label label = label_of(envelope->label());
  auto shown = facts_.guard().show(std::make_shared<const v1::Envelope>(std::move(*envelope)), label, principal_.reader);
  if (!shown) return nullptr;
  hit->second = shown->value();
  parts_.push_back(std::move(*shown));
  return hit->second.get();
}

std::optional<Bytes> Window::encoded(const Digest& digest) {
  if (!record(digest)) return std::nullopt;
  auto bytes = facts_.encoded(*facts_.index_of(digest));
  if (!bytes) return std::nullopt;
  return std::move(*bytes);
}

std::optional<Receipt> Window::receipt(const Digest& digest) {
  if (!record(digest)) return std::nullopt;
  for (const auto& partner : partners())
    if (!counts(partner)) return std::nullopt;  // its size is how many records stand under it
  return facts_.receipt(digest);
}

// Staffing stands beside the state and never moves it; a home step does.
bool Window::moves(const casework::CaseRecord& item) const {
  if (item.standing == casework::Standing::effective) return true;
  if (item.standing != casework::Standing::home) return false;
  const auto envelope = facts_.envelope(item.index);
  return !envelope || envelope->has_step();
}

bool Window::may_see(const casework::Case& c) {
  auto known = cases_.find(c.id);
  if (known != cases_.end()) return known->second;
  bool any = false, all = true;
  for (const auto& item : c.records) {
    const auto* envelope = record(item.digest);
    any = any || envelope;
    if (!envelope && moves(item)) all = false;
    if (!all) break;
  }
  return cases_[c.id] = any && all;
}

const casework::Case* Window::find(const CaseId& id, const std::string& context) {
  const auto* c = facts_.find(id);
  return c && c->context == context && may_see(*c) ? c : nullptr;
}

const casework::Case* Window::case_of(const Digest& digest) {
  const auto* c = facts_.case_of(digest);
  return c && record(digest) && may_see(*c) ? c : nullptr;
}

std::vector<const casework::Case*> Window::cases(const std::string& context) {
  auto out = facts_.cases(context);
  std::erase_if(out, [&](const casework::Case* c) { return !may_see(*c); });
  return out;
}

std::vector<core::DeskItem> Window::desk_items(const std::string& context) {
  if (!principal_.person.release_authority) return {};
  auto out = facts_.desk_items(context);
  std::erase_if(out, [&](const core::DeskItem& item) { return !record(item.record); });
  return out;
}

std::vector<core::StandingRule> Window::standing_rules() const {
  return principal_.person.release_authority ? facts_.standing_rules() : std::vector<core::StandingRule>{};
}

std::vector<core::Sharing> Window::sharing(const std::string& context) const {
  if (!principal_.person.release_authority) return {};
  auto out = facts_.sharing(context);
  std::erase_if(out, [&](const core::Sharing& one) { return !counts(one.partner); });
  return out;
}

std::optional<core::Preview> Window::preview(const Digest& digest, const std::string& partner) {
  if (!principal_.person.release_authority || !record(digest)) return std::nullopt;
  auto out = facts_.preview(digest, partner);
  if (!out) return std::nullopt;
  for (const auto& one : out->records)
    if (!record(one)) return std::nullopt;
  std::erase_if(out->awaits, [&](const Digest& one) { return !record(one); });
  return *std::move(out);
}

std::vector<core::RecallStatus> Window::recalls(const std::string& context) {
  auto out = facts_.recalls(context);
  std::erase_if(out, [&](const core::RecallStatus& status) { return !record(status.record); });
  return out;
}

std::vector<core::DueCase> Window::due(const std::string& context) {
  if (!principal_.person.release_authority) return {};
  auto out = facts_.due(context);
  std::erase_if(out, [&](const core::DueCase& one) { return !find(one.case_id, context); });
  return out;
}

std::vector<core::LinkStatus> Window::links() {
  auto out = facts_.links();
  for (auto& link : out) {
    std::erase_if(link.refusals, [&](const core::RefusalNote& note) { return !record(note.record); });
    if (!counts(link.partner)) link.streams.clear();
  }
  return out;
}

bool Window::counts(const std::string& partner) const {
  if (principal_.person.administrator) return true;
  const auto& ceilings = marking().ceiling;
  const auto highest = [&](const std::string& from, const std::string& to) {
    const auto of = ceilings.find(from);
    if (of == ceilings.end()) return 0;
    const auto rank = of->second.find(to);
    return rank == of->second.end() ? 0 : rank->second;
  };
  return principal_.reader.clearance >= std::max(highest(party(), partner), highest(partner, party()));
}

label::Released<std::string> Window::answer(const boost::json::value& page) const {
  return facts_.guard().compose(boost::json::serialize(page), parts_, principal_.reader);
}

label::Released<std::string> Window::text(std::string made_of_it) const {
  return facts_.guard().compose(std::move(made_of_it), parts_, principal_.reader);
}

}  // namespace tsugite::server
