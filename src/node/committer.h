// Committer: the node's disk thread. It makes one transaction at a time durable while the node's own thread goes on, and says on that
// thread what came of it. Owns its thread; the store must outlive it.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/thread_pool.hpp>
#include <functional>
#include <memory>

#include "ledger/store.h"

namespace tsugite::node {

class Committer {
 public:
  Committer(boost::asio::io_context& io, ledger::Store& store) : io_(io), store_(store) {}
  ~Committer() { finish(); }

  bool busy() const { return busy_; }
  // Only while not busy. `done` is called from the io_context, if that still runs.
  void commit(std::shared_ptr<const ledger::Transaction> transaction, std::function<void(Result<void>)> done);
  // Waits until the commit under way is on disk, and takes no other.
  void finish() { thread_.join(); }

 private:
  boost::asio::io_context& io_;
  ledger::Store& store_;
  bool busy_ = false;
  boost::asio::thread_pool thread_{1};
};

}  // namespace tsugite::node
