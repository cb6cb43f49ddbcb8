// The server on its socket: raw bytes in, raw bytes out. What HTTP itself refuses, the stream, limits, TLS.
#include "server/http.h"

#include <openssl/pem.h>
#include <openssl/x509.h>
#include <unistd.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <filesystem>
#include <fstream>
#include <future>
#include <thread>

#include "base/limits.h"
#include "server/test_world.h"

namespace tsugite::server {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

struct Running {
  explicit Running(asio::ssl::context* tls = nullptr) {
    Accounts accounts;
    accounts.set("watch", *hash_password("password of the watch"));
    Server::Settings settings;
    settings.openapi = "openapi: 3.1.0\n";
    settings.tls = tls;
    auto made = Server::make(io, backend, settings, std::move(accounts));
    EXPECT_TRUE(made);
    server = std::move(*made);
    EXPECT_TRUE(server->start());
    host = "127.0.0.1:" + std::to_string(server->port());
    thread = std::thread([this] { io.run(); });
  }
  ~Running() {
    asio::post(io, [this] { server->stop(); });
    thread.join();
  }
  // Runs on the server's thread and waits for it.
  template <class F>
  void on_server(F work) {
    std::promise<void> done;
    asio::post(io, [&] {
      work();
      done.set_value();
    });
    done.get_future().wait();
  }

