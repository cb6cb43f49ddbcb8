#include "base/sha256.h"

#include <openssl/evp.h>

#include <cstdlib>

namespace tsugite {

Hasher::Hasher() : context_(EVP_MD_CTX_new()) {
  if (context_ == nullptr) std::abort();
}
Hasher::~Hasher() { EVP_MD_CTX_free(context_); }

void Hasher::begin() {
  // A null type re-uses the algorithm that the context already fetched: that lookup is what the one-shot call pays for.
  static const EVP_MD* const kind = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  if (EVP_DigestInit_ex(context_, EVP_MD_CTX_get0_md(context_) == nullptr ? kind : nullptr, nullptr) != 1) std::abort();
  open_ = true;
}

Hasher& Hasher::add(BytesView bytes) {
  if (!open_) begin();
  if (EVP_DigestUpdate(context_, bytes.data(), bytes.size()) != 1) std::abort();
  return *this;
}

Digest Hasher::finish() {
  if (!open_) begin();
  Digest out;
  if (EVP_DigestFinal_ex(context_, out.value.data(), nullptr) != 1) std::abort();
  open_ = false;
  return out;
}

Digest sha256(BytesView bytes) {
  thread_local Hasher hasher;
  return hasher.add(bytes).finish();
}

Digest sha256(BytesView a, BytesView b, BytesView c) {
  thread_local Hasher hasher;
  return hasher.add(a).add(b).add(c).finish();
}

}  // namespace tsugite
