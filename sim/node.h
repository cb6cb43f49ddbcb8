// One whole node under simulation: the real Core over a memory store, with crashes at every step. The shell's promise is kept
// here as the real one keeps it: commit first, then answer and send.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/core.h"
#include "ledger/memory_store.h"

namespace tsugite::sim {

struct Acknowledged {
  core::Done done;
  std::string what;
  bool at_risk = false;  // the node was set back to before it: as good as what partners hold of it
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
  std::uint64_t lives() const { return lives_; }  // so often it was started

  // Ends the group of inputs: commit, then effects. False if the commit failed: then nothing of the group happened. While the disk
  // is `slow`, a group is on its way to it and later inputs make the next one.
  using Send = std::function<void(const core::Outgoing&)>;
  bool turn(WallTime now, const Bytes& entropy, bool slow, const Send& send, std::vector<core::Hangup>& hangups,
            std::vector<core::Answer>& answers);
  void back_up() {  // which verifies what it copies
    if (!store_.flipped()) backup_ = store_;
  }
  bool has_backup() const { return backup_.has_value(); }
  bool backup_holds_more() const { return backup_ && backup_->size() > store_.size(); }
  // From now on the disk says that it has what it has not, until the power goes or it has caught up.
  void lie() {
    if (!synced_) synced_ = store_;
  }
  void catch_up() { synced_.reset(); }
  // Since this was asked last, the node went on from something older than what it had.
  bool was_set_back() { return std::exchange(set_back_, false); }
  // The operator puts the last backup in place of the store; false if there is none. Everything since is gone.
  bool restore(WallTime now);
  // The process dies and starts again from its store. `reached`: what was on its way to the disk got there, and nobody was told.
  void restart(WallTime now, bool reached = false);
  // It starts again with new keys under its party's root, from the sizes that its store has.
  void rotate(const ledger::SigningKey& root, bool stolen, WallTime now);

 private:
  core::Config config_;
  ledger::MemoryStore store_;
  std::optional<ledger::MemoryStore> backup_, synced_;
  bool set_back_ = false;
  std::unique_ptr<core::Core> core_;
  std::optional<core::Effects> under_way_;
  std::uint64_t lives_ = 0;
};

}  // namespace tsugite::sim
