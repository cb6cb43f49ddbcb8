// Twenty faults, each planted in two real nodes and their folders, and what the doctor says of it at either end.
#include "node/doctor/doctor.h"

#include <boost/asio/ip/tcp.hpp>

#include "node/test_nodes.h"

namespace tsugite::node {
namespace {

namespace fs = std::filesystem;
namespace asio = boost::asio;

constexpr std::int64_t minute = 60'000, day = 24 * 60 * minute;

class FullDisk : public world::PosixDisk {
 public:
  Result<std::uint64_t> free_bytes(const std::string&) const override { return 1000; }
};

// JPN dials USA. Faults are planted before start(), or on running nodes.
class Doctor : public ::testing::Test {
 protected:
  Doctor() {
    for (const std::string party : {"JPN", "USA"}) {
      Settings settings = *read_settings(folder(party), folders.disk);
      asio::ip::tcp::acceptor free(io, {asio::ip::make_address("127.0.0.1"), 0});
      settings.federation = "127.0.0.1:" + std::to_string(free.local_endpoint().port());
      address[party] = settings.federation;
      save(party, settings);
    }
    dial(address["USA"]);
    Settings waiting = *read_settings(folder("USA"), folders.disk);
    waiting.partners = {{"JPN", ""}};
    save("USA", waiting);
  }
  ~Doctor() override { stop(); }

  Folder folder(const std::string& party) const { return Folder(folders.at(party)); }
  void save(const std::string& party, const Settings& settings) { EXPECT_TRUE(write_settings(folder(party), settings, folders.disk)); }
  void dial(const std::string& where) {
    Settings settings = *read_settings(folder("JPN"), folders.disk);
    settings.partners = {{"USA", where}};
    save("JPN", settings);
  }
  void start(const std::string& party) {
    const auto settings = read_settings(folder(party), folders.disk);
    nodes[party] = std::make_unique<test::Node>(io, folders, party, settings->partners.at(0).dial, Duration{clocks[party]}, disks[party]);
  }
  void start() {
    start("USA");
    start("JPN");
    go();
  }
  void go() {
    thread = std::thread([this] { io.run(); });
  }
  void stop() {
    if (thread.joinable()) {
      asio::post(io, [this] {
        for (auto& [party, node] : nodes) node->stop();
      });
      thread.join();
      io.restart();
    }
    nodes.clear();
  }

  // A key certificate of these keys, as the party's root would have signed it.
  void certify(const std::string& party, const fs::path& to, std::uint64_t serial, const std::string& root, bool present_tls) {
    auto read_seed = [&](const fs::path& path) {
      return *ledger::SigningKey::from_seed(*from_hex(folders.disk.read(path.string())->substr(0, 64)));
    };
    const auto keys = folder(party).keys();
    const Digest pin = present_tls ? *pin_of_certificate(*folders.disk.read((keys / "tls.crt").string())) : sha256("the TLS key before");
    const ledger::KeyCertificate certificate{party, read_seed(keys / "log.key").public_key(), read_seed(keys / "cosigner.key").public_key(),
                                             pin, serial};
    folders.write(fs::relative(to, folders.at("")), certificate.sign(read_seed(folders.at(root))));
  }
  // Another version of the shared definition, approved by this party; instead of the other one or besides it.
  void approve_version(const std::string& party, std::uint32_t version, bool instead) {
    auto files = *read_yaml_folder(folders.at("charter"), folders.disk);
    auto& text = files["charter.yaml"];
    const auto line = text.find("version:");
    text.replace(line, text.find('\n', line) - line, "version: " + std::to_string(version));
    const std::string other = "charter " + std::to_string(version);
    for (const auto& [path, content] : files) folders.write(other + "/" + path, content);
    if (instead) fs::remove_all(folder(party).charters());
    auto approved = approve_charter(folder(party), folders.at(other), folders.disk);
    ASSERT_TRUE(approved) << describe(approved.error());
  }

