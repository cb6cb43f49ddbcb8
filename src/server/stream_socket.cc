#include "server/stream_socket.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/field.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <chrono>
#include <optional>

namespace tsugite::server {
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using Code = boost::system::error_code;

namespace {

constexpr auto handshake_limit = std::chrono::seconds(15);
constexpr auto idle_limit = std::chrono::seconds(60);  // answered by pings half-way
constexpr std::size_t most_from_client = 1024;

template <class Stream>
class StreamSocket : public Connection, public std::enable_shared_from_this<StreamSocket<Stream>> {
 public:
  StreamSocket(Stream stream, Message request, Hub::Client client, const std::weak_ptr<Connections>& all)
      : all_(all), request_(std::move(request)), client_(std::move(client)), socket_(std::move(stream)) {}
  ~StreamSocket() override {
    auto all = all_.lock();
    if (!all) return;
    all->front().hub().leave(id_);
    all->remove(this);
  }

  void start() override {
    beast::get_lowest_layer(socket_).expires_never();  // the WebSocket keeps its own time
    websocket::stream_base::timeout limits{handshake_limit, idle_limit, true};
    socket_.set_option(limits);
    socket_.set_option(websocket::stream_base::decorator([](websocket::response_type& response) {
      for (const auto& [name, value] : security_headers(!std::is_same_v<Stream, beast::tcp_stream>)) response.set(name, value);
    }));
    socket_.read_message_max(most_from_client);
    socket_.async_accept(request_, [self = this->shared_from_this()](Code code) { self->on_accept(code); });
  }

  void abandon() override { beast::get_lowest_layer(socket_).close(); }

 private:
  void on_accept(Code code) {
    auto all = all_.lock();
    if (code || !all) return;
    std::weak_ptr<StreamSocket> weak = this->shared_from_this();
    client_.send = [weak](Hub::Message message) {
      if (auto self = weak.lock()) self->send(std::move(message));
    };
    client_.close = [weak](std::uint16_t close_code, const std::string& reason) {
      if (auto self = weak.lock()) self->close(close_code, reason);
    };
    // The session may have ended while the handshake was under way.
    if (!all->front().sessions().find(client_.session)) return close(stream_close::session_ended, "session.ended");
    id_ = all->front().hub().join(client_);
    if (id_ == 0) return close(websocket::close_code::try_again_later, "stream.full");
    read();
  }

  void read() {
    socket_.async_read(in_, [self = this->shared_from_this()](Code code, std::size_t) {
      if (!code) self->close(stream_close::says_nothing, "stream.takes-nothing");
      // Any other end: the last reference goes, and with it the place in the hub.
    });
  }

  void send(Hub::Message message) {
    auto all = all_.lock();
    if (!all || closing_) return;
    // The outlet's own question: is this still for whom the socket speaks?
    if (!all->front().admits(message, client_.session)) return close(stream_close::session_ended, "session.ended");
    out_.emplace(std::move(message));
    socket_.text(true);
    socket_.async_write(asio::buffer(out_->value()), [self = this->shared_from_this()](Code code, std::size_t) {
      self->writing_ = false;
      if (self->close_next_) return self->close(self->close_next_->first, self->close_next_->second);
      if (auto open = self->all_.lock(); open && !code) open->front().stream_written(self->id_);
    });
    writing_ = true;
  }

  void close(std::uint16_t code, const std::string& reason) {
    if (writing_) {  // one write at a time; a reader that does not take it is cut off by the idle limit
      close_next_ = {code, reason};
      closing_ = true;
      return;
    }
    closing_ = true;
    if (closed_) return;
    closed_ = true;
    websocket::close_reason why(static_cast<websocket::close_code>(code));
    why.reason = reason;
    socket_.async_close(why, [self = this->shared_from_this()](Code) {});
  }

  std::weak_ptr<Connections> all_;
  Message request_;
  Hub::Client client_;
  websocket::stream<Stream> socket_;
  beast::flat_buffer in_;
  std::optional<Hub::Message> out_;
  std::optional<std::pair<std::uint16_t, std::string>> close_next_;
  Hub::Id id_ = 0;
  bool writing_ = false, closing_ = false, closed_ = false;
};

template <class Stream>
void open(Stream stream, Message request, Hub::Client client, const std::weak_ptr<Connections>& weak) {
  auto all = weak.lock();
  if (!all) return;
  auto socket = std::make_shared<StreamSocket<Stream>>(std::move(stream), std::move(request), std::move(client), weak);
  all->add(socket);
  socket->start();
}

}  // namespace

void open_stream_socket(beast::tcp_stream stream, Message request, Hub::Client client, const std::weak_ptr<Connections>& all) {
  open(std::move(stream), std::move(request), std::move(client), all);
}

void open_stream_socket(beast::ssl_stream<beast::tcp_stream> stream, Message request, Hub::Client client,
                        const std::weak_ptr<Connections>& all) {
  open(std::move(stream), std::move(request), std::move(client), all);
}

}  // namespace tsugite::server
