#include "runs.h"

#include <algorithm>

namespace tsugite::sim {
namespace {

Options options_of(std::uint64_t seed) {
  Options out;
  out.liar = seed % 5 == 0;
  return out;
}

// 3 Noninterference: the same seed with and without what the partners may not see. Every other history of three is seen by one of them, and
// what the two others do without it is left out as well.
Wrong compare(const Alliance& alliance, std::uint64_t seed, Figures& all) {
  Options options = options_of(seed);
  options.crash_in_commit = options.disk_full = options.slow_disk = 0;   // these look at commits, and a secret is a commit
  options.flip = options.disk_lies = 0;                                  // and these at what is stored
  options.read_fails = options.flip = 0;                                 // and these at reads
  options.liar = false;                                                  // what a liar says depends on everything it sees
  if (alliance.nodes.size() > 2 && seed / 8 % 2 == 0 && !wordy(seed)) {  // what fills a link delays what goes beside it
    options.observer = std::next(alliance.nodes.begin(), static_cast<std::ptrdiff_t>(seed / 16 % alliance.nodes.size()))->first;
    // What was lost comes back, and keys change, when it suits all links: the observer learns that the others have something to mend.
    options.restore = options.rotate = 0;
    options.clock_day = 0;  // a refusal that all three get draws its id with the frame in which the refused came
  }
  World with(alliance, options, seed, true), without(alliance, options, seed, false);
  if (auto wrong = with.run()) return wrong;
  if (auto wrong = without.run()) return wrong;
  add(all, with.figures());
  add(all, without.figures());
  Wrong wrong;
  std::uint64_t earliest = ~std::uint64_t{0};
  for (const auto& [direction, frames] : with.wire()) {
    if (!options.observer.empty() && direction.first != options.observer && direction.second != options.observer) continue;
    const auto found = without.wire().find(direction);
    static const std::vector<FrameSeen> none;
    const auto& others = found == without.wire().end() ? none : found->second;
    if (others == frames) continue;
    std::size_t at = 0;
    while (at < frames.size() && at < others.size() && frames[at] == others[at]) ++at;
    const std::uint64_t tick =
        std::min(at < frames.size() ? frames[at].tick : earliest - 1, at < others.size() ? others[at].tick : earliest - 1);
    if (tick >= earliest) continue;
    earliest = tick;
    wrong = "Noninterference: what " + direction.first + " sends " + direction.second + " depends on its secrets, from frame " +
            std::to_string(at) + " at tick " + std::to_string(tick);
  }
  return wrong;
}

}  // namespace

void add(Figures& all, const Figures& one) {
  all.ticks += one.ticks, all.events += one.events, all.frames += one.frames, all.records += one.records, all.commands += one.commands;
  all.refused_commands += one.refused_commands, all.settled += one.settled, all.recalls += one.recalls, all.crashes += one.crashes,
      all.failed_commits += one.failed_commits;
  all.slow_disks += one.slow_disks, all.restores += one.restores, all.rotations += one.rotations, all.cuts += one.cuts,
      all.lies += one.lies, all.forks += one.forks;
}

Wrong run(const Alliances& alliances, std::uint64_t seed, bool everything, Totals& totals) {
  const Alliance& alliance = seed % 4 == 3 ? alliances.three : alliances.two;
  ++totals.seeds;
  World world(alliance, options_of(seed), seed, true);
  if (auto wrong = world.run()) return wrong;
  add(totals.figures, world.figures());
  if (everything || seed % 100 == 0) {
    ++totals.repeats;
    World again(alliance, options_of(seed), seed, true);
    if (auto wrong = again.run()) return wrong;
    if (again.trace() != world.trace()) return "Deterministic: two runs of one seed differ";
  }
  if (everything || seed / 4 % 2 == 0) {  // of every kind of history half
    ++totals.pairs;
    if (auto wrong = compare(alliance, seed, totals.figures)) return wrong;
  }
  return std::nullopt;
}

}  // namespace tsugite::sim
