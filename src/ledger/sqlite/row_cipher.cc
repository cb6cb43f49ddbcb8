#include "ledger/sqlite/row_cipher.h"

#include <openssl/evp.h>

#include <bit>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "base/sha256.h"

namespace tsugite::ledger {
namespace {

constexpr std::size_t kTag = 16;

// One fetch for the process, one context for each thread: looking an algorithm up costs more than using it.
EVP_CIPHER_CTX* context() {
  static const EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  struct Free {
    void operator()(EVP_CIPHER_CTX* c) const { EVP_CIPHER_CTX_free(c); }
  };
  thread_local const std::unique_ptr<EVP_CIPHER_CTX, Free> one = [] {
    EVP_CIPHER_CTX* made = EVP_CIPHER_CTX_new();
    if (made == nullptr || EVP_CipherInit_ex2(made, cipher, nullptr, nullptr, 1, nullptr) != 1) std::abort();
    return std::unique_ptr<EVP_CIPHER_CTX, Free>(made);
  }();
  return one.get();
}

void put(Bytes& out, std::uint64_t value) {
  if constexpr (std::endian::native == std::endian::little) value = __builtin_bswap64(value);
  char raw[8];
  std::memcpy(raw, &value, 8);
  out.append(raw, 8);
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
  for (const Bytes* column : {&e.source, &e.context, &e.dispositions, &e.sidecar, &e.seal}) put(row, BytesView(*column));
  return sha256(row);
}

int size_of(std::size_t bytes) { return static_cast<int>(bytes); }

}  // namespace

void seal_body(const Entry& entry, BytesView key, Bytes& out) {
  const Digest row = row_digest(entry);
  const std::size_t size = entry.bytes.size();
  out.resize(1 + size + kTag);
  out[0] = static_cast<char>(BodyCipher::aes_256_gcm);
  unsigned char* body = udata(out) + 1;
  EVP_CIPHER_CTX* c = context();
  int written = 0;
  if (EVP_EncryptInit_ex2(c, nullptr, udata(key), row.value.data(), nullptr) != 1 ||
      EVP_EncryptUpdate(c, nullptr, &written, row.value.data(), size_of(row.value.size())) != 1 ||
      EVP_EncryptUpdate(c, body, &written, udata(entry.bytes), size_of(size)) != 1 ||
      EVP_EncryptFinal_ex(c, body + size, &written) != 1 ||
      EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_AEAD_GET_TAG, size_of(kTag), body + size) != 1)
    std::abort();
}

bool open_body(Entry& entry, BytesView key, BytesView stored) {
  if (stored.size() <= 1 + kTag || stored[0] != static_cast<char>(BodyCipher::aes_256_gcm)) return false;
  const Digest row = row_digest(entry);
  const std::size_t size = stored.size() - 1 - kTag;
  entry.bytes.resize(size);
  Bytes tag(stored.substr(1 + size));
  EVP_CIPHER_CTX* c = context();
  int written = 0;
  return EVP_DecryptInit_ex2(c, nullptr, udata(key), row.value.data(), nullptr) == 1 &&
         EVP_DecryptUpdate(c, nullptr, &written, row.value.data(), size_of(row.value.size())) == 1 &&
         EVP_DecryptUpdate(c, udata(entry.bytes), &written, udata(stored) + 1, size_of(size)) == 1 &&
         EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_AEAD_SET_TAG, size_of(kTag), udata(tag)) == 1 &&
         EVP_DecryptFinal_ex(c, udata(entry.bytes) + size, &written) == 1;
}

}  // namespace tsugite::ledger
