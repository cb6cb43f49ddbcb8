// Case 40: what its originator recalled is given out by nobody who holds it, over no way and at no outlet.
#include <gtest/gtest.h>

#include "attacks/carried.h"
#include "server/core_facts.h"
#include "server/test_world.h"

namespace tsugite::attacks {
namespace {

// USA's question, and what it recalls of it, as its own good node would send both.
struct Recalled {
  Recalled(Carrier& by, const v1::Envelope& question) : record(sha256(ledger::encode(question))) {
    EXPECT_EQ(by.offer(question), "taken");
    EXPECT_EQ(by.offer(recall_of(by)), "taken");
  }
  v1::Envelope recall_of(Carrier& by) const {
    auto out = by.theirs();
    auto& recall = *out.mutable_recall();
    recall.set_record(record.bytes());
    recall.set_ask(v1::Recall::STOP_SERVING);
    recall.mutable_reason()->set_ja("理由");
    recall.mutable_reason()->set_en("reason");
    return out;
  }
  Digest record;
};

bool gives(const core::Core& core, const Digest& record) {
  const auto at = core.index_of(record);
  const auto envelope = at ? core.envelope(*at) : Result<v1::Envelope>(std::unexpected(Error{}));
  const auto entry = at ? core.entry(*at) : Result<ledger::Entry>(std::unexpected(Error{}));
  return (envelope && envelope->SerializeAsString().find(canary) != std::string::npos) ||
         (entry && entry->bytes.find(canary) != Bytes::npos);
}

// The browser's interface over JPN's real core.
struct Pages {
  explicit Pages(Carrier& by) : backend(by) {
    server::Accounts accounts;
    accounts.set("js-watch", "$argon2id$js-watch");
    server::Front::Settings settings;
    settings.doors.hosts.insert("127.0.0.1:8401");
    settings.openapi = "openapi: 3.1.0\n";
    settings.assets.add("/index.html", "<!doctype html>");
    front = std::make_unique<server::Front>(backend, std::move(settings), std::move(accounts), passwords);
  }
  server::test::Browser::Answer get(const std::string& path) {
    server::test::Browser browser(*front);
    EXPECT_EQ(browser.sign_in("js-watch").status, 200);
    return browser.get(path + (path.find('?') == std::string::npos ? "?" : "&") + "context=real");
  }

  struct OverCore : server::test::FakeBackend {
    explicit OverCore(Carrier& by) : real([&by]() -> const core::Core& { return by.jpn(); }) {}
    const server::Facts& facts() const override { return real; }
    server::CoreFacts real;
  } backend;
  server::test::InstantPasswords passwords;
  std::unique_ptr<server::Front> front;
};

}  // namespace

void recall_not_propagated(Carrier&& by) {
  const auto question = by.theirs(canary);
  const Recalled held(by, question);
  EXPECT_FALSE(gives(by.jpn(), held.record)) << "from the moment the recall is taken";
  EXPECT_TRUE(by.any_holds(by.told, held.record.bytes())) << "and it is answered";
  EXPECT_FALSE(by.any_holds(by.told, canary));
  // Before its record, and of a record that is not the sender's.
  const auto late = by.theirs(canary);
  Recalled overtaking(by, by.theirs());
  overtaking.record = sha256(ledger::encode(late));
  EXPECT_EQ(by.offer(overtaking.recall_of(by)), "taken");
  EXPECT_EQ(by.offer(late), "taken");
  EXPECT_FALSE(gives(by.jpn(), overtaking.record));
  const auto own = by.run("JPN", by.question());
  ASSERT_TRUE(own);
  overtaking.record = own->records.back();
  EXPECT_EQ(by.offer(overtaking.recall_of(by)), "recall.not-originator");
  EXPECT_TRUE(gives(by.jpn(), own->records.back()));
}
TEST(Attack40_RecallNotPropagated, Federation) { recall_not_propagated(LiveLink()); }

TEST(Attack40_RecallNotPropagated, Api) {
  LiveLink by;
  Pages pages(by);
  const auto question = by.theirs(canary);
  ASSERT_EQ(by.offer(question), "taken");
  const std::string at = "/cases/" + to_hex(question.case_id());
  ASSERT_NE(pages.get(at).text.find(canary), std::string::npos) << "or nothing is shown by this";
  const Recalled held(by, by.theirs("another"));
  auto recall = held.recall_of(by);
  recall.mutable_recall()->set_record(sha256(ledger::encode(question)).bytes());
  ASSERT_EQ(by.offer(recall), "taken");
  for (const std::string& path : {at, std::string("/cases"), std::string("/today"), std::string("/mechanism"), std::string("/alerts"),
                                  std::string("/recalls"), std::string("/desk")})
    EXPECT_EQ(pages.get(path).text.find(canary), std::string::npos) << path;
  EXPECT_NE(pages.get(at).text.find("理由"), std::string::npos) << "its place says why";
  EXPECT_EQ(pages.get("/records/" + sha256(ledger::encode(question)).hex()).status, 410);
}
TEST(Attack40_RecallNotPropagated, Search) {
  LiveLink by;
  Pages pages(by);
  const auto question = by.theirs(canary);
  ASSERT_EQ(by.offer(question), "taken");
  const auto found = [&] { return pages.get("/search?words=" + canary).body.at("cases").as_array().size(); };
  ASSERT_EQ(found(), 1u);
  const Recalled held(by, by.theirs("another"));
  auto recall = held.recall_of(by);
  recall.mutable_recall()->set_record(sha256(ledger::encode(question)).bytes());
  ASSERT_EQ(by.offer(recall), "taken");
  EXPECT_EQ(found(), 0u);
}
TEST(Attack40_RecallNotPropagated, GatewayLabel) {
  LiveLink by;
  Pages pages(by);
  const Recalled held(by, by.theirs(canary));
  EXPECT_EQ(pages.get("/records/" + held.record.hex() + "/label.xml").status, 410);
}
}  // namespace tsugite::attacks
