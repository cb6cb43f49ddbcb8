// sim_broken [NAME...]: every planted fault, or those: each in a process of its own, as many at once as there are processors. A fault that
// names the history that shows it first begins there, and goes on from the first where that one shows it no more, until the checker that it
// names notices. Exit codes: 0 each was noticed by the checker that watches it, 1 one was not, 2 wrong usage.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <map>

#include "broken.h"
#include "broken_checks.h"

namespace {

using namespace tsugite::sim;

using Count = unsigned long long;

std::string switched_on;

// By what and where; false: nobody noticed, or somebody else did.
bool noticed(const BrokenChecks& checks, const Fault& fault) {
  break_it(fault.name);
  const std::uint64_t last = checks.histories(fault.invariant);
  for (std::uint64_t turn = fault.first == 0 ? 1 : 0; turn <= last; ++turn) {
    const std::uint64_t number = turn == 0 ? fault.first : turn;
    const auto wrong = checks.run(fault.invariant, number);
    if (!wrong) continue;
    const bool right = wrong->starts_with(fault.invariant);
    std::printf("%-28s %s %llu: %.160s\n", fault.name.c_str(), right ? "noticed" : "NOTICED BY ANOTHER", Count{number}, wrong->c_str());
    return right;
  }
  std::printf("%-28s NOT NOTICED in %llu\n", fault.name.c_str(), Count{last});
  return false;
}

int usage() {
  std::fprintf(stderr, "usage: sim_broken [NAME...]; names: sim/broken/faults.txt\n");
  return 2;
}

}  // namespace

namespace tsugite::sim {

bool broken(std::string_view name) { return name == switched_on; }
void break_it(const std::string& name) { switched_on = name; }

}  // namespace tsugite::sim

int main(int count, char** values) {
  std::vector<Fault> asked;
  for (const Fault& fault : faults())
    if (count == 1 || std::find(values + 1, values + count, fault.name) != values + count) asked.push_back(fault);
  if (asked.empty() || (count > 1 && asked.size() != static_cast<std::size_t>(count - 1))) return usage();
  const BrokenChecks checks;
  if (const auto wrong = checks.unbroken()) {
    std::printf("where nothing is broken: %s\n", wrong->c_str());
    return 1;
  }
  const auto most = static_cast<std::size_t>(std::max(1l, sysconf(_SC_NPROCESSORS_ONLN)));
  std::map<pid_t, std::string> running;
  std::size_t unnoticed = 0;
  const auto wait_for_one = [&] {
    int status = 0;
    const pid_t done = wait(&status);
    if (WIFSIGNALED(status)) std::printf("%-28s NOT NOTICED: the process died\n", running[done].c_str());
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) ++unnoticed;
    running.erase(done);
    std::fflush(stdout);
  };
  for (const Fault& fault : asked) {
    if (running.size() >= most) wait_for_one();
    const pid_t child = fork();
    if (child == 0) {
      const bool right = noticed(checks, fault);
      std::fflush(stdout);
      _exit(right ? 0 : 1);
    }
    running.emplace(child, fault.name);
  }
  while (!running.empty()) wait_for_one();
  const auto leaks = static_cast<std::size_t>(std::count_if(asked.begin(), asked.end(), [](const Fault& fault) { return fault.leak(); }));
  std::printf("sim_broken: %zu planted faults, %zu of them leaks, %s\n", asked.size(), leaks,
              unnoticed == 0 ? "each noticed" : "not each noticed");
  return unnoticed == 0 ? 0 : 1;
}
