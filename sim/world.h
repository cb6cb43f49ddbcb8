// The simulated world: nodes, links with faults, a clock for each node, people. One seed, one history.
//
// A run has two parts: with faults, then without, until nothing moves any more. What happened is handed to the checkers as it
// happens (frames) and at the end.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "alliance.h"
#include "check.h"
#include "check_door.h"
#include "check_fork.h"
#include "liar.h"
#include "node.h"
#include "options.h"
#include "people.h"
#include "rng.h"

namespace tsugite::sim {

struct FrameSeen {
  std::uint64_t tick;
  Digest frame;
  bool operator==(const FrameSeen&) const = default;
};

struct Figures {
  std::uint64_t ticks = 0, frames = 0, records = 0, commands = 0, refused_commands = 0, crashes = 0, cuts = 0, failed_commits = 0,
                slow_disks = 0, settled = 0, recalls = 0, restores = 0, rotations = 0, lies = 0, forks = 0, events = 0;
};

class World {
 public:
  // `secrets`: whether secret acts are done at all.
  World(const Alliance& alliance, Options options, std::uint64_t seed, bool secrets);

  // A fault of the system under test: the first broken invariant, in words.
  std::optional<std::string> run();

  const Figures& figures() const { return figures_; }
  Digest trace() const { return trace_; }
  const std::map<std::pair<std::string, std::string>, std::vector<FrameSeen>>& wire() const { return wire_; }

 private:
  struct Frame {
    std::uint64_t due;
    std::uint64_t order;
    Bytes bytes;
  };
  struct LinkState {  // one pair of nodes
    std::string a, b;
    bool up = false;
    std::uint64_t closing = 0;  // tick at which it closes, 0: it does not
    std::uint64_t partition_until = 0;
    std::map<std::string, std::uint64_t> deaf_until;     // by receiver
    std::map<std::string, std::deque<Frame>> under_way;  // by receiver
    std::map<std::string, std::uint64_t> next_order;     // the same
  };
  enum class Kept { open, secret, confidential };
  struct Person {
    std::map<std::uint64_t, Kept> waiting;  // by ticket
  };

  WallTime now(const std::string& party) const;
  void pass_days();
  void tick_links(std::uint64_t tick, bool faults);
  void deliver(std::uint64_t tick, bool faults);
  void people(std::uint64_t tick);
  // Whether what came of it is on the disk.
  bool turn(const std::string& party, std::uint64_t tick);
  void send(const std::string& from, const core::Outgoing& outgoing, std::uint64_t tick);
  static void spoil(Bytes& bytes, Rng& luck);
  void cut(LinkState& link, const char* why);
  void crash(const std::string& party);
  bool complete(const std::string& party) const;
  void restore(const std::string& party);
  void note_set_back(const std::string& party);
  std::optional<std::string> history();
  Bytes of_other_version(const std::string& from, const std::string& to, const Bytes& bytes) const;
  Wrong check_versions() const;
  void disturb_disk(const std::string& party, std::uint64_t tick, ledger::Faults& faults);
  void submit(const std::string& party, std::optional<Act> act);
  void disturb(const std::string& party, std::uint64_t tick);
  bool honest(const LinkState& link) const { return liar_ != link.a && liar_ != link.b; }
  bool at_rest() const;
  void trace(const std::string& what, BytesView bytes);

  const Alliance& alliance_;
  Options options_;
  std::uint64_t seed_;
  bool secrets_;
  std::map<std::string, Node> nodes_;
  std::optional<std::string> liar_;  // the party that lies
  std::optional<Liar> lies_;
  std::map<std::string, People> people_;
  std::int64_t days_ms_ = 0;  // that went by at once
  std::map<std::string, double> clock_drift_;
  std::map<std::string, std::int64_t> clock_skew_;
  std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> stopped_;  // clocks that stand still: since which tick, until which
  std::map<std::string, std::uint64_t> slow_until_;                         // tick
  std::map<std::string, bool> reached_;  // should the node die now: did what was on its way to the disk get there?
  std::vector<LinkState> links_;
  std::map<std::pair<std::string, std::string>, std::vector<FrameSeen>> wire_;
  std::map<std::string, std::vector<Acknowledged>> acknowledged_;
  std::map<std::string, Person> tickets_;
  std::uint64_t tick_ = 0, next_ticket_ = 1;
  bool faults_ = true;
  Rng link_luck_, key_luck_, time_luck_;
  std::optional<std::string> other_;                 // the party whose node is of another version
  std::uint64_t other_until_ = 0;                    // tick
  std::map<std::string, std::uint64_t> lies_until_;  // disks; tick
  std::map<std::string, Rng> node_luck_, disk_luck_;
  std::map<std::pair<std::string, std::string>, Rng> wire_luck_;  // by sender and receiver: what one link carries is no luck of another's
  Figures figures_;
  Digest trace_;
  DoorCheck door_;
  ForkCheck forks_;
  Wrong one_history_;
};

}  // namespace tsugite::sim
