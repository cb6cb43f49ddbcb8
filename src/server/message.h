// What the HTTP library has read, as this server's own request; and what it could not read, by name. Pure.
#pragma once

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>
#include <string>

#include "base/result.h"
#include "server/request.h"

namespace tsugite::server {

using Message = boost::beast::http::request<boost::beast::http::string_body>;
using MessageParser = boost::beast::http::request_parser<boost::beast::http::string_body>;

// As much as one request may take: limits::http_body_bytes and limits::http_header_bytes.
void bound(MessageParser& parser);
// But for `peer` and `loopback`.
Request request_of(Message&& message);
// Nothing where the connection merely ended.
std::optional<Error> unreadable(const boost::system::error_code& code);

}  // namespace tsugite::server
