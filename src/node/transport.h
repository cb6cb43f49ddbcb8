// Transport: carries federation frames over mutual TLS 1.3 and WebSocket (subprotocol tsugite.federation.v1). It knows pins and
// parties, nothing of what frames say. At most one connection a partner: a newer one replaces the older.
//
// A peer whose key is no partner's is told so in one refuse frame and cut. Only Released bytes for that partner, of today's
// policy, go out. Dials again with growing pauses. Runs on the node's one thread.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "core/core.h"
#include "node/address.h"
#include "world/random.h"

namespace tsugite::node {

class FrameTap;  // e2e builds only: sees every plaintext frame, both ways
class Connection;

class Transport {
 public:
  struct Events {
    std::function<void(const std::string& partner, const Digest& pin)> up;
    std::function<void(const std::string& partner, const Error& why)> down;
    std::function<void(const std::string& partner, BytesView frame)> frame;
    // `dialled`: the partner that was wanted when this key answered; empty where the stranger came by itself.
    std::function<void(const std::string& address, const Digest& pin, const std::string& dialled)> stranger;
    std::function<bool(const std::string& partner)> may_dial;
    // A doctor asks (doctor/ask.h): a partner's, or our own about a link of ours (`party` empty, `about` the partner's). What it is told.
    std::function<std::vector<label::Released<Bytes>>(const std::string& party, const Digest& pin, const std::string& about,
                                                      BytesView greeting)>
        doctor;
    Digest own_pin;  // whose questions about any link are answered
  };

  Transport(boost::asio::io_context& io, boost::asio::ssl::context server, boost::asio::ssl::context client, world::Random& random,
            Events events);
  ~Transport();

  void add_partner(const std::string& party, const Digest& pin, const std::string& dial);
  Result<void> listen(const std::string& address);
  std::uint16_t port() const { return acceptor_.local_endpoint().port(); }  // while it listens
  void start();
  void stop();

  void send(const label::Guard& guard, core::Outgoing outgoing);
  void hang_up(const std::string& partner);  // after what was sent before
  void dial_now(const std::string& partner);

 private:
  friend class Connection;
  struct Partner {
    Digest pin;
    Address address;  // empty: it dials us
    std::shared_ptr<Connection> connection;
    std::unique_ptr<boost::asio::steady_timer> timer;
    int failures = 0;
    bool dialling = false;
  };
  void accept();
  void schedule_dial(const std::string& party);
  void dial(const std::string& party);
  void connected(std::shared_ptr<Connection> connection, const std::string& party, const Digest& pin);
  void lost(const Connection* connection, const std::string& party, const Error& why);
  std::string party_of(const Digest& pin) const;

  boost::asio::io_context& io_;
  boost::asio::ssl::context server_, client_;
  world::Random& random_;
  Events events_;
  boost::asio::ip::tcp::acceptor acceptor_;
  boost::asio::ip::tcp::resolver resolver_;
  std::map<std::string, Partner> partners_;
  std::map<const Connection*, std::weak_ptr<Connection>> greeting_;  // accepted, not yet known
  bool stopped_ = false;
};

}  // namespace tsugite::node