  // What the doctor says at one end, "told " before what the partner's node said.
  std::vector<std::string> said_at(const std::string& party) {
    const test::ShiftedClock clock(Duration{clocks[party]});
    auto diagnosis = diagnose(folder(party), disks[party] == nullptr ? folders.disk : *disks[party], clock);
    EXPECT_TRUE(diagnosis);
    std::vector<std::string> out;
    for (const auto& one : diagnosis->findings) {
      out.push_back((one.told ? "told " : "") + one.fault.code);
      EXPECT_TRUE(one.advice != nullptr || one.fault.code.starts_with("keys.") || one.fault.code.starts_with("disk.")) << one.fault.code;
      EXPECT_FALSE(one.fault.message.ja.empty() || one.fault.message.en.empty()) << one.fault.code;
    }
    return out;
  }
  // A link takes a moment to come up, to be refused, or to be given up. The bound is there so that a fault ends the test.
  void expect(const std::string& party, const std::vector<std::string>& codes) {
    std::vector<std::string> seen;
    for (int i = 0; i < 100; ++i) {
      if (i > 0) std::this_thread::sleep_for(std::chrono::milliseconds(100));
      seen = said_at(party);
      if (codes.empty() ? seen.empty() : std::all_of(codes.begin(), codes.end(), [&](const auto& code) {
            return std::find(seen.begin(), seen.end(), code) != seen.end();
          }))
        return;
    }
    std::string all;
    for (const auto& code : seen) all += code + "; ";
    ADD_FAILURE() << party << " says " << all;
  }