  asio::io_context io;
  test::FakeBackend backend;
  std::unique_ptr<Server> server;
  std::string host;
  std::thread thread;
};

// A blocking client over any stream.
template <class Stream>
struct Client {
  std::string send(const std::string& bytes) {
    asio::write(stream, asio::buffer(bytes));
    return answer();
  }
  // One whole response: headers and as much body as Content-Length says.
  std::string answer() {
    boost::system::error_code code;
    const auto head = asio::read_until(stream, asio::dynamic_buffer(buffer), "\r\n\r\n", code);
    if (code) return std::exchange(buffer, {});
    std::size_t length = 0;
    if (auto at = buffer.find("Content-Length: "); at < head) length = std::stoul(buffer.substr(at + 16));
    if (head_only) length = 0;
    while (buffer.size() < head + length) {
      char bytes[4096];
      const auto read = stream.read_some(asio::buffer(bytes), code);
      if (code) break;
      buffer.append(bytes, read);
    }
    std::string out = buffer.substr(0, head + length);
    buffer.erase(0, head + length);
    return out;
  }
  bool closed() {
    char byte;
    boost::system::error_code code;
    stream.read_some(asio::buffer(&byte, 1), code);
    return bool(code);
  }
  Stream stream;
  std::string buffer;
  bool head_only = false;
};

struct Plain : Client<tcp::socket> {
  explicit Plain(Running& running) : Client<tcp::socket>{tcp::socket(io), {}, false} {
    stream.connect({asio::ip::make_address("127.0.0.1"), running.server->port()});
  }
  static inline asio::io_context io;
};

std::string request(const Running& running, const std::string& line, const std::string& headers = "", const std::string& body = "") {
  std::string out = line + " HTTP/1.1\r\nHost: " + running.host + "\r\n" + headers;
  if (!body.empty()) out += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  return out + "\r\n" + body;
}
std::string status(const std::string& answer) { return answer.substr(0, std::min<std::size_t>(12, answer.size())); }

std::string cookie_of(Running& running, Plain& client) {
  const auto answer = client.send(request(running, "POST /api/v1/session", "Content-Type: application/json\r\n",
                                          R"({"account":"watch","password":"password of the watch"})"));
  EXPECT_EQ(status(answer), "HTTP/1.1 200") << answer;
  const auto at = answer.find("Set-Cookie: ") + 12;
  return answer.substr(at, answer.find(';', at) - at);
}

TEST(Http, KeepsAConnectionAndSetsItsHeaders) {
  Running running;
  Plain client(running);
  for (int i = 0; i < 3; ++i) {
    const auto answer = client.send(request(running, "GET /healthz"));
    EXPECT_EQ(status(answer), "HTTP/1.1 200");
    for (const char* part : {"Content-Security-Policy: default-src 'self'", "X-Content-Type-Options: nosniff", "Cache-Control: no-store",
                             "Content-Type: application/json", R"({"status":"ok"})"})
      EXPECT_NE(answer.find(part), std::string::npos) << part;
    EXPECT_EQ(answer.find("Access-Control"), std::string::npos);
  }
  client.head_only = true;
  const auto head = client.send(request(running, "HEAD /healthz"));
  EXPECT_NE(head.find("Content-Length: 15"), std::string::npos) << head;
  EXPECT_EQ(head.find("status"), std::string::npos);
  client.head_only = false;
  EXPECT_EQ(status(client.send(request(running, "GET /healthz", "Connection: close\r\n"))), "HTTP/1.1 200");
  EXPECT_TRUE(client.closed());
}

TEST(Http, RefusesByNameWhatItCannotRead) {
  Running running;
  struct Row {
    std::string bytes, status, code;
  };
  const Row table[] = {
      {"NONSENSE\r\n\r\n", "HTTP/1.1 400", "request.malformed"},
      {"GET /\x01 HTTP/1.1\r\n\r\n", "HTTP/1.1 400", "request.malformed"},
      {"GET /healthz HTTP/1.1\r\n\r\n", "HTTP/1.1 400", "request.host"},
      {request(running, "GET /healthz", "X-Long: " + std::string(limits::http_header_bytes, 'x') + "\r\n"), "HTTP/1.1 431",
       "request.headers-too-large"},
      {request(running, "POST /api/v1/session", "Content-Length: 99999999\r\n"), "HTTP/1.1 413", "request.too-large"},
      {request(running, "POST /api/v1/session", "Content-Length: 1\r\nContent-Length: 2\r\n"), "HTTP/1.1 400", "request.malformed"},
      {request(running, "POST /api/v1/session", "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n"), "HTTP/1.1 400",
       "request.malformed"},
      {request(running, "BREW /api/v1/session"), "HTTP/1.1 405", "request.method"},
      {request(running, "GET /a/../b"), "HTTP/1.1 400", "request.target"},
      {request(running, "GET http://evil.example/healthz"), "HTTP/1.1 400", "request.target"},
  };
  for (const auto& row : table) {
    Plain client(running);
    const auto answer = client.send(row.bytes);
    EXPECT_EQ(status(answer), row.status) << row.code << "\n" << answer;
    EXPECT_NE(answer.find(row.code), std::string::npos) << answer;
  }
  Plain client(running);  // and everybody else goes on
  EXPECT_EQ(status(client.send(request(running, "GET /healthz"))), "HTTP/1.1 200");
}

// Frames from the server carry no mask; these are short.
std::string frame(Plain& client, unsigned char& opcode) {
  const auto need = [&](std::size_t size) {
    boost::system::error_code code;
    while (client.buffer.size() < size && !code) {
      char bytes[512];
      const auto read = client.stream.read_some(asio::buffer(bytes), code);
      client.buffer.append(bytes, read);
    }
    return !code;
  };
  if (!need(2)) return {};
  opcode = static_cast<unsigned char>(client.buffer[0]) & 0x0f;
  const auto length = static_cast<std::size_t>(static_cast<unsigned char>(client.buffer[1]) & 0x7f);
  if (!need(2 + length)) return {};
  std::string out = client.buffer.substr(2, length);
  client.buffer.erase(0, 2 + length);
  return out;
}

std::string upgrade(const Running& running, const std::string& cookie, const std::string& origin,
                    const std::string& path = "/api/v1/stream") {
  return request(running, "GET " + path,
                 "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: "
                 "dGhlIHNhbXBsZSBub25jZQ==\r\n" +
                     (cookie.empty() ? "" : "Cookie: " + cookie + "\r\n") + (origin.empty() ? "" : "Origin: " + origin + "\r\n"));
}

TEST(Http, TheStreamTellsAndEndsWithItsSession) {
  Running running;
  Plain signing(running);
  const auto cookie = cookie_of(running, signing);
  const std::string origin = "http://" + running.host;

  EXPECT_EQ(status(Plain(running).send(upgrade(running, "", origin))), "HTTP/1.1 401");
  EXPECT_EQ(status(Plain(running).send(upgrade(running, cookie, "http://evil.example"))), "HTTP/1.1 403");
  EXPECT_EQ(status(Plain(running).send(upgrade(running, cookie, ""))), "HTTP/1.1 403");
  EXPECT_EQ(status(Plain(running).send(upgrade(running, cookie, origin, "/api/v1/cases"))), "HTTP/1.1 404");

  Plain stream(running);
  ASSERT_EQ(status(stream.send(upgrade(running, cookie, origin))), "HTTP/1.1 101");
  unsigned char opcode = 0;
  // The place in the hub is taken right after the handshake was written: ask until it is told.
  std::string told;
  running.on_server([&] {});
  running.on_server([&] { running.backend.changed({core::Topic::cases}); });
  told = frame(stream, opcode);
  EXPECT_EQ(opcode, 1);
  EXPECT_NE(told.find(R"("topics":["cases"])"), std::string::npos) << told;

  const auto me = signing.send(request(running, "GET /api/v1/session", "Cookie: " + cookie + "\r\n"));
  const auto at = me.find("\"csrf\":\"") + 8;
  const std::string csrf = me.substr(at, 64);
  EXPECT_EQ(status(signing.send(request(running, "DELETE /api/v1/session", "Cookie: " + cookie + "\r\nX-Tsugite-CSRF: " + csrf + "\r\n"))),
            "HTTP/1.1 204");
  const auto goodbye = frame(stream, opcode);
  EXPECT_EQ(opcode, 8);
  EXPECT_EQ(static_cast<unsigned char>(goodbye[0]) * 256 + static_cast<unsigned char>(goodbye[1]), stream_close::session_ended);
  EXPECT_EQ(goodbye.substr(2), "session.ended");
}

TEST(Http, AStreamThatTalksIsClosed) {
  Running running;
  Plain signing(running), stream(running);
  const auto cookie = cookie_of(running, signing);
  ASSERT_EQ(status(stream.send(upgrade(running, cookie, "http://" + running.host))), "HTTP/1.1 101");
  asio::write(stream.stream, asio::buffer(std::string("\x81\x82\0\0\0\0hi", 8)));
  unsigned char opcode = 0;
  const auto goodbye = frame(stream, opcode);
  EXPECT_EQ(opcode, 8);
  EXPECT_EQ(goodbye.substr(2), "stream.takes-nothing");
}

TEST(Http, StoppingSaysGoodbyeToStreams) {
  auto running = std::make_unique<Running>();
  Plain signing(*running), stream(*running);
  const auto cookie = cookie_of(*running, signing);
  ASSERT_EQ(status(stream.send(upgrade(*running, cookie, "http://" + running->host))), "HTTP/1.1 101");
  running->on_server([] {});
  running.reset();            // the io_context runs out of work: the thread ends
  while (!stream.closed()) {  // a close frame may come first
  }
  EXPECT_TRUE(signing.closed());
}

TEST(Http, Attack45_IdleAndManyConnectionsDoNotStarveOthers) {
  Running running;
  std::vector<std::unique_ptr<Plain>> idle;
  for (int i = 0; i < 200; ++i) {
    idle.push_back(std::make_unique<Plain>(running));
    asio::write(idle.back()->stream, asio::buffer(std::string("GET /heal")));
  }
  Plain client(running);
  EXPECT_EQ(status(client.send(request(running, "GET /healthz"))), "HTTP/1.1 200");
}

TEST(Http, RefusesToListenWhereItMayNot) {
  asio::io_context io;
  test::FakeBackend backend;
  Server::Settings settings;
  settings.address = "0.0.0.0";
  auto away = Server::make(io, backend, settings, {});
  ASSERT_FALSE(away);
  EXPECT_EQ(away.error().code, "server.plain-http");

  Running running;
  settings.address = "127.0.0.1";
  settings.port = running.server->port();
  auto taken = Server::make(io, backend, settings, {});
  ASSERT_TRUE(taken);
  auto started = (*taken)->start();
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().code, "server.listen");
}

