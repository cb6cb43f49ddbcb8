#include "server/security.h"

#include <algorithm>
#include <cctype>

namespace tsugite::server {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

bool is_number(std::string_view text, int most) {
  if (text.empty() || text.size() > 3) return false;
  int value = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return false;
    value = value * 10 + (c - '0');
  }
  return value <= most;
}

// 127.0.0.0/8, written as four numbers: "127.0.0.1.example.org" is a name.
bool is_loopback_v4(std::string_view address) {
  if (!address.starts_with("127.")) return false;
  int parts = 0;
  while (true) {
    const std::size_t dot = std::min(address.find('.'), address.size());
    if (!is_number(address.substr(0, dot), 255)) return false;
    ++parts;
    if (dot == address.size()) return parts == 4;
    address.remove_prefix(dot + 1);
  }
}

using Headers = std::vector<std::pair<std::string, std::string>>;

Headers headers(bool tls) {
  Headers out{
      // The map draws in a worker made of a blob and keeps images as blobs and data; styles it sets on elements count as inline.
      {"Content-Security-Policy",
       "default-src 'self'; script-src 'self'; worker-src 'self' blob:; connect-src 'self'; img-src 'self' data: blob:; "
       "style-src 'self' 'unsafe-inline'; font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
       "frame-ancestors 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"X-Frame-Options", "DENY"},
      {"Referrer-Policy", "no-referrer"},
      {"Cross-Origin-Opener-Policy", "same-origin"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"},
  };
  if (tls) out.emplace_back("Strict-Transport-Security", "max-age=31536000");
  return out;
}

}  // namespace

bool is_loopback(const std::string& address) { return is_loopback_v4(address) || address == "::1" || address == "localhost"; }

Result<void> check_bind(const std::string& address, bool tls) {
  if (tls || is_loopback(address)) return {};
  return fail("server.plain-http", address, "plain HTTP is served on loopback only; give a TLS certificate and key, or listen on 127.0.0.1",
              "平文のHTTPはループバックに限ります。TLSの証明書と鍵を指定するか、127.0.0.1で待ち受けてください");
}

std::set<std::string> allowed_hosts(const std::string& address, std::uint16_t port, const std::vector<std::string>& names, bool tls) {
  std::set<std::string> bare(names.begin(), names.end());
  bare.insert(address.find(':') == std::string::npos ? address : "[" + address + "]");
  if (is_loopback(address)) bare.insert({"localhost", "127.0.0.1", "[::1]"});
  std::set<std::string> out;
  for (const auto& name : bare) {
    out.insert(lower(name) + ":" + std::to_string(port));
    if (port == (tls ? 443 : 80)) out.insert(lower(name));
  }
  return out;
}

Result<void> check_host(const Request& request, const Doors& doors) {
  if (doors.hosts.contains(lower(request.host))) return {};
  return fail("request.host", "Host", "this server is not known by that name; add it to the node's settings if it should be",
              "この名前のサーバーではありません。使う名前であれば、ノードの設定に追加してください");
}

Result<void> check_origin(const Request& request, const Doors& doors, bool required) {
  const auto foreign = [] {
    return fail("session.origin", "Origin", "the request comes from a page of another site", "別のサイトのページからの要求です");
  };
  if (!request.fetch_site.empty() && request.fetch_site != "same-origin" && request.fetch_site != "none") return foreign();
  if (request.origin.empty()) {
    if (required) return foreign();
    return {};
  }
  const std::string scheme = doors.tls ? "https://" : "http://";
  if (!request.origin.starts_with(scheme)) return foreign();
  if (lower(request.origin.substr(scheme.size())) != lower(request.host)) return foreign();
  return {};
}

const Headers& security_headers(bool tls) {
  static const Headers plain = headers(false), secure = headers(true);
  return tls ? secure : plain;
}

}  // namespace tsugite::server
