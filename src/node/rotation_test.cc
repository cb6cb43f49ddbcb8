#include "node/rotation.h"

#include "node/test_nodes.h"
#include "node/verify_folder.h"

namespace tsugite::node {
namespace {

namespace json = boost::json;

json::value question(int number) {
  return {
      {"id", std::to_string(number)},
      {"kind", "step"},
      {"context", "kumamoto-2016"},
      {"procedure", "rfi"},
      {"step", "ask"},
      {"roles", {{"asker", "JPN"}, {"answerer", "USA"}}},
      {"fields", json::array{{{"id", "question"}, {"value", {{"ja", "問い " + std::to_string(number)}, {"en", ""}, {"original", "ja"}}}}}}};
}
bool all_receipted(const json::value& seen) {
  const auto& link = seen.at("links").at(0);
  if (link.at("state") != "up" || link.at("streams").as_array().empty()) return false;
  const auto& stream = link.at("streams").at(0);
  return stream.at("queued").as_int64() == 0 && stream.at("sent").as_int64() > 0 && stream.at("sent") == stream.at("receipted");
}

class KeyRotation : public testing::Test {
 protected:
  void SetUp() override {
    for (const std::string party : {"JPN", "USA"}) {
      const Folder folder(nodes.folders.at(party));
      auto settings = *read_settings(folder, nodes.folders.disk);
      settings.partners = {{party == "JPN" ? "USA" : "JPN", ""}};
      ASSERT_TRUE(write_settings(folder, settings, nodes.folders.disk));
    }
  }
  Result<Rotated> rotate(bool tls, bool stolen) {
    world::SodiumRandom random;
    return rotate_keys({nodes.folders.at("JPN"), nodes.folders.at("JPN.root"), tls, stolen}, nodes.folders.disk, random);
  }
  void ask(int number) {
    auto watch = nodes.at(nodes.japan, "js-watch");
    (void)watch.post("/commands", question(number));
    ASSERT_EQ(watch.status, 200u);
    watch.until("/links", all_receipted);
  }
  void verified() {
    for (const char* party : {"JPN", "USA"}) {
      const auto report = verify_folder(Folder(nodes.folders.at(party)));
      ASSERT_TRUE(report) << describe(report.error());
      EXPECT_TRUE(report->ledger.right()) << party << " " << report->ledger.wrong->rule << " " << report->ledger.wrong->where;
    }
  }

  test::Nodes nodes;
};

}  // namespace

TEST_F(KeyRotation, GoesOnUnderNewKeysWithoutAWordToThePartner) {
  ask(1);
  EXPECT_EQ(rotate(false, false).error().code, "store.in-use") << "not beside a running node";
  for (int serial = 2; serial <= 3; ++serial) {
    nodes.stop();
    const auto rotated = rotate(false, false);
    EXPECT_TRUE(rotated) << (rotated ? "" : describe(rotated.error()));
    if (!rotated) return nodes.start();
    EXPECT_EQ(rotated->serial, static_cast<std::uint64_t>(serial));
    nodes.start();
    ask(serial);
  }
  nodes.stop();
  verified();
  nodes.start();
}

TEST_F(KeyRotation, AStolenKeyIsRevokedAndThePartnerIsGivenTheNewFile) {
  ask(1);
  nodes.stop();
  const auto rotated = rotate(false, true);
  EXPECT_TRUE(rotated) << (rotated ? "" : describe(rotated.error()));
  if (!rotated) return nodes.start();
  nodes.folders.write("USA/partners/JPN.keys", *nodes.folders.disk.read(rotated->histories.at("USA")));
  nodes.start();
  ask(2);
  nodes.stop();
  verified();
  nodes.start();
}

TEST_F(KeyRotation, OnlyUnderTheRootOfTheCharter) {
  nodes.stop();
  nodes.folders.write("JPN.root", sha256("another").hex() + "\n");
  EXPECT_EQ(rotate(false, false).error().code, "node.root-key");
  nodes.start();
}

}  // namespace tsugite::node
