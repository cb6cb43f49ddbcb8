#include "node/tls.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <ctime>
#include <memory>

#include "base/sha256.h"

namespace tsugite::node {
namespace {

template <class T, void (*Free)(T*)>
struct Deleter {
  void operator()(T* p) const { Free(p); }
};
using Pkey = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY, EVP_PKEY_free>>;
using Cert = std::unique_ptr<X509, Deleter<X509, X509_free>>;
struct BioFree {
  void operator()(BIO* b) const { BIO_free(b); }
};
using Bio = std::unique_ptr<BIO, BioFree>;

std::unexpected<Error> tls_error(const std::string& where, const char* en, const char* ja) {
  char text[256] = "";
  if (unsigned long code = ERR_get_error(); code != 0) ERR_error_string_n(code, text, sizeof text);
  return fail("node.tls", where, std::string(en) + " " + text, std::string(ja) + " " + text);
}

Bytes drain(BIO* bio) {
  char* data = nullptr;
  long size = BIO_get_mem_data(bio, &data);
  return Bytes(data, static_cast<std::size_t>(size));
}

Digest pin_of(X509* certificate) {
  unsigned char* der = nullptr;
  int size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(certificate), &der);
  Digest out = sha256(BytesView(reinterpret_cast<char*>(der), size > 0 ? static_cast<std::size_t>(size) : 0));
  OPENSSL_free(der);
  return out;
}

}  // namespace

Result<TlsKeyPair> make_tls_key(const std::string& name) {
  Pkey key(EVP_EC_gen("P-256"));
  Cert certificate(X509_new());
  if (!key || !certificate) return tls_error(name, "cannot make a TLS key:", "TLS 鍵を作成できません：");
  X509_set_version(certificate.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -86400);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 20L * 365 * 86400);
  X509_set_pubkey(certificate.get(), key.get());
  X509_NAME* subject = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), subject);
  if (X509_sign(certificate.get(), key.get(), EVP_sha256()) == 0)
    return tls_error(name, "cannot sign the TLS certificate:", "TLS 証明書に署名できません：");
  Bio key_out(BIO_new(BIO_s_mem())), certificate_out(BIO_new(BIO_s_mem()));
  PEM_write_bio_PrivateKey(key_out.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  PEM_write_bio_X509(certificate_out.get(), certificate.get());
  return TlsKeyPair{drain(key_out.get()), drain(certificate_out.get()), pin_of(certificate.get())};
}

namespace {

Cert read_certificate(BytesView pem) {
  Bio in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  return Cert(PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr));
}

WallTime time_of(const ASN1_TIME* time) {
  std::tm parts{};
  return ASN1_TIME_to_tm(time, &parts) == 1 ? WallTime{static_cast<std::int64_t>(timegm(&parts)) * 1000} : WallTime{};
}

}  // namespace

Result<Digest> pin_of_certificate(BytesView pem) {
  auto facts = certificate_facts(pem);
  if (!facts) return std::unexpected(facts.error());
  return facts->pin;
}

Result<CertificateFacts> certificate_facts(BytesView pem) {
  Cert certificate = read_certificate(pem);
  if (!certificate) return tls_error("tls.crt", "not a certificate:", "証明書ではありません：");
  // Without the extension OpenSSL answers with every use.
  const bool for_servers = (X509_get_extended_key_usage(certificate.get()) & XKU_SSL_SERVER) != 0;
  return CertificateFacts{pin_of(certificate.get()), time_of(X509_get0_notBefore(certificate.get())),
                          time_of(X509_get0_notAfter(certificate.get())), for_servers};
}

bool belongs(BytesView certificate_pem, BytesView key_pem) {
  Cert certificate = read_certificate(certificate_pem);
  Bio in(BIO_new_mem_buf(key_pem.data(), static_cast<int>(key_pem.size())));
  Pkey key(PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr));
  const bool same = certificate && key && X509_check_private_key(certificate.get(), key.get()) == 1;
  ERR_clear_error();  // what did not fit is no error of whoever asks next
  return same;
}

namespace {

Result<boost::asio::ssl::context> context_with(const std::string& key_file, const std::string& certificate_file,
                                               boost::asio::ssl::context::method method) {
  namespace ssl = boost::asio::ssl;
  ssl::context context(method);
  SSL_CTX_set_min_proto_version(context.native_handle(), TLS1_3_VERSION);
  boost::system::error_code error;
  context.use_certificate_chain_file(certificate_file, error);
  if (error)
    return fail("node.tls", certificate_file, "cannot use the certificate: " + error.message(), "証明書を使えません：" + error.message());
  context.use_private_key_file(key_file, ssl::context::pem, error);
  if (error) return fail("node.tls", key_file, "cannot use the key: " + error.message(), "鍵を使えません：" + error.message());
  return context;
}

}  // namespace

Result<boost::asio::ssl::context> federation_context(const std::string& key_file, const std::string& certificate_file, bool client) {
  namespace ssl = boost::asio::ssl;
  auto context = context_with(key_file, certificate_file, client ? ssl::context::tlsv13_client : ssl::context::tlsv13_server);
  if (!context) return context;
  context->set_verify_mode(ssl::verify_peer | ssl::verify_fail_if_no_peer_cert);
  // The chain says nothing here: certificates are self-signed. The pin is judged right after the handshake.
  context->set_verify_callback([](bool, ssl::verify_context&) { return true; });
  SSL_CTX_set_session_cache_mode(context->native_handle(), SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(context->native_handle(), 0);
  return context;
}

std::optional<Digest> peer_pin(void* native_ssl) {
  Cert certificate(SSL_get1_peer_certificate(static_cast<SSL*>(native_ssl)));
  if (!certificate) return std::nullopt;
  return pin_of(certificate.get());
}

}  // namespace tsugite::node
