// TLS of the federation: TLS 1.3 only, both sides show a certificate, and what counts is the key in it: the SHA-256 of its
// SubjectPublicKeyInfo must be one of the pins in the partners' key certificates. Names and dates in X.509 decide nothing.
#pragma once

#include <boost/asio/ssl/context.hpp>
#include <functional>
#include <optional>
#include <string>

#include "base/ids.h"
#include "base/time.h"

namespace tsugite::node {

struct TlsKeyPair {
  Bytes key_pem, certificate_pem;
  Digest pin;
};

// A fresh P-256 key in a self-signed certificate. `name` is for people who look at it.
Result<TlsKeyPair> make_tls_key(const std::string& name);
Result<Digest> pin_of_certificate(BytesView pem);

// What X.509 says of the first certificate of a text; of the federation's it decides nothing, of the web's browsers ask.
struct CertificateFacts {
  Digest pin;
  WallTime not_before, not_after;
  bool for_servers = true;  // its extended key usage, where it has one, names server authentication
};
Result<CertificateFacts> certificate_facts(BytesView pem);
// Whether the private key is the certificate's. False too where either cannot be read.
bool belongs(BytesView certificate_pem, BytesView key_pem);

// `client`: for dialling. The peer's pin is judged after the handshake, by peer_pin(), before a byte of ours is sent.
Result<boost::asio::ssl::context> federation_context(const std::string& key_file, const std::string& certificate_file, bool client);
// The pin of the key the peer proved to hold; nothing if it showed none.
std::optional<Digest> peer_pin(void* native_ssl);

}  // namespace tsugite::node
