// Whole requests as they come over a socket, in pieces: the library's parser under our bounds, then everything this server reads of them before
// it knows who asks.
#include <boost/asio/buffer.hpp>

#include <algorithm>
#include <cstdlib>

#include "base/limits.h"
#include "server/json_read.h"
#include "server/message.h"
#include "server/routes.h"

namespace tsugite {

void fuzz_http(std::string_view input) {
  using namespace server;
  MessageParser parser;
  bound(parser);
  boost::system::error_code code;
  std::size_t piece = 1 + (input.empty() ? 0 : static_cast<unsigned char>(input.back()));
  Bytes waiting;  // what the parser has not taken yet, as a connection keeps it
  while (!code && !parser.is_done() && !input.empty()) {
    waiting.append(input.substr(0, piece));
    input.remove_prefix(std::min(piece, input.size()));
    for (std::size_t taken = 1; taken > 0 && !code && !parser.is_done() && !waiting.empty(); waiting.erase(0, taken))
      taken = parser.put(boost::asio::buffer(waiting), code);
    if (code == boost::beast::http::error::need_more) code = {};
  }
  if (!code && !parser.is_done() && parser.got_some()) parser.put_eof(code);
  if (code) {
    if (const auto error = unreadable(code); error && (error->message.ja.empty() || error->message.en.empty())) std::abort();
    return;
  }
  if (!parser.is_done()) return;
  const Request request = request_of(parser.release());
  if (request.body.size() > limits::http_body_bytes || request.target.size() + request.cookie.size() > limits::http_header_bytes) std::abort();
  if (const auto target = parse_target(request.target)) match(request.method, *target);
  cookie_value(request.cookie, "tsugite_session_jpn");
  (void)parse_json(request.body);
}

}  // namespace tsugite
