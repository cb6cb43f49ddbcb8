// What a list says of a case, and what it must not.
#include <boost/json/serialize.hpp>

#include "server/test_world.h"
#include "server/views/charter_view.h"

namespace tsugite::server {
namespace {

namespace json = boost::json;
using casework::Standing;
using State = core::Delivery::State;

v1::Field place(const std::string& name, double lat, double lon) {
  v1::Field out;
  out.set_name("where");
  out.mutable_place()->set_lat_e7(static_cast<std::int32_t>(lat * 1e7));
  out.mutable_place()->set_lon_e7(static_cast<std::int32_t>(lon * 1e7));
  out.mutable_place()->mutable_name()->set_ja(name);
  return out;
}

struct Listed : test::World, ::testing::Test {
  Digest step(casework::Case& c, const std::string& party, Standing standing, std::vector<v1::Field> fields = {}) {
    v1::Envelope out;
    out.set_party(party);
    out.mutable_step()->set_step("note");
    for (auto& field : fields) *out.mutable_step()->add_field() = std::move(field);
    return backend.table.add(c, out, standing);
  }
  json::value listed(const std::string& account = "watch") { return browser(account).get("/cases").body.at("cases").at(0); }
};

TEST_F(Listed, SaysWhichPartnersHoldSomethingOfIt) {
  struct Row {
    State state;
    const char* held_by;
  };
  const Row table[] = {
      {State::home, "[]"},          {State::withheld, "[]"},    {State::voided, "[]"},           {State::refused, "[]"},
      {State::queued, "[\"USA\"]"}, {State::sent, "[\"USA\"]"}, {State::receipted, "[\"USA\"]"}, {State::received, "[\"USA\"]"}};
  auto& c = backend.table.open("support", "one");
  const auto record = step(c, "JPN", Standing::effective);
  for (const auto& row : table) {
    backend.table.deliveries[record] = {row.state, 1, {}, false};
    EXPECT_EQ(json::serialize(listed().at("held_by")), row.held_by) << static_cast<int>(row.state);
  }
  backend.table.deliveries.clear();
  step(c, "USA", Standing::remark);  // what a partner said, it holds
  EXPECT_EQ(json::serialize(listed().at("held_by")), "[\"USA\"]");
}

TEST_F(Listed, IsPlacedAndHeadedByWhatIsJointOnceAnythingIs) {
  auto& c = backend.table.open("support", "one");
  EXPECT_TRUE(browser("watch").get("/cases").body.at("cases").as_array().empty());
  step(c, "JPN", Standing::home, {test::text_field("subject", "自国内の件名", ""), place("白水運動公園", 32.82, 131.03)});
  EXPECT_EQ(listed().at("where"), json::parse(R"({"lat":32.82,"lon":131.03,"name":{"ja":"白水運動公園","en":""}})"));
  EXPECT_EQ(listed().at("title").at("ja").as_string(), "自国内の件名");
  // From here on what stays at home neither heads nor places it: lists are shown to a partner who sits beside.
  step(c, "USA", Standing::effective);
  c.state = "requested";
  EXPECT_TRUE(listed().at("where").is_null());
  EXPECT_EQ(listed().at("title").at("ja").as_string(), "支援 JPN-S-1");
  step(c, "USA", Standing::remark, {place("高遊原", 32.84, 130.86), test::text_field("subject", "共同の件名", "")});
  EXPECT_EQ(listed().at("where").at("name").at("ja").as_string(), "高遊原");
  EXPECT_EQ(listed().at("title").at("ja").as_string(), "共同の件名");
}

TEST_F(Listed, ASituationIsHeadedByWhatWasDetermined) {
  auto& procedure = backend.table.charter_.procedures["situation"];
  procedure.id = "situation";
  procedure.title = {"事態の公表", "Situation announced"};
  procedure.fields = {test::field("which", charter::FieldSpec::Type::choice, false, {"事態", "Situation"})};
  procedure.fields[0].choices_from = "situations";
  procedure.fields[0].choices = {{"disaster", {"日本における大規模災害", "Large-scale disaster in Japan"}}};
  procedure.states = {{"announced", {"公表", "Announced"}, charter::State::Kind::joint, ""}};
  auto& c = backend.table.open("situation", "one");
  c.state = "announced";
  v1::Field choice;
  choice.set_name("which");
  choice.set_choice("disaster");
  step(c, "JPN", Standing::effective, {choice});
  EXPECT_EQ(json::serialize(listed().at("title")), R"({"ja":"日本における大規模災害","en":"Large-scale disaster in Japan"})");
  choice.set_choice("unheard-of");  // a later charter's, say
  step(c, "JPN", Standing::effective, {choice});
  EXPECT_EQ(listed().at("title").at("en").as_string(), "Situation announced JPN-S-1");
}

TEST(CharterView, NamesUnitsAndSaysWhoseAMarkingIs) {
  auto charter = test::charter_of_two();
  charter.marking.classifications["caution"].party = "JPN";
  const auto view = charter_view(charter);
  json::value amount;
  for (const auto& procedure : view.at("procedures").as_array())
    for (const auto& field : procedure.at("fields").as_array())
      if (field.at("id") == "amount") amount = field.at("units");
  EXPECT_EQ(
      json::serialize(amount),
      R"([{"id":"t","name":{"ja":"トン","en":"t"}},{"id":"flight","name":{"ja":"便","en":"flights"}},{"id":"box","name":{"ja":"box","en":"box"}}])");
  for (const auto& one : view.at("marking").at("classifications").as_array())
    EXPECT_EQ(one.at("party"), one.at("id") == "caution" ? json::value("JPN") : json::value(nullptr));
}

}  // namespace
}  // namespace tsugite::server
