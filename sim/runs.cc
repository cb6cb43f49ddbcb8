#include "runs.h"

namespace tsugite::sim {
namespace {

Options options_of(std::uint64_t seed) {
  Options out;
  out.liar = seed % 5 == 0;
  return out;
}

// 3 Noninterference: the same seed with and without what the partners may not see.
Wrong compare(const Alliance& alliance, std::uint64_t seed, Figures& all) {
  Options options = options_of(seed);
  options.crash_in_commit = options.disk_full = options.slow_disk = 0;  // these look at commits, and a secret is a commit
  options.liar = false;                                                 // what a liar says depends on everything it sees
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

}  // namespace

void add(Figures& all, const Figures& one) {
  all.ticks += one.ticks, all.events += one.events, all.frames += one.frames, all.records += one.records, all.commands += one.commands;
  all.refused_commands += one.refused_commands, all.settled += one.settled, all.recalls += one.recalls, all.crashes += one.crashes, all.failed_commits += one.failed_commits;
  all.slow_disks += one.slow_disks, all.restores += one.restores, all.rotations += one.rotations, all.cuts += one.cuts, all.lies += one.lies;
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
  if (everything || seed % 10 == 0) {
    ++totals.pairs;
    if (auto wrong = compare(alliance, seed, totals.figures)) return wrong;
  }
  return std::nullopt;
}

}  // namespace tsugite::sim
