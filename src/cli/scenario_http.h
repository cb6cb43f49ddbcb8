// A small HTTP client for the scenario player: one request at a time, JSON back, every step bounded in time.
// Plain HTTP only: a node's web is that on loopback; a node elsewhere is reached through a tunnel. And
// Session: one person signed in at one node. Blocking; not thread-safe.
#pragma once

#include <boost/json.hpp>
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"

namespace tsugite::cli {

struct HttpAnswer {
  unsigned status = 0;
  std::string cookie;       // "name=value" of the first Set-Cookie
  boost::json::value body;  // null where there is none
};

class HttpClient {
 public:
  // "http://127.0.0.1:8801"
  static Result<HttpClient> to(std::string_view address);
  // An error is "no answer"; an answer of any status is an answer.
  Result<HttpAnswer> request(const std::string& method, const std::string& target, const std::string& body,
                             const std::map<std::string, std::string>& headers) const;
  const std::string& address() const { return address_; }

 private:
  std::string address_, host_, port_;
};

class Session {
 public:
  static Result<Session> sign_in(const HttpClient& client, const std::string& account, const std::string& password);
  // The node's own refusal comes back as its Error, with its code; `where` names the request.
  Result<boost::json::value> get(const std::string& target) const;
  Result<boost::json::value> post(const std::string& target, const boost::json::value& body) const;
  Result<boost::json::value> post_xml(const std::string& target, const std::string& xml) const;
  const boost::json::value& me() const { return me_; }

 private:
  Session(HttpClient client) : client_(std::move(client)) {}
  Result<boost::json::value> call(const std::string& method, const std::string& target, const std::string& body,
                                  const std::string& type) const;

  HttpClient client_;
  std::string cookie_, csrf_;
  boost::json::value me_;
};

// ---- reading answers: absent and wrongly typed members are empty ----
std::string string_at(const boost::json::value& value, std::string_view key);
bool flag_at(const boost::json::value& value, std::string_view key);
const boost::json::array& list_at(const boost::json::value& value, std::string_view key);
const boost::json::value& at(const boost::json::value& value, std::string_view key);
// The one of that id in a list, or nullptr.
const boost::json::value* by_id(const boost::json::array& list, std::string_view id);

}  // namespace tsugite::cli
