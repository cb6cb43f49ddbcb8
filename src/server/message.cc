#include "server/message.h"

#include <boost/beast/http/error.hpp>
#include <boost/beast/websocket/rfc6455.hpp>

#include "base/limits.h"

namespace tsugite::server {
namespace http = boost::beast::http;

namespace {

std::string text_of(const Message& message, std::string_view name) {
  const auto value = message[boost::beast::string_view(name.data(), name.size())];
  return std::string(value.data(), value.size());
}

}  // namespace

void bound(MessageParser& parser) {
  parser.body_limit(limits::http_body_bytes);
  parser.header_limit(static_cast<std::uint32_t>(limits::http_header_bytes));
}

Request request_of(Message&& message) {
  Request out;
  const auto method = message.method_string(), target = message.target();
  out.method.assign(method.data(), method.size());
  out.target.assign(target.data(), target.size());
  out.host = text_of(message, "Host");
  out.origin = text_of(message, "Origin");
  out.fetch_site = text_of(message, "Sec-Fetch-Site");
  out.content_type = text_of(message, "Content-Type");
  out.cookie = text_of(message, "Cookie");
  out.csrf = text_of(message, "X-Tsugite-CSRF");
  out.if_none_match = text_of(message, "If-None-Match");
  out.forwarded = message.count("Forwarded") || message.count("X-Forwarded-For");
  out.upgrade = boost::beast::websocket::is_upgrade(message);
  out.body = std::move(message.body());
  return out;
}

std::optional<Error> unreadable(const boost::system::error_code& code) {
  if (code == http::error::body_limit) return Error{"request.too-large", "", {"本文が大きすぎます", "the body is too large"}};
  if (code == http::error::header_limit)
    return Error{"request.headers-too-large", "", {"ヘッダーが大きすぎます", "the headers are too large"}};
  if (code.category() == http::make_error_code(http::error::bad_method).category() && code != http::error::end_of_stream &&
      code != http::error::partial_message)
    return Error{"request.malformed", "", {"HTTPの要求として読めません", "this is no HTTP request"}};
  return std::nullopt;
}

}  // namespace tsugite::server
