// The two logs a party signs, as values: the ledger of everything it holds, and one outbox for each partner and context.
//
// Both are a Frontier with a name. Nothing here is stored: the caller puts what comes back into one Transaction. Where that
// commit fails, the caller puts back the copy it made before (a few hundred bytes). Pure; not thread-safe.
//
//   Log before = log;
//   for (Entry& e : group) log.append(e);
//   log.close(group.back(), key);
//   if (!store.commit({.append = group})) log = before;
#pragma once

#include <string>

#include "ledger/checkpoint.h"
#include "ledger/merkle.h"
#include "ledger/store.h"

namespace tsugite::ledger {

class Log {
 public:
  // `origin` as of ledger_origin().
  explicit Log(std::string origin, Frontier frontier = {}) : origin_(std::move(origin)), frontier_(std::move(frontier)) {}
  // As the store has it: reads every entry's digest.
  static Result<Log> restore(const Store& store, std::string origin);

  std::uint64_t size() const { return frontier_.size(); }
  Digest root() const { return frontier_.root(); }
  const Frontier& frontier() const { return frontier_; }

  // Gives the entry its place. Its digest must be there.
  void append(Entry& entry);
  // Signs the tree as it is now into the entry appended last: the seal of its group.
  void close(Entry& last, const SigningKey& key) const;

 private:
  std::string origin_;
  Frontier frontier_;
};

class Outbox {
 public:
  // `origin` as of outbox_origin().
  Outbox(StreamKey stream, std::string origin, Frontier frontier = {})
      : stream_(std::move(stream)), origin_(std::move(origin)), frontier_(std::move(frontier)) {}
  static Result<Outbox> restore(const Store& store, StreamKey stream, std::string origin);

  const StreamKey& stream() const { return stream_; }
  std::uint64_t size() const { return frontier_.size(); }
  Digest root() const { return frontier_.root(); }
  const Frontier& frontier() const { return frontier_; }

  // The next number, for the entry at `index` of our ledger.
  Numbered number(std::uint64_t index, const Digest& digest);
  // The checkpoint that covers all numbers given, without a receipt yet.
  StreamSeal checkpoint(const SigningKey& key) const;

 private:
  StreamKey stream_;
  std::string origin_;
  Frontier frontier_;
};

}  // namespace tsugite::ledger
