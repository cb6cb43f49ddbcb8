// A case as it is shown, from a table of records: title, path, proposal, lanes, rounds, alerts.
#include <boost/json/serialize.hpp>

#include "server/test_world.h"
#include "server/views/alert_view.h"
#include "server/views/case_facts.h"

namespace tsugite::server {
namespace {

namespace json = boost::json;
using casework::Standing;
using test::World;

v1::Envelope proposal(const std::string& party, const std::string& subject, std::int64_t tonnes) {
  v1::Envelope out;
  out.set_party(party);
  *out.mutable_proposal()->add_field() = test::text_field("subject", subject, "Airlift");
  auto& amount = *out.mutable_proposal()->add_field();
  amount.set_name("amount");
  amount.mutable_quantity()->set_milli(tonnes * 1000);
  amount.mutable_quantity()->set_unit("t");
  return out;
}

v1::Envelope step(const std::string& party, const std::string& id, const std::optional<Digest>& on = std::nullopt) {
  v1::Envelope out;
  out.set_party(party);
  auto& inner = *out.mutable_step();
  inner.set_procedure("support");
  inner.set_step(id);
  if (on) inner.set_proposal(on->bytes());
  return out;
}

v1::Envelope staffing(const RecordId& round, v1::Staffing::Act act, std::uint32_t version, const std::string& organisation = "") {
  v1::Envelope out;
  auto& inner = *out.mutable_staffing();
  inner.set_staffing(round.bytes());
  inner.set_act(act);
  inner.set_version(version);
  inner.set_organisation(organisation);
  if (act == v1::Staffing::NONCONCUR) {
    inner.mutable_reason()->set_ja("便数を明記されたい");
    inner.mutable_reason()->set_en("State the number of flights");
  }
  if (act == v1::Staffing::DRAFT || act == v1::Staffing::AMEND) {
    inner.mutable_step()->set_step("request");
    *inner.mutable_proposal() = proposal("JPN", "起案", 12).proposal();
    inner.mutable_label()->add_releasable_to("JPN");
    inner.mutable_label()->add_releasable_to("USA");
  }
  return out;
}

// A request of ours, a counter-proposal of theirs, accepted; one order; a void late step; a remark.
struct Story : World, ::testing::Test {
  Story() : c(backend.table.open("support", "airlift")) {
    auto& t = backend.table;
    first = t.add(c, proposal("JPN", "南阿蘇村への空輸", 12), Standing::effective);
    auto request = step("JPN", "request", first);
    request.mutable_step()->set_legal_basis("sdf-83");
    requested = t.add(c, request, Standing::effective);
    second = t.add(c, proposal("USA", "南阿蘇村への空輸", 9), Standing::effective);
    countered = t.add(c, step("USA", "counter", second), Standing::effective);
    accepted = t.add(c, step("JPN", "accept", second), Standing::effective);
    auto order = step("JPN", "order");
    order.mutable_step()->set_number("統幕運第1号");
    t.add(c, order, Standing::effective);
    late = t.add(c, step("USA", "counter", second), Standing::void_late);
    c.records.back().why = {"casework.late", "", {"遅れて届いた処置です", "It came late"}};
    t.add(c, step("USA", "note"), Standing::remark);
    c.proposal = second;
    c.settled = second;
    c.state = "coordinated";
    c.state_since_ms = test::start_ms + 4000;
    c.replies = {{"USA", second, countered}, {"JPN", second, accepted}};
    c.numbers = {{"JPN", "統幕運第1号"}};
    t.deliveries[requested] = {core::Delivery::State::receipted, 77, {}, false};
  }
  json::value page(const std::string& account = "watch") { return browser(account).get("/cases/" + c.id.hex()).body; }

