// The world's links: they come and go, lose, repeat, reorder, delay and spoil what is under way.
#include <algorithm>

#include "base/sha256.h"
#include "federation/frame.h"
#include "world.h"

namespace tsugite::sim {

void World::cut(LinkState& link, const char* why) {
  if (!link.up) return;
  link.up = false;
  link.closing = 0;
  link.under_way.clear();
  ++figures_.cuts;
  trace("cut", why);
  const Error error{"sim.cut", "", Text{why, why}};
  nodes_.at(link.a).core().link_down(link.b, error, now(link.a));
  nodes_.at(link.b).core().link_down(link.a, error, now(link.b));
}

// What is drawn here never depends on what the nodes do: two runs of one seed have the same links at the same ticks.
void World::tick_links(std::uint64_t tick, bool faults) {
  for (auto& link : links_) {
    const bool connect = link_luck_.chance(faults ? options_.connect : 0.9), lose = link_luck_.chance(options_.cut),
               part = link_luck_.chance(options_.partition);
    const std::uint64_t length = link_luck_.below(options_.longest_partition);
    const bool one_way = link_luck_.chance(options_.one_way), to_a = link_luck_.chance(0.5);
    const std::uint64_t deaf_for = link_luck_.below(options_.longest_one_way);
    if (faults && one_way) link.deaf_until[to_a ? link.a : link.b] = tick + deaf_for;
    if (link.up && link.closing != 0 && tick >= link.closing) cut(link, "hung up");
    if (faults && part) {
      cut(link, "partition");
      link.partition_until = tick + length;
    }
    if (faults && lose) cut(link, "cut");
    if (!link.up && connect && tick >= link.partition_until) {
      link.up = true;
      nodes_.at(link.a).core().link_up(link.b, alliance_.pins.at(link.b), now(link.a));
      nodes_.at(link.b).core().link_up(link.a, alliance_.pins.at(link.a), now(link.b));
      turn(link.a, tick);
      turn(link.b, tick);
    }
  }
}

void World::send(const std::string& from, const core::Outgoing& outgoing, std::uint64_t tick) {
  const std::string& to = outgoing.partner;
  ++figures_.frames;
  if (liar_ != from) {
    nodes_.at(from).store().calm(true);
    door_.frame(nodes_.at(from), to, people_.at(from).secret_mark(), outgoing.frame.value());
    nodes_.at(from).store().calm(false);
  }
  wire_[{from, to}].push_back({tick, sha256(outgoing.frame.value())});
  trace(from + ">" + to, outgoing.frame.value());
  const Bytes bytes = of_other_version(from, to, outgoing.frame.value());
  for (auto& link : links_) {
    if (!link.up || !((link.a == from && link.b == to) || (link.a == to && link.b == from))) continue;
    Rng& luck = wire_luck_.at({from, to});
    std::uint64_t& order = link.next_order[to];
    const bool lose = luck.chance(options_.lose), repeat = luck.chance(options_.repeat), swap = luck.chance(options_.swap),
               late = luck.chance(options_.delay), corrupt = luck.chance(options_.corrupt);
    const std::uint64_t wait = 1 + (late ? luck.below(options_.longest_delay) : 0);
    auto& queue = link.under_way[to];
    if (liar_ == from) {
      for (Bytes& told : lies_->twist(to, bytes)) queue.push_back({tick + wait, order++, std::move(told)});
      return;
    }
    Frame frame{tick + 1, order++, bytes};
    // What the others tell each other of cases that the observer has a part in comes at the same ticks, whatever goes beside it.
    const bool faults = faults_ && (options_.observer.empty() || from == options_.observer || to == options_.observer);
    if (faults && (lose || tick < link.deaf_until[to])) return;
    if (faults) frame.due = tick + wait;
    // A stream keeps its order, unless the luck says otherwise.
    if (!queue.empty() && !(faults && swap)) frame.due = std::max(frame.due, queue.back().due);
    if (faults && corrupt && !frame.bytes.empty()) spoil(frame.bytes, luck);
    if (faults && repeat) queue.push_back(frame);
    queue.push_back(std::move(frame));
  }
}

void World::spoil(Bytes& bytes, Rng& luck) {
  const std::uint64_t at = luck.below(bytes.size());
  if (luck.chance(0.3)) bytes.resize(at);
  else bytes[at] ^= static_cast<char>(1 + luck.below(255));
}

// What two nodes of different versions greet each other with.
Bytes World::of_other_version(const std::string& from, const std::string& to, const Bytes& bytes) const {
  v1::Frame frame;
  if ((from != other_ && to != other_) || tick_ >= other_until_ || !frame.ParseFromString(bytes) || !frame.has_hello()) return bytes;
  frame.mutable_hello()->set_fold_version(frame.hello().fold_version() + 1);
  frame.mutable_hello()->set_software("another");
  return federation::encode_frame(frame);
}

void World::deliver(std::uint64_t tick, bool) {
  for (auto& link : links_)
    for (const std::string& to : {link.a, link.b}) {
      const std::string& from = to == link.a ? link.b : link.a;
      for (;;) {
        if (!link.up) break;
        auto& queue = link.under_way[to];
        auto next = std::min_element(queue.begin(), queue.end(),
                                     [](const Frame& x, const Frame& y) { return std::pair(x.due, x.order) < std::pair(y.due, y.order); });
        if (next == queue.end() || next->due > tick) break;
        Frame frame = std::move(*next);
        queue.erase(next);
        ++figures_.events;
        if (liar_ == from) forks_.before(nodes_.at(to), from, frame.bytes);
        nodes_.at(to).core().frame(from, frame.bytes, now(to),
                                   sha256(std::to_string(seed_) + from + ">" + to, std::to_string(frame.order)).bytes());
        const bool kept = turn(to, tick);
        if (liar_ == from && kept && !one_history_) one_history_ = forks_.after(nodes_.at(to));
      }
    }
}

}  // namespace tsugite::sim
