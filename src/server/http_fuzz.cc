// Whole requests as they come over a socket, in pieces: the library's parser under our bounds, then everything this server reads of them
// before it knows who asks.
#include <cstdlib>

#include "base/limits.h"
#include "server/json_read.h"
#include "server/message.h"
#include "server/routes.h"
#include "server/test_pieces.h"

namespace tsugite {

void fuzz_http(std::string_view input) {
  using namespace server;
  MessageParser parser;
  bound(parser);
  const std::size_t piece = 1 + (input.empty() ? 0 : static_cast<unsigned char>(input.back()));
  boost::system::error_code code = test::feed_in_pieces(parser, input, piece);
  if (!code && !parser.is_done() && parser.got_some()) parser.put_eof(code);
  if (code) {
    if (const auto error = unreadable(code); error && (error->message.ja.empty() || error->message.en.empty())) std::abort();
    return;
  }
  if (!parser.is_done()) return;
  const Request request = request_of(parser.release());
  if (request.body.size() > limits::http_body_bytes || request.target.size() + request.cookie.size() > limits::http_header_bytes)
    std::abort();
  if (const auto target = parse_target(request.target)) match(request.method, *target);
  cookie_value(request.cookie, "tsugite_session_jpn");
  (void)parse_json(request.body);
}

}  // namespace tsugite
