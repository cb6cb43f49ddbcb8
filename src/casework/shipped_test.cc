// The charter and annexes that ship, run by the engine: a support matter with a need at home, a staffed request, a
// counter-proposal and orders on both sides; a question; an alert from a gateway's seat.
#include <gmock/gmock.h>

#include "casework/test_settled.h"
#include "charter/test_files.h"

namespace tsugite::casework::testing {
namespace {

using Kind = Command::Kind;

struct Shipped : ::testing::Test {
  std::shared_ptr<const Charter> charter = std::make_shared<Charter>(charter::load_charter(charter::shipped_charter()).charter);
  Engine jpn{"JPN", charter, annex("JPN")}, usa{"USA", charter, annex("USA")};

  Shipped() { jpn.now = usa.now = today; }
  std::shared_ptr<const charter::Annex> annex(const std::string& party) const {
    return std::make_shared<charter::Annex>(charter::load_annex(charter::shipped_annex(party), *charter).annex);
  }
  void act(Engine& engine, const std::string& seat, Command command) {
    command.actor.seat = seat;
    auto done = engine.run(command);
    ASSERT_TRUE(done) << describe(done.error());
    jpn.receive_all(usa);
    usa.receive_all(jpn);
    ASSERT_EQ(jpn.state({"JPN", "USA"}), usa.state({"JPN", "USA"}));
    ASSERT_EQ(unsettled(*charter, jpn) + unsettled(*charter, usa), "");
  }
  // Draft, every organisation asked concurs, the chief decides.
  void staff(Engine& engine, const std::string& drafter, const std::string& chief, Command command) {
    command.kind = Kind::draft;
    act(engine, drafter, command);
    const auto of = [&]() -> const Case& {
      if (!command.case_id.zero()) return engine.the(command.case_id);
      return *engine.casework().case_of(engine.ledger().back().digest);
    };
    const auto round = of().rounds.back();
    for (const auto& [organisation, answer] : round.asked) {
      auto seat = std::ranges::find_if(charter->seats, [&](const auto& one) { return one.second.organisation == organisation; });
      ASSERT_NE(seat, charter->seats.end()) << organisation;
      act(engine, seat->first, Ask(engine, "", "", of().id).kind(Kind::concur).round(round));
    }
    act(engine, chief, Ask(engine, "", "", of().id).kind(Kind::decide).round(round));
  }
  static v1::Field flights(std::int64_t count) {
    v1::Field out;
    out.set_name("flights");
    out.set_integer(count);
    return out;
  }
};

TEST_F(Shipped, WhoIsOnDutyIsASeatOfTheSideThatSaysSo) {
  const auto publish = [&](const std::string& seat) {
    v1::Field desk, period, language;
    desk.set_name("desk"), desk.set_choice(seat);
    period.set_name("period"), period.mutable_period()->set_to_ms(1);
    language.set_name("language"), language.set_choice("both");
    auto command = Command(Ask(jpn, "", "publish").field(desk).field(period).field(language));
    command.procedure = "duty-roster";
    command.roles = {{"publisher", "JPN"}, {"reader", "USA"}};
    command.actor.seat = "jpn-js-j3-watch";
    auto done = jpn.run(command);
    return done ? std::string() : done.error().code;
  };
  EXPECT_EQ(publish("usa-usfj-j3-watch"), "casework.not-own-seat");
  EXPECT_EQ(publish("nobody"), "casework.field-choice");
  EXPECT_EQ(publish("jpn-js-j3-watch"), "");
}

TEST_F(Shipped, SupportFromNeedToClose) {
  act(jpn, "jpn-js-j3-watch", Ask(jpn, "", "register-need").field(words("subject", "airlift")).field(words("what", "relief goods")));
  const auto id = case_of(jpn.ledger().back());
  act(jpn, "jpn-js-j3-deputy", Ask(jpn, "", "validate", id));
  staff(jpn, "jpn-js-j3-watch", "jpn-js-j3-chief",
        Ask(jpn, "", "request", id)
            .field(words("subject", "airlift"))
            .field(words("what", "relief goods"))
            .field(tons(12000))
            .basis("guidelines-IV-E"));
  EXPECT_EQ(usa.the(id).state, "requested");
  staff(usa, "usa-usfj-j3-watch", "usa-usfj-j3-chief",
        Ask(usa, "", "counter-by-provider", id).field(tons(8000)).field(flights(2)).basis("guidelines-IV-E"));
  EXPECT_EQ(jpn.the(id).state, "countered");
  EXPECT_EQ(jpn.the(id).settled, std::nullopt);
  staff(jpn, "jpn-js-j3-watch", "jpn-js-j3-chief", Ask(jpn, "", "accept", id).on(jpn.the(id)).basis("sdf-83"));
  EXPECT_EQ(jpn.the(id).state, "coordinated");
  EXPECT_EQ(jpn.the(id).settled, usa.the(id).settled);
  EXPECT_EQ(jpn.the(id).replies.size(), 2u);
  act(jpn, "jpn-js-j3-watch", Ask(jpn, "", "order", id).number("統幕運命第1号").basis("sdf-83"));
  act(usa, "usa-usfj-j3-watch", Ask(usa, "", "order", id).number("FRAGO 001").basis("guidelines-IV-E"));
  EXPECT_EQ(jpn.the(id).state, "executing");
  act(usa, "usa-usfj-j3-watch", Ask(usa, "", "progress", id).field(words("remark", "landed")));
  act(jpn, "jpn-js-j3-watch", Ask(jpn, "", "confirm", id).field(words("delivered", "8 t")));
  act(usa, "usa-usfj-j3-watch", Ask(usa, "", "close", id));
  EXPECT_TRUE(jpn.the(id).ended);
  for (const auto& record : usa.the(id).records) EXPECT_NE(record.standing, Standing::void_not_permitted);
  EXPECT_TRUE(std::ranges::none_of(usa.ledger(), [](const Kept& record) { return record.home() && record.envelope.party() == "JPN"; }));
}

TEST_F(Shipped, AQuestionAndAnAlert) {
  auto question = Ask(usa, "", "ask").field(words("question", "Which pad at Minamiaso?")).command;
  question.procedure = "rfi";
  act(usa, "usa-usfj-j3-watch", question);
  const auto id = case_of(usa.ledger().back());
  EXPECT_EQ(jpn.casework().waiting("real", {"", "jpn-js-j3-watch"}, {jpn.now}).at(0).why, Waiting::Why::our_turn);
  act(jpn, "jpn-js-j3-watch", Ask(jpn, "", "answer", id).field(words("answer", "Hakusui Sports Park")));
  act(usa, "usa-usfj-j3-watch", Ask(usa, "", "close", id));
  EXPECT_TRUE(jpn.the(id).ended);

  auto alert = Ask(jpn, "", "issue").field(words("headline", "Seismic intensity 7")).command;
  alert.procedure = "alert";
  act(jpn, "jpn-jma-gateway", alert);
  EXPECT_EQ(usa.casework().case_of(jpn.ledger().back().digest)->state, "in-force");
}

// What is chosen as TLP stands on the label, over a weaker one that the person set and never over a stricter one.
TEST_F(Shipped, TheTrafficLightOfACyberIncidentMarksItsRecords) {
  struct Case {
    std::vector<std::string> set;
    std::string chosen;
    std::vector<std::string> stands;
  };
  const Case cases[] = {{{}, "TLP-RED", {"TLP-RED"}},
                        {{"UNCONFIRMED"}, "TLP-GREEN", {"TLP-GREEN", "UNCONFIRMED"}},
                        {{"TLP-GREEN"}, "TLP-AMBER-STRICT", {"TLP-AMBER-STRICT"}},
                        {{"TLP-RED"}, "TLP-CLEAR", {"TLP-RED"}}};
  for (const auto& c : cases) {
    auto notice = Ask(jpn, "", "notice").field(words("subject", "traffic")).field(words("what", "to 192.0.2.1")).command;
    notice.procedure = "cyber";
    act(jpn, "jpn-js-j3-watch", notice);
    const auto id = jpn.casework().case_of(jpn.ledger().back().digest)->id;
    act(jpn, "jpn-js-j3-watch", Ask(jpn, "", "triage", id));
    v1::Field tlp;
    tlp.set_name("tlp");
    tlp.set_choice(c.chosen);
    auto share = Ask(jpn, "", "share", id)
                     .field(words("subject", "traffic"))
                     .field(words("what", "to 192.0.2.1"))
                     .field(words("indicators", "192.0.2.1"))
                     .field(tlp)
                     .basis("cyber-act")
                     .command;
    if (!c.set.empty()) {
      auto& label = share.label.emplace();
      label.set_policy("japan-us");
      label.set_classification("open");
      label.set_originator("JPN");
      label.add_releasable_to("JPN");
      label.add_releasable_to("USA");
      label.mutable_caveats()->Assign(c.set.begin(), c.set.end());
    }
    act(jpn, "jpn-js-j3-watch", share);
    const auto& caveats = jpn.ledger().back().envelope.label().caveats();
    EXPECT_EQ(std::vector<std::string>(caveats.begin(), caveats.end()), c.stands);
    EXPECT_TRUE(charter->marking.check(*ledger::label_of(jpn.ledger().back().envelope.label())).has_value());
  }
}

TEST_F(Shipped, AWatchLogIsNobodysButOurs) {
  auto open = Ask(jpn, "", "open-log").field(words("desk", "J-3 watch")).command;
  open.procedure = "shift-handover";
  act(jpn, "jpn-js-j3-watch", open);
  const auto id = jpn.casework().case_of(jpn.ledger().back().digest)->id;
  act(jpn, "jpn-js-j3-watch", Ask(jpn, "", "log", id).field(words("entry", "telephone call from Yokota")));
  act(jpn, "jpn-js-j3-watch", Ask(jpn, "", "prepare", id).field(words("summary", "one question is open")));
  act(jpn, "jpn-js-j3-deputy", Ask(jpn, "", "take-over", id));
  EXPECT_EQ(jpn.the(id).home_state, "taken-over");
  EXPECT_EQ(jpn.the(id).state, "start");
  EXPECT_TRUE(usa.ledger().empty());
  EXPECT_TRUE(std::ranges::all_of(jpn.ledger(), [](const Kept& record) { return record.home(); }));
  open.roles = {{"watch", "USA"}};
  open.actor.seat = "jpn-js-j3-watch";
  const auto theirs = jpn.run(open);
  ASSERT_FALSE(theirs);
  EXPECT_EQ(theirs.error().code, "casework.role");
}

}  // namespace
}  // namespace tsugite::casework::testing
