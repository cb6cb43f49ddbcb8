// What the mechanism shows of the cases: what is in motion, what lies where, who is on duty, who is whose counterpart.
#include <boost/json/serialize.hpp>

#include "server/test_world.h"

namespace tsugite::server {
namespace {

namespace json = boost::json;
using casework::Standing;
using Type = charter::FieldSpec::Type;

struct Mechanism : test::World, ::testing::Test {
  Mechanism() {
    auto& charter = backend.table.charter_;
    charter.bodies["BOCC"] = {"BOCC", {"共同運用調整所", "BOCC"}, {}, {}, {"action-officer"}, {}, {}, "2015-11-03", ""};
    charter.bodies["ACG"] = {"ACG", {"同盟調整グループ", "ACG"}, {}, {}, {"director"}, {}, {}, "2015-11-03", ""};
    charter.situations["disaster"] = {"disaster", {"大規模災害", "Large-scale disaster"}, {}, {"ACG"}, {}, {}};
    charter.seats["usa-chief"] = {"usa-chief", "usa-usfj", {"在日米軍部長", "USFJ chief"}, "director", {"BOCC", "ACG"}};
    charter.seats["usa-press"] = {"usa-press", "usa-usfj", {"在日米軍報道", "USFJ press"}, "action-officer", {}};
    auto roster = charter.procedures.at("alert");
    roster.id = "roster";
    roster.fields = {test::field("desk", Type::choice, false, {"当直", "Desk"}),
                     test::field("language", Type::choice, false, {"言語", "Language"}),
                     test::field("phone", Type::text, false, {"電話", "Telephone"})};
    roster.fields[0].choices_from = "own-seats";
    charter.procedures["roster"] = roster;
    auto situation = charter.procedures.at("alert");
    situation.id = "situation";
    situation.fields = {test::field("situation", Type::choice, false, {"事態", "Situation"}),
                        test::field("since", Type::time, false, {"時点", "As of"})};
    situation.fields[0].choices_from = "situations";
    charter.procedures["situation"] = situation;
    auto& request = charter.procedures.at("support").steps.at(1);
    request.at = {"BOCC", "ACG"};
  }
  Digest step(casework::Case& c, const std::string& party, const std::string& id, std::vector<v1::Field> fields = {}) {
    v1::Envelope out;
    out.set_party(party);
    out.mutable_step()->set_step(id);
    for (auto& field : fields) *out.mutable_step()->add_field() = std::move(field);
    return backend.table.add(c, out, Standing::effective);
  }
  casework::Case& begun(const std::string& procedure, const std::string& name, const std::string& by, const std::string& state) {
    auto& c = backend.table.open(procedure, name);
    c.opened_by = by;
    c.state = state;
    return c;
  }
  json::value seen(const std::string& more = "") { return browser("watch").get("/mechanism" + more).body; }
  static v1::Field choice(const std::string& name, const std::string& value) {
    v1::Field out;
    out.set_name(name);
    out.set_choice(value);
    return out;
  }
  json::value body(const json::value& page, std::string_view id) {
    for (const auto& one : page.at("bodies").as_array())
      if (one.at("id").as_string() == json::string_view(id.data(), id.size())) return one;
    return nullptr;
  }
};

TEST_F(Mechanism, IsStillWhileNothingIsDetermined) {
  const auto page = seen();
  EXPECT_TRUE(page.at("determinations").as_array().empty());
  EXPECT_TRUE(page.at("bodies").as_array().empty());
}

TEST_F(Mechanism, ADeterminationSetsItsBodiesInMotionUntilItEnds) {
  auto& c = begun("situation", "quake", "USA", "in-force");
  v1::Field since;
  since.set_name("since");
  since.set_time_ms(test::start_ms);
  step(c, "USA", "issue", {choice("situation", "disaster"), since});
  auto page = seen();
  EXPECT_EQ(page.at("determinations").at(0).at("party").as_string(), "USA");
  EXPECT_EQ(page.at("determinations").at(0).at("situation").at("id").as_string(), "disaster");
  EXPECT_EQ(page.at("determinations").at(0).at("as_of_ms").as_int64(), test::start_ms);
  EXPECT_EQ(json::serialize(body(page, "ACG").at("set_in_motion")), R"([{"party":"USA","situation":"disaster"}])");
  EXPECT_TRUE(body(page, "BOCC").is_null());
  c.ended = true;
  EXPECT_TRUE(seen().at("determinations").as_array().empty());
}

// Where it was referred to; else where a field says; else where its latest step was taken.
TEST_F(Mechanism, ACaseLiesBeforeTheBodyItWasTakenTo) {
  auto& c = begun("support", "one", "JPN", "requested");
  step(c, "JPN", "request");  // the watch sits in the BOCC alone
  EXPECT_EQ(body(seen(), "BOCC").at("open").as_int64(), 1);
  EXPECT_TRUE(body(seen(), "ACG").is_null());
  auto& support = backend.table.charter_.procedures.at("support");
  support.fields[6].choices = {{"ACG", {}}, {"BOCC", {}}};
  step(c, "USA", "counter", {choice("mode", "ACG")});
  EXPECT_TRUE(body(seen(), "BOCC").is_null());
  EXPECT_EQ(body(seen(), "ACG").at("latest").at(0).at("id").as_string(), c.id.hex());
  support.states[1].at = "BOCC";
  EXPECT_EQ(body(seen(), "BOCC").at("open").as_int64(), 1);
}

TEST_F(Mechanism, WhatIsAtHomeOrHeldByNobodyIsNotCountedBesideAPartner) {
  auto& home = backend.table.open("support", "home");
  home.home_state = "need";
  step(home, "JPN", "request");
  auto& c = begun("support", "one", "JPN", "requested");
  const auto record = step(c, "JPN", "request");
  EXPECT_EQ(body(seen(), "BOCC").at("open").as_int64(), 1);
  EXPECT_TRUE(body(seen("?shared=true"), "BOCC").is_null());
  backend.table.deliveries[record] = {core::Delivery::State::sent, 1, {}, false};
  EXPECT_EQ(body(seen("?shared=true"), "BOCC").at("open").as_int64(), 1);
  EXPECT_EQ(browser("watch").get("/mechanism?shared=perhaps").status, 400);
}

TEST_F(Mechanism, TheCounterpartsAreThoseWeMeetOurLevelFirst) {
  std::string told;
  const auto page = seen();
  for (const auto& one : page.at("counterparts").as_array())
    told += std::string(one.at("seat").at("id").as_string()) + (one.at("roster").is_null() ? " " : "* ");
  EXPECT_EQ(told, "usa-j3 usa-chief ");
  EXPECT_EQ(json::serialize(page.at("counterparts").at(1).at("bodies")), R"(["BOCC"])");
  backend.table.charter_.seats.at("jpn-watch").bodies.clear();  // meets nobody: then those of its level
  told.clear();
  const auto alone = seen();
  for (const auto& one : alone.at("counterparts").as_array()) told += std::string(one.at("seat").at("id").as_string()) + " ";
  EXPECT_EQ(told, "usa-j3 usa-press ");
}

TEST_F(Mechanism, WhoIsOnDutyIsWhatTheirRosterSays) {
  auto& c = begun("roster", "duty", "USA", "in-force");
  step(c, "USA", "issue", {choice("desk", "usa-j3"), choice("language", "en"), test::text_field("phone", "", "EX-1")});
  auto page = seen();
  EXPECT_EQ(page.at("rosters").at(0).at("seat").at("id").as_string(), "usa-j3");
  EXPECT_EQ(page.at("counterparts").at(0).at("roster").at("fields").as_array().size(), 2U);
  step(c, "USA", "issue", {choice("desk", "usa-chief")});
  page = seen();
  EXPECT_TRUE(page.at("counterparts").at(0).at("roster").is_null());
  EXPECT_EQ(page.at("counterparts").at(1).at("roster").at("seat").at("id").as_string(), "usa-chief");
}

}  // namespace
}  // namespace tsugite::server
