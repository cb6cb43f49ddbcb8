// The second half of an append on a thread of its own, as a server's disk thread does it: while one group of records becomes
// durable, the next one is checked, encoded, digested and signed. At most one group waits. The store is this thread's alone; the
// groups are the caller's, which frees them as it made them.
#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>
#include <utility>

#include "bench/bench.h"
#include "ledger/store.h"

namespace tsugite::bench {

class Committer {
 public:
  explicit Committer(ledger::Store& store) : store_(store), thread_([this](std::stop_token stop) { run(stop); }) {}

  // Waits while a group waits already.
  void submit(const ledger::Transaction& group) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting_ == nullptr; });
    waiting_ = &group;
    changed_.notify_all();
  }
  // Until everything submitted is durable.
  void drain() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting_ == nullptr && !busy_; });
  }

 private:
  void run(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    while (changed_.wait(lock, stop, [&] { return waiting_ != nullptr; })) {
      const ledger::Transaction& group = *std::exchange(waiting_, nullptr);
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
  const ledger::Transaction* waiting_ = nullptr;
  bool busy_ = false;
  std::jthread thread_;  // last: it starts when the rest is there, and ends first
};

}  // namespace tsugite::bench
