#include "ledger/sqlite/row_cipher.h"

#include <openssl/evp.h>

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

std::array<unsigned char, 8> place(std::uint64_t index) {
  if constexpr (std::endian::native == std::endian::little) index = __builtin_bswap64(index);
  std::array<unsigned char, 8> out{};
  std::memcpy(out.data(), &index, 8);
  return out;
}

int size_of(std::size_t bytes) { return static_cast<int>(bytes); }

}  // namespace

void seal_body(std::uint64_t index, BytesView row, BytesView body, BytesView key, const BodyNonce& nonce, Bytes& out) {
  const auto at = place(index);
  const std::size_t start = out.size();
  out.resize(start + body.size() + body_tag_bytes);
  unsigned char* to = udata(out) + start;
  EVP_CIPHER_CTX* c = context(1);
  int written = 0;
  if (EVP_EncryptInit_ex2(c, nullptr, udata(key), nonce.data(), nullptr) != 1 ||
      EVP_EncryptUpdate(c, nullptr, &written, at.data(), size_of(at.size())) != 1 ||
      EVP_EncryptUpdate(c, nullptr, &written, udata(row), size_of(row.size())) != 1 ||
      EVP_EncryptUpdate(c, to, &written, udata(body), size_of(body.size())) != 1 ||
      EVP_EncryptFinal_ex(c, to + body.size(), &written) != 1 ||
      EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_AEAD_GET_TAG, size_of(body_tag_bytes), to + body.size()) != 1)
    std::abort();
}

bool open_body(std::uint64_t index, BytesView row, BytesView stored, BytesView key, const BodyNonce& nonce, Bytes& out) {
  if (stored.size() <= body_tag_bytes) return false;
  const auto at = place(index);
  const std::size_t size = stored.size() - body_tag_bytes;
  const std::size_t start = out.size();
  out.resize(start + size);
  unsigned char* to = udata(out) + start;
  std::array<unsigned char, body_tag_bytes> tag{};
  std::memcpy(tag.data(), stored.data() + size, tag.size());
  EVP_CIPHER_CTX* c = context(0);
  int written = 0;
  const bool opened = EVP_DecryptInit_ex2(c, nullptr, udata(key), nonce.data(), nullptr) == 1 &&
         EVP_DecryptUpdate(c, nullptr, &written, at.data(), size_of(at.size())) == 1 &&
         EVP_DecryptUpdate(c, nullptr, &written, udata(row), size_of(row.size())) == 1 &&
         EVP_DecryptUpdate(c, to, &written, udata(stored), size_of(size)) == 1 &&
         EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_AEAD_SET_TAG, size_of(body_tag_bytes), tag.data()) == 1 &&
         EVP_DecryptFinal_ex(c, to + size, &written) == 1;
  if (!opened) out.resize(start);
  return opened;
}

}  // namespace tsugite::ledger
