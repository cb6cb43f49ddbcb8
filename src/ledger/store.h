// Store: what a node keeps, as whole transactions. Two implementations: sqlite/ for a node, memory_store.h with faults for
// the simulator.
//
// A Transaction is all or nothing and, once commit() returned, durable. Reads see committed state only. One commit at a time, which may
// run on another thread than the reads; the reads are one thread's; dispose() counts as a commit. The store checks what it reads against
// what it wrote, and that places and numbers follow one another without a gap; it knows nothing of what records mean. Errors: "store.full",
// "store.io", "store.order" (a gap: a bug of the caller, nothing was written), "store.missing" (no such entry), "store.corrupt" (an entry
// is not what was written); those of opening a store are in sqlite/sqlite_store.h.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"

namespace tsugite::ledger {

// A stream is one outbox: what `from` sent to `to` in one context. Ours have from == own party. The ledger itself, of which only
// seals are kept, is the stream from a party to itself.
struct StreamKey {
  std::string from;
  std::string to;
  std::string context;
  auto operator<=>(const StreamKey&) const = default;
};

// One row of the ledger.
struct Entry {
  std::uint64_t index = 0;  // place in our ledger, from 0
  Digest digest;            // SHA-256 over bytes
  Bytes bytes;              // the encoded envelope; empty if the body was disposed of
  std::string source;       // party whose outbox brought it; empty for our own
  std::string context;
  std::uint64_t source_number = 0;  // its number in that outbox
  std::int64_t seen_ms = 0;         // our wall time when it was appended
  Bytes dispositions;               // v1.Dispositions, encoded
  Bytes sidecar;                    // v1.Sidecar, encoded
  bool disposed = false;
};

// An entry of one of our outboxes.
struct Numbered {
  StreamKey stream;
  std::uint64_t number = 0;
  std::uint64_t index = 0;  // place in our ledger
  Digest digest;
};

// A signed checkpoint of a stream: ours as we sent it (receipt: the partner's cosigned copy, later), a partner's as we
// accepted it, or the seal of our ledger.
struct StreamSeal {
  StreamKey stream;
  std::uint64_t size = 0;
  Bytes checkpoint;
  Bytes receipt;  // empty until co-signed
};

struct Transaction {
  std::vector<Entry> append;
  std::vector<Numbered> numbered;
  std::vector<StreamSeal> seals;     // inserts, or replaces the one of the same stream and size
  std::map<std::string, Bytes> put;  // small named values
  // Entries, of this transaction or before it, of which the keys are destroyed once the rest is durable. A process that dies between
  // the two leaves bodies that a disposal speaks of: whoever finds them disposes of them again.
  std::vector<std::uint64_t> dispose = {};

  bool empty() const { return append.empty() && numbered.empty() && seals.empty() && put.empty() && dispose.empty(); }
};

class Store {
 public:
  virtual ~Store() = default;

  // Errors: "store.full" (nothing was written, reads go on), "store.io" (the store must be opened again).
  virtual Result<void> commit(const Transaction& transaction) = 0;

  // A read or a commit found the disk failing, or an entry that is not what was written. What was decided since may rest on what could
  // not be read: it is thrown away, and the store takes nothing more until it is opened again.
  virtual bool failed() const { return false; }

  virtual std::uint64_t size() const = 0;  // entries in the ledger
  virtual Result<Entry> read(std::uint64_t index) const = 0;
  // Its bytes alone: how many were written, and they themselves, appended; nothing where the body was disposed of.
  virtual Result<std::size_t> body_size(std::uint64_t index) const {
    auto entry = read(index);
    if (!entry) return std::unexpected(entry.error());
    return entry->bytes.size();
  }
  virtual Result<void> append_body(std::uint64_t index, Bytes& out) const {
    auto entry = read(index);
    if (!entry) return std::unexpected(entry.error());
    out.append(entry->bytes);
    return {};
  }
  // Entries from `first` on in order, until the callback returns false.
  virtual Result<void> scan(std::uint64_t first, const std::function<bool(const Entry&)>& row) const = 0;
  virtual Result<void> scan_numbered(const StreamKey& stream, std::uint64_t first,
                                     const std::function<bool(const Numbered&)>& row) const = 0;
  virtual Result<std::vector<StreamKey>> streams() const = 0;  // every stream that has a numbered entry or a seal
  // Seals of a stream by size, ascending, those with size >= from.
  virtual Result<std::vector<StreamSeal>> seals(const StreamKey& stream, std::uint64_t from = 0) const = 0;
  virtual Result<std::optional<StreamSeal>> last_seal(const StreamKey& stream) const = 0;
  virtual Result<std::optional<Bytes>> get(const std::string& name) const = 0;

  // Disposal: destroys the key of this entry's body. Digest, place and seals stay; from then on it reads as `disposed` and
  // without bytes. Durable on return, not undone by a backup of the data file.
  virtual Result<void> dispose(std::uint64_t index) = 0;
};

}  // namespace tsugite::ledger
