// sim: drives whole nodes through every fault there is and checks the invariants. A failing seed prints how to replay it.
//   sim [--seed N]      one seed, with its figures
//   sim --seeds N       seeds 1 to N
//   sim --hours H       on from a seed of the day's own, for so long
// Every fourth seed is the three prefectures, every fifth has a party that lies. Half of them also run again without their secrets, and
// the wires are compared; every hundredth runs twice, and both must leave the same trace.
// Exit codes: 0 all invariants held, 1 one did not, 2 wrong usage.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <mutex>
#include <thread>
#include <vector>

#include "runs.h"

namespace {

using namespace tsugite;
using namespace tsugite::sim;

using Count = unsigned long long;

void print(const Figures& f) {
  std::printf(
      "ticks %llu events %llu frames %llu records %llu commands %llu (refused %llu) settled %llu recalls %llu; crashes %llu failed commits "
      "%llu slow disks %llu "
      "restored %llu new keys %llu cuts %llu lies %llu forks %llu\n",
      Count{f.ticks}, Count{f.events}, Count{f.frames}, Count{f.records}, Count{f.commands}, Count{f.refused_commands}, Count{f.settled},
      Count{f.recalls}, Count{f.crashes}, Count{f.failed_commits}, Count{f.slow_disks}, Count{f.restores}, Count{f.rotations},
      Count{f.cuts}, Count{f.lies}, Count{f.forks});
}

// Seeds from `first` on, each on its own, on every processor, until one fails or `more` says no.
template <class More>
int run_all(const Alliances& alliances, std::uint64_t first, More more, bool everything) {
  std::atomic<std::uint64_t> next = first;
  std::atomic<bool> failed = false;
  std::mutex together;
  Totals all;
  std::uint64_t failed_seed = 0;
  std::string why;
  const auto work = [&] {
    Totals mine;
    for (std::uint64_t seed; !failed && more(seed = next++);)
      if (auto wrong = run(alliances, seed, everything, mine)) {
        const std::lock_guard held(together);
        if (!failed || seed < failed_seed) failed_seed = seed, why = *wrong;
        failed = true;
      }
    const std::lock_guard held(together);
    add(all.figures, mine.figures);
    all.seeds += mine.seeds, all.pairs += mine.pairs, all.repeats += mine.repeats;
  };
  std::vector<std::jthread> workers;
  for (unsigned i = 0; i < std::max(1u, std::thread::hardware_concurrency()); ++i) workers.emplace_back(work);
  workers.clear();
  if (failed) {
    std::printf("FAILED seed %llu: %s\nreplay: ./dev sim %llu\n", Count{failed_seed}, why.c_str(), Count{failed_seed});
    return 1;
  }
  std::printf("sim: %llu seeds, %llu pairs with and without secrets, %llu run twice: all invariants held\n", Count{all.seeds},
              Count{all.pairs}, Count{all.repeats});
  print(all.figures);
  return 0;
}

int usage() {
  std::fprintf(stderr, "usage: sim [--seed N] | --seeds N | --hours H\n");
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  using Clock = std::chrono::steady_clock;
  if (argc != 1 && argc != 3) return usage();
  const std::string what = argc == 3 ? argv[1] : "--seed";
  char* end = nullptr;
  const char* given = argc == 3 ? argv[2] : "1";
  const double value = std::strtod(given, &end);
  if (*end != '\0' || value <= 0) return usage();
  const auto number = static_cast<std::uint64_t>(value);
  const Alliances alliances;
  if (what == "--seed")
    return run_all(
        alliances, number, [&](std::uint64_t seed) { return seed == number; }, true);
  if (what == "--seeds")
    return run_all(
        alliances, 1, [&](std::uint64_t seed) { return seed <= number; }, false);
  if (what != "--hours") return usage();
  const auto until = Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(value * 3600));
  const auto day = std::chrono::duration_cast<std::chrono::days>(std::chrono::system_clock::now().time_since_epoch()).count();
  return run_all(
      alliances, static_cast<std::uint64_t>(day) * 1'000'000, [&](std::uint64_t) { return Clock::now() < until; }, false);
}
