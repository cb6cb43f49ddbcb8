// 9 Originator control, as to recalls: whoever folded one gives out nothing of what the record says.
#include "check.h"

namespace tsugite::sim {
namespace {

bool says_something(const v1::Envelope& e) {
  return e.step().field_size() != 0 || !e.step().number().empty() || e.proposal().field_size() != 0;
}

}  // namespace

Wrong check_recalled(const std::map<std::string, Node>& nodes, const Excepted& liar, std::uint64_t& recalls) {
  for (const auto& [party, node] : nodes) {
    if (party == liar) continue;
    Wrong wrong;
    (void)node.store().scan(0, [&, &who = party, &here = node](const ledger::Entry& entry) {
      v1::Envelope recall;
      v1::Sidecar sidecar;
      sidecar.ParseFromString(entry.sidecar);
      if (entry.source.empty() || !sidecar.refused().empty() || !recall.ParseFromString(entry.bytes) || !recall.has_recall()) return true;
      const auto record = Digest::from(recall.recall().record());
      const auto at = record ? here.core().index_of(*record) : std::nullopt;
      const auto held = at ? here.store().read(*at) : Result<ledger::Entry>(std::unexpected(Error{}));
      if (!held || held->source != entry.source) return true;  // still to come, or not the originator's to recall
      ++recalls;
      const auto shown = here.core().envelope(*at);
      const auto given = here.core().entry(*at);
      if ((shown && says_something(*shown)) || (given && !given->bytes.empty()))
        wrong = "Originator: " + who + " still gives out record " + record->hex().substr(0, 12) + ", which " + entry.source + " recalled";
      return !wrong;
    });
    if (wrong) return wrong;
  }
  return std::nullopt;
}

}  // namespace tsugite::sim
