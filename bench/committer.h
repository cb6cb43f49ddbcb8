// The second half of an append on a thread of its own, as a server's disk thread does it: while one group of records becomes
// durable, the next one is checked, encoded, digested and signed. At most one group waits. The store is this thread's alone.
#pragma once

#include <condition_variable>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

#include "bench/bench.h"
#include "ledger/store.h"

namespace tsugite::bench {

class Committer {
 public:
  explicit Committer(ledger::Store& store) : store_(store), thread_([this](std::stop_token stop) { run(stop); }) {}

  // Waits while a group waits already.
  void submit(ledger::Transaction group) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !waiting_; });
    waiting_.emplace(std::move(group));
    changed_.notify_all();
  }
  // Until everything submitted is durable.
  void drain() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !waiting_ && !busy_; });
  }

 private:
  void run(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    while (changed_.wait(lock, stop, [&] { return waiting_.has_value(); })) {
      const ledger::Transaction group = std::move(*waiting_);
      waiting_.reset();
      busy_ = true;
      changed_.notify_all();
      lock.unlock();
      if (auto ok = store_.commit(group); !ok) give_up(describe(ok.error()));
      lock.lock();
      busy_ = false;
      changed_.notify_all();
    }
  }

  ledger::Store& store_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  std::optional<ledger::Transaction> waiting_;
  bool busy_ = false;
  std::jthread thread_;  // last: it starts when the rest is there, and ends first
};

}  // namespace tsugite::bench
