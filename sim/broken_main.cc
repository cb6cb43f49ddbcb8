// sim_broken [NAME]: every planted fault, or one: seeds are run until an invariant is found broken. Exit codes: 0 each was noticed by the
// checker that watches it, 1 one was not, 2 wrong usage.
#include "broken.h"

#include <algorithm>
#include <cstdio>

#include "runs.h"

namespace {

using namespace tsugite::sim;

constexpr std::uint64_t seeds = 500;

std::string switched_on;

// By what and at which seed; empty: nobody noticed.
bool noticed(const Alliances& alliances, const Fault& fault) {
  break_it(fault.name);
  Totals unused;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const auto wrong = run(alliances, seed, fault.invariant == "Noninterference", unused);
    if (!wrong) continue;
    const bool right = wrong->starts_with(fault.invariant);
    std::printf("%-24s %s seed %llu: %s\n", fault.name.c_str(), right ? "noticed" : "NOTICED BY ANOTHER", static_cast<unsigned long long>(seed), wrong->c_str());
    std::fflush(stdout);
    return right;
  }
  std::printf("%-24s NOT NOTICED in %llu seeds\n", fault.name.c_str(), static_cast<unsigned long long>(seeds));
  return false;
}

}  // namespace

namespace tsugite::sim {

bool broken(std::string_view name) { return name == switched_on; }
void break_it(const std::string& name) { switched_on = name; }

}  // namespace tsugite::sim

int main(int count, char** values) {
  const Alliances alliances;
  bool all = true, found = false;
  for (const Fault& fault : faults()) {
    if (count > 1 && fault.name != values[1]) continue;
    found = true;
    all = noticed(alliances, fault) && all;
  }
  if (!found) {
    std::fprintf(stderr, "usage: sim_broken [NAME]; names: sim/broken/faults.txt\n");
    return 2;
  }
  std::printf("sim_broken: %zu planted faults, %s\n", faults().size(), all ? "each noticed" : "not each noticed");
  return all ? 0 : 1;
}
