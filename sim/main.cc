// sim: drives two whole nodes through every fault there is and checks the invariants. A failing seed prints how to replay it.
//   sim [--seed N]      one seed, with its figures
//   sim --seeds N       seeds 1 to N; every tenth also runs again without its secrets, and the wires are compared
// Exit codes: 0 all invariants held, 1 one did not, 2 wrong usage.
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "world.h"

namespace {

using namespace tsugite;
using namespace tsugite::sim;

void print(const Figures& f) {
  std::printf("ticks %llu events %llu frames %llu records %llu commands %llu (refused %llu) settled %llu; crashes %llu failed commits %llu slow disks %llu cuts %llu\n",
              static_cast<unsigned long long>(f.ticks), static_cast<unsigned long long>(f.events), static_cast<unsigned long long>(f.frames),
              static_cast<unsigned long long>(f.records), static_cast<unsigned long long>(f.commands), static_cast<unsigned long long>(f.refused_commands),
              static_cast<unsigned long long>(f.settled), static_cast<unsigned long long>(f.crashes), static_cast<unsigned long long>(f.failed_commits),
              static_cast<unsigned long long>(f.slow_disks), static_cast<unsigned long long>(f.cuts));
}

void add(Figures& all, const Figures& one) {
  all.ticks += one.ticks, all.events += one.events, all.frames += one.frames, all.records += one.records, all.commands += one.commands;
  all.refused_commands += one.refused_commands, all.settled += one.settled, all.crashes += one.crashes, all.failed_commits += one.failed_commits;
  all.cuts += one.cuts;
  all.slow_disks += one.slow_disks;
}

int failed(std::uint64_t seed, const std::string& why) {
  std::printf("FAILED seed %llu: %s\nreplay: ./dev sim %llu\n", static_cast<unsigned long long>(seed), why.c_str(), static_cast<unsigned long long>(seed));
  return 1;
}

// 3 Noninterference: the same seed with and without what the partner may not see.
std::optional<std::string> compare(const Alliance& alliance, std::uint64_t seed, Figures& all) {
  Options options;
  options.crash_in_commit = options.disk_full = options.slow_disk = 0;  // these look at commits, and a secret is a commit
  World with(alliance, options, seed, true), without(alliance, options, seed, false);
  if (auto wrong = with.run()) return wrong;
  if (auto wrong = without.run()) return wrong;
  add(all, with.figures());
  add(all, without.figures());
  for (const auto& [direction, frames] : with.wire()) {
    auto other = without.wire().find(direction);
    if (other == without.wire().end() || other->second != frames) {
      std::size_t at = 0;
      while (other != without.wire().end() && at < frames.size() && at < other->second.size() && frames[at] == other->second[at]) ++at;
      return "Noninterference: what " + direction.first + " sends " + direction.second + " depends on its secrets, from frame " + std::to_string(at) +
             (at < frames.size() ? " at tick " + std::to_string(frames[at].tick) : "");
    }
  }
  return std::nullopt;
}

std::uint64_t number(const char* text) { return std::strtoull(text, nullptr, 10); }

}  // namespace

int main(int argc, char** argv) {
  std::uint64_t seed = 1, seeds = 0;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--seed") == 0 && i + 1 < argc) seed = number(argv[++i]);
    else if (std::strcmp(argv[i], "--seeds") == 0 && i + 1 < argc) seeds = number(argv[++i]);
    else {
      std::fprintf(stderr, "usage: sim [--seed N] | --seeds N\n");
      return 2;
    }
  }
  const Alliance alliance = make_alliance(TSUGITE_SOURCE_DIR);
  const std::uint64_t first = seeds == 0 ? seed : 1, last = seeds == 0 ? seed : seeds;
  Figures all;
  std::uint64_t pairs = 0, repeats = 0;
  for (std::uint64_t s = first; s <= last; ++s) {
    World world(alliance, {}, s, true);
    if (auto wrong = world.run()) return failed(s, *wrong);
    add(all, world.figures());
    if (seeds == 0 || s % 100 == 0) {
      ++repeats;
      World again(alliance, {}, s, true);
      if (auto wrong = again.run()) return failed(s, *wrong);
      if (again.trace() != world.trace()) return failed(s, "Deterministic: two runs of one seed differ");
    }
    if (seeds == 0 || s % 10 == 0) {
      ++pairs;
      if (auto wrong = compare(alliance, s, all)) return failed(s, *wrong);
    }
  }
  std::printf("sim: %llu seeds, %llu pairs with and without secrets, %llu run twice: all invariants held\n",
              static_cast<unsigned long long>(last - first + 1), static_cast<unsigned long long>(pairs), static_cast<unsigned long long>(repeats));
  print(all);
  return 0;
}
