#include "ledger/sqlite/row_cipher.h"

#include <sodium.h>

#include "base/sha256.h"

namespace tsugite::ledger {
namespace {

constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES == 24 && crypto_aead_xchacha20poly1305_ietf_KEYBYTES == 32);

void put(Bytes& out, std::uint64_t value) {
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(value >> shift & 0xff);
}
void put(Bytes& out, BytesView value) {
  put(out, static_cast<std::uint64_t>(value.size()));
  out.append(value);
}

Digest row_digest(const Entry& e) {
  thread_local Bytes row;
  row.clear();
  put(row, e.index);
  row.append(e.digest.view());
  put(row, e.source_number);
  put(row, static_cast<std::uint64_t>(e.seen_ms));
  put(row, BytesView(e.source));
  put(row, BytesView(e.context));
  put(row, BytesView(e.dispositions));
  put(row, BytesView(e.sidecar));
  put(row, BytesView(e.seal));
  return sha256(row);
}

}  // namespace

void seal_body(const Entry& entry, BytesView key, Bytes& out) {
  const Digest row = row_digest(entry);
  out.resize(1 + entry.bytes.size() + kTag);
  out[0] = static_cast<char>(BodyCipher::xchacha20_poly1305);
  crypto_aead_xchacha20poly1305_ietf_encrypt(udata(out) + 1, nullptr, udata(entry.bytes), entry.bytes.size(), row.value.data(),
                                             row.value.size(), nullptr, row.value.data(), udata(key));
}

bool open_body(Entry& entry, BytesView key, BytesView stored) {
  if (stored.size() <= 1 + kTag || stored[0] != static_cast<char>(BodyCipher::xchacha20_poly1305)) return false;
  stored.remove_prefix(1);
  const Digest row = row_digest(entry);
  entry.bytes.resize(stored.size() - kTag);
  return crypto_aead_xchacha20poly1305_ietf_decrypt(udata(entry.bytes), nullptr, nullptr, udata(stored), stored.size(),
                                                    row.value.data(), row.value.size(), row.value.data(), udata(key)) == 0;
}

}  // namespace tsugite::ledger
