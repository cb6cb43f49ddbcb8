// A small node for the tests of this room: two parties, two procedures, three people, cases and records as tables. No Core: what
// a view shows must follow from the table, and each test says what stands in it.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <deque>
#include <map>
#include <optional>
#include <string>

#include "base/sha256.h"
#include "server/front.h"

namespace tsugite::server::test {

inline constexpr std::int64_t start_ms = 1'460'649'600'000;  // 2016-04-14T16:00:00Z

class Clock : public world::Clock {
 public:
  WallTime now() const override { return {start_ms + at}; }
  Duration monotonic() const override { return {at}; }
  std::int64_t at = 0;
};

class Random : public world::Random {
 public:
  Bytes bytes(std::size_t count) override {
    Bytes out;
    while (out.size() < count) out += sha256("test " + std::to_string(next_++)).bytes();
    return out.substr(0, count);
  }

 private:
  int next_ = 0;
};

// Answers at once: the password that fits is the hash itself.
class InstantPasswords : public PasswordCheck {
 public:
  bool check(std::string hash, std::string password, std::function<void(bool)> answer) override {
    if (full) return false;
    ++asked;
    answer(!hash.empty() && hash == password);
    return true;
  }
  int asked = 0;
  bool full = false;
};

inline label::Policy policy() {
  label::Policy out;
  out.id = "test";
  out.parties = {"JPN", "USA"};
  out.classifications = {{"open", {"open", 0, {"公開可", "Open"}}},
                         {"caution", {"caution", 1, {"注意", "Caution"}}},
                         {"secret", {"secret", 2, {"省秘", "Ministry secret"}}}};
  out.caveats = {{"PERSONAL", {"PERSONAL", {"個人名を含む", "Names of persons"}, true, {}, {"個人名です。", "It names persons."}}}};
  out.ceiling = {{"USA", 1}, {"JPN", 1}};
  return out;
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
  out.fields = {field("subject", Type::text, true, {"件名", "Subject"}), field("where", Type::place, true, {"場所", "Where"}),
                field("when", Type::period, true, {"時期", "When"}), field("amount", Type::quantity, true, {"数量", "Amount"}),
                field("flights", Type::integer, true, {"便数", "Flights"}), field("since", Type::time, false, {"時点", "As of"}),
                field("mode", Type::choice, false, {"方法", "Mode"}), field("areas", Type::areas, false, {"地域", "Areas"}),
                field("basis", Type::record, false, {"根拠", "Rests on"}), field("remark", Type::text, false, {"備考", "Remark"})};
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
  out.parties["USA"] = {"USA", {"アメリカ合衆国", "United States of America"}, {"米国", "United States"}, {"米側", "U.S. side"}, std::nullopt};
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

inline v1::Field text_field(const std::string& name, const std::string& ja, const std::string& en) {
  v1::Field out;
  out.set_name(name);
  out.mutable_text()->set_ja(ja);
  out.mutable_text()->set_en(en);
  out.mutable_text()->set_original("ja");
  return out;
}

class FakeFacts : public Facts {
 public:
  FakeFacts() : charter_(charter_of_two()), annex_(test::annex()), guard_(policy(), {}, "JPN", 1) {}

  // Adds a record and gives its digest.
  Digest add(casework::Case& c, v1::Envelope envelope, casework::Standing standing, const std::string& classification = "open") {
    const std::uint64_t index = envelopes.size();
    envelope.set_context(c.context);
    envelope.set_case_id(c.id.bytes());
    if (envelope.party().empty()) envelope.set_party("JPN");
    if (envelope.seat().empty()) envelope.set_seat(envelope.party() == "JPN" ? "jpn-watch" : "usa-j3");
    if (standing == casework::Standing::home) envelope.add_audience("JPN");
    else for (const char* party : {"JPN", "USA"}) envelope.add_audience(party);
    auto& label = *envelope.mutable_label();
    label.set_policy("test");
    label.set_classification(classification);
    label.add_releasable_to("JPN");
    label.add_releasable_to("USA");
    label.set_originator(envelope.party());
    envelope.set_salt(std::to_string(index));
    const Bytes bytes = envelope.SerializeAsString();
    const Digest digest = sha256(bytes);
    encodings.push_back(bytes);
    envelopes.push_back(std::move(envelope));
    places[digest] = index;
    owners[digest] = c.id;
    c.records.push_back({digest, index, start_ms + static_cast<std::int64_t>(index) * 1000, standing, {}});
    return digest;
  }
  casework::Case& open(const std::string& procedure, const std::string& name) {
    auto& c = table.emplace_back();
    c.id = *CaseId::from(sha256(name).bytes().substr(0, 16));
    c.procedure = procedure;
    c.context = "kumamoto";
    c.charter = charter_.digest;
    c.roles = {{"receiver", "JPN"}, {"provider", "USA"}};
    c.audience = {"JPN", "USA"};
    c.opened_by = "JPN";
    c.state = c.home_state = "start";
    return c;
  }

  const charter::Charter& charter() const override { return charter_; }
  const charter::Charter* charter(const Digest& digest) const override { return digest == charter_.digest ? &charter_ : nullptr; }
  const charter::Annex& annex() const override { return annex_; }
  const label::Guard& guard() const override { return guard_; }
  const std::string& party() const override { return party_; }
  const std::set<std::string>& partners() const override { return partners_; }
  std::vector<const casework::Case*> cases(const std::string& context) const override {
    std::vector<const casework::Case*> out;
    for (const auto& c : table)
      if (c.context == context) out.push_back(&c);
    return out;
  }
  const casework::Case* find(const CaseId& id) const override {
    for (const auto& c : table)
      if (c.id == id) return &c;
    return nullptr;
  }
  const casework::Case* case_of(const Digest& record) const override {
    auto hit = owners.find(record);
    return hit == owners.end() ? nullptr : find(hit->second);
  }
  std::vector<casework::Available> available(const casework::Case&, const casework::Actor&) const override { return steps; }
  std::vector<casework::Available> openings(const std::string& procedure, const casework::Actor&) const override {
    return procedure == "support" ? opening : std::vector<casework::Available>{};
  }
  std::vector<casework::Waiting> waiting(const std::string&, const casework::Actor&, WallTime) const override { return waits; }
  std::optional<std::uint64_t> index_of(const Digest& record) const override {
    auto hit = places.find(record);
    return hit == places.end() ? std::nullopt : std::optional(hit->second);
  }
  Result<v1::Envelope> envelope(std::uint64_t index) const override { return envelopes.at(index); }
  Result<Bytes> encoded(std::uint64_t index) const override { return encodings.at(index); }
  std::optional<Receipt> receipt(const Digest&) const override { return Receipt{"a cosigned checkpoint", 7}; }
  core::Delivery delivery(const Digest& record, const std::string&) const override {
    auto hit = deliveries.find(record);
    return hit == deliveries.end() ? core::Delivery{} : hit->second;
  }
  std::optional<std::string> number_of(const CaseId&) const override { return "JPN-S-1"; }
  std::vector<core::DeskItem> desk_items(const std::string& context) const override {
    auto out = desk;
    std::erase_if(out, [&](const auto& item) { return item.context != context; });
    return out;
  }
  std::vector<core::LinkStatus> links() const override { return link_table; }
  std::uint64_t ledger_size() const override { return envelopes.size(); }
  Digest common_digest(const std::string& partner, const std::string& context) const override { return sha256(partner + context); }

  std::deque<casework::Case> table;
  std::vector<v1::Envelope> envelopes;
  std::vector<Bytes> encodings;
  std::map<Digest, std::uint64_t> places;
  std::map<Digest, CaseId> owners;
  std::map<Digest, core::Delivery> deliveries;
  std::vector<casework::Available> steps, opening;
  std::vector<casework::Waiting> waits;
  std::vector<core::DeskItem> desk;
  std::vector<core::LinkStatus> link_table;
  charter::Charter charter_;
  charter::Annex annex_;
  label::Guard guard_;

 private:
  std::string party_ = "JPN";
  std::set<std::string> partners_ = {"USA"};
};

class FakeBackend : public Backend {
 public:
  const Facts& facts() const override { return table; }
  const world::Clock& clock() const override { return time; }
  world::Random& random() override { return chance; }
  std::string software() const override { return "tsugite test"; }
  void submit(core::CommandInput input, Answer<core::Done> answer) override {
    commands.push_back(std::move(input));
    waiting.push_back(std::move(answer));
    if (at_once) settle();
  }
  void submit_desk(core::DeskInput input, Answer<core::Done> answer) override {
    verdicts.push_back(std::move(input));
    answer(outcome);
  }
  void gateway_jma(Bytes xml, std::string context, casework::Actor actor, Answer<GatewayDone> answer) override {
    messages.push_back({xml, context, actor.person + " " + actor.seat});
    answer(GatewayDone{table.table.front().id, {}, {"見出し", "Headline"}});
  }
  void set_link(std::string partner, bool enabled, Answer<void> answer) override {
    switched.emplace_back(partner, enabled);
    answer({});
  }
  void subscribe(std::function<void(const std::set<core::Topic>&)> told) override { changed = std::move(told); }
  Digest own_pin() const override { return sha256("our key"); }
  std::vector<Stranger> strangers() const override { return met; }
  std::vector<Figure> figures() const override { return {{"tsugite_commits_total", "Commits", "counter", 3}}; }
  Result<void> health() const override { return well; }

  void settle() {
    auto answers = std::exchange(waiting, {});
    for (auto& answer : answers) answer(outcome);
  }

  FakeFacts table;
  Clock time;
  Random chance;
  std::vector<core::CommandInput> commands;
  std::vector<core::DeskInput> verdicts;
  std::vector<std::array<std::string, 3>> messages;
  std::vector<std::pair<std::string, bool>> switched;
  std::vector<Stranger> met;
  std::vector<Answer<core::Done>> waiting;
  bool at_once = true;
  Result<core::Done> outcome = core::Done{};
  Result<void> well;
  std::function<void(const std::set<core::Topic>&)> changed;
};

// A browser without a network: signs in, keeps its cookie and token, asks the Front.
struct Browser {
  struct Answer {
    int status = 0;
    boost::json::value body;
    std::string text;
    std::map<std::string, std::string> headers;
  };

  explicit Browser(Front& front_) : front(front_) {}

  Request request(const std::string& method, const std::string& target, const std::string& body = "") const {
    Request out;
    out.method = method;
    out.target = target;
    out.body = body;
    out.host = "127.0.0.1:8401";
    out.origin = method == "GET" || method == "HEAD" ? "" : "http://127.0.0.1:8401";
    out.content_type = body.empty() ? "" : "application/json";
    out.cookie = cookie;
    out.csrf = csrf;
    out.peer = "127.0.0.1";
    return out;
  }
  std::optional<Answer> send(Request asked) {
    std::optional<Answer> out;
    front.handle(std::move(asked), [&](Reply reply) {
      EXPECT_TRUE(front.admits(reply));
      out.emplace();
      out->status = reply.status;
      out->text = reply.body.value();
      for (const auto& [name, value] : reply.headers) out->headers[name] = value;
      if (reply.content_type == "application/json") out->body = boost::json::parse(out->text);
    });
    return out;
  }
  Answer ask(const std::string& method, const std::string& target, const std::string& body = "") {
    auto answer = send(request(method, target, body));
    EXPECT_TRUE(answer) << target;
    return answer ? *answer : Answer{};
  }
  Answer get(const std::string& path) { return ask("GET", "/api/v1" + path); }
  Answer post(const std::string& path, const std::string& body) { return ask("POST", "/api/v1" + path, body); }
  Answer sign_in(const std::string& account) {
    auto answer = post("/session", R"({"account":")" + account + R"(","password":"$argon2id$)" + account + R"("})");
    if (answer.status != 200) return answer;
    cookie = answer.headers["Set-Cookie"].substr(0, answer.headers["Set-Cookie"].find(';'));
    csrf = std::string(answer.body.at("csrf").as_string());
    return answer;
  }

  Front& front;
  std::string cookie, csrf;
};

struct World {
  World() {
    Accounts accounts;
    for (const char* account : {"watch", "chief", "mofa", "admin", "nobody-in-the-annex"})
      accounts.set(account, std::string("$argon2id$") + account);
    Front::Settings settings;
    settings.doors.hosts.insert("127.0.0.1:8401");
    settings.openapi = "openapi: 3.1.0\n";
    settings.assets.add("/index.html", "<!doctype html>");
    settings.assets.add("/assets/app-1a2b3c4d.mjs", "export {}");
    front = std::make_unique<Front>(backend, std::move(settings), std::move(accounts), passwords);
  }
  Browser browser(const std::string& account) {
    Browser out(*front);
    EXPECT_EQ(out.sign_in(account).status, 200) << account;
    return out;
  }

  FakeBackend backend;
  InstantPasswords passwords;
  std::unique_ptr<Front> front;
};

}  // namespace tsugite::server::test
