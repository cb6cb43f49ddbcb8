// For tests: a node's HTTP interface on a loopback port, as far as the scenario player uses it, with answers
// set by the test. One thread of its own; what the test sets and reads is guarded by a mutex.
#pragma once

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/json.hpp>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace tsugite::cli {

struct FakeRequest {
  std::string line;  // "POST /api/v1/commands"
  std::string cookie, csrf, body;
};
struct FakeAnswer {
  unsigned status = 200;
  boost::json::value body;
};

class FakeNode {
 public:
  using Answer = std::function<FakeAnswer(const FakeRequest&)>;

  explicit FakeNode(Answer answer)
      : answer_(std::move(answer)), acceptor_(io_, {boost::asio::ip::make_address("127.0.0.1"), 0}), thread_([this] { serve(); }) {}
  ~FakeNode() {
    // A connection of our own wakes the blocking accept.
    stopping_ = true;
    boost::asio::ip::tcp::socket last(io_);
    boost::system::error_code ignored;
    last.connect(acceptor_.local_endpoint(), ignored);
    thread_.join();
  }
  FakeNode(const FakeNode&) = delete;
  FakeNode& operator=(const FakeNode&) = delete;

  std::string address() const { return "http://127.0.0.1:" + std::to_string(acceptor_.local_endpoint().port()); }
  std::vector<FakeRequest> seen(const std::string& line) const {
    const std::lock_guard lock(mutex_);
    std::vector<FakeRequest> out;
    for (const auto& r : seen_)
      if (r.line.starts_with(line)) out.push_back(r);
    return out;
  }

 private:
  void serve() {
    namespace http = boost::beast::http;
    while (true) {
      boost::asio::ip::tcp::socket socket(io_);
      boost::system::error_code wrong;
      acceptor_.accept(socket, wrong);
      if (stopping_) return;
      boost::beast::flat_buffer buffer;
      http::request<http::string_body> request;
      http::read(socket, buffer, request, wrong);
      if (wrong) continue;
      const FakeRequest r{std::string(request.method_string()) + " " + std::string(request.target()),
                          std::string(request[http::field::cookie]), std::string(request["X-Tsugite-CSRF"]), request.body()};
      {
        const std::lock_guard lock(mutex_);
        seen_.push_back(r);
      }
      const auto answer = answer_(r);
      http::response<http::string_body> response(http::status(answer.status), 11);
      response.set(http::field::content_type, "application/json");
      if (r.line == "POST /api/v1/session") response.set(http::field::set_cookie, "tsugite_session=s1; HttpOnly; Path=/");
      response.body() = boost::json::serialize(answer.body);
      response.prepare_payload();
      http::write(socket, response, wrong);
    }
  }

  Answer answer_;
  boost::asio::io_context io_;
  boost::asio::ip::tcp::acceptor acceptor_;
  std::atomic<bool> stopping_ = false;
  mutable std::mutex mutex_;
  std::vector<FakeRequest> seen_;
  std::thread thread_;
};

}  // namespace tsugite::cli
