#include "node/doctor/ask.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>

#include "base/limits.h"
#include "federation/frame.h"
#include "node/address.h"
#include "node/doctor/greeting.h"
#include "node/tls.h"

namespace tsugite::node {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = beast::websocket;
using boost::system::error_code;
using tcp = asio::ip::tcp;

constexpr auto patience = std::chrono::seconds(8);
constexpr std::size_t most_frames = 64;

class Asking {
 public:
  Asking(const Question& question, asio::ssl::context& tls) : question_(question), resolver_(io_), socket_(io_, tls) {}

  Asked run() {
    const Address to = split_address(question_.address);
    host_ = to.host;
    resolver_.async_resolve(to.host, to.port, [this](error_code error, const tcp::resolver::results_type& results) {
      if (error) return fail("link.resolve", "the name leads nowhere", "名前を解決できません", error);
      beast::get_lowest_layer(socket_).async_connect(results, [this](error_code connect_error, const tcp::endpoint&) {
        if (connect_error) return fail("link.connect", "cannot be reached", "接続できません", connect_error);
        shake_hands();
      });
    });
    io_.run_for(patience);
    if (!ended_) fail("link.no-answer", "there was no answer in time", "時間内に応答がありません", {});
    return std::move(out_);
  }

 private:
  void shake_hands() {
    socket_.next_layer().async_handshake(asio::ssl::stream_base::client, [this](error_code error) {
      if (error) return fail("link.tls", "does not speak TLS as a node does", "ノードとしてのTLSで応答しません", error);
      out_.pin = peer_pin(socket_.next_layer().native_handle());
      socket_.read_message_max(limits::frame_bytes);
      socket_.binary(true);
      socket_.set_option(websocket::stream_base::decorator(
          [](websocket::request_type& request) { request.set(beast::http::field::sec_websocket_protocol, doctor_subprotocol); }));
      socket_.async_handshake(host_, "/" + question_.about, [this](error_code upgrade_error) {
        if (upgrade_error) return fail("link.upgrade", "does not answer the doctor", "診断に応答しません", upgrade_error);
        socket_.async_write(asio::buffer(question_.greeting), [this](error_code write_error, std::size_t) {
          if (write_error) return fail("link.upgrade", "does not listen to the doctor", "診断の要求を受け付けません", write_error);
          read();
        });
      });
    });
  }

  void read() {
    socket_.async_read(buffer_, [this](error_code error, std::size_t) {
      if (error) {  // closed after what it had to say; whoever said nothing did not answer
        if (!out_.hello && out_.against.empty()) return fail("link.upgrade", "does not answer the doctor", "診断に応答しません", error);
        return end();
      }
      auto frame = federation::parse_frame(beast::buffers_to_string(buffer_.data()));
      buffer_.clear();
      if (!frame) return fail(frame.error());
      if (frame->has_hello()) out_.hello = frame->hello();
      if (frame->has_refuse()) out_.against.push_back(federation::refused_error(frame->refuse()));
      if (out_.against.size() > most_frames) return end();
      read();
    });
  }

  void fail(const char* code, const char* en, const char* ja, const error_code& error) {
    const std::string why = error ? ": " + error.message() : "";
    fail(Error{code, question_.address, Text{question_.address + " は" + ja + why, question_.address + " " + en + why}});
  }
  void fail(const Error& error) {
    out_.failed = error;
    end();
  }
  void end() {
    ended_ = true;
    io_.stop();
  }

  const Question& question_;
  std::string host_;
  asio::io_context io_{1};
  tcp::resolver resolver_;
  websocket::stream<beast::ssl_stream<beast::tcp_stream>> socket_;
  beast::flat_buffer buffer_;
  Asked out_;
  bool ended_ = false;
};

}  // namespace

Asked ask_end(const Question& question) {
  auto tls = federation_context(question.key_file, question.certificate_file, true);
  Asked out;
  if (!tls) {
    out.failed = tls.error();
    return out;
  }
  return Asking(question, *tls).run();
}

}  // namespace tsugite::node