// A self-signed certificate for the loopback address, as files.
struct Certificate {
  Certificate() : folder(std::filesystem::temp_directory_path() / ("tsugite-web-tls-" + std::to_string(::getpid()))) {
    std::filesystem::create_directories(folder);
    EVP_PKEY* key = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
    X509* x509 = X509_new();
    X509_gmtime_adj(X509_getm_notBefore(x509), 0);
    X509_gmtime_adj(X509_getm_notAfter(x509), 3600);
    X509_set_pubkey(x509, key);
    X509_sign(x509, key, EVP_sha256());
    FILE* file = std::fopen((folder / "web.crt").c_str(), "w");
    PEM_write_X509(file, x509);
    std::fclose(file);
    file = std::fopen((folder / "web.key").c_str(), "w");
    PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(file);
    X509_free(x509);
    EVP_PKEY_free(key);
  }
  ~Certificate() { std::filesystem::remove_all(folder); }
  std::filesystem::path folder;
};

TEST(Http, ServesOverTls) {
  Certificate certificate;
  auto tls = web_tls(certificate.folder / "web.crt", certificate.folder / "web.key");
  ASSERT_TRUE(tls);
  EXPECT_FALSE(web_tls(certificate.folder / "none", certificate.folder / "web.key"));
  Running running(tls->get());
  EXPECT_TRUE(running.server->url().starts_with("https://127.0.0.1:"));
  asio::ssl::context trust(asio::ssl::context::tls_client);
  asio::io_context io;
  Client<asio::ssl::stream<tcp::socket>> client{asio::ssl::stream<tcp::socket>(io, trust), {}, false};
  client.stream.lowest_layer().connect({asio::ip::make_address("127.0.0.1"), running.server->port()});
  client.stream.handshake(asio::ssl::stream_base::client);
  EXPECT_STREQ(SSL_get_version(client.stream.native_handle()), "TLSv1.3");
  const auto health = client.send(request(running, "GET /healthz"));
  EXPECT_EQ(status(health), "HTTP/1.1 200");
  EXPECT_NE(health.find("Strict-Transport-Security"), std::string::npos);
  const auto me = client.send(request(running, "POST /api/v1/session", "Content-Type: application/json\r\n",
                                      R"({"account":"watch","password":"password of the watch"})"));
  EXPECT_NE(me.find("Set-Cookie: __Host-tsugite_session_jpn="), std::string::npos) << me;
  EXPECT_NE(me.find("; Secure"), std::string::npos);
}

}  // namespace
}  // namespace tsugite::server
