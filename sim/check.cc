#include "check.h"

#include <algorithm>
#include <unordered_set>

#include "base/sha256.h"

namespace tsugite::sim {

Wrong check_durable(const std::map<std::string, Node>& nodes, const std::string& party, const std::vector<Acknowledged>& acknowledged,
                    const Excepted& liar) {
  if (liar == party) return std::nullopt;
  const Node& node = nodes.at(party);
  const auto elsewhere = [&](const Digest& record) {
    return std::any_of(nodes.begin(), nodes.end(), [&](const auto& other) {
      return other.first != liar && other.first != party && other.second.core().index_of(record).has_value();
    });
  };
  for (const auto& ack : acknowledged)
    for (const auto& record : ack.done.records) {
      auto index = node.core().index_of(record);
      if (index && *index >= node.store().size()) index.reset();  // it is coming back, and not yet on the disk
      if (!index && ack.at_risk && !elsewhere(record)) continue;
      auto entry = index ? node.store().read(*index) : Result<ledger::Entry>(std::unexpected(Error{}));
      // Disposed of by a person since, or given back as the outline it had gone as.
      if (entry && entry->digest == record && node.core().disposal_of(record)) continue;
      if (!index || !entry || entry->digest != record || sha256(entry->bytes) != record)
        return "Durable: " + party + " acknowledged " + ack.what + " and lost record " + record.hex().substr(0, 12) +
               (ack.at_risk ? ", which a partner holds" : "");
    }
  return std::nullopt;
}

Wrong check_authentic(const std::map<std::string, Node>& nodes, const Excepted& liar) {
  std::map<std::string, std::unordered_set<Digest, FixedHash>> own;
  for (const auto& [party, node] : nodes)
    (void)node.store().scan(0, [&, &mine = own[party]](const ledger::Entry& entry) {
      if (entry.source.empty()) mine.insert(entry.digest);
      return true;
    });
  for (const auto& [party, node] : nodes) {
    Wrong wrong;
    (void)node.store().scan(0, [&](const ledger::Entry& entry) {
      const bool made = entry.source.empty() || (own.contains(entry.source) && own.at(entry.source).contains(entry.digest));
      v1::Envelope e;
      const bool named = e.ParseFromString(entry.bytes) && e.party() == (entry.source.empty() ? party : entry.source);
      v1::Sidecar sidecar;
      sidecar.ParseFromString(entry.sidecar);
      // What a liar makes up is its own, and never another's that counts.
      if (entry.source == liar ? !named && sidecar.refused().empty() : !made)
        wrong = "Authentic: " + party + " holds record " + entry.digest.hex().substr(0, 12) + " that " + entry.source + " never made";
      return !wrong;
    });
    if (wrong && party != liar) return wrong;
  }
  return std::nullopt;
}

namespace {

Wrong same_cases(const std::string& a, const Node& node_a, const std::string& b, const Node& node_b, const std::string& context) {
  for (const auto* c : node_a.core().casework().cases(context)) {
    const auto* other = node_b.core().casework().find(c->id);
    if (!c->audience.contains(b) || other == nullptr) continue;
    const std::string id = c->id.hex().substr(0, 8);
    if (c->state != other->state || c->settled != other->settled || c->proposal != other->proposal || c->numbers != other->numbers)
      return "Convergent: case " + id + " (" + c->procedure + ") is " + c->state + " at " + a + " and " + other->state + " at " + b;
    std::map<Digest, casework::Standing> there;
    for (const auto& record : other->records) there[record.digest] = record.standing;
    for (const auto& record : c->records)
      if (auto same = there.find(record.digest); same != there.end() && same->second != record.standing)
        return "Convergent: record " + record.digest.hex().substr(0, 12) + " of case " + id + " (" + c->procedure + ") stands as " +
               std::to_string(static_cast<int>(record.standing)) + " at " + a + " and as " +
               std::to_string(static_cast<int>(same->second)) + " at " + b;
    if (node_a.core().number_of(c->id) != node_b.core().number_of(c->id)) return "Convergent: case " + id + " has two joint numbers";
  }
  return std::nullopt;
}

}  // namespace

Wrong check_convergent(const std::map<std::string, Node>& nodes, const std::string& context, const Excepted& liar) {
  for (const auto& [a, node_a] : nodes)
    for (const auto& link : node_a.core().links()) {
      if (a == liar || link.partner == liar) continue;
      if (link.state != core::LinkStatus::State::up)
        return "Convergent: the link of " + a + " with " + link.partner + " did not come up again: " + describe(link.reason);
      for (const auto& stream : link.streams)
        if (stream.queued != 0 || stream.receipted != stream.sent)
          return "Convergent: " + a + " has " + std::to_string(stream.queued) + " waiting and " +
                 std::to_string(stream.sent - stream.receipted) + " without receipt for " + link.partner;
    }
  for (const auto& [a, node_a] : nodes)
    for (const auto& [b, node_b] : nodes) {
      if (!(a < b) || a == liar || b == liar) continue;
      if (!liar)
        if (auto wrong = same_cases(a, node_a, b, node_b, context)) return wrong;
      if (node_a.core().common_digest(b, context) != node_b.core().common_digest(a, context))
        return "Convergent: " + a + " and " + b + " hold the same records and see another state";
    }
  return std::nullopt;
}

Wrong check_own_word(const std::map<std::string, Node>& nodes, const std::string& context, const charter::Charter& charter,
                     const Excepted& liar, std::uint64_t& settled) {
  // party, case, proposal: what each party itself replied to, from its own ledger
  std::set<std::tuple<std::string, Bytes, Bytes>> words;
  for (const auto& [party, node] : nodes)
    (void)node.store().scan(0, [&, &p = party](const ledger::Entry& entry) {
      v1::Envelope e;
      if (!entry.source.empty()) return true;
      if (entry.disposed) e = node.core().envelope(entry.index).value_or(e);
      else e.ParseFromString(entry.bytes);
      if (!e.has_step() || e.party() != p) return true;
      const auto* procedure = charter.procedure(e.step().procedure());
      const auto* step = procedure == nullptr ? nullptr : procedure->step(e.step().step());
      if (step != nullptr && (step->proposes || step->replies)) words.insert({p, e.case_id(), e.step().proposal()});
      return true;
    });
  for (const auto& [party, node] : nodes)
    for (const auto* c : node.core().casework().cases(context)) {
      if (!c->settled || party == liar) continue;
      ++settled;
      for (const auto& [role, member] : c->roles)
        if (member != liar && !words.contains({member, c->id.bytes(), c->settled->bytes()}))
          return "Own word: " + party + " shows case " + c->id.hex().substr(0, 8) + " settled, and " + member +
                 " never replied to that text";
    }
  return std::nullopt;
}

Wrong check_contexts(const std::map<std::string, Node>& nodes, const std::vector<std::string>& contexts, const Excepted& liar) {
  for (const auto& [party, node] : nodes) {
    if (party == liar) continue;
    for (const std::string& context : contexts)
      for (const auto* c : node.core().casework().cases(context))
        for (const auto& record : c->records) {
          auto index = node.core().index_of(record.digest);
          auto envelope = index ? node.core().envelope(*index) : Result<v1::Envelope>(std::unexpected(Error{}));
          if (!envelope || envelope->context() != context)
            return "Contexts: " + party + " counts record " + record.digest.hex().substr(0, 12) + " of another context in a case of " +
                   context;
        }
    Wrong mixed;
    (void)node.store().scan(0, [&, &who = party](const ledger::Entry& entry) {
      v1::Sidecar sidecar;
      v1::Envelope e;
      const bool counts = sidecar.ParseFromString(entry.sidecar) && sidecar.refused().empty();
      if (counts && !entry.disposed && e.ParseFromString(entry.bytes) && e.context() != entry.context)
        mixed = "Contexts: " + who + " took record " + entry.digest.hex().substr(0, 12) + " of another context from the outbox of " +
                entry.context;
      return !mixed;
    });
    if (mixed) return mixed;
    auto streams = node.store().streams();
    if (!streams) return "Contexts: " + party + " cannot list its streams";
    for (const auto& stream : *streams) {
      Wrong wrong;
      (void)node.store().scan_numbered(stream, 0, [&](const ledger::Numbered& numbered) {
        auto entry = node.store().read(numbered.index);
        if (!entry || entry->context != stream.context)
          wrong = "Contexts: " + party + " numbered record " + numbered.digest.hex().substr(0, 12) + " in the outbox of " + stream.context;
        return !wrong;
      });
      if (wrong) return wrong;
    }
  }
  return std::nullopt;
}

}  // namespace tsugite::sim
