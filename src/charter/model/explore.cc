#include "charter/model/explore.h"

#include <algorithm>

namespace tsugite::charter::model {
namespace {

TraceStep shown(const Machine& machine, const Move& move) {
  const StepSpec& step = machine.step(move.step);
  std::string state;
  if (step.home) state = step.to;
  else if (const State* here = machine.state(move.to)) state = here->id;
  return {machine.party(move.party), step.id, state};
}

}  // namespace

std::vector<TraceStep> Space::trace(const Machine& machine, std::size_t spot, const Move* last) const {
  std::vector<TraceStep> out;
  if (last) out.push_back(shown(machine, *last));
  for (std::size_t at = spot; spots[at].before != npos; at = spots[at].before)
    out.push_back(shown(machine, spots[spots[at].before].moves[spots[at].by]));
  std::reverse(out.begin(), out.end());
  return out;
}

std::vector<bool> Space::ending(const Machine& machine) const {
  std::vector<std::vector<std::size_t>> back(spots.size());
  std::vector<bool> out(spots.size(), false);
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i < spots.size(); ++i) {
    for (const auto to : spots[i].to)
      if (to != npos) back[to].push_back(i);
    if (machine.ended(spots[i].spot)) {
      out[i] = true;
      open.push_back(i);
    }
  }
  while (!open.empty()) {
    const auto at = open.back();
    open.pop_back();
    for (const auto from : back[at])
      if (!out[from]) {
        out[from] = true;
        open.push_back(from);
      }
  }
  return out;
}

Space explore(const Machine& machine) {
  Space out;
  std::map<Spot, std::size_t> seen;
  out.spots.push_back({machine.first(), {}, {}, Space::npos, 0});
  seen.emplace(out.spots[0].spot, 0);
  for (std::size_t at = 0; at < out.spots.size(); ++at) {
    auto moves = machine.moves(out.spots[at].spot, true);
    std::vector<std::size_t> to(moves.size(), Space::npos);
    for (std::size_t i = 0; i < moves.size(); ++i) {
      if (moves[i].settles_early) continue;
      const auto [place, fresh] = seen.emplace(moves[i].to, out.spots.size());
      if (fresh && out.spots.size() >= max_spots) {
        seen.erase(place);
        out.complete = false;
        continue;
      }
      if (fresh) out.spots.push_back({moves[i].to, {}, {}, at, i});
      to[i] = place->second;
    }
    out.spots[at].moves = std::move(moves);
    out.spots[at].to = std::move(to);
  }
  return out;
}

}  // namespace tsugite::charter::model
