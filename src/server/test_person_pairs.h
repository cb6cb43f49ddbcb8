// Pairs for people: two runs of one node that differ only in what a person may not see give that person the same bytes at every browser
// outlet, and the stream tells him the same at the same moments. The outlets are the GET routes of the table and the stream, and what is
// hidden is also asked for by name; a new route is asked without being named here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/test_pair.h"
#include "server/core_facts.h"
#include "server/test_world.h"

namespace tsugite::server::test {

struct PersonFigures {  // that what is compared is worth comparing
  std::size_t hidden = 0, taken_back = 0, streamed = 0, compared = 0;
};

namespace pairs {

inline constexpr std::size_t steps = 6;

class CoreBackend : public FakeBackend {
 public:
  explicit CoreBackend(std::function<const core::Core&()> core) : facts_(std::move(core)) {}
  const Facts& facts() const override { return facts_; }

 private:
  CoreFacts facts_;
};

// Drawn from its seed alone.
class Dice {
 public:
  explicit Dice(const std::string& seed) : seed_(seed) {}
  std::size_t below(std::size_t count) { return static_cast<unsigned char>(sha256(seed_, std::to_string(++drawn_)).bytes()[0]) % count; }

 private:
  std::string seed_;
  int drawn_ = 0;
};

inline const std::string hidden_words = "CANARY-5d2c71e0";

struct Reader {
  std::string account, clearance;
  bool release = false;
};
inline const Reader readers[] = {{"open-watch", "open"}, {"open-release", "open", true}, {"caution-watch", "caution"}};

// What is asked for by name though the person may not see it: by step, ends of addresses.
using Guesses = std::vector<std::vector<std::string>>;

class Played {
 public:
  // `guesses`: of a run in which it happened; null: it happens in this one.
  Played(const std::string& seed, const Reader& reader, const Guesses* guesses)
      : seed_(seed), reader_(reader), hidden_(guesses == nullptr), given_guesses_(guesses),
        backend_([this]() -> const core::Core& { return *pair_["JPN"].core; }) {
    pair_.change_annex = [&](charter::Annex& annex) {
      auto person = *annex.people.begin();
      for (const auto& one : annex.people)
        if (one.account == "js-watch") person = one;
      person.account = reader.account;
      person.clearance = reader.clearance;
      person.release_authority = reader.release;
      annex.people.push_back(person);
    };
    pair_.load("JPN", pair_.charter());
    pair_.change_annex = {};
    carry();
    Accounts accounts;
    accounts.set(reader.account, "$argon2id$" + reader.account);
    Front::Settings settings;
    settings.doors.hosts.insert("127.0.0.1:8401");
    front_ = std::make_unique<Front>(backend_, std::move(settings), std::move(accounts), passwords_);
    pair_.on_changed = [this](const std::string& party, const core::Changes& changes) {
      if (party == "JPN") backend_.changed(changes);
    };
  }

  // Everything that the person was given, in the order in which it was.
  std::vector<std::string> play() {
    Browser browser(*front_);
    EXPECT_EQ(browser.sign_in(reader_.account).status, 200);
    listen(browser);
    Dice open(seed_ + " open"), shut(seed_ + " shut");
    for (std::size_t at = 0; at < steps; ++at) {
      for (std::size_t i = hidden_ ? shut.below(3) : 0; i > 0; --i) unseen(shut);
      seen(open);
      if (hidden_ && shut.below(2) == 0) unseen(shut);
      backend_.time.at += 60'000;
      if (hidden_) guesses_.push_back(guessed());
      auto asked = paths();
      const auto& guesses = hidden_ ? guesses_[at] : (*given_guesses_)[at];
      asked.insert(asked.end(), guesses.begin(), guesses.end());
      for (const auto& path : asked) {
        const auto answer = browser.ask("GET", path);
        std::string headers;
        for (const auto& [name, value] : answer.headers) headers += name + ": " + value + " ";
        given_.push_back(path + " " + std::to_string(answer.status) + " " + headers + answer.text);
      }
    }
    return given_;
  }
  std::size_t hidden_records() const { return hidden_records_; }
  std::size_t taken_back() const { return taken_back_; }
  const Guesses& guesses() const { return guesses_; }

 private:
  // Both ways, until nothing more goes.
  void carry() {
    if (pair_["JPN"].core->links().front().state != core::LinkStatus::State::up) pair_.connect();
    pair_.settle();
  }
  Result<core::Done> run(const std::string& party, const core::CommandInput& input) {
    pair_[party].core->command(input, core::test_now);
    pair_.turn(party);
    auto done = std::move(pair_[party].answers.back().done);
    pair_[party].answers.clear();
    return done;
  }
  void listen(Browser& browser) {
    auto request = browser.request("GET", "/api/v1/stream?context=real");
    request.origin = "http://127.0.0.1:8401";
    auto client = front_->open_stream(request);
    ASSERT_TRUE(client);
    // Taken at once: whoever reads slowly sees less, not more.
    client->send = [this](Hub::Message message) {
      given_.push_back("stream " + message.value());
      front_->stream_written(stream_);
    };
    client->close = [this](std::uint16_t, const std::string& reason) { given_.push_back("closed " + reason); };
    stream_ = front_->hub().join(*client);
  }

