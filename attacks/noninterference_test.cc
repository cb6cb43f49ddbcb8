// Noninterference for people: two runs of one node that differ only in what a person may not see give that person the same bytes at every
// browser outlet, and the stream tells him the same at the same moments. The outlets are the GET routes of the table and the stream; a new
// route is asked without being named here.
#include <gtest/gtest.h>

#include "attacks/attempts.h"
#include "attacks/carrier.h"
#include "server/core_facts.h"
#include "server/test_world.h"

namespace tsugite::attacks {
namespace {

constexpr int pairs = 100;
constexpr std::size_t steps = 6;

class CoreBackend : public server::test::FakeBackend {
 public:
  explicit CoreBackend(std::function<const core::Core&()> core) : facts_(std::move(core)) {}
  const server::Facts& facts() const override { return facts_; }

 private:
  server::CoreFacts facts_;
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

struct Reader {
  std::string account, clearance;
  bool release = false;
};
const Reader readers[] = {{"open-watch", "open"}, {"open-release", "open", true}, {"caution-watch", "caution"}};

class Played {
 public:
  Played(const std::string& seed, const Reader& reader, bool hidden)
      : seed_(seed), reader_(reader), hidden_(hidden), backend_([this]() -> const core::Core& { return by_.jpn(); }) {
    load_with(by_.pair, [&](charter::Annex& annex) {
      auto person = *annex.person("js-watch");
      person.account = reader.account;
      person.clearance = reader.clearance;
      person.release_authority = reader.release;
      annex.people.push_back(person);
    });
    by_.carry();
    server::Accounts accounts;
    accounts.set(reader.account, "$argon2id$" + reader.account);
    server::Front::Settings settings;
    settings.doors.hosts.insert("127.0.0.1:8401");
    front_ = std::make_unique<server::Front>(backend_, std::move(settings), std::move(accounts), passwords_);
    by_.pair.on_changed = [this](const std::string& party, const core::Changes& changes) {
      if (party == "JPN") backend_.changed(changes);
    };
  }

  // Everything that the person was given, in the order in which it was.
  std::vector<std::string> play() {
    server::test::Browser browser(*front_);
    EXPECT_EQ(browser.sign_in(reader_.account).status, 200);
    listen(browser);
    Dice open(seed_ + " open"), shut(seed_ + " shut");
    for (std::size_t at = 0; at < steps; ++at) {
      for (std::size_t i = hidden_ ? shut.below(3) : 0; i > 0; --i) unseen(shut);
      seen(open);
      if (hidden_ && shut.below(2) == 0) unseen(shut);
      backend_.time.at += 60'000;
      for (const auto& path : paths()) {
        const auto answer = browser.ask("GET", path);
        given_.push_back(path + " " + std::to_string(answer.status) + " " + answer.text);
      }
    }
    return given_;
  }
  std::size_t hidden_records() const { return hidden_records_; }

 private:
  void listen(server::test::Browser& browser) {
    auto request = browser.request("GET", "/api/v1/stream?context=real");
    request.origin = "http://127.0.0.1:8401";
    auto client = front_->open_stream(request);
    ASSERT_TRUE(client);
    // Taken at once: whoever reads slowly sees less, not more.
    client->send = [this](server::Hub::Message message) {
      given_.push_back("stream " + message.value());
      front_->stream_written(stream_);
    };
    client->close = [this](std::uint16_t, const std::string& reason) { given_.push_back("closed " + reason); };
    stream_ = front_->hub().join(*client);
  }

  core::CommandInput command(const std::string& party, const std::string& classification, const std::string& about) {
    auto input = by_.pair.opening(party, "rfi", "ask", {{"question", about}});
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
    auto done = by_.run(party, input);
    EXPECT_TRUE(done) << describe(done.error());
    by_.carry();
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
  // What the person may not: it goes to the partner, comes from it, is refused by the guard, is decided at the desk.
  void unseen(Dice& dice) {
    const std::string about = canary + " " + std::to_string(++untold_);
    const bool all_above = reader_.clearance == "caution";
    const auto kind = dice.below(all_above ? 2 : 5);
    ++hidden_records_;
    if (kind == 0) return void(act("JPN", command("JPN", "ministry-secret", about)));
    if (kind == 1) return desk(act("JPN", command("JPN", "hi", about)));
    if (kind == 2) return void(act("USA", command("USA", "CUI", about)));
    const auto done = act("JPN", command("JPN", kind == 3 ? "caution" : "handle-with-care", about));
    if (!done || dice.below(2) == 0) return;
    auto input = command("USA", "CUI", about + " answer");
    input.command.case_id = done->case_id;
    input.command.step = "answer";
    input.command.fields.front().set_name("answer");
    act("USA", input);
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
    by_.jpn().desk(input, core::test_now);
    by_.pair.turn("JPN");
    EXPECT_TRUE(by_.pair["JPN"].answers.back().done) << describe(by_.pair["JPN"].answers.back().done.error());
    by_.pair["JPN"].answers.clear();
    by_.carry();
  }

  std::vector<std::string> paths() const {
    std::vector<std::string> out;
    for (const auto& route : server::routes()) {
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
  LiveLink by_;
  CoreBackend backend_;
  server::test::InstantPasswords passwords_;
  std::unique_ptr<server::Front> front_;
  server::Hub::Id stream_ = 0;
  std::vector<std::string> given_;
  std::vector<CaseId> cases_;
  std::vector<Digest> records_;
  std::vector<core::Done> asked_;
  int told_ = 0, untold_ = 0;
  std::size_t hidden_records_ = 0;
};

}  // namespace

TEST(Noninterference, APersonGetsTheSameBytesWhateverHappensThatHeMayNotSee) {
  std::size_t hidden = 0, streamed = 0, compared = 0;
  for (int pair = 0; pair < pairs; ++pair) {
    const auto& reader = readers[static_cast<std::size_t>(pair) % std::size(readers)];
    const std::string seed = "pair " + std::to_string(pair);
    Played without(seed, reader, false), with(seed, reader, true);
    const auto a = without.play(), b = with.play();
    hidden += with.hidden_records();
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
      ASSERT_EQ(a[i], b[i]) << seed << ", " << reader.account;
      streamed += a[i].starts_with("stream");
      ++compared;
    }
    ASSERT_EQ(a.size(), b.size()) << seed << ", " << reader.account;
  }
  // What is compared is worth comparing.
  EXPECT_GT(hidden, 5u * pairs);
  EXPECT_GT(streamed, 3u * pairs);
  EXPECT_GT(compared, 100u * pairs);
}

// The test can see: to whoever may read it, it makes a difference.
TEST(Noninterference, WhoMayReadItSeesADifference) {
  const Reader chief{"secret-watch", "ministry-secret"};
  EXPECT_NE(Played("pair 0", chief, false).play(), Played("pair 0", chief, true).play());
}

}  // namespace tsugite::attacks
