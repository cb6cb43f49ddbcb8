#include "server/connection.h"

#include <boost/asio/dispatch.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <chrono>
#include <optional>
#include <type_traits>

#include "base/limits.h"
#include "server/message.h"
#include "server/stream_socket.h"

namespace tsugite::server {
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = asio::ip::tcp;
using Plain = beast::tcp_stream;
using Tls = beast::ssl_stream<beast::tcp_stream>;
using Code = boost::system::error_code;

namespace {

constexpr auto request_limit = std::chrono::seconds(30);  // to send one request, or take one answer
constexpr auto idle_limit = std::chrono::seconds(75);     // between requests
constexpr auto goodbye_limit = std::chrono::seconds(5);

Request request_from(Message&& message, const asio::ip::address& peer) {
  Request out = request_of(std::move(message));
  out.peer = peer.to_string();
  out.loopback = peer.is_loopback();
  return out;
}

template <class Stream>
class HttpConnection : public Connection, public std::enable_shared_from_this<HttpConnection<Stream>> {
 public:
  static constexpr bool secure = std::is_same_v<Stream, Tls>;

  template <class... Args>
  HttpConnection(const std::shared_ptr<Connections>& all, asio::ip::address peer, Args&&... args)
      : all_(all), peer_(std::move(peer)), stream_(std::forward<Args>(args)...) {}
  ~HttpConnection() override {
    if (auto all = all_.lock()) all->remove(this);
  }

  void start() override {
    if constexpr (secure) {
      beast::get_lowest_layer(stream_).expires_after(request_limit);
      stream_.async_handshake(asio::ssl::stream_base::server, [self = this->shared_from_this()](Code code) {
        if (!code) self->read(request_limit);
      });
    } else {
      asio::dispatch(stream_.get_executor(), [self = this->shared_from_this()] { self->read(request_limit); });
    }
  }

  void abandon() override { beast::get_lowest_layer(stream_).close(); }

 private:
  void read(std::chrono::seconds limit) {
    parser_.emplace();
    bound(*parser_);
    beast::get_lowest_layer(stream_).expires_after(limit);
    http::async_read(stream_, buffer_, *parser_, [self = this->shared_from_this()](Code code, std::size_t) { self->on_read(code); });
  }

  void on_read(Code code) {
    auto all = all_.lock();
    if (!all) return;
    if (code) {
      auto error = unreadable(code);
      if (!error) return bye();
      keep_ = false;
      return write(all->front().refusal(*error));
    }
    beast::get_lowest_layer(stream_).expires_never();  // a commit takes what it takes
    auto message = parser_->release();
    keep_ = message.keep_alive();
    version_ = message.version();
    if (message.count("Upgrade") && beast::websocket::is_upgrade(message)) return upgrade(all->front(), std::move(message));
    all->front().handle(request_from(std::move(message), peer_),
                        [self = this->shared_from_this()](Reply reply) { self->write(std::move(reply)); });
  }

  // The stream leaves this object; a request that may not have one is answered as any other.
  void upgrade(Front& front, Message message) {
    Request request = request_from(Message(message), peer_);
    const auto target = parse_target(request.target);
    if (!target || target->path != "/api/v1/stream") {
      keep_ = false;
      return write(front.refusal(Call::not_there()));
    }
    auto client = front.open_stream(request);
    if (!client) {
      keep_ = false;
      return write(front.refusal(client.error()));
    }
    open_stream_socket(std::move(stream_), std::move(message), std::move(*client), all_);
  }

  void write(Reply reply) {
    auto all = all_.lock();
    if (!all) return;
    if (!all->front().admits(reply)) {
      reply = all->front().refusal(
          {"server.changed",
           "",
           {"処理中に権限又は基準が変わりました。やり直してください", "rights or policy changed meanwhile; ask again"}});
    }
    // Moves into a member: the serializer refers to it until it is written.
    out_ = http::response<http::string_body>(static_cast<http::status>(reply.status), version_);
    for (const auto& [name, value] : security_headers(secure)) out_.set(name, value);
    out_.set(http::field::cache_control, "no-store");
    for (const auto& [name, value] : reply.headers) out_.set(name, value);
    if (!reply.content_type.empty()) out_.set(http::field::content_type, reply.content_type);
    out_.keep_alive(keep_);
    const std::string& body = reply.body.value();
    const bool bodiless = reply.status == 204 || reply.status == 304;
    if (!bodiless) out_.content_length(body.size());
    if (!bodiless && !reply.head) out_.body() = body;
    beast::get_lowest_layer(stream_).expires_after(request_limit);
    serializer_.emplace(out_);
    auto done = [self = this->shared_from_this()](Code code, std::size_t) { self->on_written(code); };
    if (reply.head) return http::async_write_header(stream_, *serializer_, std::move(done));
    http::async_write(stream_, *serializer_, std::move(done));
  }

  void on_written(Code code) {
    if (code) return;
    if (!keep_) return bye();
    read(idle_limit);
  }

  void bye() {
    if constexpr (secure) {
      beast::get_lowest_layer(stream_).expires_after(goodbye_limit);
      stream_.async_shutdown([self = this->shared_from_this()](Code) {});
    } else {
      Code ignored;
      stream_.socket().shutdown(tcp::socket::shutdown_send, ignored);
    }
  }

  std::weak_ptr<Connections> all_;
  asio::ip::address peer_;
  Stream stream_;
  beast::flat_buffer buffer_;
  std::optional<MessageParser> parser_;
  http::response<http::string_body> out_;
  std::optional<http::response_serializer<http::string_body>> serializer_;
  bool keep_ = false;
  unsigned version_ = 11;
};

}  // namespace

void Connections::add(const std::shared_ptr<Connection>& connection) {
  open_[connection.get()] = connection;
  front_.set_connections(open_.size());
}

void Connections::remove(const Connection* connection) {
  open_.erase(connection);
  front_.set_connections(open_.size());
}

bool Connections::full() const { return open_.size() >= limits::http_connections; }

void Connections::abandon_all() {
  const auto open = open_;
  for (const auto& [key, weak] : open)
    if (auto connection = weak.lock()) connection->abandon();
}

std::shared_ptr<Connection> make_connection(tcp::socket socket, asio::ssl::context* tls, const std::shared_ptr<Connections>& all) {
  Code code;
  const auto peer = socket.remote_endpoint(code).address();
  socket.set_option(tcp::no_delay(true), code);
  if (tls) return std::make_shared<HttpConnection<Tls>>(all, peer, Plain(std::move(socket)), *tls);
  return std::make_shared<HttpConnection<Plain>>(all, peer, std::move(socket));
}

}  // namespace tsugite::server
