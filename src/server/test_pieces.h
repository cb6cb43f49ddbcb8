// A request as it comes out of a connection, for tests and the fuzzer: in pieces, and what the parser has not taken yet before the next
// one.
#pragma once
#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>
#include <string>
#include <string_view>

#include "server/message.h"

namespace tsugite::server::test {

/// Feeds `parser` until it is done, refuses (the error it says then) or the input ends. `piece` in bytes, at least one.
inline boost::system::error_code feed_in_pieces(MessageParser& parser, std::string_view input, std::size_t piece) {
  boost::system::error_code code;
  std::string waiting;
  while (!code && !parser.is_done() && !input.empty()) {
    waiting.append(input.substr(0, piece));
    input.remove_prefix(std::min(piece, input.size()));
    for (std::size_t taken = 1; taken > 0 && !code && !parser.is_done() && !waiting.empty(); waiting.erase(0, taken))
      taken = parser.put(boost::asio::buffer(waiting), code);
    if (code == boost::beast::http::error::need_more) code = {};
  }
  return code;
}

}  // namespace tsugite::server::test