  test::Folders folders;
  asio::io_context io{1};
  std::map<std::string, std::string> address;
  std::map<std::string, std::int64_t> clocks;
  std::map<std::string, world::Disk*> disks;
  std::map<std::string, std::unique_ptr<test::Node>> nodes;
  std::thread thread;
};

TEST_F(Doctor, WhereNothingIsWrongNothingIsSaid) {
  start();
  expect("JPN", {});
  expect("USA", {});
}

TEST_F(Doctor, Fault01_NobodyListensWhereWeDial) {
  dial("127.0.0.1:1");
  start();
  expect("JPN", {"link.connect"});
  expect("USA", {"link.silent"});
}
TEST_F(Doctor, Fault02_TheNameLeadsNowhere) {
  dial("no-such-host.invalid:9800");
  start();
  expect("JPN", {"link.resolve"});
  expect("USA", {"link.silent"});
}
TEST_F(Doctor, Fault03_NeitherDials) {
  dial("");
  start();
  expect("JPN", {"link.silent"});
  expect("USA", {"link.silent"});
}
TEST_F(Doctor, Fault04_WhatAnswersSpeaksNoTls) {
  start("USA");
  dial("127.0.0.1:" + std::to_string(nodes["USA"]->server->port()));  // its console
  start("JPN");
  go();
  expect("JPN", {"link.tls"});
  expect("USA", {"link.silent"});
}
TEST_F(Doctor, Fault05_ThePartnersNodeDoesNotRun) {
  start("JPN");
  go();
  expect("JPN", {"link.connect"});
  expect("USA", {"doctor.not-running"});
}
TEST_F(Doctor, Fault06_ThePartnerHoldsAnOldKeyOfOurs) {
  certify("JPN", folder("USA").partner_keys("JPN"), 1, "JPN.root", false);
  start();
  expect("JPN", {"told link.unknown-key"});
  expect("USA", {"link.stranger"});
}
TEST_F(Doctor, Fault07_WeHoldAnOldKeyOfThePartner) {
  certify("USA", folder("JPN").partner_keys("USA"), 1, "USA.root", false);
  start();
  expect("JPN", {"link.wrong-key"});
  expect("USA", {"told link.unknown-key"});
}
TEST_F(Doctor, Fault08_TheClocksDifferByDays) {
  clocks["JPN"] = 2 * day;
  start();
  expect("JPN", {"hello.clock"});
  expect("USA", {"hello.clock"});
}
TEST_F(Doctor, Fault09_TheClocksDifferByHalfAnHour) {
  clocks["JPN"] = 30 * minute;
  start();
  expect("JPN", {"clock.differs"});
  expect("USA", {"clock.differs"});
}
TEST_F(Doctor, Fault10_NoCharterThatBothApproved) {
  approve_version("USA", 7, true);
  start();
  expect("JPN", {"hello.charter"});
  expect("USA", {"hello.charter"});
}
TEST_F(Doctor, Fault11_OneSideHasNotApprovedTheNewerCharter) {
  approve_version("USA", 7, false);
  start();
  expect("JPN", {"charter.behind"});
  expect("USA", {"charter.partner-behind"});
}
TEST_F(Doctor, Fault12_OurCertificateIsNotOfOurRoot) {
  certify("JPN", folder("JPN").own_keys("JPN"), 2, "USA.root", true);
  start();
  expect("JPN", {"keys.not-signed-by-root", "told hello.keys"});
  expect("USA", {"hello.keys"});
}
TEST_F(Doctor, Fault13_OurTlsKeyWasMadeAnew) {
  auto made = make_tls_key("new");
  folders.write("JPN/keys/tls.key", made->key_pem);
  folders.write("JPN/keys/tls.crt", made->certificate_pem);
  start();
  expect("JPN", {"doctor.own-tls-key", "told link.unknown-key"});
  expect("USA", {"link.stranger"});
}
TEST_F(Doctor, Fault14_AnOldKeyCertificateIsBack) {
  certify("JPN", folder("JPN").own_keys("JPN"), 5, "JPN.root", true);
  start();
  expect("USA", {});
  stop();
  certify("JPN", folder("JPN").own_keys("JPN"), 1, "JPN.root", true);
  start();
  expect("JPN", {"told hello.old-keys"});
  expect("USA", {"hello.old-keys"});
}
TEST_F(Doctor, Fault15_ThePartnersAdministratorSwitchedTheLinkOff) {
  start();
  expect("JPN", {});
  asio::post(io, [this] { nodes["USA"]->runtime->set_link("JPN", false, [](Result<void>) {}); });
  expect("JPN", {"told link.disabled"});
  expect("USA", {"link.disabled"});
}
TEST_F(Doctor, Fault16_ThePartnersCertificateIsNotHere) {
  fs::remove(folder("JPN").partner_keys("USA"));  // with which the node does not start
  start("USA");
  go();
  expect("JPN", {"doctor.partner-keys", "doctor.not-running"});
  expect("USA", {"link.silent"});
}
TEST_F(Doctor, Fault17_ThePartnersDiskIsFull) {
  FullDisk full;
  disks["USA"] = &full;
  start();
  expect("JPN", {"told store.full"});
  expect("USA", {"store.full", "doctor.disk-full"});
  stop();
}
TEST_F(Doctor, Fault18_OthersMayReadOurKeys) {
  fs::permissions(folder("JPN").keys(), fs::perms::owner_all | fs::perms::others_read);
  start();
  expect("JPN", {"doctor.key-readable"});
  expect("USA", {});
}
TEST_F(Doctor, Fault19_AnApprovedCharterWasEdited) {
  start();
  expect("USA", {});
  const auto file = fs::directory_iterator(folder("USA").charters())->path() / "procedures/rfi.yaml";
  folders.write(fs::relative(file, folders.at("")), *folders.disk.read(file.string()) + "# a remark\n");
  expect("USA", {"node.charter-changed"});
  expect("JPN", {});
}
TEST_F(Doctor, Fault20_TheConsolesCertificateHasEnded) {
  start();
  expect("USA", {});
  auto made = make_tls_key("console"), other = make_tls_key("other");  // for twenty years
  folders.write("web.crt", made->certificate_pem);
  folders.write("web.key", other->key_pem);
  Settings settings = *read_settings(folder("USA"), folders.disk);
  settings.tls_certificate = folders.at("web.crt");
  settings.tls_key = folders.at("web.key");
  save("USA", settings);
  expect("USA", {"doctor.web-pair"});
  clocks["USA"] = 21 * 365 * day;
  expect("USA", {"doctor.web-expired"});
  clocks["USA"] = -3 * day;
  expect("USA", {"doctor.web-early"});
}

}  // namespace
}  // namespace tsugite::node
