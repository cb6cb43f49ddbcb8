// Whole nodes in one process for the tests of this room: folders on the disk, real keys, the core over SQLite, the link over TLS, the
// web over HTTP. The nodes run on one thread; a test asks them from its own, as a person would.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/json.hpp>
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "base/sha256.h"
#include "charter/root_line.h"
#include "charter/test_files.h"
#include "ledger/sqlite/sqlite_store.h"
#include "node/new_node.h"
#include "node/runtime.h"
#include "node/tls.h"
#include "server/http.h"
#include "server/password.h"
#include "world/posix/posix.h"

namespace tsugite::node::test {

namespace fs = std::filesystem;

inline const std::string password = "a password for the tests";

// The folders of two nodes that are each other's partners, under the shipped charter with roots made for the occasion.
class Folders {
 public:
  Folders() {
    char name[] = "/tmp/tsugite-nodes-XXXXXX";
    EXPECT_NE(mkdtemp(name), nullptr);
    root_ = name;
    auto charter = charter::shipped_charter();
    for (const std::string party : {"JPN", "USA"})
      charter["charter.yaml"] =
          charter::with_root(charter["charter.yaml"], party, ledger::SigningKey::from_seed(seed(party).view())->public_key().hex());
    for (const auto& [path, text] : charter) write("charter/" + path, text);
    for (const std::string party : {"JPN", "USA"}) {
      write(party + ".root", seed(party).hex() + "\n");
      world::SodiumRandom random;
      auto made = make_node({at(party), party, at("charter"), std::string(TSUGITE_SOURCE_DIR) + "/e2e/annex/" + party, at(party + ".root"),
                             "127.0.0.1:0", "127.0.0.1:0", "", ""},
                            disk, random);
      EXPECT_TRUE(made) << describe(made.error());
    }
    for (const std::string party : {"JPN", "USA"}) {
      const std::string other = party == "JPN" ? "USA" : "JPN";
      write(party + "/partners/" + other + ".keys", *disk.read(Folder(at(other)).own_keys(other).string()));
    }
  }
  ~Folders() { fs::remove_all(root_); }

  std::string at(const std::string& path) const { return (root_ / path).string(); }
  void write(const std::string& path, const std::string& content) {
    fs::create_directories((root_ / path).parent_path());
    EXPECT_TRUE(disk.write(at(path), content, false));
  }
  world::PosixDisk disk;

 private:
  static Digest seed(const std::string& party) { return sha256("root of " + party); }
  fs::path root_;
};

// A clock that is wrong by so much.
class ShiftedClock : public world::PosixClock {
 public:
  explicit ShiftedClock(Duration by) : by_(by) {}
  WallTime now() const override { return world::PosixClock::now() + by_; }

 private:
  Duration by_;
};

// One node, put together as a main does.
class Node {
 public:
  // `dial`: where the partner listens; empty: it dials us. `disk`: another than the machine's.
  Node(boost::asio::io_context& io, Folders& folders, const std::string& party, const std::string& dial, Duration clock = {},
       world::Disk* disk = nullptr)
      : clock_(clock) {
    const Folder folder(folders.at(party));
    auto settings = read_settings(folder, folders.disk);
    EXPECT_TRUE(settings);
    settings->partners = {{party == "JPN" ? "USA" : "JPN", dial}};
    auto config = read_config(folder, *settings, folders.disk);
    EXPECT_TRUE(config) << describe(config.error());
    server::Accounts accounts;
    for (const auto& person : config->annex->people) accounts.set(person.account, hash());
    keyring_ = std::make_unique<ledger::Keyring>(*ledger::Keyring::open(folder.keys().string(), folders.disk, random_));
    auto store = ledger::open_sqlite(folder.data_file().string(), *keyring_);
    EXPECT_TRUE(store);
    runtime = std::make_unique<Runtime>(io, folder, *settings, std::move(*config), std::move(*store), clock_, random_,
                                        disk == nullptr ? folders.disk : *disk);
    EXPECT_TRUE(runtime->load());
    server = std::move(*server::Server::make(io, *runtime, {}, std::move(accounts)));
    EXPECT_TRUE(runtime->start());
    EXPECT_TRUE(server->start());
  }
  std::string federation() const { return "127.0.0.1:" + std::to_string(runtime->federation_port()); }
  void stop() {
    server->stop();
    runtime->stop();
  }

