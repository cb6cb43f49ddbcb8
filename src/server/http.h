// The web server on its socket: accepts connections, hands requests to the Front and writes what it admits, over TCP or TLS.
//
// Lives on one io_context thread. What the main must do: construct, start() (the port may be 0: port() then says which), run the
// io_context, stop(). The password worker is a thread of its own inside.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ssl/context.hpp>
#include <memory>
#include <string>
#include <vector>

#include "server/front.h"

namespace tsugite::server {

class Server {
 public:
  struct Settings {
    std::string address = "127.0.0.1";  // numeric, or "localhost"
    std::uint16_t port = 0;
    std::vector<std::string> names;  // further names in Host headers
    std::string console;             // folder of the built web console; empty: none is served
    std::string openapi;             // text of openapi.yaml
    boost::asio::ssl::context* tls = nullptr;
  };
  // Errors: "server.plain-http", "server.assets". Nothing listens yet.
  static Result<std::unique_ptr<Server>> make(boost::asio::io_context& io, Backend& backend, Settings settings, Accounts accounts);
  ~Server();

  // Errors: "server.listen" (address in use, no such address).
  Result<void> start();
  std::uint16_t port() const;
  std::string url() const;  // "http://127.0.0.1:8401"
  // Closes the listener, streams with a word, and connections. The io_context then runs out of the server's work.
  void stop();

 private:
  struct Impl;
  explicit Server(std::shared_ptr<Impl> impl) : impl_(std::move(impl)) {}
  std::shared_ptr<Impl> impl_;
};

// A TLS context for the web from PEM files: TLS 1.3 only. Error: "server.tls".
Result<std::unique_ptr<boost::asio::ssl::context>> web_tls(const std::string& certificate_file, const std::string& key_file);

}  // namespace tsugite::server
