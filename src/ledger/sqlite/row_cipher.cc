#include "ledger/sqlite/row_cipher.h"

#include <openssl/evp.h>
#include <sodium.h>

#include <bit>
#include <cstdlib>
#include <cstring>
#include <memory>

namespace tsugite::ledger {
namespace {

struct Free {
  void operator()(EVP_CIPHER_CTX* c) const { EVP_CIPHER_CTX_free(c); }
};

// One fetch for the process, one context for each thread and direction: looking an algorithm up costs more than using it.
EVP_CIPHER_CTX* context(int direction) {
  static const EVP_CIPHER* const cipher = EVP_CIPHER_fetch(nullptr, "AES-256-GCM", nullptr);
  thread_local std::unique_ptr<EVP_CIPHER_CTX, Free> both[2];
  auto& one = both[direction];
  if (!one) {
    one.reset(EVP_CIPHER_CTX_new());
    if (!one || EVP_CipherInit_ex2(one.get(), cipher, nullptr, nullptr, direction, nullptr) != 1) std::abort();
  }
  return one.get();
}

// The place, then the row, in memory that is used again.
BytesView associated(std::uint64_t index, BytesView row) {
  if constexpr (std::endian::native == std::endian::little) index = __builtin_bswap64(index);
  thread_local Bytes out;
  out.assign(reinterpret_cast<const char*>(&index), sizeof index).append(row);
  return out;
}

// Every body has a key of its own, and OpenSSL takes half of a body's time to set one. libsodium does the same cipher in four fifths of the
// time where the processor has the instructions for it, and not at all where it has not.
bool quick() {
  static const bool yes = sodium_init() >= 0 && crypto_aead_aes256gcm_is_available() != 0;
  return yes;
}

int size_of(std::size_t bytes) { return static_cast<int>(bytes); }

void seal_anywhere(BytesView beside, BytesView body, BytesView key, const BodyNonce& nonce, unsigned char* to) {
  EVP_CIPHER_CTX* c = context(1);
  int written = 0;
  if (EVP_EncryptInit_ex2(c, nullptr, udata(key), nonce.data(), nullptr) != 1 ||
      EVP_EncryptUpdate(c, nullptr, &written, udata(beside), size_of(beside.size())) != 1 ||
      EVP_EncryptUpdate(c, to, &written, udata(body), size_of(body.size())) != 1 ||
      EVP_EncryptFinal_ex(c, to + body.size(), &written) != 1 ||
      EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_AEAD_GET_TAG, size_of(body_tag_bytes), to + body.size()) != 1)
    std::abort();
}

bool open_anywhere(BytesView beside, BytesView stored, BytesView key, const BodyNonce& nonce, unsigned char* to) {
  const std::size_t size = stored.size() - body_tag_bytes;
  std::array<unsigned char, body_tag_bytes> tag{};
  std::memcpy(tag.data(), stored.data() + size, tag.size());
  EVP_CIPHER_CTX* c = context(0);
  int written = 0;
  return EVP_DecryptInit_ex2(c, nullptr, udata(key), nonce.data(), nullptr) == 1 &&
         EVP_DecryptUpdate(c, nullptr, &written, udata(beside), size_of(beside.size())) == 1 &&
         EVP_DecryptUpdate(c, to, &written, udata(stored), size_of(size)) == 1 &&
         EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_AEAD_SET_TAG, size_of(body_tag_bytes), tag.data()) == 1 &&
         EVP_DecryptFinal_ex(c, to + size, &written) == 1;
}

}  // namespace

void seal_body(std::uint64_t index, BytesView row, BytesView body, BytesView key, const BodyNonce& nonce, Bytes& out) {
  const BytesView beside = associated(index, row);
  const std::size_t start = out.size();
  out.resize(start + body.size() + body_tag_bytes);
  unsigned char* to = udata(out) + start;
  if (!quick()) return seal_anywhere(beside, body, key, nonce, to);
  if (crypto_aead_aes256gcm_encrypt(to, nullptr, udata(body), body.size(), udata(beside), beside.size(), nullptr, nonce.data(), udata(key)) != 0)
    std::abort();
}

bool open_body(std::uint64_t index, BytesView row, BytesView stored, BytesView key, const BodyNonce& nonce, Bytes& out) {
  if (stored.size() <= body_tag_bytes || key.size() != body_key_bytes) return false;
  const BytesView beside = associated(index, row);
  const std::size_t start = out.size();
  out.resize(start + stored.size() - body_tag_bytes);
  unsigned char* to = udata(out) + start;
  const bool opened = quick() ? crypto_aead_aes256gcm_decrypt(to, nullptr, nullptr, udata(stored), stored.size(), udata(beside), beside.size(), nonce.data(),
                                                              udata(key)) == 0
                              : open_anywhere(beside, stored, key, nonce, to);
  if (!opened) out.resize(start);
  return opened;
}

}  // namespace tsugite::ledger
