// SHA-256 (FIPS 180-4) on a context that is reused: OpenSSL's one-shot call is several times slower for short input.
// A Hasher is not thread-safe; sha256() uses one per thread.
#pragma once

#include <memory>

#include "base/ids.h"

struct evp_md_ctx_st;

namespace tsugite {

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
  void begin();
  evp_md_ctx_st* context_;
  bool open_ = false;
};

Digest sha256(BytesView bytes);
// SHA-256 over the parts one after another.
Digest sha256(BytesView a, BytesView b, BytesView c = {});

}  // namespace tsugite
