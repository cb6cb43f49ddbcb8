// The WebSocket of one stream client: tells, never listens. Ends with its session, with a client that talks or reads too slowly.
#pragma once

#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <memory>

#include "server/connection.h"

namespace tsugite::server {

using UpgradeRequest = boost::beast::http::request<boost::beast::http::string_body>;

void open_stream_socket(boost::beast::tcp_stream stream, UpgradeRequest request, Hub::Client client,
                        const std::weak_ptr<Connections>& all);
void open_stream_socket(boost::beast::ssl_stream<boost::beast::tcp_stream> stream, UpgradeRequest request, Hub::Client client,
                        const std::weak_ptr<Connections>& all);

}  // namespace tsugite::server
