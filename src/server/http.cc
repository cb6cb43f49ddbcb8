#include "server/http.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>

#include "base/limits.h"
#include "server/connection.h"

namespace tsugite::server {
namespace asio = boost::asio;
using tcp = asio::ip::tcp;

namespace {
constexpr auto sweep_every = std::chrono::seconds(20);
constexpr auto accept_again_after = std::chrono::milliseconds(200);  // out of file descriptors: give some time to close
}  // namespace

struct Server::Impl : std::enable_shared_from_this<Server::Impl> {
  Impl(asio::io_context& io_, Backend& backend, Settings settings_, Assets assets, Accounts accounts)
      : io(io_), settings(std::move(settings_)), passwords([this](std::function<void()> work) { asio::post(io, std::move(work)); }),
        front(backend, {{{}, settings.tls != nullptr}, settings.openapi, std::move(assets)}, std::move(accounts), passwords),
        connections(std::make_shared<Connections>(front)), acceptor(io), sweep(io), pause(io) {}

  Result<void> listen();
  void accept();
  void take(boost::system::error_code code, tcp::socket socket);
  void tick();

  asio::io_context& io;
  Settings settings;
  PasswordWorker passwords;
  Front front;
  std::shared_ptr<Connections> connections;
  tcp::acceptor acceptor;
  asio::steady_timer sweep, pause;
  bool stopped = false;
};

Result<void> Server::Impl::listen() {
  boost::system::error_code code;
  const std::string numeric = settings.address == "localhost" ? "127.0.0.1" : settings.address;
  const auto address = asio::ip::make_address(numeric, code);
  const tcp::endpoint endpoint(address, settings.port);
  const std::string where = settings.address + ":" + std::to_string(settings.port);
  if (!code) acceptor.open(endpoint.protocol(), code);
  if (!code) acceptor.set_option(tcp::acceptor::reuse_address(true), code);
  if (!code) acceptor.bind(endpoint, code);
  if (!code) acceptor.listen(asio::socket_base::max_listen_connections, code);
  if (code)
    return fail("server.listen", where, "cannot listen here: " + code.message() + "; choose another address or port",
                "ここでは待ち受けられません（" + code.message() + "）。別のアドレスかポートを選んでください");
  front.set_doors({allowed_hosts(settings.address, acceptor.local_endpoint().port(), settings.names, settings.tls != nullptr),
                   settings.tls != nullptr});
  return {};
}

void Server::Impl::accept() {
  acceptor.async_accept(
      [self = shared_from_this()](boost::system::error_code code, tcp::socket socket) { self->take(code, std::move(socket)); });
}

void Server::Impl::take(boost::system::error_code code, tcp::socket socket) {
  if (stopped) return;
  if (code) {
    pause.expires_after(accept_again_after);
    pause.async_wait([self = shared_from_this()](boost::system::error_code cancelled) {
      if (!cancelled && !self->stopped) self->accept();
    });
    return;
  }
  if (connections->full()) {
    socket.close(code);  // the peer sees it at once and may come back; nobody who is here is worse off
  } else {
    auto connection = make_connection(std::move(socket), settings.tls, connections);
    connections->add(connection);
    connection->start();
  }
  accept();
}

void Server::Impl::tick() {
  sweep.expires_after(sweep_every);
  sweep.async_wait([self = shared_from_this()](boost::system::error_code cancelled) {
    if (cancelled || self->stopped) return;
    self->front.expire();
    self->tick();
  });
}

Result<std::unique_ptr<Server>> Server::make(asio::io_context& io, Backend& backend, Settings settings, Accounts accounts) {
  if (auto ok = check_bind(settings.address, settings.tls != nullptr); !ok) return std::unexpected(ok.error());
  Assets assets;
  if (!settings.console.empty()) {
    auto loaded = Assets::load(settings.console);
    if (!loaded) return std::unexpected(loaded.error());
    assets = std::move(*loaded);
  }
  return std::unique_ptr<Server>(
      new Server(std::make_shared<Impl>(io, backend, std::move(settings), std::move(assets), std::move(accounts))));
}

Server::~Server() { stop(); }

Result<void> Server::start() {
  if (auto ok = impl_->listen(); !ok) return ok;
  impl_->accept();
  impl_->tick();
  return {};
}

std::uint16_t Server::port() const {
  boost::system::error_code code;
  return impl_->acceptor.local_endpoint(code).port();
}

std::string Server::url() const {
  const bool v6 = impl_->settings.address.find(':') != std::string::npos;
  return std::string(impl_->settings.tls ? "https://" : "http://") + (v6 ? "[" : "") + impl_->settings.address + (v6 ? "]" : "") + ":" +
         std::to_string(port());
}

void Server::stop() {
  if (impl_->stopped) return;
  impl_->stopped = true;
  boost::system::error_code code;
  impl_->acceptor.close(code);
  impl_->sweep.cancel();
  impl_->pause.cancel();
  impl_->front.hub().close_all("server.stopping");
  impl_->connections->abandon_all();
}

Result<std::unique_ptr<asio::ssl::context>> web_tls(const std::string& certificate_file, const std::string& key_file) {
  auto context = std::make_unique<asio::ssl::context>(asio::ssl::context::tls_server);
  boost::system::error_code code;
  const auto wrong = [&](const std::string& file) {
    return fail("server.tls", file, "the TLS certificate or key cannot be used: " + code.message(),
                "TLSの証明書又は鍵を使えません：" + code.message());
  };
  if (SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_3_VERSION) != 1) return wrong("TLS 1.3");
  context->use_certificate_chain_file(certificate_file, code);
  if (code) return wrong(certificate_file);
  context->use_private_key_file(key_file, asio::ssl::context::pem, code);
  if (code) return wrong(key_file);
  return context;
}

}  // namespace tsugite::server
