#include "cli/scenario_http.h"

#include <fmt/format.h>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/url.hpp>
#include <chrono>

namespace tsugite::cli {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace json = boost::json;

namespace {

constexpr auto patience = std::chrono::seconds(15);
constexpr std::size_t answer_bytes = 16 * 1024 * 1024;

asio::awaitable<http::response<http::string_body>> exchange(std::string host, std::string port, http::request<http::string_body> request) {
  const auto executor = co_await asio::this_coro::executor;
  asio::ip::tcp::resolver resolver(executor);
  beast::tcp_stream stream(executor);
  const auto found = co_await resolver.async_resolve(host, port, asio::use_awaitable);
  stream.expires_after(patience);
  co_await stream.async_connect(found, asio::use_awaitable);
  co_await http::async_write(stream, request, asio::use_awaitable);
  beast::flat_buffer buffer;
  http::response_parser<http::string_body> parser;
  parser.body_limit(answer_bytes);
  co_await http::async_read(stream, buffer, parser, asio::use_awaitable);
  beast::error_code ignored;
  stream.socket().shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
  co_return parser.release();
}

Error refusal(const HttpAnswer& answer, const std::string& request) {
  const auto& error = at(answer.body, "error");
  Error out{string_at(error, "code"), string_at(error, "where"),
            Text{string_at(at(error, "message"), "ja"), string_at(at(error, "message"), "en")}};
  if (out.code.empty()) out.code = fmt::format("http.{}", answer.status);
  if (out.message.en.empty()) out.message.en = fmt::format("the node answered {}", answer.status);
  if (out.message.ja.empty()) out.message.ja = fmt::format("ノードの応答は {} です", answer.status);
  out.where = out.where.empty() ? request : request + ": " + out.where;
  return out;
}

}  // namespace

const json::value& at(const json::value& value, std::string_view key) {
  static const json::value nothing;
  if (!value.is_object()) return nothing;
  const auto* found = value.get_object().if_contains(key);
  return found ? *found : nothing;
}

std::string string_at(const json::value& value, std::string_view key) {
  const auto& found = at(value, key);
  return found.is_string() ? std::string(found.get_string()) : std::string();
}

bool flag_at(const json::value& value, std::string_view key) {
  const auto& found = at(value, key);
  return found.is_bool() && found.get_bool();
}

const json::array& list_at(const json::value& value, std::string_view key) {
  static const json::array nothing;
  const auto& found = at(value, key);
  return found.is_array() ? found.get_array() : nothing;
}

const json::value* by_id(const json::array& list, std::string_view id) {
  for (const auto& item : list)
    if (string_at(item, "id") == id) return &item;
  return nullptr;
}

Result<HttpClient> HttpClient::to(std::string_view address) {
  const auto url = boost::urls::parse_uri(address);
  const bool whole = url && url->scheme() == "http" && !url->host().empty() && url->path().size() <= 1;
  if (!whole)
    return fail("scenario.address", std::string(address), "a node's address looks like http://127.0.0.1:8801",
                "ノードのアドレスは http://127.0.0.1:8801 の形で書いてください");
  HttpClient out;
  out.host_ = url->host_address();
  out.port_ = url->has_port() ? std::string(url->port()) : "80";
  out.address_ = fmt::format("http://{}", std::string(url->encoded_host_and_port()));
  return out;
}

Result<HttpAnswer> HttpClient::request(const std::string& method, const std::string& target, const std::string& body,
                                       const std::map<std::string, std::string>& headers) const {
  const std::string what = fmt::format("{} {}{}", method, address_, target);
  http::request<http::string_body> request(http::string_to_verb(method), target, 11);
  request.set(http::field::host, address_.substr(sizeof("http://") - 1));
  request.set(http::field::connection, "close");
  for (const auto& [name, value] : headers) request.set(name, value);
  request.body() = body;
  request.prepare_payload();
  http::response<http::string_body> response;
  try {
    asio::io_context io(1);
    std::exception_ptr wrong;
    asio::co_spawn(io, exchange(host_, port_, std::move(request)), [&](std::exception_ptr e, http::response<http::string_body> r) {
      wrong = e;
      response = std::move(r);
    });
    io.run();
    if (wrong) std::rethrow_exception(wrong);
  } catch (const boost::system::system_error& e) {
    return fail("scenario.no-answer", what, "the node does not answer: " + e.code().message(),
                "ノードが応答しません: " + e.code().message());
  }
  HttpAnswer out;
  out.status = response.result_int();
  const std::string cookie(response[http::field::set_cookie]);
  out.cookie = cookie.substr(0, cookie.find(';'));
  const std::string type(response[http::field::content_type]);
  if (!response.body().empty() && type.find("json") != std::string::npos) {
    boost::system::error_code bad;
    out.body = json::parse(response.body(), bad);
    if (bad) return fail("scenario.not-json", what, "the node's answer is not JSON", "ノードの応答が JSON ではありません");
  }
  return out;
}

Result<Session> Session::sign_in(const HttpClient& client, const std::string& account, const std::string& password) {
  const std::string body = json::serialize(json::object{{"account", account}, {"password", password}});
  auto answer = client.request("POST", "/api/v1/session", body, {{"Content-Type", "application/json"}});
  if (!answer) return std::unexpected(answer.error());
  if (answer->status / 100 != 2) return std::unexpected(refusal(*answer, "POST /session as " + account));
  Session out(client);
  out.cookie_ = answer->cookie;
  out.csrf_ = string_at(answer->body, "csrf");
  out.me_ = std::move(answer->body);
  return out;
}

Result<json::value> Session::call(const std::string& method, const std::string& target, const std::string& body,
                                  const std::string& type) const {
  std::map<std::string, std::string> headers{{"Cookie", cookie_}};
  if (method != "GET") headers.insert({{"X-Tsugite-CSRF", csrf_}, {"Content-Type", type}});
  auto answer = client_.request(method, "/api/v1" + target, body, headers);
  if (!answer) return std::unexpected(answer.error());
  if (answer->status / 100 != 2) return std::unexpected(refusal(*answer, method + " " + target));
  return std::move(answer->body);
}

Result<json::value> Session::get(const std::string& target) const { return call("GET", target, "", ""); }
Result<json::value> Session::post(const std::string& target, const json::value& body) const {
  return call("POST", target, json::serialize(body), "application/json");
}
Result<json::value> Session::post_xml(const std::string& target, const std::string& xml) const {
  return call("POST", target, xml, "application/xml");
}

}  // namespace tsugite::cli
