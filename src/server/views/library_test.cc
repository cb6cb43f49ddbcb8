// What can be looked up, and what the console is told of a text against the glossary.
#include <boost/json/serialize.hpp>

#include "server/test_world.h"
#include "server/views/library_view.h"

namespace tsugite::server {
namespace {

namespace json = boost::json;

struct Library : test::World, ::testing::Test {
  Library() {
    charter::Term counter;
    counter.id = "counter";
    counter.name = {"対案", "Counter-proposal"};
    counter.avoid_ja = {"逆提案"};
    counter.avoid_en = {"counterproposal"};
    charter::Term bocc;
    bocc.id = "BOCC";
    bocc.kind = charter::Term::Kind::body;
    bocc.name = {"共同運用調整所", "Bilateral Operations Coordination Center"};
    bocc.paired = true;
    charter::Term agreement;
    agreement.id = "agreement";
    agreement.name = {"合意", "Agreement"};
    agreement.reserved = charter::Commitment::joint_committee;
    backend.beside.glossary = {counter, bocc, agreement};
    charter::Event event;
    event.id = "acm";
    event.date = "2015-11-03";
    event.name = {"同盟調整メカニズムの運用開始", "The ACM begins"};
    event.agreed = {{"設置", "set up"}};
    backend.beside.events = {event};
  }
  std::string found(const std::string& text) {
    const auto answer = browser("watch").post("/renderings", R"({"text":)" + text + "}");
    EXPECT_EQ(answer.status, 200) << answer.text;
    std::string out;
    for (const auto& one : answer.body.at("renderings").as_array())
      out += std::string(one.at("language").as_string()) + ":" + std::string(one.at("found").as_string()) + ">" +
             std::string(one.at("right").as_string()) + ";";
    return out;
  }
};

TEST_F(Library, SaysWhatTheGlossaryHasOtherwise) {
  EXPECT_EQ(found(R"({"ja":"逆提案を示す","en":"a counterproposal"})"), "ja:逆提案>対案;en:counterproposal>Counter-proposal;");
  EXPECT_EQ(found(R"({"ja":"対案を示す","en":"a counter-proposal"})"), "");
  EXPECT_EQ(found(R"({"ja":"共同運用調整所で","en":"at the centre"})"), "en:>Bilateral Operations Coordination Center;");
  EXPECT_EQ(found(R"({"ja":"共同運用調整所で"})"), "") << "the other side is still to be written";
  EXPECT_EQ(found(R"({"ja":"協定に基づく合意"})"), "") << "a class is asked of what a procedure calls its states, not of free text";
}

TEST_F(Library, ReadsTheTextStrictly) {
  for (const char* body : {R"({})", R"({"text":"a"})", R"({"text":{"ja":1}})", R"({"text":{},"more":1})", R"({"text":{"original":"ja"}})"})
    EXPECT_EQ(browser("watch").post("/renderings", body).status, 400) << body;
}

TEST_F(Library, HoldsGlossaryAndChronology) {
  const auto page = browser("watch").get("/library").body;
  EXPECT_EQ(page.at("glossary").at(0).at("avoid").at("en").at(0).as_string(), "counterproposal");
  EXPECT_EQ(page.at("glossary").at(2).at("reserved").as_string(), "joint-committee");
  EXPECT_EQ(page.at("chronology").at("events").at(0).at("agreed").at(0).at("en").as_string(), "set up");
}

TEST_F(Library, ShowsAProcedureInAPicture) {
  auto watch = browser("watch");
  const auto picture = watch.get("/procedures/support/graph.svg");
  EXPECT_EQ(picture.status, 200);
  EXPECT_TRUE(picture.text.starts_with("<svg")) << picture.text.substr(0, 40);
  EXPECT_NE(picture.text.find("支援"), std::string::npos);
  EXPECT_EQ(watch.get("/procedures/nothing/graph.svg").status, 404);
}

TEST_F(Library, OfTheCharterCarriesWhatItSays) {
  auto& charter = backend.table.charter_;
  charter.foundations["treaty-4"] = {"treaty-4", "treaty", {"第４条", "Article IV"}, {"協議", "Consultation"}};
  charter.measures["G-E/relief"] = {
      "G-E/relief", {"救援", "Relief"}, {"disaster"}, {"BOCC"}, "JPN", {"treaty-4"}, {{"USA", {"支援", "supports"}}}, {"support"}};
  charter::Programme programme;
  programme.id = "P1";
  programme.facts = {{"2012-04", {"事", "fact"}}};
  charter.programmes["P1"] = programme;
  const auto page = json::value(library_view(charter));
  EXPECT_EQ(page.at("foundations").at(0).at("provides").at("en").as_string(), "Consultation");
  EXPECT_EQ(json::serialize(page.at("measures").at(0).at("roles")), R"({"USA":{"ja":"支援","en":"supports"}})");
  EXPECT_EQ(page.at("programmes").at(0).at("facts").at(0).at("date").as_string(), "2012-04");
}

}  // namespace
}  // namespace tsugite::server
