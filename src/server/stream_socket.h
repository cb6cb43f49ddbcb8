// The WebSocket of one stream client: tells, never listens. Ends with its session, with a client that talks or reads too slowly.
#pragma once

#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/ssl/ssl_stream.hpp>
#include <memory>

#include "server/connection.h"
#include "server/message.h"

namespace tsugite::server {

void open_stream_socket(boost::beast::tcp_stream stream, Message request, Hub::Client client, const std::weak_ptr<Connections>& all);
void open_stream_socket(boost::beast::ssl_stream<boost::beast::tcp_stream> stream, Message request, Hub::Client client,
                        const std::weak_ptr<Connections>& all);

}  // namespace tsugite::server
