#include "books.h"

#include <algorithm>

namespace tsugite::sim {

void Books::read(const Node& node) {
  if (lives_ != node.lives()) *this = Books();
  lives_ = node.lives();
  node.store().audit(next_, [&](const ledger::Entry& entry) {
    note(entry);
    next_ = entry.index + 1;
    return true;
  });
}

void Books::note(const ledger::Entry& entry) {
  v1::Envelope e;
  if (entry.disposed || !e.ParseFromString(entry.bytes)) return;
  v1::Sidecar sidecar;
  sidecar.ParseFromString(entry.sidecar);
  audiences_[entry.digest] = {e.audience().begin(), e.audience().end()};
  if (!entry.source.empty()) return;
  made_.emplace(entry.digest, entry.index);
  if (e.standing_rule().act() == v1::StandingRule::ADOPT) rules_[e.standing_rule().rule()] = {entry.index, ~0ull, e.standing_rule()};
  if (e.standing_rule().act() == v1::StandingRule::WITHDRAW) rules_[e.standing_rule().rule()].until = entry.index;
  ids_.try_emplace(e.id(), entry.digest);
  salts_.try_emplace(e.salt(), entry.digest);
  if (!sidecar.returned().empty()) again_.insert(entry.digest);
  if (e.has_step() && !e.step().proposal().empty())
    if (const auto proposal = Digest::from(e.step().proposal())) proposals_.emplace(entry.digest, *proposal);
  if (e.has_recall())
    if (const auto record = Digest::from(e.recall().record())) recalled_.insert(*record);
  if (!e.has_release()) return;
  const auto record = Digest::from(e.release().record());
  if (!record) return;
  if (e.release().verdict() == v1::Release::REPLACE)
    if (const auto derived = Digest::from(e.release().derived())) sources_.emplace(*derived, *record);
  if (e.release().verdict() != v1::Release::RELEASE) return;
  // The step that was released brings the proposal it makes.
  const auto with_it = proposals_.find(*record);
  for (const Digest& one : {*record, with_it == proposals_.end() ? *record : with_it->second}) {
    persons_[{one, e.release().recipient()}].insert(sidecar.person());
    // What had been released before the node was set back, and had gone, it releases again in its own name.
    if (e.seat() == "node") again_.insert(one);
  }
}

bool Books::released(const Digest& record, const std::string& to, std::size_t persons) const {
  if (again_.contains(record)) return true;
  const auto who = persons_.find({record, to});
  return who != persons_.end() && who->second.size() >= persons;
}

bool Books::by_rule(const Digest& record, const v1::Envelope& e, const std::string& to, const label::Policy& marking) const {
  const auto made = made_.find(record);
  if (made == made_.end()) return false;
  const auto rank = [&](const std::string& classification) { return marking.classifications.at(classification).rank; };
  return std::ranges::any_of(rules_, [&](const auto& one) {
    const v1::StandingRule& rule = one.second.said;
    return one.second.from < made->second && made->second < one.second.until &&
           rule.kind() == e.step().procedure() + "/" + e.step().step() && rule.recipient() == to &&
           rank(e.label().classification()) <= rank(rule.classification()) &&
           std::ranges::all_of(e.label().caveats(), [&](const auto& caveat) { return std::ranges::count(rule.caveats(), caveat) != 0; });
  });
}

const std::set<std::string>* Books::audience(const Digest& record) const {
  const auto at = audiences_.find(record);
  return at == audiences_.end() ? nullptr : &at->second;
}

std::optional<Digest> Books::source_of(const Digest& derived) const {
  const auto at = sources_.find(derived);
  if (at == sources_.end()) return std::nullopt;
  return at->second;
}

std::optional<Digest> Books::twin(const v1::Envelope& envelope, const Digest& record) const {
  for (const auto* used : {&ids_, &salts_})
    if (const auto at = used->find(used == &ids_ ? envelope.id() : envelope.salt()); at != used->end() && at->second != record)
      return at->second;
  return std::nullopt;
}

}  // namespace tsugite::sim
