#include "node/connection.h"

#include <boost/asio/ip/tcp.hpp>

#include "base/limits.h"
#include "federation/frame.h"
#include "node/doctor/greeting.h"
#include "node/frame_tap.h"
#include "node/tls.h"

namespace tsugite::node {

namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using boost::system::error_code;

namespace {

constexpr auto handshake_time = std::chrono::seconds(10);
// A message goes out in pieces of this size, header and all: four TLS records and as many system calls, where the library's own 4 KiB
// would need sixteen. Between two pieces a ping finds its place, on a slow link too.
constexpr std::size_t piece_bytes = 64 * 1024 - 8;

Error closed(const char* code, const error_code& error) {
  return Error{code, "", Text{"接続が切れました：" + error.message(), "The connection was lost: " + error.message()}};
}

}  // namespace

Connection::Connection(Socket socket, boost::asio::ssl::context& context, Transport& transport)
    : transport_(transport), socket_(std::move(socket), context) {
  error_code error;
  beast::get_lowest_layer(socket_).socket().set_option(boost::asio::ip::tcp::no_delay(true), error);
  auto remote = beast::get_lowest_layer(socket_).socket().remote_endpoint(error);
  if (!error) address_ = remote.address().to_string();
}

void Connection::configure() {
  beast::get_lowest_layer(socket_).expires_never();
  auto timeout = websocket::stream_base::timeout::suggested(client_ ? beast::role_type::client : beast::role_type::server);
  timeout.idle_timeout = std::chrono::seconds(20);  // Beast pings at half of it: a dead link is noticed, a quiet one lives
  timeout.keep_alive_pings = true;
  socket_.set_option(timeout);
  socket_.read_message_max(limits::frame_bytes);
  socket_.write_buffer_bytes(piece_bytes);
  socket_.binary(true);
}

void Connection::accept() {
  beast::get_lowest_layer(socket_).expires_after(handshake_time);
  socket_.next_layer().async_handshake(boost::asio::ssl::stream_base::server, [self = shared_from_this()](error_code error) {
    if (error) return self->fail("link.tls", error);
    http::async_read(self->socket_.next_layer(), self->buffer_, self->upgrade_, [self](error_code read_error, std::size_t) {
      if (read_error) return self->fail("link.upgrade", read_error);
      const std::string protocol(self->upgrade_[http::field::sec_websocket_protocol]);
      self->doctor_ = protocol == doctor_subprotocol && self->transport_.events_.doctor;
      if (!websocket::is_upgrade(self->upgrade_) || (protocol != federation::subprotocol && !self->doctor_))
        return self->end(Error{"link.subprotocol", self->address_, Text{"連接用の接続ではありません", "Not a federation connection"}});
      self->configure();
      self->socket_.set_option(websocket::stream_base::decorator(
          [protocol](websocket::response_type& response) { response.set(http::field::sec_websocket_protocol, protocol); }));
      self->socket_.async_accept(self->upgrade_, [self](error_code accept_error) {
        if (accept_error) return self->fail("link.upgrade", accept_error);
        self->upgraded();
      });
    });
  });
}

void Connection::connect(const std::string& host) {
  client_ = true;
  beast::get_lowest_layer(socket_).expires_after(handshake_time);
  socket_.next_layer().async_handshake(boost::asio::ssl::stream_base::client, [self = shared_from_this(), host](error_code error) {
    if (error) return self->fail("link.tls", error);
    self->configure();
    self->socket_.set_option(websocket::stream_base::decorator(
        [](websocket::request_type& request) { request.set(http::field::sec_websocket_protocol, federation::subprotocol); }));
    self->socket_.async_handshake(host, "/federation", [self](error_code handshake_error) {
      if (handshake_error) return self->fail("link.upgrade", handshake_error);
      self->upgraded();
    });
  });
}

void Connection::upgraded() {
  open_ = true;
  auto pin = peer_pin(socket_.next_layer().native_handle());
  if (doctor_) return answer_doctor(pin);
  const std::string party = pin ? transport_.party_of(*pin) : "";
  if (party.empty() || (!expected_.empty() && party != expected_)) return stranger(pin);
  party_ = party;
  transport_.connected(shared_from_this(), party, *pin);
  read();
}

void Connection::stranger(const std::optional<Digest>& pin) {
  const Error why{"link.unknown-key", address_,
                  Text{"この鍵は連接相手として登録されていません", "This key belongs to no partner of this node"}};
  transport_.events_.stranger(address_, pin.value_or(Digest{}), expected_);
  send(federation::encode_frame(federation::refuse_frame(why)));
  parting_ = why;  // nobody reads from here on who would notice the end
  finish();
}

// One question, one answer; the link with this partner, if there is one, does not notice.
void Connection::answer_doctor(const std::optional<Digest>& pin) {
  const std::string party = pin ? transport_.party_of(*pin) : "";
  if (party.empty() && (!pin || *pin != transport_.events_.own_pin || pin->zero())) return stranger(pin);
  beast::get_lowest_layer(socket_).expires_after(handshake_time);
  socket_.async_read(buffer_, [self = shared_from_this(), party, pin](error_code error, std::size_t) {
    if (error || self->transport_.stopped_) return self->cut();
    const std::string about = self->upgrade_.target().empty() ? "" : std::string(self->upgrade_.target().substr(1));
    for (const auto& released : self->transport_.events_.doctor(party, *pin, about, beast::buffers_to_string(self->buffer_.data())))
      self->send(released.value());
    self->finish();
  });
}

void Connection::read() {
  buffer_.clear();
  socket_.async_read(buffer_, [self = shared_from_this()](error_code error, std::size_t) {
    if (error) return self->fail("link.lost", error);
    const auto data = self->buffer_.data();  // in one piece, until the next read
    const BytesView frame(static_cast<const char*>(data.data()), data.size());
    if (!self->ended_) {
      tap_frame('<', self->party_, frame);
      self->transport_.events_.frame(self->party_, frame);
    }
    self->read();
  });
}

void Connection::send(Bytes frame) {
  if (ended_ || finishing_) return;
  tap_frame('>', party_, frame);
  out_.push_back(std::move(frame));
  write();
}

void Connection::write() {
  if (writing_ || !open_) return;
  if (out_.empty()) {
    if (finishing_ && !ended_) {
      ended_ = true;
      socket_.async_close(websocket::close_code::normal, [self = shared_from_this()](error_code) {
        self->cut();
        if (self->parting_) self->transport_.lost(self.get(), self->expected_, *self->parting_);
      });
    }
    return;
  }
  writing_ = true;
  socket_.async_write(boost::asio::buffer(out_.front()), [self = shared_from_this()](error_code error, std::size_t) {
    self->writing_ = false;
    if (error) return self->fail("link.lost", error);
    self->out_.pop_front();
    self->write();
  });
}

void Connection::finish() {
  finishing_ = true;
  write();
}

void Connection::cut() {
  error_code ignored;
  beast::get_lowest_layer(socket_).socket().close(ignored);
}

void Connection::fail(const char* code, const error_code& error) { end(closed(code, error)); }

void Connection::end(const Error& why) {
  if (!ended_) {
    ended_ = true;
    cut();
  }
  transport_.lost(this, party_.empty() ? expected_ : party_, why);
}

}  // namespace tsugite::node
