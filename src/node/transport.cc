#include "node/transport.h"

#include <algorithm>

#include "node/connection.h"

namespace tsugite::node {

namespace asio = boost::asio;
using boost::system::error_code;
using tcp = asio::ip::tcp;

namespace {

constexpr std::size_t most_strangers = 32;  // connections that have not yet shown whose they are

}  // namespace

Transport::Transport(asio::io_context& io, asio::ssl::context server, asio::ssl::context client, world::Random& random, Events events)
    : io_(io), server_(std::move(server)), client_(std::move(client)), random_(random), events_(std::move(events)), acceptor_(io),
      resolver_(io) {}

Transport::~Transport() = default;

void Transport::add_partner(const std::string& party, const Digest& pin, const std::string& dial) {
  Partner& partner = partners_[party];
  partner.pin = pin;
  partner.address = split_address(dial);
  partner.timer = std::make_unique<asio::steady_timer>(io_);
}

std::string Transport::party_of(const Digest& pin) const {
  for (const auto& [party, partner] : partners_)
    if (partner.pin == pin) return party;
  return "";
}

Result<void> Transport::listen(const std::string& address) {
  const auto [host, port] = split_address(address);
  error_code error;
  auto ip = asio::ip::make_address(host, error);
  unsigned long number = std::strtoul(port.c_str(), nullptr, 10);
  if (error || number > 65535)
    return fail("node.address", address, "not an address and a port, such as 127.0.0.1:9800",
                "127.0.0.1:9800 のような番地とポートではありません");
  tcp::endpoint endpoint(ip, static_cast<unsigned short>(number));
  acceptor_.open(endpoint.protocol(), error);
  if (!error) acceptor_.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor_.bind(endpoint, error);
  if (!error) acceptor_.listen(asio::socket_base::max_listen_connections, error);
  if (error)
    return fail("node.listen", address, "cannot listen here: " + error.message(), "この番地で待ち受けられません：" + error.message());
  return {};
}

void Transport::start() {
  accept();
  for (auto& [party, partner] : partners_)
    if (!partner.address.host.empty()) dial(party);
}

void Transport::stop() {
  stopped_ = true;
  error_code ignored;
  acceptor_.close(ignored);
  resolver_.cancel();
  for (auto& [party, partner] : partners_) {
    partner.timer->cancel();
    if (partner.connection) partner.connection->cut();
  }
  for (auto& [key, connection] : greeting_)
    if (auto alive = connection.lock()) alive->cut();
}

void Transport::accept() {
  acceptor_.async_accept([this](error_code error, tcp::socket socket) {
    if (stopped_) return;
    if (!error) {
      std::erase_if(greeting_, [](const auto& entry) { return entry.second.expired(); });
      if (greeting_.size() < most_strangers) {
        auto connection = std::make_shared<Connection>(std::move(socket), server_, *this);
        greeting_[connection.get()] = connection;
        connection->accept();
      }  // else: the socket closes; those already here time out within seconds
    }
    accept();
  });
}

void Transport::dial_now(const std::string& party) {
  auto it = partners_.find(party);
  if (it == partners_.end() || it->second.address.host.empty()) return;
  it->second.failures = 0;
  it->second.timer->cancel();
  dial(party);
}

void Transport::schedule_dial(const std::string& party) {
  Partner& partner = partners_.at(party);
  if (stopped_ || partner.address.host.empty()) return;
  const int step = std::min(partner.failures++, 6);
  const int jitter = static_cast<unsigned char>(random_.bytes(1)[0]);
  partner.timer->expires_after(std::chrono::milliseconds((150 << step) + jitter));  // 0.2 s growing to about 10 s
  partner.timer->async_wait([this, party](error_code error) {
    if (!error) dial(party);
  });
}

void Transport::dial(const std::string& party) {
  Partner& partner = partners_.at(party);
  if (stopped_ || partner.dialling || partner.connection) return;
  if (!events_.may_dial(party)) return schedule_dial(party);
  partner.dialling = true;
  auto give_up = [this, party](const char* code, const error_code& error) {
    partners_.at(party).dialling = false;
    events_.down(
        party, Error{code, party, Text{"相手方に接続できません：" + error.message(), "The partner cannot be reached: " + error.message()}});
    schedule_dial(party);
  };
  resolver_.async_resolve(
      partner.address.host, partner.address.port, [this, party, give_up](error_code error, tcp::resolver::results_type results) {
        if (stopped_) return;
        if (error) return give_up("link.resolve", error);
        auto socket = std::make_shared<tcp::socket>(io_);
        asio::async_connect(*socket, results, [this, party, give_up, socket](error_code connect_error, const tcp::endpoint&) {
          if (stopped_) return;
          if (connect_error) return give_up("link.connect", connect_error);
          auto connection = std::make_shared<Connection>(std::move(*socket), client_, *this);
          connection->expected_ = party;
          greeting_[connection.get()] = connection;
          connection->connect(partners_.at(party).address.host);
        });
      });
}

void Transport::connected(std::shared_ptr<Connection> connection, const std::string& party, const Digest& pin) {
  greeting_.erase(connection.get());
  Partner& partner = partners_.at(party);
  partner.dialling = false;
  if (partner.connection) {
    auto old = std::move(partner.connection);
    old->ended_ = true;
    old->cut();
    events_.down(party, Error{"link.replaced", party, Text{"新しい接続に切り替えました", "A newer connection took over"}});
  }
  partner.connection = std::move(connection);
  events_.up(party, pin);
}

void Transport::lost(const Connection* connection, const std::string& party, const Error& why) {
  greeting_.erase(connection);
  auto it = partners_.find(party);
  if (it == partners_.end()) return;
  Partner& partner = it->second;
  const bool current = partner.connection.get() == connection;
  if (current) partner.connection.reset();
  if (!current && !(connection->client_ && partner.dialling)) return;
  if (connection->client_) partner.dialling = false;
  if (stopped_) return;
  events_.down(party, why);
  if (!partner.connection) schedule_dial(party);
}

void Transport::send(const label::Guard& guard, core::Outgoing outgoing) {
  auto it = partners_.find(outgoing.partner);
  if (it == partners_.end() || !it->second.connection) return;
  if (!guard.still_valid(outgoing.frame, label::Recipient{outgoing.partner, "", 0})) return it->second.connection->cut();
  it->second.failures = 0;
  it->second.connection->send(std::move(outgoing.frame).take());
}

void Transport::hang_up(const std::string& partner) {
  auto it = partners_.find(partner);
  if (it != partners_.end() && it->second.connection) it->second.connection->finish();
}

}  // namespace tsugite::node
