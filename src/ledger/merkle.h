// The Merkle log of RFC 6962 section 2.1 (RFC 9162 section 2.1): leaf hash SHA-256(0x00 || data), node SHA-256(0x01 || l || r).
// A leaf's data is always a record's 32-byte digest. A Frontier is the right edge of the tree: all that is needed to append and
// to state the root; O(log n) bytes. Pure values.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "base/ids.h"
#include "base/result.h"

namespace tsugite::ledger {

Digest leaf_hash(const Digest& record);
// Over any data, as the RFCs define it: what other logs and the published test vectors hash.
Digest leaf_hash_of(BytesView data);
Digest node_hash(const Digest& left, const Digest& right);

class Frontier {
 public:
  void add(const Digest& record);
  void add_leaf(Digest hash);  // a leaf hash made already
  std::uint64_t size() const { return size_; }
  Digest root() const;  // of the empty tree: SHA-256 of nothing

  Bytes encode() const;
  static Result<Frontier> decode(BytesView bytes);
  bool operator==(const Frontier&) const = default;

 private:
  std::uint64_t size_ = 0;
  std::vector<Digest> peaks_;  // roots of the full subtrees, largest first
};

// Proofs over a list of leaf hashes that the caller can fetch by index.
using LeafAt = std::function<Digest(std::uint64_t)>;
Digest root_of(std::uint64_t size, const LeafAt& leaf);
std::vector<Digest> inclusion_proof(std::uint64_t index, std::uint64_t size, const LeafAt& leaf);
std::vector<Digest> consistency_proof(std::uint64_t from, std::uint64_t to, const LeafAt& leaf);
bool verify_inclusion(std::uint64_t index, std::uint64_t size, const Digest& leaf, const std::vector<Digest>& proof, const Digest& root);
bool verify_consistency(std::uint64_t from, std::uint64_t to, const Digest& old_root, const Digest& new_root,
                        const std::vector<Digest>& proof);

}  // namespace tsugite::ledger
