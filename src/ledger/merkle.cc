#include "ledger/merkle.h"

#include <bit>

#include "base/sha256.h"

namespace tsugite::ledger {
namespace {

constexpr BytesView kLeaf{"\x00", 1}, kNode{"\x01", 1};

// The largest power of two smaller than n, n > 1.
std::uint64_t split(std::uint64_t n) { return std::bit_floor(n - 1); }

Digest range_root(std::uint64_t first, std::uint64_t count, const LeafAt& leaf) {
  if (count == 1) return leaf(first);
  const std::uint64_t left = split(count);
  return node_hash(range_root(first, left, leaf), range_root(first + left, count - left, leaf));
}

// RFC 6962 section 2.1.1, PATH(m, D[first : first + count]).
void path(std::uint64_t m, std::uint64_t first, std::uint64_t count, const LeafAt& leaf, std::vector<Digest>& out) {
  if (count == 1) return;
  const std::uint64_t left = split(count);
  if (m < left) {
    path(m, first, left, leaf, out);
    out.push_back(range_root(first + left, count - left, leaf));
  } else {
    path(m - left, first + left, count - left, leaf, out);
    out.push_back(range_root(first, left, leaf));
  }
}

// RFC 6962 section 2.1.2, SUBPROOF(m, D[first : first + count], whole).
void subproof(std::uint64_t m, std::uint64_t first, std::uint64_t count, bool whole, const LeafAt& leaf, std::vector<Digest>& out) {
  if (m == count) {
    if (!whole) out.push_back(range_root(first, count, leaf));
    return;
  }
  const std::uint64_t left = split(count);
  if (m <= left) {
    subproof(m, first, left, whole, leaf, out);
    out.push_back(range_root(first + left, count - left, leaf));
  } else {
    subproof(m - left, first + left, count - left, false, leaf, out);
    out.push_back(range_root(first, left, leaf));
  }
}

}  // namespace

Digest leaf_hash_of(BytesView data) { return sha256(kLeaf, data); }
Digest leaf_hash(const Digest& record) { return leaf_hash_of(record.view()); }
Digest node_hash(const Digest& left, const Digest& right) { return sha256(kNode, left.view(), right.view()); }

void Frontier::add(const Digest& record) { add_leaf(leaf_hash(record)); }

void Frontier::add_leaf(Digest hash) {
  // Each full subtree of the same size as the new one joins it, as a carry does.
  for (std::uint64_t rest = size_; rest & 1; rest >>= 1) {
    hash = node_hash(peaks_.back(), hash);
    peaks_.pop_back();
  }
  peaks_.push_back(hash);
  ++size_;
}

Digest Frontier::root() const {
  if (peaks_.empty()) return sha256("");
  Digest root = peaks_.back();
  for (std::size_t i = peaks_.size() - 1; i > 0; --i) root = node_hash(peaks_[i - 1], root);
  return root;
}

Bytes Frontier::encode() const {
  Bytes out;
  out.reserve(8 + peaks_.size() * Digest::size);
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(size_ >> shift & 0xff);
  for (const Digest& peak : peaks_) out.append(peak.view());
  return out;
}

Result<Frontier> Frontier::decode(BytesView bytes) {
  const auto malformed = [] {
    return fail("merkle.frontier", "", "not an encoded Merkle frontier", "マークル木の境界データではありません");
  };
  if (bytes.size() < 8) return malformed();
  Frontier out;
  for (std::size_t i = 0; i < 8; ++i) out.size_ = out.size_ << 8 | static_cast<unsigned char>(bytes[i]);
  bytes.remove_prefix(8);
  // Of a size there is exactly one length: one peak for each bit that is set. At most 64 of them.
  const auto peaks = static_cast<std::size_t>(std::popcount(out.size_));
  if (bytes.size() != peaks * Digest::size) return malformed();
  for (std::size_t i = 0; i < peaks; ++i) out.peaks_.push_back(*Digest::from(bytes.substr(i * Digest::size, Digest::size)));
  return out;
}

Digest root_of(std::uint64_t size, const LeafAt& leaf) { return size == 0 ? sha256("") : range_root(0, size, leaf); }

std::vector<Digest> inclusion_proof(std::uint64_t index, std::uint64_t size, const LeafAt& leaf) {
  std::vector<Digest> out;
  if (index < size) path(index, 0, size, leaf, out);
  return out;
}

std::vector<Digest> consistency_proof(std::uint64_t from, std::uint64_t to, const LeafAt& leaf) {
  std::vector<Digest> out;
  if (from > 0 && from < to) subproof(from, 0, to, true, leaf, out);
  return out;
}

// RFC 9162 section 2.1.3.2.
bool verify_inclusion(std::uint64_t index, std::uint64_t size, const Digest& leaf, const std::vector<Digest>& proof, const Digest& root) {
  if (index >= size) return false;
  std::uint64_t fn = index, sn = size - 1;
  Digest r = leaf;
  for (const Digest& p : proof) {
    if (sn == 0) return false;
    if ((fn & 1) != 0 || fn == sn) {
      r = node_hash(p, r);
      while ((fn & 1) == 0 && fn != 0) fn >>= 1, sn >>= 1;
    } else {
      r = node_hash(r, p);
    }
    fn >>= 1, sn >>= 1;
  }
  return sn == 0 && r == root;
}

// RFC 9162 section 2.1.4.2; the two trivial cases are ours: everything continues the empty log, and a log continues itself.
bool verify_consistency(std::uint64_t from, std::uint64_t to, const Digest& old_root, const Digest& new_root,
                        const std::vector<Digest>& proof) {
  if (from > to) return false;
  if (from == 0) return proof.empty() && old_root == sha256("") && (to != 0 || new_root == old_root);
  if (from == to) return proof.empty() && old_root == new_root;
  std::size_t next = 0;
  Digest fr = old_root;
  if (!std::has_single_bit(from)) {
    if (proof.empty()) return false;
    fr = proof[next++];
  }
  Digest sr = fr;
  std::uint64_t fn = from - 1, sn = to - 1;
  while (fn & 1) fn >>= 1, sn >>= 1;
  for (; next < proof.size(); ++next) {
    const Digest& c = proof[next];
    if (sn == 0) return false;
    if ((fn & 1) != 0 || fn == sn) {
      fr = node_hash(c, fr);
      sr = node_hash(c, sr);
      while ((fn & 1) == 0 && fn != 0) fn >>= 1, sn >>= 1;
    } else {
      sr = node_hash(sr, c);
    }
    fn >>= 1, sn >>= 1;
  }
  return sn == 0 && fr == old_root && sr == new_root;
}

}  // namespace tsugite::ledger
