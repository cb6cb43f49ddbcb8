// One federation connection: TCP, TLS, WebSocket, then frames both ways. Owns its socket; lives as long as an operation is under way.
#pragma once

#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <deque>
#include <optional>

#include "node/transport.h"

namespace tsugite::node {

class Connection : public std::enable_shared_from_this<Connection> {
 public:
  using Socket = boost::asio::ip::tcp::socket;
  Connection(Socket socket, boost::asio::ssl::context& context, Transport& transport);

  void accept();                          // as the server side
  void connect(const std::string& host);  // as the client side, over a connected socket
  // `party` is set once the peer's pin is known.
  const std::string& party() const { return party_; }
  void send(Bytes frame);
  void finish();  // close after what is queued
  void cut();     // now

 private:
  using WebSocket = boost::beast::websocket::stream<boost::beast::ssl_stream<boost::beast::tcp_stream>>;
  void configure();
  void upgraded();
  void stranger(const std::optional<Digest>& pin);
  void answer_doctor(const std::optional<Digest>& pin);
  void read();
  void write();
  void fail(const char* code, const boost::system::error_code& error);
  void end(const Error& why);

  Transport& transport_;
  WebSocket socket_;
  boost::beast::flat_buffer buffer_;
  boost::beast::http::request<boost::beast::http::string_body> upgrade_;
  std::deque<Bytes> out_;
  std::string party_, expected_;
  std::string address_;
  std::optional<Error> parting_;  // of a stranger: why it was sent away
  bool client_ = false, open_ = false, writing_ = false, finishing_ = false, ended_ = false;
  bool doctor_ = false;  // a question of a doctor, no link
  friend class Transport;
};

}  // namespace tsugite::node