  core::CommandInput command(const std::string& party, const std::string& classification, const std::string& about) {
    auto input = pair_.opening(party, "rfi", "ask", {{"question", about}});
    input.command.entropy = sha256(seed_, about).bytes();
    v1::Label label;
    label.set_policy("japan-us");
    label.set_classification(classification);
    label.set_originator(party);
    for (const char* one : {"JPN", "USA"}) label.add_releasable_to(one);
    input.command.label = label;
    return input;
  }
  std::optional<core::Done> act(const std::string& party, const core::CommandInput& input) {
    auto done = run(party, input);
    EXPECT_TRUE(done) << describe(done.error());
    carry();
    if (!done) return std::nullopt;
    return *done;
  }
  void answer(const core::Done& to, const std::string& classification, const std::string& about) {
    auto input = command("USA", classification, about);
    input.command.case_id = to.case_id;
    input.command.step = "answer";
    input.command.fields.front().set_name("answer");
    if (const auto done = act("USA", input)) records_.push_back(done->records.front());
  }

  // What the person may see: questions both ways, one that the desk holds, answers.
  void seen(Dice& dice) {
    const std::string about = "seen " + std::to_string(++told_);
    const auto kind = dice.below(4);
    if (kind == 3 && !asked_.empty()) {
      answer(asked_.back(), "UNCLASSIFIED", about);
      asked_.pop_back();
      return;
    }
    const std::string party = kind == 0 ? "USA" : "JPN";
    auto input = command(party, party == "USA" ? "UNCLASSIFIED" : "open", about);
    if (kind == 1) input.command.label->add_caveats("PERSONAL");
    const auto done = act(party, input);
    if (!done) return;
    cases_.push_back(done->case_id);
    if (kind != 0) records_.push_back(done->records.front());
    if (kind == 2) asked_.push_back(*done);
  }
  // What the person may not: it goes to the partner, comes from it, is refused by the guard, is decided at the desk, recalled, purged.
  void unseen(Dice& dice) {
    const std::string about = hidden_words + " " + std::to_string(++untold_);
    const bool all_above = reader_.clearance == "caution";
    const auto kind = dice.below(all_above ? 2 : 7);
    ++hidden_records_;
    if (kind == 0) return void(hide("JPN", act("JPN", command("JPN", "ministry-secret", about))));
    if (kind == 1) return desk(hide("JPN", act("JPN", command("JPN", "hi", about))));
    if (kind == 2) return void(hide("USA", act("USA", command("USA", "CUI", about))));
    if (kind == 5 || kind == 6) return taken_back(kind == 6, dice);
    const auto done = hide("JPN", act("JPN", command("JPN", kind == 3 ? "caution" : "handle-with-care", about)));
    if (!done || dice.below(2) == 0) return;
    auto input = command("USA", "CUI", about + " answer");
    input.command.case_id = done->case_id;
    input.command.step = "answer";
    input.command.fields.front().set_name("answer");
    hide("USA", act("USA", input));
  }
  std::optional<core::Done> hide(const std::string& party, std::optional<core::Done> done) {
    if (!done) return done;
    hidden_cases_.insert(done->case_id.hex());
    for (const auto& record : done->records) hidden_held_.emplace_back(party, record);
    return done;
  }
  // Recalled by whoever made it; or purged, of our own.
  void taken_back(bool purged, Dice& dice) {
    if (hidden_held_.empty()) return;
    const auto& [party, record] = hidden_held_[dice.below(hidden_held_.size())];
    v1::Text reason;
    reason.set_ja(hidden_words + " reason");
    reason.set_en(hidden_words + " reason");
    const casework::Actor actor =
        party == "JPN" ? casework::Actor{"release", "jpn-release-officer"} : casework::Actor{"fdo", "usa-release-officer"};
    const Bytes entropy = sha256(seed_, "taken back " + std::to_string(untold_)).bytes();
    if (purged && party == "JPN") (*pair_["JPN"].core).dispose({0, actor, {}, record, reason, entropy}, core::test_now);
    else pair_[party].core->recall({0, actor, record, v1::Recall::STOP_SERVING, reason, entropy}, core::test_now);
    pair_.turn(party);
    taken_back_ += pair_[party].answers.back().done.has_value();
    pair_[party].answers.clear();
    carry();
  }
  void desk(const std::optional<core::Done>& done) {
    if (!done) return;
    core::DeskInput input;
    input.actor = {"release", "jpn-release-officer"};
    input.record = done->records.front();
    input.partner = "USA";
    input.verdict = v1::Release::REFUSE;
    input.reason.set_en("no");
    input.entropy = sha256(seed_, "desk " + std::to_string(untold_)).bytes();
    (*pair_["JPN"].core).desk(input, core::test_now);
    pair_.turn("JPN");
    EXPECT_TRUE(pair_["JPN"].answers.back().done) << describe(pair_["JPN"].answers.back().done.error());
    pair_["JPN"].answers.clear();
    carry();
  }

