// Two transports on this machine: who is let in by the key alone, and what is told of a key that is no partner's.
#include "node/transport.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

#include "base/sha256.h"
#include "federation/frame.h"
#include "node/tls.h"
#include "world/posix/posix.h"

namespace tsugite::node {
namespace {

using namespace std::chrono_literals;

struct Met {
  std::string address, dialled;
  Digest pin;
};

// One side, with a key of its own and a list of everything it is told.
class End {
 public:
  End(boost::asio::io_context& io, const std::filesystem::path& folder, const std::string& name) {
    auto made = make_tls_key(name);
    EXPECT_TRUE(made);
    pin = made->pin;
    world::PosixDisk disk;
    const std::string key = (folder / (name + ".key")).string(), certificate = (folder / (name + ".crt")).string();
    EXPECT_TRUE(disk.write(key, made->key_pem, true));
    EXPECT_TRUE(disk.write(certificate, made->certificate_pem, false));
    Transport::Events events;
    events.up = [this](const std::string& party, const Digest&) { up.push_back(party); };
    events.down = [this](const std::string&, const Error& why) { down.push_back(why.code); };
    events.frame = [this](const std::string&, BytesView frame) { frames.emplace_back(frame); };
    events.stranger = [this](const std::string& address, const Digest& key_of, const std::string& dialled) {
      met.push_back({address, dialled, key_of});
    };
    events.may_dial = [](const std::string&) { return true; };
    transport = std::make_unique<Transport>(io, *federation_context(key, certificate, false), *federation_context(key, certificate, true),
                                            random, events);
    EXPECT_TRUE(transport->listen("127.0.0.1:0"));
  }
  std::string address() const { return "127.0.0.1:" + std::to_string(transport->port()); }

  Digest pin;
  std::vector<std::string> up, down;
  std::vector<Bytes> frames;
  std::vector<Met> met;
  std::unique_ptr<Transport> transport;

 private:
  world::SodiumRandom random;
};

struct Joined : ::testing::Test {
  Joined() {
    char name[] = "/tmp/tsugite-transport-XXXXXX";
    EXPECT_NE(mkdtemp(name), nullptr);
    folder = name;
    japan = std::make_unique<End>(io, folder, "JPN");
    america = std::make_unique<End>(io, folder, "USA");
  }
  ~Joined() override {
    for (auto* end : {japan.get(), america.get()}) end->transport->stop();
    while (io.run_one_for(100ms) != 0) {
    }
    std::filesystem::remove_all(folder);
  }
  // Runs until it holds. The bound is there so that a fault ends the test.
  void until(const std::function<bool()>& holds) {
    for (int i = 0; i < 20'000 && !holds(); ++i)
      if (io.run_one_for(10s) == 0) break;
    EXPECT_TRUE(holds());
  }

  boost::asio::io_context io{1};
  std::filesystem::path folder;
  std::unique_ptr<End> japan, america;
};

TEST_F(Joined, PartnersThatKnowEachOthersKeysAreUp) {
  japan->transport->add_partner("USA", america->pin, america->address());
  america->transport->add_partner("JPN", japan->pin, "");
  for (auto* end : {japan.get(), america.get()}) end->transport->start();
  until([&] { return !japan->up.empty() && !america->up.empty(); });
  EXPECT_TRUE(japan->met.empty() && america->met.empty());
}

TEST_F(Joined, WhoComesWithAnUnknownKeyIsToldSoAndNoted) {
  japan->transport->add_partner("USA", america->pin, america->address());
  america->transport->add_partner("JPN", sha256("the key that JPN had before"), "");
  for (auto* end : {japan.get(), america.get()}) end->transport->start();
  until([&] { return !america->met.empty() && !japan->frames.empty(); });
  EXPECT_EQ(america->met[0].pin, japan->pin);
  EXPECT_EQ(america->met[0].address, "127.0.0.1");
  EXPECT_EQ(america->met[0].dialled, "");
  v1::Frame told;
  ASSERT_TRUE(told.ParseFromString(japan->frames[0]));
  EXPECT_EQ(federation::refused_error(told.refuse()).code, "link.unknown-key");
  EXPECT_TRUE(america->up.empty());
}

TEST_F(Joined, AnUnknownKeyThatAnswersIsNotedAndThePartnerIsDialledAgain) {
  japan->transport->add_partner("USA", sha256("the key that USA gave us"), america->address());
  america->transport->add_partner("JPN", japan->pin, "");
  for (auto* end : {japan.get(), america.get()}) end->transport->start();
  until([&] { return japan->met.size() >= 2 && !japan->down.empty(); });
  EXPECT_EQ(japan->met[0].pin, america->pin);
  EXPECT_EQ(japan->met[0].dialled, "USA");
  EXPECT_EQ(japan->down[0], "link.unknown-key");
  EXPECT_TRUE(japan->up.empty());
}

}  // namespace
}  // namespace tsugite::node
