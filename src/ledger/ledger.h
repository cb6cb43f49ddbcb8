// The two logs a party signs, as values: the ledger of everything it holds, and one outbox for each partner and context.
//
// Both are a Frontier with a name. Nothing here is stored: the caller puts what comes back into one Transaction. Where that
// commit fails, the caller puts back the copy it made before (a few hundred bytes). Pure; not thread-safe.
//
//   Log before = log;
//   for (Entry& e : group) log.append(e);
//   if (log.unsealed() >= Log::seal_every) seals.push_back(log.seal(key));
//   if (!store.commit({.append = group, .seals = seals})) log = before;
#pragma once

#include <string>

#include "ledger/checkpoint.h"
#include "ledger/merkle.h"
#include "ledger/store.h"

namespace tsugite::ledger {

// An outbox is sealed whenever something is sent. The ledger is sealed once this many entries are not, and by its owner now and
// then and before it stops: what is acknowledged is on disk in any case, and a signature costs more than an append.
class Log {
 public:
  static constexpr std::uint64_t seal_every = 256;
  // As seals of `party`'s ledger are kept.
  static StreamKey stream(const std::string& party) { return {party, party, ""}; }

  // `origin` as of ledger_origin(). `sealed`: the size that the last seal covers.
  explicit Log(std::string party, std::string origin, Frontier frontier = {}, std::uint64_t sealed = 0)
      : party_(std::move(party)), origin_(std::move(origin)), frontier_(std::move(frontier)), sealed_(sealed) {}
  // As the store has it: reads every entry's digest.
  static Result<Log> restore(const Store& store, std::string party, std::string origin);

  std::uint64_t size() const { return frontier_.size(); }
  Digest root() const { return frontier_.root(); }
  const Frontier& frontier() const { return frontier_; }
  std::uint64_t unsealed() const { return size() - sealed_; }
  void set_sealed(std::uint64_t size) { sealed_ = size; }

  // Gives the entry its place. Its digest must be there.
  void append(Entry& entry);
  void append(Entry& entry, const Digest& leaf);  // leaf_hash() of its digest, where it is at hand
  // Signs the tree as it is now.
  StreamSeal seal(const SigningKey& key);

 private:
  std::string party_, origin_;
  Frontier frontier_;
  std::uint64_t sealed_;
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
