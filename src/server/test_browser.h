// A browser without a network: what a page of ours would send, and what came back.
#pragma once

#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <map>
#include <optional>
#include <string>

#include "server/front.h"

namespace tsugite::server::test {

// Signs in, keeps its cookie and token, asks the Front.
struct Browser {
  struct Answer {
    int status = 0;
    boost::json::value body;
    std::string text;
    std::map<std::string, std::string> headers;
  };

  explicit Browser(Front& front_) : front(front_) {}

  Request request(const std::string& method, const std::string& target, const std::string& body = "") const {
    Request out;
    out.method = method;
    out.target = target;
    out.body = body;
    out.host = "127.0.0.1:8401";
    out.origin = method == "GET" || method == "HEAD" ? "" : "http://127.0.0.1:8401";
    out.content_type = body.empty() ? "" : "application/json";
    out.cookie = cookie;
    out.csrf = csrf;
    out.peer = "127.0.0.1";
    return out;
  }
  std::optional<Answer> send(Request asked) {
    std::optional<Answer> out;
    front.handle(std::move(asked), [&](Reply reply) {
      EXPECT_TRUE(front.admits(reply));
      out.emplace();
      out->status = reply.status;
      out->text = reply.body.value();
      for (const auto& [name, value] : reply.headers) out->headers[name] = value;
      if (reply.content_type == "application/json") out->body = boost::json::parse(out->text);
    });
    return out;
  }
  Answer ask(const std::string& method, const std::string& target, const std::string& body = "") {
    auto answer = send(request(method, target, body));
    EXPECT_TRUE(answer) << target;
    return answer ? *answer : Answer{};
  }
  Answer get(const std::string& path) { return ask("GET", "/api/v1" + path); }
  Answer post(const std::string& path, const std::string& body) { return ask("POST", "/api/v1" + path, body); }
  Answer sign_in(const std::string& account) {
    auto answer = post("/session", R"({"account":")" + account + R"(","password":"$argon2id$)" + account + R"("})");
    if (answer.status != 200) return answer;
    cookie = answer.headers["Set-Cookie"].substr(0, answer.headers["Set-Cookie"].find(';'));
    csrf = std::string(answer.body.at("csrf").as_string());
    return answer;
  }

  Front& front;
  std::string cookie, csrf;
};

}  // namespace tsugite::server::test
