// The alliance of the tests of this room, as values: two parties, two procedures, one marking policy, and our annex with four people.
#pragma once

#include "charter/charter.h"

namespace tsugite::server::test {

inline label::Policy policy() {
  label::Policy out;
  out.id = "test";
  out.parties = {"JPN", "USA"};
  out.classifications = {{"open", {"open", 0, {"公開可", "Open"}}},
                         {"caution", {"caution", 1, {"注意", "Caution"}}},
                         {"secret", {"secret", 2, {"省秘", "Ministry secret"}}}};
  out.caveats = {{"PERSONAL", {"PERSONAL", {"個人名を含む", "Names of persons"}, true, {}, {"個人名です。", "It names persons."}}}};
  out.ceiling = {{"JPN", {{"USA", 1}}}, {"USA", {{"JPN", 1}}}};
  return out;
}

// How labels read elsewhere: under Japan's policy, and under one that the two share.
inline std::vector<label::Naming> namings() {
  using label::Category;
  label::Naming japan{"JAPAN",
                      "",
                      "JPN",
                      Duration{86'400'000},
                      "directoryName",
                      {{"JPN", "C=JP"}, {"USA", "C=US"}},
                      {{"open", "公開可"}, {"caution", "注意"}, {"secret", "省秘"}},
                      {{"提供先", Category::Type::permissive, "", Category::Of::parties, {{"JPN", "JPN"}, {"USA", "USA"}}, false}}};
  label::Naming shared = japan;
  shared.identifier = "shared";
  shared.party = "";
  return {japan, shared};
}

inline charter::FieldSpec field(std::string id, charter::FieldSpec::Type type, bool settles, Text name) {
  charter::FieldSpec out;
  out.id = std::move(id);
  out.type = type;
  out.settles = settles;
  out.name = std::move(name);
  return out;
}

inline charter::Procedure support() {
  using Type = charter::FieldSpec::Type;
  charter::Procedure out;
  out.id = "support";
  out.title = {"支援", "Support"};
  out.number_prefix = "S";
  out.roles = {{"receiver", {"受援側", "Receiver"}}, {"provider", {"提供側", "Provider"}}};
  out.fields = {field("subject", Type::text, true, {"件名", "Subject"}),    field("where", Type::place, true, {"場所", "Where"}),
                field("when", Type::period, true, {"時期", "When"}),        field("amount", Type::quantity, true, {"数量", "Amount"}),
                field("flights", Type::integer, true, {"便数", "Flights"}), field("since", Type::time, false, {"時点", "As of"}),
                field("mode", Type::choice, false, {"方法", "Mode"}),       field("areas", Type::areas, false, {"地域", "Areas"}),
                field("basis", Type::record, false, {"根拠", "Rests on"}),  field("remark", Type::text, false, {"備考", "Remark"})};
  out.fields[3].units = {"t", "flight", "box"};
  out.fields[6].choices = {{"air", {"空路", "By air"}}, {"road", {"陸路", "By road"}}};
  using Kind = charter::State::Kind;
  out.states = {{"need", {"所要", "Need"}, Kind::home, ""},
                {"requested", {"要請", "Requested"}, Kind::joint, "provider"},
                {"offered", {"申出", "Offered"}, Kind::joint, "receiver"},
                {"coordinated", {"調整済", "Coordinated"}, Kind::joint, "each"},
                {"closed", {"完了", "Closed"}, Kind::end, ""},
                {"unable", {"対応困難", "Unable"}, Kind::end, ""}};
  const auto step = [&](const char* id, Text name, std::vector<std::string> from, const char* to) -> charter::StepSpec& {
    charter::StepSpec spec;
    spec.id = id;
    spec.name = std::move(name);
    spec.from = std::move(from);
    spec.to = to;
    out.steps.push_back(std::move(spec));
    return out.steps.back();
  };
  step("need", {"所要の登録", "Register a need"}, {"start"}, "need").home = true;
  auto& request = step("request", {"要請", "Request"}, {"start"}, "requested");
  request.opens = request.proposes = request.staffing = true;
  request.legal_bases = {{"JPN", {{"sdf-83", {"自衛隊法第83条", "SDF Act, Article 83"}}}}};
  step("counter", {"対案", "Counter-proposal"}, {"requested"}, "offered").proposes = true;
  step("accept", {"受諾", "Accept"}, {"offered"}, "coordinated").replies = true;
  step("order", {"命令番号", "Order number"}, {"coordinated"}, "").each = true;
  step("note", {"備考", "Note"}, {"requested", "offered"}, "").exclusive = false;
  return out;
}

inline charter::Procedure alert() {
  using Type = charter::FieldSpec::Type;
  charter::Procedure out;
  out.id = "alert";
  out.title = {"警報・速報", "Alert"};
  out.fields = {field("headline", Type::text, false, {"見出し", "Headline"}), field("severity", Type::choice, false, {"程度", "Severity"}),
                field("where", Type::place, false, {"震源", "Epicentre"}), field("magnitude", Type::quantity, false, {"規模", "Magnitude"}),
                field("areas", Type::areas, false, {"地域", "Areas"})};
  out.states = {{"in-force", {"発表中", "In force"}, charter::State::Kind::joint, ""}};
  charter::StepSpec issue;
  issue.id = "issue";
  issue.name = {"発表", "Issue"};
  issue.to = "in-force";
  out.steps = {issue};
  return out;
}

inline charter::Charter charter_of_two() {
  charter::Charter out;
  out.digest = sha256("charter");
  out.id = "test";
  out.levels = {"action-officer", "director"};
  out.level_names = {{"action-officer", {"担当級", "Action officer"}}, {"director", {"課長級", "Director"}}};
  out.parties["JPN"] = {"JPN", {"日本国", "Japan"}, {"日本", "Japan"}, {"日本側", "Japan side"}, std::nullopt};
  out.parties["USA"] = {
      "USA", {"アメリカ合衆国", "United States of America"}, {"米国", "United States"}, {"米側", "U.S. side"}, std::nullopt};
  out.party_order = {"JPN", "USA"};
  out.organisations = {{"jpn-js", {"jpn-js", "JPN", {"統幕", "Joint Staff"}}},
                       {"jpn-mofa", {"jpn-mofa", "JPN", {"外務省", "MOFA"}}},
                       {"usa-usfj", {"usa-usfj", "USA", {"在日米軍", "USFJ"}}}};
  out.seats = {{"jpn-watch", {"jpn-watch", "jpn-js", {"統幕当直", "JS watch"}, "action-officer", {"BOCC"}}},
               {"jpn-chief", {"jpn-chief", "jpn-js", {"統幕部長", "JS chief"}, "director", {"BOCC"}}},
               {"jpn-mofa-desk", {"jpn-mofa-desk", "jpn-mofa", {"外務省担当", "MOFA desk"}, "action-officer", {}}},
               {"usa-j3", {"usa-j3", "usa-usfj", {"在日米軍J3", "USFJ J3"}, "action-officer", {"BOCC"}}}};
  out.unit_names = {{"t", {"トン", "t"}}, {"flight", {"便", "flights"}}};  // "box" has no name: the loader would refuse it
  out.commitment_names = {{charter::Commitment::operational_coordination, {"運用調整", "Operational coordination"}}};
  out.procedures = {{"support", support()}, {"alert", alert()}};
  out.marking = policy();
  out.namings = namings();
  return out;
}

inline charter::Annex annex() {
  charter::Annex out;
  out.party = "JPN";
  out.people = {{"watch", {"当直", "Watch"}, {"jpn-watch"}, "caution", false, false},
                {"chief", {"部長", "Chief"}, {"jpn-chief", "jpn-watch"}, "secret", true, false},
                {"mofa", {"担当", "Desk"}, {"jpn-mofa-desk"}, "open", false, false},
                {"admin", {"管理", "Admin"}, {"jpn-watch"}, "open", false, true}};
  out.gateway_seats = {{"jma", "jpn-watch"}};
  out.exercises = {{"kumamoto", {"熊本の再現", "Kumamoto rehearsal"}}};
  out.default_context = "kumamoto";
  return out;
}

}  // namespace tsugite::server::test
