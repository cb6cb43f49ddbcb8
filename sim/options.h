// Every fault the simulator can make, in one place. Probabilities are per tick or per frame; a tick is one second of simulated time.
#pragma once

#include <cstdint>
#include <string>

namespace tsugite::sim {

struct Options {
  std::uint64_t ticks = 400;  // with faults; then they stop and the run must come to rest
  double act = 0.5;           // a person does something, per node and tick
  double secret = 0.3;        // of those, how often it is something that may not leave
  // links: what TCP hides, a cut connection shows; the protocol must bear the rest too, since bundles will carry its frames
  double connect = 0.3;  // a link that is down comes up
  double cut = 0.03;     // a link that is up is cut, with what is under way
  double lose = 0.01, repeat = 0.03, swap = 0.02, delay = 0.3;
  std::uint64_t longest_delay = 5;  // ticks
  double partition = 0.005;         // per tick: no link for a while
  std::uint64_t longest_partition = 60;
  double one_way = 0.003;  // per tick: nothing gets through in one direction for a while, and neither end is told
  std::uint64_t longest_one_way = 60;
  double days = 0.002;     // per tick: up to three days go by everywhere, and what is under way arrives after them
  double corrupt = 0.003;  // a frame's bytes are changed, or it is cut short
  // nodes
  double crash = 0.01;            // the process dies between two steps
  double crash_in_commit = 0.01;  // the power goes within the next commit
  double disk_full = 0.01;
  double read_fails = 0.005;  // one of the next reads
  double flip = 0.002;        // a bit of a stored body
  double disk_lies = 0.002;   // it says that it has what it has not
  std::uint64_t longest_lie = 30;
  double slow_disk = 0.02;  // a commit takes several ticks, and inputs go on
  std::uint64_t longest_slow_disk = 6;
  double back_up = 0.02;      // a backup is taken
  double restore = 0.002;     // the last one is put in place of the store
  double rotate = 0.15;       // a node that starts again has new keys; every other time because the old ones were stolen
  double clock_drift = 0.03;  // at most so much too fast or too slow, all the time
  double clock_jump = 0.005;  // by up to an hour, either way
  double clock_day = 0.001;   // by up to two days, either way
  double clock_stop = 0.002;  // it stands still for a while
  bool faults = true;
  double other_version = 0.1;  // a history begins with one node that folds by other rules, until it is brought up to date
  std::uint64_t longest_other = 120;
  bool liar = false;     // one party does not keep to the protocol
  std::string observer;  // a party, of three or more: besides secrets, what the others do without it is left out of the run without secrets
};

}  // namespace tsugite::sim