  casework::Case& c;
  Digest first, requested, second, countered, accepted, late;
};

std::vector<std::string> texts(const json::value& list, const char* member) {
  std::vector<std::string> out;
  for (const auto& item : list.as_array()) out.emplace_back(item.at(member).is_string() ? item.at(member).as_string().c_str() : "-");
  return out;
}

TEST_F(Story, IsHeadedByItsSubjectAndCounted) {
  const auto p = page();
  EXPECT_EQ(p.at("title"), json::parse(R"({"ja":"南阿蘇村への空輸","en":"Airlift","original":"ja"})"));
  EXPECT_EQ(p.at("number").as_string(), "JPN-S-1");
  EXPECT_EQ(p.at("state").at("name").at("ja").as_string(), "調整済");
  EXPECT_EQ(p.at("commitment").as_string(), "operational-coordination");
  EXPECT_EQ(p.at("waits_for").as_string(), "USA");  // ours is ordered, theirs is not
  EXPECT_EQ(p.at("numbers").at("JPN").as_string(), "統幕運第1号");
  EXPECT_EQ(p.at("home_state"), nullptr);
}

TEST_F(Story, ShowsThePathWithTheFirstEndWhileNoneIsReached) {
  const auto path = page().at("path");
  EXPECT_EQ(texts(path, "state"), (std::vector<std::string>{"requested", "offered", "coordinated", "closed"}));
  EXPECT_EQ(path.at(0).at("reached_ms").as_int64(), test::start_ms + 1000);
  EXPECT_EQ(path.at(1).at("reached_ms").as_int64(), test::start_ms + 3000);
  EXPECT_TRUE(path.at(2).at("current").as_bool());
  EXPECT_TRUE(path.at(3).at("reached_ms").is_null());
}

TEST_F(Story, ShowsTheStandingProposalBesideTheOneBefore) {
  const auto p = page().at("proposal");
  EXPECT_EQ(p.at("digest").as_string(), second.hex());
  EXPECT_EQ(p.at("party").as_string(), "USA");
  EXPECT_EQ(p.at("version").as_int64(), 2);
  EXPECT_TRUE(p.at("settled").as_bool());
  EXPECT_EQ(p.at("fields").at(1).at("text").at("ja").as_string(), "9トン");
  EXPECT_TRUE(p.at("fields").at(1).at("settles").as_bool());
  EXPECT_EQ(p.at("previous").at(1).at("text").at("en").as_string(), "12 t");
  EXPECT_EQ(texts(page().at("replies"), "party"), (std::vector<std::string>{"USA", "JPN"}));
  EXPECT_EQ(page().at("replies").at(0).at("seat").at("name").at("en").as_string(), "USFJ J3");
}

TEST_F(Story, SortsRecordsIntoThreeLanes) {
  const auto lanes = page().at("lanes");
  EXPECT_EQ(lanes.at("ours").as_array().size(), 0u);
  EXPECT_EQ(texts(lanes.at("joint"), "step"), (std::vector<std::string>{"request", "counter", "accept", "order", "counter"}));
  EXPECT_EQ(texts(lanes.at("theirs"), "step"), (std::vector<std::string>{"counter", "counter", "note"}));
  const auto& request = lanes.at("joint").at(0);
  EXPECT_EQ(request.at("name").at("ja").as_string(), "要請");
  EXPECT_EQ(request.at("legal_basis").at("en").as_string(), "SDF Act, Article 83");
  EXPECT_EQ(request.at("proposal").as_string(), first.hex());
  EXPECT_EQ(request.at("fields").as_array().size(), 2u);  // those of the proposal it makes
  EXPECT_EQ(request.at("delivery"), json::parse(R"([{"partner":"USA","state":"receipted","at_ms":77,"reason":null}])"));
  EXPECT_EQ(request.at("label").at("classification").at("en").as_string(), "Open");
  EXPECT_EQ(lanes.at("joint").at(2).at("fields").as_array().size(), 0u);  // a reply says nothing new
  const auto& late_one = lanes.at("joint").at(4);
  EXPECT_EQ(late_one.at("standing").as_string(), "void_late");
  EXPECT_EQ(late_one.at("why").at("ja").as_string(), "遅れて届いた処置です");
}

// A case is spoken of by the record that opened it; what the reader may not see is not named.
TEST_F(Story, NamesTheCasesThatItsFieldsSpeakOf) {
  auto& t = backend.table;
  EXPECT_EQ(page().at("opening").as_string(), requested.hex());
  auto& other = t.open("support", "other");
  EXPECT_EQ(browser("watch").get("/cases").body.at("cases").as_array().size(), 1U);
  other.state = "requested";
  const auto opening = t.add(other, step("USA", "request"), Standing::effective);
  auto& secret = t.open("support", "secret");
  secret.state = "requested";
  const auto hidden = t.add(secret, step("USA", "request"), Standing::effective, "secret");
  for (const auto& digest : {opening, hidden, requested, sha256("nothing")}) {
    auto note = step("JPN", "note");
    auto& field = *note.mutable_step()->add_field();
    field.set_name("basis");
    field.set_record(digest.bytes());
    t.add(c, note, Standing::remark);
  }
  const auto references = page().at("references").as_object();
  ASSERT_EQ(references.size(), 1U);
  EXPECT_EQ(references.at(opening.hex()).at("id").as_string(), other.id.hex());
}

TEST_F(Story, AnEndedCaseOffersNothingToDoAtHome) {
  casework::Available need, note;
  need.step = "need";  // of home steps
  note.step = "note";
  backend.table.steps = {need, note};
  EXPECT_EQ(texts(page().at("actions"), "step"), (std::vector<std::string>{"need", "note"}));
  c.ended = true;
  EXPECT_EQ(texts(page().at("actions"), "step"), (std::vector<std::string>{"note"}));
}

TEST_F(Story, AVoidProposalIsNoVersion) {
  auto& t = backend.table;
  // A proposal whose step is void stands between the two in the order of the records.
  auto between = t.add(c, proposal("USA", "別案", 99), Standing::effective);
  t.add(c, step("USA", "counter", between), Standing::void_precedence);
  std::rotate(c.records.begin() + 2, c.records.end() - 2, c.records.end());
  const auto p = page().at("proposal");
  EXPECT_EQ(p.at("version").as_int64(), 2);
  EXPECT_EQ(p.at("previous").at(1).at("text").at("en").as_string(), "12 t");
}

struct Staffed : World, ::testing::Test {
  Staffed() : c(backend.table.open("support", "staffed")) {
    round.id = *RecordId::from(std::string(16, 'r'));
    round.step = "request";
    round.version = 2;
    round.drafted_by = "jpn-watch";
    round.deciders = {"jpn-chief"};
    auto& t = backend.table;
    t.add(c, staffing(round.id, v1::Staffing::DRAFT, 1), Standing::home);
    t.add(c, staffing(round.id, v1::Staffing::NONCONCUR, 1, "jpn-mofa"), Standing::home);
    round.text = t.add(c, staffing(round.id, v1::Staffing::AMEND, 2), Standing::home);
    round.asked = {{"jpn-mofa", "waiting"}};
    round.reasons["jpn-mofa"].set_ja("便数を明記されたい");
  }
  json::value shown(const std::string& account, const std::string& seat) {
    c.rounds = {round};
    return browser(account).get("/cases/" + c.id.hex() + "?seat=" + seat).body.at("rounds").at(0);
  }
  std::string may(const std::string& account, const std::string& seat) {
    std::string out;
    const auto one = shown(account, seat);
    for (const auto& act : one.at("may").as_array()) out += std::string(act.as_string()) + " ";
    return out;
  }
  casework::Case& c;
  casework::Round round;
};

TEST_F(Staffed, ShowsTheRoundAndItsHistory) {
  const auto one = shown("watch", "jpn-watch");
  EXPECT_EQ(one.at("name").at("en").as_string(), "Request");
  EXPECT_EQ(one.at("version").as_int64(), 2);
  EXPECT_EQ(json::serialize(one.at("readers")), R"(["JPN","USA"])");
  EXPECT_EQ(one.at("fields").at(1).at("text").at("ja").as_string(), "12トン");
  EXPECT_EQ(one.at("asked").at(0).at("organisation").at("name").at("ja").as_string(), "外務省");
  EXPECT_EQ(one.at("asked").at(0).at("reason").at("ja").as_string(), "便数を明記されたい");
  EXPECT_EQ(texts(one.at("history"), "act"), (std::vector<std::string>{"draft", "nonconcur", "amend"}));
  EXPECT_EQ(one.at("history").at(1).at("organisation").at("id").as_string(), "jpn-mofa");
}

TEST_F(Staffed, SaysWhatEachSeatMayDo) {
  EXPECT_EQ(may("watch", "jpn-watch"), "amend withdraw ");
  EXPECT_EQ(may("mofa", "jpn-mofa-desk"), "concur nonconcur ");
  EXPECT_EQ(json::serialize(shown("mofa", "jpn-mofa-desk").at("concur_for")), R"(["jpn-mofa"])");
  EXPECT_EQ(may("chief", "jpn-chief"), "amend withdraw ");
  round.asked["jpn-mofa"] = "concurred";
  EXPECT_EQ(may("mofa", "jpn-mofa-desk"), "nonconcur ");
  EXPECT_EQ(may("chief", "jpn-chief"), "amend decide withdraw ");
  EXPECT_EQ(may("watch", "jpn-watch"), "amend withdraw ");
  round.status = casework::Round::Status::decided;
  EXPECT_EQ(may("chief", "jpn-chief"), "");
}

TEST_F(Staffed, ASeatIsHeldUntilItsLastDay) {
  const auto status = [&](const std::string& last) {
    for (auto& person : backend.table.annex_.people)
      if (person.account == "chief") person.terms["jpn-chief"] = charter::days_between("", last);
    return browser("chief").get("/cases/" + c.id.hex() + "?seat=jpn-chief").status;
  };
  EXPECT_EQ(status("2016-04-14"), 200);
  EXPECT_EQ(status("2016-04-13"), 403);
}

TEST_F(Staffed, ADeputyMayDecideAndTheOtherSeesItAfterwards) {
  round.asked["jpn-mofa"] = "concurred";
  round.deputies = {{"jpn-watch", "jpn-chief", true, "away", {}}};
  EXPECT_EQ(may("watch", "jpn-watch"), "amend decide withdraw ");
  EXPECT_FALSE(shown("watch", "jpn-watch").at("deputies").at(0).at("standing").as_bool());
  EXPECT_TRUE(shown("watch", "jpn-watch").at("in_place").is_null());
  round.deputies[0].days = charter::days_between("", "2016-04-13");
  EXPECT_EQ(may("watch", "jpn-watch"), "amend withdraw ") << "the delegation has run out";
  round.status = casework::Round::Status::decided;
  round.in_place = round.deputies[0];
  EXPECT_EQ(may("chief", "jpn-chief"), "seen ");
  EXPECT_EQ(may("watch", "jpn-watch"), "");
  EXPECT_EQ(shown("chief", "jpn-chief").at("in_place").at("of").at("id").as_string(), "jpn-chief");
  round.seen = true;
  EXPECT_EQ(may("chief", "jpn-chief"), "");
}

TEST_F(Staffed, StandsInOurLaneWithReasons) {
  const auto lane = browser("watch").get("/cases/" + c.id.hex()).body.at("lanes").at("ours");
  ASSERT_EQ(lane.as_array().size(), 3u);
  EXPECT_EQ(lane.at(1).at("name").at("ja").as_string(), "合議・不同意");
  EXPECT_EQ(lane.at(1).at("why").at("en").as_string(), "State the number of flights");
  EXPECT_EQ(lane.at(0).at("delivery").as_array().size(), 0u);
  // A case that only has a draft is headed by it, and waits for us.
  const auto ref = browser("watch").get("/cases").body.at("cases").at(0);
  EXPECT_EQ(ref.at("title").at("ja").as_string(), "起案");
  EXPECT_EQ(ref.at("waits_for").as_string(), "JPN");
}

TEST_F(Staffed, TodayIsSortedByWhatIsDue) {
  const auto wait = [&](casework::Waiting::Why why, std::optional<std::int64_t> due) {
    casework::Waiting out;
    out.case_id = c.id;
    out.why = why;
    out.staffing = round.id;
    if (due) out.due = WallTime{test::start_ms + *due};
    return out;
  };
  using Why = casework::Waiting::Why;
  c.rounds = {round};
  backend.table.waits = {wait(Why::partner, -5), wait(Why::redraft, std::nullopt), wait(Why::our_turn, 9000), wait(Why::concurrence, -1)};
  const auto today = browser("watch").get("/today").body;
  EXPECT_EQ(texts(today.at("items"), "why"), (std::vector<std::string>{"concurrence", "our_turn", "redraft", "partner"}));
  EXPECT_TRUE(today.at("items").at(0).at("overdue").as_bool());
  EXPECT_FALSE(today.at("items").at(1).at("overdue").as_bool());
  EXPECT_EQ(today.at("items").at(0).at("name").at("ja").as_string(), "要請");
  EXPECT_EQ(texts(today.at("recent"), "lane"), (std::vector<std::string>{"ours", "ours", "ours"}));
  EXPECT_EQ(today.at("recent").at(0).at("name").at("ja").as_string(), "修文");
}

struct Shaken : World, ::testing::Test {};

TEST_F(Shaken, AlertsShowTheirFieldsAsTheyStand) {
  auto& t = backend.table;
  auto& c = t.open("alert", "quake");
  c.state = "in-force";
  const auto issue = [&](const std::string& headline, std::int64_t magnitude, Standing standing) {
    v1::Envelope out;
    out.mutable_step()->set_step("issue");
    *out.mutable_step()->add_field() = test::text_field("headline", headline, headline);
    auto& severity = *out.mutable_step()->add_field();
    severity.set_name("severity");
    severity.set_choice("warning");
    auto& size = *out.mutable_step()->add_field();
    size.set_name("magnitude");
    size.mutable_quantity()->set_milli(magnitude);
    size.mutable_quantity()->set_unit("M");
    auto& where = *out.mutable_step()->add_field();
    where.set_name("where");
    where.mutable_place()->set_lat_e7(327'545'000);
    where.mutable_place()->set_lon_e7(1307'630'000);
    return t.add(c, out, standing);
  };
  issue("first", 7100, Standing::effective);
  const auto newest = issue("second", 7300, Standing::remark);
  issue("void", 9000, Standing::void_late);
  t.deliveries[newest] = {core::Delivery::State::queued, 1, {}, false};
  t.open("support", "no alert");
  const auto alerts = browser("watch").get("/alerts").body.at("alerts");
  ASSERT_EQ(alerts.as_array().size(), 1u);
  const auto& alert = alerts.at(0);
  EXPECT_EQ(alert.at("headline").at("ja").as_string(), "second");
  EXPECT_EQ(alert.at("magnitude").to_number<double>(), 7.3);
  EXPECT_EQ(alert.at("severity").as_string(), "warning");
  EXPECT_EQ(alert.at("where").at("lat").as_double(), 32.7545);
  EXPECT_TRUE(alert.at("intensity").is_null());
  EXPECT_EQ(alert.at("areas").as_array().size(), 0u);
  EXPECT_EQ(alert.at("delivery").at(0).at("state").as_string(), "queued");
}

}  // namespace
}  // namespace tsugite::server
