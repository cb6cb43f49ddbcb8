// New log and cosigner keys for a node, under its party's offline root; with them, where asked for, a new TLS key. The node must stand
// still: from which size on of each outbox the new keys are in use is what its store holds now. Each partner is told of its own
// outboxes alone, in a history of its own; a partner that keeps the pinned TLS key gets it with the next hello.
// Errors: those of folders and stores ("store.in-use": the node runs), "node.root-key", those of keys.
#pragma once

#include "node/folder.h"
#include "world/random.h"

namespace tsugite::node {

struct Rotation {
  std::string data;     // the node's folder
  std::string root;     // the file of the root key
  bool tls = false;     // also the TLS key: every partner must be given its new history by hand, for it knows the node by that key
  bool stolen = false;  // the keys so far are revoked: what they sign from now on is refused as stolen
};

struct Rotated {
  std::uint64_t serial = 0;
  std::map<std::string, std::string> histories;  // by partner: the file with what it must know
};

Result<Rotated> rotate_keys(const Rotation& options, world::Disk& disk, world::Random& random);

// The secret of a root key, if it is the one that the charter names for that party.
Result<ledger::SigningKey> read_root(const std::string& path, const charter::Charter& charter, const std::string& party,
                                     const world::Disk& disk);

}  // namespace tsugite::node
