#define OPENSSL_SUPPRESS_DEPRECATED  // OpenSSL 3 would have everything go by EVP; these stay as long as version 3 does
#include "base/sha256.h"

#include <openssl/sha.h>

#include <algorithm>

#include "base/sha256_lanes.h"

namespace tsugite {
namespace {

Digest finish_in(SHA256_CTX& state) {
  Digest out;
  SHA256_Final(out.value.data(), &state);
  return out;
}

}  // namespace

Hasher::Hasher() : state_(std::make_unique<SHA256_CTX>()) { SHA256_Init(state_.get()); }
Hasher::~Hasher() = default;

Hasher& Hasher::add(BytesView bytes) {
  SHA256_Update(state_.get(), bytes.data(), bytes.size());
  return *this;
}

Digest Hasher::finish() {
  const Digest out = finish_in(*state_);
  SHA256_Init(state_.get());
  return out;
}

Digest sha256(BytesView bytes) { return sha256(bytes, {}); }

Digest sha256(BytesView a, BytesView b, BytesView c) {
  SHA256_CTX state;
  SHA256_Init(&state);
  for (const BytesView part : {a, b, c}) SHA256_Update(&state, part.data(), part.size());
  return finish_in(state);
}

std::vector<Digest> sha256_each(std::span<const BytesView> messages) {
  std::vector<Digest> out(messages.size());
  if (messages.size() >= lanes_from && sha256_in_lanes(messages, out)) return out;
  std::ranges::transform(messages, out.begin(), [](BytesView message) { return sha256(message); });
  return out;
}

}  // namespace tsugite