  // The newest of what he may not see, asked for by name.
  std::vector<std::string> guessed() const {
    std::vector<std::string> out;
    if (!hidden_cases_.empty()) out.push_back("/api/v1/cases/" + *hidden_cases_.begin() + "?context=real");
    if (hidden_held_.empty()) return out;
    const std::string record = hidden_held_.back().second.hex();
    for (const char* rest : {"", "/label.xml"}) out.push_back("/api/v1/records/" + record + rest + "?context=real");
    out.push_back("/api/v1/desk/" + record + "/preview?context=real&partner=USA");
    return out;
  }
  std::vector<std::string> paths() const {
    std::vector<std::string> out;
    for (const auto& route : routes()) {
      if (route.method != "GET" || route.pattern == "/api/v1/stream") continue;
      const std::string pattern(route.pattern);
      const auto open = pattern.find('{');
      if (open == std::string::npos) {
        out.push_back(pattern + (pattern.ends_with("/search") ? "?context=real&words=CANARY" : "?context=real"));
        continue;
      }
      const auto close = pattern.find('}');
      const std::string name = pattern.substr(open + 1, close - open - 1);
      std::vector<std::string> values = {"USA"};
      if (name == "procedure") values = {"rfi"};
      if (name == "case") values = hexes(cases_);
      if (name == "record") values = hexes(records_);
      for (const auto& value : values) out.push_back(pattern.substr(0, open) + value + pattern.substr(close + 1) + "?context=real");
    }
    return out;
  }
  template <class Id>
  static std::vector<std::string> hexes(const std::vector<Id>& ids) {
    std::vector<std::string> out;
    for (const auto& id : ids) out.push_back(id.hex());
    return out;
  }

  std::string seed_;
  Reader reader_;
  bool hidden_;
  const Guesses* given_guesses_;
  core::Pair pair_;
  CoreBackend backend_;
  InstantPasswords passwords_;
  std::unique_ptr<Front> front_;
  Hub::Id stream_ = 0;
  std::vector<std::string> given_;
  std::vector<CaseId> cases_;
  std::vector<Digest> records_;
  std::vector<core::Done> asked_;
  std::set<std::string> hidden_cases_;
  std::vector<std::pair<std::string, Digest>> hidden_held_;  // and who made it
  Guesses guesses_;
  int told_ = 0, untold_ = 0;
  std::size_t hidden_records_ = 0, taken_back_ = 0;
};

}  // namespace pairs

// Drawn from its number alone. Beginning with "Person: " where something differs.
inline std::optional<std::string> person_pair(std::uint64_t number, PersonFigures& figures) {
  const auto& reader = pairs::readers[number % std::size(pairs::readers)];
  const std::string seed = "pair " + std::to_string(number);
  pairs::Played with(seed, reader, nullptr);
  const auto b = with.play();
  pairs::Played without(seed, reader, &with.guesses());
  const auto a = without.play();
  figures.hidden += with.hidden_records(), figures.taken_back += with.taken_back();
  const auto wrong = [&](const std::string& one, const std::string& other) {
    std::size_t at = 0;
    while (at < one.size() && at < other.size() && one[at] == other[at]) ++at;
    const auto around = [&](const std::string& text) {
      return text.substr(0, text.find(' ')) + " ..." + text.substr(at < 40 ? 0 : at - 40, 120);
    };
    return "Person: " + reader.account + " is given " + around(other) + "\ninstead of " + around(one);
  };
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (a[i] != b[i]) return wrong(a[i], b[i]);
    figures.streamed += a[i].starts_with("stream");
    ++figures.compared;
  }
  if (a.size() != b.size()) return "Person: " + reader.account + " is told " + (a.size() < b.size() ? "more" : "less") + " often";
  return std::nullopt;
}

// The pairs can tell: to whoever may read what is hidden from the others, it makes a difference.
inline bool chief_sees_a_difference() {
  const pairs::Reader chief{"secret-watch", "ministry-secret"};
  pairs::Played with("pair 0", chief, nullptr);
  const auto given = with.play();
  return pairs::Played("pair 0", chief, &with.guesses()).play() != given;
}

}  // namespace tsugite::server::test
