// One connection of the web server, after it was accepted. Reads a request, asks the Front, writes what it admits; a WebSocket for
// the stream. Slow peers run into a time limit at each step.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <functional>
#include <memory>
#include <unordered_map>

#include "server/front.h"

namespace tsugite::server {

class Connection {
 public:
  virtual ~Connection() = default;
  virtual void start() = 0;
  // Ends it whatever it is doing.
  virtual void abandon() = 0;
};

// The connections that are open, so that there are never too many and stopping can end them.
class Connections {
 public:
  explicit Connections(Front& front) : front_(front) {}
  void add(const std::shared_ptr<Connection>& connection);
  void remove(const Connection* connection);
  bool full() const;
  void abandon_all();
  Front& front() { return front_; }

 private:
  Front& front_;
  std::unordered_map<const Connection*, std::weak_ptr<Connection>> open_;
};

// `tls` null: plain. The connection holds `all` weakly: it may outlive the server by one callback.
std::shared_ptr<Connection> make_connection(boost::asio::ip::tcp::socket socket, boost::asio::ssl::context* tls,
                                            const std::shared_ptr<Connections>& all);

}  // namespace tsugite::server
