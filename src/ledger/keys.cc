#include "ledger/keys.h"

#include <sodium.h>

#include <cstdlib>

#include "ledger/names.h"
#include "ledger/note.h"

namespace tsugite::ledger {
namespace {

constexpr std::string_view kKind = "tsugite.example/keys/v1";
static_assert(crypto_sign_SEEDBYTES == 32 && crypto_sign_BYTES == Signature::size);

std::string root_name(const std::string& party) { return "tsugite.example/" + party + "/root"; }

Bytes certificate_text(const KeyCertificate& c) {
  Bytes text(kKind);
  text.append("\nparty ").append(c.party);
  text.append("\nserial ").append(std::to_string(c.serial));
  text.append("\nlog ").append(to_base64(c.log.view()));
  text.append("\ncosigner ").append(to_base64(c.cosigner.view()));
  text.append("\ntls ").append(to_base64(c.tls_pin.view())).append("\n");
  if (c.revoked != 0) text.append("revoked ").append(std::to_string(c.revoked)).append("\n");
  for (const auto& [origin, size] : c.from) text.append("from ").append(std::to_string(size)).append(" ").append(origin).append("\n");
  return text;
}

template <class Key>
bool read_key(BytesView value, Key& out) {
  auto raw = from_base64(value);
  if (!raw) return false;
  auto key = Key::from(*raw);
  if (!key || key->zero()) return false;
  out = *key;
  return true;
}

// What a later certificate says of the earlier ones. In one form only: each log once, in order.
bool read_succession(Lines& lines, KeyCertificate& out) {
  bool first = true;
  while (!lines.done()) {
    BytesView line = lines.next();
    if (first && line.starts_with("revoked ")) {
      const auto serial = canonical_number(line.substr(8));
      if (!serial || *serial == 0 || *serial >= out.serial) return false;
      out.revoked = *serial;
    } else {
      if (!line.starts_with("from ")) return false;
      line.remove_prefix(5);
      const auto space = line.find(' ');
      if (space == BytesView::npos) return false;
      const auto size = canonical_number(line.substr(0, space));
      std::string origin(line.substr(space + 1));
      if (!size || origin.empty() || (!out.from.empty() && origin <= out.from.rbegin()->first)) return false;
      out.from.emplace(std::move(origin), *size);
    }
    first = false;
  }
  return true;
}

std::unexpected<Error> malformed(const char* line) {
  return fail("keys.format", line, "the key certificate is not in its canonical form", "鍵証明書が正規の形式ではありません");
}

}  // namespace

Result<SigningKey> SigningKey::from_seed(BytesView seed) {
  if (seed.size() != crypto_sign_SEEDBYTES)
    return fail("keys.seed-length", "", "a signing key's seed has 32 bytes", "署名鍵のシードは32バイトでなければなりません");
  if (sodium_init() < 0) std::abort();
  auto* secret = static_cast<unsigned char*>(sodium_malloc(crypto_sign_SECRETKEYBYTES));
  if (secret == nullptr)
    return fail("keys.memory", "", "no guarded memory is left for a signing key", "署名鍵のための保護メモリを確保できません");
  SigningKey key;
  crypto_sign_seed_keypair(key.public_.value.data(), secret, udata(seed));
  sodium_mprotect_readonly(secret);
  key.secret_ = std::shared_ptr<const void>(secret, [](const void* p) { sodium_free(const_cast<void*>(p)); });
  return key;
}

Signature SigningKey::sign(BytesView message) const {
  Signature out;
  crypto_sign_detached(out.value.data(), nullptr, udata(message), message.size(), static_cast<const unsigned char*>(secret_.get()));
  return out;
}

bool verify(const PublicKey& key, BytesView message, const Signature& signature) {
  return crypto_sign_verify_detached(signature.value.data(), udata(message), message.size(), key.value.data()) == 0;
}

Bytes KeyCertificate::sign(const SigningKey& root) const { return sign_note(certificate_text(*this), root_name(party), root); }

Result<KeyCertificate> KeyCertificate::open(BytesView text, const std::string& party, const PublicKey& root) {
  auto note = parse_note(text);
  if (!note) return std::unexpected(note.error());
  // The signature first: nothing in an unsigned text deserves an opinion.
  if (auto ok = note->require(root_name(party), root); !ok)
    return fail(ok.error().code == "note.unsigned" ? "keys.not-signed-by-root" : "keys.signature", party,
                "the key certificate is not signed by the root key that the charter names for this party",
                "鍵証明書が、共通定義書に記載された当該当事者のルート鍵で署名されていません");
  Lines lines(note->text);
  KeyCertificate out;
  if (lines.next() != kKind) return malformed("kind");
  out.party = Bytes(lines.value("party"));
  if (!valid_name(out.party)) return malformed("party");
  if (out.party != party) return fail("keys.party", out.party, "the key certificate names another party", "鍵証明書の当事者が異なります");
  auto serial = canonical_number(lines.value("serial"));
  if (!serial || *serial == 0) return malformed("serial");
  out.serial = *serial;
  if (!read_key(lines.value("log"), out.log)) return malformed("log");
  if (!read_key(lines.value("cosigner"), out.cosigner)) return malformed("cosigner");
  if (!read_key(lines.value("tls"), out.tls_pin)) return malformed("tls");
  if (!read_succession(lines, out)) return malformed("succession");
  // tlog-cosignature: the signed message does not name the signer, so one key may not serve two purposes.
  if (out.log == out.cosigner || out.log == root || out.cosigner == root)
    return fail("keys.shared", party, "root, log and cosigner must be three different keys",
                "ルート鍵、ログ鍵、共同署名鍵はそれぞれ別の鍵でなければなりません");
  return out;
}

}  // namespace tsugite::ledger
