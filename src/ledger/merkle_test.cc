#include "ledger/merkle.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/sha256.h"

namespace tsugite::ledger {
namespace {

// The eight leaves and roots that implementations of RFC 6962 share.
const std::vector<std::string> kLeaves = {
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
const std::vector<std::string> kRoots = {
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125", "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7", "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef", "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

Digest vector_leaf(std::uint64_t i) { return leaf_hash_of(*from_hex(kLeaves[i])); }

std::vector<std::string> hexes(const std::vector<Digest>& proof) {
  std::vector<std::string> out;
  for (const Digest& d : proof) out.push_back(d.hex());
  return out;
}

// A log of `n` records that are all different.
Digest record(std::uint64_t i) { return sha256(std::to_string(i)); }
Digest leaf(std::uint64_t i) { return leaf_hash(record(i)); }
constexpr std::uint64_t kMost = 70;

TEST(Merkle, HasTheRootsOfThePublishedVectors) {
  Frontier frontier;
  for (std::uint64_t n = 0; n <= 8; ++n) {
    EXPECT_EQ(root_of(n, vector_leaf).hex(), kRoots[n]);
    EXPECT_EQ(frontier.root().hex(), kRoots[n]);
    if (n < 8) frontier.add_leaf(vector_leaf(n));
  }
}

TEST(Merkle, HasTheProofsOfThePublishedVectors) {
  EXPECT_EQ(hexes(inclusion_proof(0, 8, vector_leaf)),
            (std::vector<std::string>{"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                                      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                                      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}));
  EXPECT_EQ(hexes(inclusion_proof(5, 8, vector_leaf)),
            (std::vector<std::string>{"bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                                      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                                      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}));
  EXPECT_EQ(hexes(consistency_proof(6, 8, vector_leaf)),
            (std::vector<std::string>{"0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                                      "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                                      "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}));
}

TEST(Merkle, FrontierAndTreeAgree) {
  Frontier frontier;
  for (std::uint64_t n = 0; n <= kMost; ++n) {
    EXPECT_EQ(frontier.root(), root_of(n, leaf)) << n;
    EXPECT_EQ(Frontier::decode(frontier.encode()), frontier) << n;
    frontier.add(record(n));
  }
}

TEST(Merkle, EveryLeafIsProvedInEveryTreeAndNowhereElse) {
  for (std::uint64_t n = 1; n <= kMost; ++n) {
    const Digest root = root_of(n, leaf);
    for (std::uint64_t i = 0; i < n; ++i) {
      const auto proof = inclusion_proof(i, n, leaf);
      ASSERT_TRUE(verify_inclusion(i, n, leaf(i), proof, root)) << i << " of " << n;
      EXPECT_FALSE(verify_inclusion(i, n, leaf(i + 1), proof, root));
      EXPECT_FALSE(verify_inclusion(i, n, leaf(i), proof, leaf(n)));
      EXPECT_FALSE(verify_inclusion(n, n, leaf(i), proof, root));
      // A place is proved only where it is, even though the path's hashes are right.
      if (n > 1) {
        EXPECT_FALSE(verify_inclusion(i ^ 1, n, leaf(i), proof, root)) << i << " of " << n;
      }
    }
  }
}

TEST(Merkle, EveryTreeContinuesEverySmallerOne) {
  for (std::uint64_t to = 0; to <= kMost; ++to)
    for (std::uint64_t from = 0; from <= to; ++from) {
      const Digest before = root_of(from, leaf), after = root_of(to, leaf);
      const auto proof = consistency_proof(from, to, leaf);
      ASSERT_TRUE(verify_consistency(from, to, before, after, proof)) << from << " to " << to;
      EXPECT_FALSE(verify_consistency(from, to, leaf(99), after, proof)) << from << " to " << to;
      if (from > 0) {
        EXPECT_FALSE(verify_consistency(from, to, before, leaf(99), proof)) << from << " to " << to;
      }
      if (from < to) {
        EXPECT_FALSE(verify_consistency(to, from, after, before, proof));
      }
    }
}

TEST(Merkle, RefusesAnEmptyLogWithContent) { EXPECT_FALSE(verify_consistency(0, 0, root_of(0, leaf), leaf(0), {})); }

RC_GTEST_PROP(Merkle, RefusesAProofWithAnythingChanged, ()) {
  const auto n = *rc::gen::inRange<std::uint64_t>(2, kMost);
  const auto i = *rc::gen::inRange<std::uint64_t>(0, n);
  auto inclusion = inclusion_proof(i, n, leaf);
  auto consistency = i == 0 ? std::vector<Digest>{} : consistency_proof(i, n, leaf);
  const auto spoil = [](std::vector<Digest>& proof) {
    const auto how = proof.empty() ? 1 : *rc::gen::inRange(0, 4);
    if (how == 1) return proof.push_back(leaf(0));
    const auto at = *rc::gen::inRange<std::size_t>(0, proof.size());
    if (how == 0) proof[at].value[*rc::gen::inRange<std::size_t>(0, 32)] ^= static_cast<std::uint8_t>(*rc::gen::inRange(1, 256));
    if (how == 2) proof.erase(proof.begin() + static_cast<std::ptrdiff_t>(at));
    if (how == 3) proof.insert(proof.begin() + static_cast<std::ptrdiff_t>(at), proof[at]);
  };
  spoil(inclusion);
  RC_ASSERT_FALSE(verify_inclusion(i, n, leaf(i), inclusion, root_of(n, leaf)));
  spoil(consistency);
  RC_ASSERT_FALSE(verify_consistency(i, n, root_of(i, leaf), root_of(n, leaf), consistency));
}

TEST(Frontier, DecodesOnlyWhatItEncodes) {
  Frontier frontier;
  for (std::uint64_t i = 0; i < 11; ++i) frontier.add(record(i));
  const Bytes good = frontier.encode();
  EXPECT_EQ(good.size(), 8 + 3 * 32u);
  for (std::size_t cut = 0; cut < good.size(); ++cut) EXPECT_FALSE(Frontier::decode(good.substr(0, cut))) << cut;
  EXPECT_FALSE(Frontier::decode(good + "x"));
  EXPECT_FALSE(Frontier::decode(Bytes(8, '\xff')));
  EXPECT_EQ(Frontier::decode("").error().code, "merkle.frontier");
}

}  // namespace
}  // namespace tsugite::ledger
