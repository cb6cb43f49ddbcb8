#include "ledger/sqlite/row_cipher.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <sodium.h>

#ifdef TSUGITE_IPSEC_MB
#include <intel-ipsec-mb.h>
#endif

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

#ifdef TSUGITE_IPSEC_MB
// Only its table of functions is used, which nothing changes once it is filled: every thread calls through it.
const IMB_MGR* quick() {
  static const IMB_MGR* const table = [] {
    IMB_MGR* one = alloc_mb_mgr(0);
    if (one != nullptr) init_mb_mgr_auto(one, nullptr);
    constexpr std::uint64_t needed = IMB_FEATURE_AESNI | IMB_FEATURE_PCLMULQDQ;
    return one != nullptr && imb_get_errno(one) == 0 && (one->features & needed) == needed ? one : nullptr;
  }();
  return table;
}

// The round keys and hash powers of one body's key, gone with it.
struct QuickKey {
  QuickKey(const IMB_MGR* table, BytesView key) { IMB_AES256_GCM_PRE(table, key.data(), &data); }
  ~QuickKey() { sodium_memzero(&data, sizeof data); }
  gcm_key_data data;
};
#endif

int size_of(std::size_t bytes) { return static_cast<int>(bytes); }

// For so many bytes more, at the end.
unsigned char* room(std::size_t bytes, Bytes& out) {
  const std::size_t start = out.size();
  out.resize(start + bytes);
  return udata(out) + start;
}

bool openable(BytesView stored, BytesView key) { return stored.size() > body_tag_bytes && key.size() == body_key_bytes; }

}  // namespace

void seal_body_anywhere(std::uint64_t index, BytesView row, BytesView body, BytesView key, const BodyNonce& nonce, Bytes& out) {
  const BytesView beside = associated(index, row);
  unsigned char* to = room(body.size() + body_tag_bytes, out);
  EVP_CIPHER_CTX* c = context(1);
  int written = 0;
  if (EVP_EncryptInit_ex2(c, nullptr, udata(key), nonce.data(), nullptr) != 1 ||
      EVP_EncryptUpdate(c, nullptr, &written, udata(beside), size_of(beside.size())) != 1 ||
      EVP_EncryptUpdate(c, to, &written, udata(body), size_of(body.size())) != 1 ||
      EVP_EncryptFinal_ex(c, to + body.size(), &written) != 1 ||
      EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_AEAD_GET_TAG, size_of(body_tag_bytes), to + body.size()) != 1)
    std::abort();
}

bool open_body_anywhere(std::uint64_t index, BytesView row, BytesView stored, BytesView key, const BodyNonce& nonce, Bytes& out) {
  if (!openable(stored, key)) return false;
  const BytesView beside = associated(index, row);
  const std::size_t start = out.size(), size = stored.size() - body_tag_bytes;
  unsigned char* to = room(size, out);
  std::array<unsigned char, body_tag_bytes> tag{};
  std::memcpy(tag.data(), stored.data() + size, tag.size());
  EVP_CIPHER_CTX* c = context(0);
  int written = 0;
  const bool opened = EVP_DecryptInit_ex2(c, nullptr, udata(key), nonce.data(), nullptr) == 1 &&
                      EVP_DecryptUpdate(c, nullptr, &written, udata(beside), size_of(beside.size())) == 1 &&
                      EVP_DecryptUpdate(c, to, &written, udata(stored), size_of(size)) == 1 &&
                      EVP_CIPHER_CTX_ctrl(c, EVP_CTRL_AEAD_SET_TAG, size_of(body_tag_bytes), tag.data()) == 1 &&
                      EVP_DecryptFinal_ex(c, to + size, &written) == 1;
  if (!opened) out.resize(start);
  return opened;
}

#ifdef TSUGITE_IPSEC_MB
void seal_body(std::uint64_t index, BytesView row, BytesView body, BytesView key, const BodyNonce& nonce, Bytes& out) {
  const IMB_MGR* table = quick();
  if (table == nullptr) return seal_body_anywhere(index, row, body, key, nonce, out);
  const BytesView beside = associated(index, row);
  unsigned char* to = room(body.size() + body_tag_bytes, out);
  const QuickKey with(table, key);
  gcm_context_data work;
  IMB_AES256_GCM_ENC(table, &with.data, &work, to, udata(body), body.size(), nonce.data(), udata(beside), beside.size(), to + body.size(),
                     body_tag_bytes);
}

bool open_body(std::uint64_t index, BytesView row, BytesView stored, BytesView key, const BodyNonce& nonce, Bytes& out) {
  const IMB_MGR* table = quick();
  if (table == nullptr) return open_body_anywhere(index, row, stored, key, nonce, out);
  if (!openable(stored, key)) return false;
  const BytesView beside = associated(index, row);
  const std::size_t start = out.size(), size = stored.size() - body_tag_bytes;
  unsigned char* to = room(size, out);
  std::array<unsigned char, body_tag_bytes> tag{};
  const QuickKey with(table, key);
  gcm_context_data work;
  IMB_AES256_GCM_DEC(table, &with.data, &work, to, udata(stored), size, nonce.data(), udata(beside), beside.size(), tag.data(), tag.size());
  const bool opened = CRYPTO_memcmp(tag.data(), stored.data() + size, tag.size()) == 0;
  if (!opened) {
    sodium_memzero(to, size);  // what was deciphered before the tag was known is nobody's to read
    out.resize(start);
  }
  return opened;
}
#else
void seal_body(std::uint64_t index, BytesView row, BytesView body, BytesView key, const BodyNonce& nonce, Bytes& out) {
  seal_body_anywhere(index, row, body, key, nonce, out);
}
bool open_body(std::uint64_t index, BytesView row, BytesView stored, BytesView key, const BodyNonce& nonce, Bytes& out) {
  return open_body_anywhere(index, row, stored, key, nonce, out);
}
#endif

}  // namespace tsugite::ledger
