// SHA-256 (FIPS 180-4), by OpenSSL's plain functions: they take the processor's own instructions too, and cost nothing around them.
// Records are short and each is hashed with several nodes of two trees; by EVP, setting a hash up takes as long as a node.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "base/ids.h"

struct SHA256state_st;

namespace tsugite {

// Of what comes in pieces. Not thread-safe.
class Hasher {
 public:
  Hasher();
  ~Hasher();
  Hasher(const Hasher&) = delete;
  Hasher& operator=(const Hasher&) = delete;
  Hasher& add(BytesView bytes);
  // The digest of what was added since the last call; the hasher is then empty again.
  Digest finish();

 private:
  std::unique_ptr<SHA256state_st> state_;
};

Digest sha256(BytesView bytes);
// SHA-256 over the parts one after another.
Digest sha256(BytesView a, BytesView b, BytesView c = {});
// Of each message by itself: many short ones side by side, in half of the time, where the processor has the instructions for it.
std::vector<Digest> sha256_each(std::span<const BytesView> messages);

}  // namespace tsugite
