#include "broken_checks.h"

#include "label/test_guard_pairs.h"
#include "server/test_person_pairs.h"

namespace tsugite::sim {

BrokenChecks::BrokenChecks() {
  for (const Alliance* alliance : {&alliances_.two, &alliances_.three})
    for (const auto& [party, config] : alliance->nodes) guards_.push_back({alliance->charter->marking, config.annex->release, party});
}

std::uint64_t BrokenChecks::histories(const std::string& invariant) const {
  if (invariant == "Guard") return 20'000;
  if (invariant == "Person") return 60;
  return 2050;
}

Wrong BrokenChecks::unbroken() const {
  for (std::uint64_t number = 1; number <= 200; ++number)
    if (auto wrong = run("Guard", number)) return wrong;
  for (std::uint64_t number = 1; number <= 6; ++number)
    if (auto wrong = run("Person", number)) return wrong;
  return std::nullopt;
}

Wrong BrokenChecks::run(const std::string& invariant, std::uint64_t number) const {
  label::GuardFigures guards;
  server::test::PersonFigures persons;
  Totals totals;
  if (invariant == "Guard") return label::guard_pair(guards_, number, guards);
  if (invariant == "Person") return server::test::person_pair(number, persons);
  return sim::run(alliances_, number, invariant == "Noninterference", totals);
}

}  // namespace tsugite::sim
