// Recall, purge and disposal as browsers ask for them; and what stands in the place of a record that is not given out any more.
#include "server/test_world.h"

namespace tsugite::server::test {
namespace {

const char* reason = R"({"ja":"理由","en":"why","original":"both"})";

struct Told : World {
  Told() {
    auto& c = backend.table.open("support", "one");
    c.state = "requested";
    v1::Envelope e;
    e.mutable_step()->set_procedure("support");
    e.mutable_step()->set_step("request");
    record = backend.table.add(c, e, casework::Standing::effective);
    id = c.id;
  }
  Digest record;
  CaseId id;
};

TEST(Recalls, AskWhatThePersonAskedAndSayWhoHasAnswered) {
  Told w;
  const std::string at = "/records/" + w.record.hex() + "/recall", body = std::string(R"({"ask":"destroy","reason":)") + reason + "}";
  EXPECT_EQ(w.browser("watch").post(at, body).status, 403);
  EXPECT_TRUE(w.backend.recalls.empty());
  w.backend.table.recall_table.push_back({w.record,
                                          sha256("recall"),
                                          w.id,
                                          "JPN",
                                          7,
                                          v1::Recall::DESTROY,
                                          {"理由", "why"},
                                          {{"USA", core::RecallHolder::Stage::pending, 0, false}}});
  const auto answer = w.browser("chief").post(at, body);
  ASSERT_EQ(answer.status, 200) << answer.text;
  ASSERT_EQ(w.backend.recalls.size(), 1u);
  EXPECT_EQ(w.backend.recalls[0].ask, v1::Recall::DESTROY);
  EXPECT_EQ(w.backend.recalls[0].reason.en(), "why");
  EXPECT_EQ(answer.body.at("recall").at("holders").at(0).at("stage").as_string(), "pending");
  const auto list = w.browser("watch").get("/recalls?context=kumamoto").body.at("recalls").as_array();
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].at("case").at("id").as_string(), w.id.hex());
  EXPECT_EQ(w.browser("chief").post("/records/" + std::string(64, 'a') + "/recall", body).status, 404);
}

TEST(Recalls, APurgeRecallsAndDisposesInOneAct) {
  Told w;
  const auto answer = w.browser("chief").post("/records/" + w.record.hex() + "/purge", std::string(R"({"reason":)") + reason + "}");
  ASSERT_EQ(answer.status, 200) << answer.text;
  ASSERT_EQ(w.backend.recalls.size(), 1u);
  ASSERT_EQ(w.backend.disposals.size(), 1u);
  EXPECT_EQ(w.backend.disposals[0].record, w.record);
  EXPECT_EQ(w.backend.disposals[0].case_id, CaseId{});
}

TEST(Recalls, WhatIsNotGivenOutAnyMoreSaysWhy) {
  for (const bool disposed : {true, false}) {
    Told w;
    if (disposed) w.backend.table.disposed[w.record] = {"purge", {"理由", "why"}, "jpn-watch", 5};
    else
      w.backend.table.recall_table.push_back({w.record, sha256("recall"), w.id, "USA", 7, v1::Recall::STOP_SERVING, {"理由", "why"}, {}});
    for (const char* path : {"", "/label.xml"}) {
      const auto answer = w.browser("watch").get("/records/" + w.record.hex() + path);
      EXPECT_EQ(answer.status, 410) << path;
      EXPECT_EQ(answer.body.at("error").at("code").as_string(), disposed ? "record.disposed" : "record.recalled");
    }
  }
}

TEST(Recalls, RetentionIsShownToWhoMayDecide) {
  Told w;
  w.backend.table.due_cases.push_back({w.id, "rfi", {"一年", "A year"}, 1, 2, Error{"dispose.held", "", {"調査", "An inquiry"}}});
  EXPECT_EQ(w.browser("watch").get("/retention?context=kumamoto").status, 403);
  const auto due = w.browser("chief").get("/retention?context=kumamoto").body.at("due").as_array();
  ASSERT_EQ(due.size(), 1u);
  EXPECT_EQ(due[0].at("kept").at("en").as_string(), "An inquiry");
  EXPECT_EQ(
      w.browser("chief").post("/cases/" + w.id.hex() + "/disposal?context=kumamoto", std::string(R"({"reason":)") + reason + "}").status,
      200);
  ASSERT_EQ(w.backend.disposals.size(), 1u);
  EXPECT_EQ(w.backend.disposals[0].case_id, w.id);
}

}  // namespace
}  // namespace tsugite::server::test
