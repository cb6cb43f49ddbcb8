#include "server/message.h"

#include <gtest/gtest.h>

#include "server/test_pieces.h"

namespace tsugite::server {
namespace {

struct Fed {
  MessageParser parser;
  boost::system::error_code code;
  Fed(std::string_view input, std::size_t piece) {
    bound(parser);
    code = test::feed_in_pieces(parser, input, piece);
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
