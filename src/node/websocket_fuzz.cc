// What a partner's end may say after TLS: an upgrade and WebSocket frames, under the bounds of a link, and each message as the frame it
// must be.
#include <boost/asio/io_context.hpp>
#include <boost/beast/_experimental/test/stream.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/websocket.hpp>
#include <cstdlib>

#include "base/limits.h"
#include "federation/frame.h"

namespace tsugite {

void fuzz_websocket(std::string_view input) {
  namespace beast = boost::beast;
  constexpr int most_messages = 64;
  const std::size_t end = input.find("\r\n\r\n");
  if (end == input.npos) return;
  boost::asio::io_context context;
  beast::test::stream partner(context);  // takes what is answered
  beast::websocket::stream<beast::test::stream> socket(context);
  socket.next_layer().connect(partner);
  socket.read_message_max(limits::frame_bytes);
  socket.binary(true);
  const auto say = [&](std::string_view bytes) { socket.next_layer().append(beast::string_view(bytes.data(), bytes.size())); };
  boost::system::error_code code;
  beast::flat_buffer buffer;
  beast::http::request<beast::http::string_body> upgrade;
  say(input.substr(0, end + 4));
  socket.next_layer().close_remote();
  beast::http::read(socket.next_layer(), buffer, upgrade, code);
  if (code || !beast::websocket::is_upgrade(upgrade)) return;
  socket.accept(upgrade, code);
  say(input.substr(end + 4));  // nobody speaks before he is answered
  for (int i = 0; !code && i < most_messages; ++i) {
    beast::flat_buffer message;
    const std::size_t size = socket.read(message, code);
    if (message.size() > limits::frame_bytes || (!code && size != message.size())) std::abort();
    if (!code) (void)federation::parse_frame(beast::buffers_to_string(message.data()));
  }
}

}  // namespace tsugite
