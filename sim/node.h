// One whole node under simulation: the real Core over a memory store, with crashes at every step. The shell's promise is kept
// here as the real one keeps it: commit first, then answer and send.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/core.h"
#include "ledger/memory_store.h"

namespace tsugite::sim {

struct Acknowledged {
  core::Done done;
  std::string what;
};

class Node {
 public:
  Node(core::Config config, WallTime now);

  core::Core& core() { return *core_; }
  const core::Core& core() const { return *core_; }
  ledger::MemoryStore& store() { return store_; }
  const ledger::MemoryStore& store() const { return store_; }
  const core::Config& config() const { return config_; }
  bool alive() const { return core_ != nullptr; }

  // Ends the group of inputs: commit, then effects. False if the commit failed: then nothing of the group happened.
  using Send = std::function<void(const core::Outgoing&)>;
  bool turn(WallTime now, const Bytes& entropy, const Send& send, std::vector<core::Hangup>& hangups, std::vector<core::Answer>& answers);
  // The process dies and starts again from its store.
  void restart(WallTime now);

 private:
  core::Config config_;
  ledger::MemoryStore store_;
  std::unique_ptr<core::Core> core_;
};

}  // namespace tsugite::sim
