// The charter of the three prefectures, run by the engine: a settlement that takes three words, a referral to the council and back,
// and a matter of which the third prefecture receives nothing.
#include "casework/test_settled.h"
#include "charter/test_files.h"

namespace tsugite::casework::testing {
namespace {

using Kind = Command::Kind;

struct ThreePrefectures : ::testing::Test {
  static charter::Files files() { return charter::read_folder(std::filesystem::path(TSUGITE_SOURCE_DIR) / "charters/three-prefectures"); }

  std::shared_ptr<const Charter> charter = std::make_shared<Charter>(charter::load_charter(files()).charter);
  Engine aom{"AOM", charter, annex("AOM")}, srm{"SRM", charter, annex("SRM")}, mdk{"MDK", charter, annex("MDK")};
  ThreePrefectures() { aom.now = srm.now = mdk.now = today; }

  std::shared_ptr<const charter::Annex> annex(const std::string& party) const {
    return std::make_shared<charter::Annex>(charter::load_annex(charter::shipped_annex(party), *charter).annex);
  }
  // What is for a party reaches it, and nothing else does.
  void deliver() {
    for (const Engine* from : {&aom, &srm, &mdk})
      for (Engine* to : {&aom, &srm, &mdk})
        for (const auto& record : from->ledger()) {
          const auto& audience = record.envelope.audience();
          const bool reads = std::ranges::find(audience, to->party()) != audience.end();
          if (from != to && reads && !record.home() && !to->casework().knows(record.digest)) to->keep(record);
        }
  }
  Result<std::vector<Kept>> attempt(Engine& engine, const std::string& seat, Command command) {
    command.actor.seat = seat;
    auto out = engine.run(command);
    deliver();
    return out;
  }
  void act(Engine& engine, const std::string& seat, const Command& command) {
    const auto done = attempt(engine, seat, command);
    ASSERT_TRUE(done) << describe(done.error());
    for (Engine* one : {&aom, &srm, &mdk}) ASSERT_EQ(unsettled(*charter, *one), "");
  }
  // Drafted by the watch, concurred in by whom it takes, decided by the section chief.
  void staff(Engine& engine, const std::string& prefix, Command command) {
    command.kind = Kind::draft;
    act(engine, prefix + "-watch", command);
    const auto id = command.case_id.zero() ? case_of(engine.ledger().back()) : command.case_id;
    const auto round = engine.the(id).rounds.back();
    if (!round.asked.empty()) act(engine, prefix + "-medical", Ask(engine, "", "", id).kind(Kind::concur).round(round));
    act(engine, prefix + "-chief", Ask(engine, "", "", id).kind(Kind::decide).round(round));
  }
  static v1::Field count(const std::string& name, std::int64_t of, const std::string& unit = "person") {
    v1::Field out;
    out.set_name(name);
    out.mutable_quantity()->set_milli(of * 1000);
    out.mutable_quantity()->set_unit(unit);
    return out;
  }
  Ask shares(const CaseId& id, const std::string& step, std::int64_t first, std::int64_t second) {
    return Ask(aom, "", step, id)
        .field(words("subject", "shelters"))
        .field(count("share-first", first))
        .field(count("share-second", second));
  }
  // A need registered and put to both others.
  CaseId proposed() {
    auto need = Ask(aom, "", "register").field(words("subject", "shelters")).command;
    need.procedure = "dispatch";
    need.roles = {{"requester", "AOM"}, {"first", "SRM"}, {"second", "MDK"}};
    act(aom, "aom-watch", need);
    const auto id = case_of(aom.ledger().back());
    staff(aom, "aom", shares(id, "propose", 40, 20));
    return id;
  }
};

TEST_F(ThreePrefectures, NothingIsCoordinatedBeforeTheThirdWord) {
  const auto id = proposed();
  EXPECT_EQ(mdk.the(id).state, "proposed");
  staff(srm, "srm", Ask(srm, "", "agree", id).on(srm.the(id)));
  EXPECT_EQ(aom.the(id).state, "proposed");
  EXPECT_EQ(aom.the(id).settled, std::nullopt);
  EXPECT_EQ(aom.the(id).replies.size(), 2u);
  staff(mdk, "mdk", Ask(mdk, "", "agree", id).on(mdk.the(id)));
  for (Engine* one : {&aom, &srm, &mdk}) {
    EXPECT_EQ(one->the(id).state, "coordinated");
    EXPECT_EQ(one->the(id).settled, aom.the(id).settled);
    EXPECT_EQ(one->the(id).replies.size(), 3u);
  }
  act(aom, "aom-watch", Ask(aom, "", "order", id).number("青海危管第1号"));
  act(srm, "srm-watch", Ask(srm, "", "order", id).number("白峰危管第7号"));
  EXPECT_EQ(mdk.the(id).state, "coordinated");
  act(mdk, "mdk-watch", Ask(mdk, "", "order", id).number("緑川危管第3号"));
  EXPECT_EQ(aom.the(id).state, "under-way");
}

TEST_F(ThreePrefectures, ANewTextVoidsTheWordsOnTheOld) {
  const auto id = proposed();
  staff(srm, "srm", Ask(srm, "", "agree", id).on(srm.the(id)));
  staff(aom, "aom", shares(id, "revise", 30, 30));
  EXPECT_EQ(srm.the(id).replies.size(), 1u);
  staff(mdk, "mdk", Ask(mdk, "", "agree", id).on(mdk.the(id)));
  EXPECT_EQ(mdk.the(id).settled, std::nullopt) << "Shiramine has said nothing of the new text";
}

TEST_F(ThreePrefectures, WhatIsReferredComesBack) {
  const auto id = proposed();
  act(mdk, "mdk-watch", Ask(mdk, "", "refer", id).field(words("reason", "our own rivers are rising")));
  EXPECT_EQ(aom.the(id).state, "before-council");
  const auto early = attempt(srm, "srm-watch", Ask(srm, "", "hand-back", id));
  ASSERT_FALSE(early);
  EXPECT_EQ(early.error().code, "casework.seat-not-permitted") << "the desks are not the council";
  act(srm, "srm-director", Ask(srm, "", "hand-back", id).field(words("remark", "Shiramine takes the larger share")));
  EXPECT_EQ(mdk.the(id).state, "proposed");
  staff(aom, "aom", shares(id, "revise", 50, 10));
  staff(srm, "srm", Ask(srm, "", "agree", id).on(srm.the(id)));
  staff(mdk, "mdk", Ask(mdk, "", "agree", id).on(mdk.the(id)));
  EXPECT_EQ(aom.the(id).state, "coordinated");
}

TEST_F(ThreePrefectures, TheThirdSeesNothingOfAMatterBetweenTwo) {
  auto ask = Ask(aom, "", "ask").field(count("count", 12)).field(words("care", "dialysis")).command;
  ask.procedure = "patients";
  ask.roles = {{"sending", "AOM"}, {"receiving", "MDK"}};
  act(aom, "aom-medical", ask);
  const auto id = case_of(aom.ledger().back());
  act(mdk, "mdk-medical", Ask(mdk, "", "admit", id).on(mdk.the(id)));
  EXPECT_EQ(aom.the(id).state, "admitted");
  EXPECT_EQ(aom.the(id).audience, (std::set<std::string>{"AOM", "MDK"}));
  act(mdk, "mdk-medical", Ask(mdk, "", "arrive", id).field(count("arrived", 12)));
  EXPECT_TRUE(aom.the(id).ended);
  EXPECT_TRUE(srm.ledger().empty());
  EXPECT_EQ(srm.casework().find(id), nullptr);
  for (const Engine* one : {&aom, &mdk})
    for (const auto& record : one->ledger()) EXPECT_EQ(std::ranges::count(record.envelope.audience(), "SRM"), 0);
}

}  // namespace
}  // namespace tsugite::casework::testing