  std::unique_ptr<Runtime> runtime;
  std::unique_ptr<server::Server> server;

 private:
  // One hash for all: making one takes some tenths of a second.
  static const std::string& hash() {
    static const std::string made = *server::hash_password(password);
    return made;
  }
  ShiftedClock clock_;
  world::SodiumRandom random_;
  std::unique_ptr<ledger::Keyring> keyring_;
};

// One signed-in person with a connection of his or her own.
class Person {
 public:
  Person(std::uint16_t port, const std::string& account, const std::string& word = password) : port_(port) {
    me = ask(boost::beast::http::verb::post, "/session", {{"account", account}, {"password", word}});
    if (status == 200) csrf_ = std::string(me.at("csrf").as_string());
  }
  boost::json::value get(const std::string& path) { return ask(boost::beast::http::verb::get, path, nullptr); }
  boost::json::value post(const std::string& path, const boost::json::value& body) {
    return ask(boost::beast::http::verb::post, path, body);
  }
  // Asks again until it holds. The bound is there so that a fault ends the test.
  boost::json::value until(const std::string& path, const std::function<bool(const boost::json::value&)>& holds) {
    boost::json::value seen;
    for (int i = 0; i < 300; ++i) {
      if (seen = get(path); holds(seen)) return seen;
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
    ADD_FAILURE() << path << " came to be " << boost::json::serialize(seen);
    return seen;
  }

  unsigned status = 0;  // of the last answer
  boost::json::value me;

 private:
  boost::json::value ask(boost::beast::http::verb method, const std::string& path, const boost::json::value& body) {
    namespace http = boost::beast::http;
    boost::asio::io_context io;
    boost::beast::tcp_stream stream(io);
    stream.connect({boost::asio::ip::make_address("127.0.0.1"), port_});
    http::request<http::string_body> request{method, "/api/v1" + path, 11};
    const std::string host = "127.0.0.1:" + std::to_string(port_);
    request.set(http::field::host, host);
    if (!cookie_.empty()) request.set(http::field::cookie, cookie_);
    if (method != http::verb::get) {
      request.set(http::field::origin, "http://" + host);
      request.set(http::field::content_type, "application/json");
      request.set("X-Tsugite-CSRF", csrf_);
      request.body() = boost::json::serialize(body);
      request.prepare_payload();
    }
    http::write(stream, request);
    boost::beast::flat_buffer buffer;
    http::response<http::string_body> answer;
    http::read(stream, buffer, answer);
    status = answer.result_int();
    if (const auto set = answer[http::field::set_cookie]; !set.empty()) cookie_ = std::string(set.substr(0, set.find(';')));
    return answer.body().empty() ? boost::json::value(nullptr) : boost::json::parse(answer.body());
  }
  std::uint16_t port_;
  std::string cookie_, csrf_;
};

// Two nodes, linked and running.
struct Nodes {
  Nodes() { start(); }
  ~Nodes() { stop(); }
  void start() {
    america = std::make_unique<Node>(io, folders, "USA", "");
    japan = std::make_unique<Node>(io, folders, "JPN", america->federation());
    thread = std::thread([this] { io.run(); });
  }
  void stop() {
    boost::asio::post(io, [this] {
      japan->stop();
      america->stop();
    });
    thread.join();
    io.restart();
    japan.reset();
    america.reset();
  }
  Person at(const std::unique_ptr<Node>& node, const std::string& account) { return {node->server->port(), account}; }

  Folders folders;
  boost::asio::io_context io{1};
  std::unique_ptr<Node> japan, america;
  std::thread thread;
};

}  // namespace tsugite::node::test
