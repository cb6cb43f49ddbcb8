#include "server/message.h"

#include <gtest/gtest.h>

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/error.hpp>

namespace tsugite::server {
namespace {

// As it comes out of a connection: in pieces of that size, and what the parser has not taken yet before the next one.
struct Fed {
  MessageParser parser;
  boost::system::error_code code;
  Fed(std::string_view input, std::size_t piece) {
    bound(parser);
    std::string waiting;
    while (!code && !parser.is_done() && !input.empty()) {
      waiting.append(input.substr(0, piece));
      input.remove_prefix(std::min(piece, input.size()));
      for (std::size_t taken = 1; taken > 0 && !code && !parser.is_done() && !waiting.empty(); waiting.erase(0, taken))
        taken = parser.put(boost::asio::buffer(waiting), code);
      if (code == boost::beast::http::error::need_more) code = {};
    }
  }
};

const std::string kHead = "POST /api/v1/alerts HTTP/1.1\r\nHost: node\r\nTransfer-Encoding: chunked\r\n\r\n";

TEST(Message, ChunksAreReadInPiecesOfAnySize) {
  for (std::size_t piece = 1; piece < 40; ++piece) {
    Fed none(kHead + "0\r\n\r\n", piece), one(kHead + "5;a=b\r\nhello\r\n0\r\n\r\n", piece), trailed(kHead + "0\r\nA: b\r\n\r\n", piece);
    for (Fed* each : {&none, &one, &trailed}) {
      EXPECT_FALSE(each->code) << each->code.message() << ", " << piece;
      EXPECT_TRUE(each->parser.is_done()) << piece;
    }
    EXPECT_EQ(request_of(none.parser.release()).body, "");
    EXPECT_EQ(request_of(one.parser.release()).body, "hello");
  }
}

TEST(Message, WhatFollowsTheLastChunkEndsNoNodeWhateverItIs) {
  for (std::size_t piece = 1; piece < 12; ++piece)
    for (const char* rest : {"0\r\n<a><a><a><a>", "0\r\nx", "0\r\n\r", "5\r\nhello\r\n0\r\nx\r\n\r\n", "0;\r\n<\r\n\r\n"}) {
      const Fed fed(kHead + rest, piece);
      EXPECT_FALSE(fed.parser.is_done()) << rest << ", " << piece;
      if (fed.code) {
        EXPECT_EQ(unreadable(fed.code).value_or(Error{}).code, "request.malformed") << rest << ", " << piece;
      }
    }
}

}  // namespace
}  // namespace tsugite::server
