// Invariants 7 and 8 over random work: parties act while links are cut, records arrive in any order, some are refused, some are
// late and withdrawn. Healed, all holders have equal digests, and a holder who gets everything at once, shuffled, has it too.
#include "casework/test_settled.h"

namespace tsugite::casework::testing {
namespace {

std::shared_ptr<const Charter> richer(const std::vector<std::string>& parties) {
  auto out = std::make_shared<Charter>(*make_charter(parties));
  ask_for_more(out->procedures["rfi"]);
  out->procedures["order"] = order();
  return out;
}

class World {
 public:
  World(std::uint32_t seed, const std::vector<std::string>& parties) : random_(seed), parties_(parties), charter_(richer(parties)) {
    for (const auto& party : parties) engines_.push_back({Engine(party, charter_), {}, {}});
  }

  void run(int turns) {
    for (int turn = 0; turn < turns; ++turn) {
      auto& one = engines_[pick(engines_.size())];
      one.engine.now += 1000;
      switch (pick(5)) {
        case 0: deliver(one); break;
        case 1: send(one); break;
        default: act(one);
      }
      for (auto& each : engines_) ASSERT_EQ(unsettled(*charter_, each.engine), "");
    }
    heal();
    for (auto& each : engines_) ASSERT_EQ(unsettled(*charter_, each.engine), "");
    compare();
  }

  int settled = 0, voided = 0, refused = 0, ended = 0, acted = 0;
  std::map<Standing, int> standings;

 private:
  struct Node {
    Engine engine;
    std::vector<std::vector<Kept>> queue;  // commands not sent
    std::vector<Kept> inbox;               // sent to it, not arrived: any order
  };

  std::size_t pick(std::size_t n) { return std::uniform_int_distribution<std::size_t>(0, n - 1)(random_); }
  template <class T>
  const T& any(const std::vector<T>& of) {
    return of[pick(of.size())];
  }

  void fill(Command& command, const charter::StepSpec& step) {
    if (step.proposes || step.home || step.id == "ask")
      for (const auto& name : step.fields)
        if (name == "what" || name == "question") command.fields.push_back(words(name, "text " + std::to_string(pick(4))));
    if (step.proposes && pick(2) == 0 && std::ranges::count(step.fields, "amount"))
      command.fields.push_back(tons(static_cast<std::int64_t>(pick(5)) * 1000));
    for (const char* name : {"answer", "reason"})
      if (std::ranges::count(step.fields, name)) command.fields.push_back(words(name, "said"));
    if (std::ranges::count(step.fields, "cost")) command.fields.push_back(words("cost", "value " + std::to_string(pick(4))));
    if (std::ranges::count(step.fields, "colour")) {
      command.fields.emplace_back().set_name("colour");
      command.fields.back().set_choice(pick(2) == 0 ? "red" : "blue");
    }
    if (step.number) command.number = "N-" + std::to_string(pick(100));
    if (step.legal_bases.contains(command.actor.seat.substr(0, 5))) command.legal_basis = "act-83";
    if (step.staffing) command.kind = Command::Kind::draft;
  }

  std::optional<Command> opening(Node& node) {
    std::vector<std::string> procedures;
    for (const auto& [id, procedure] : charter_->procedures) procedures.push_back(id);
    Command out;
    out.procedure = any(procedures);
    out.actor.seat = node.engine.party() + (pick(2) == 0 ? "-cell" : "-watch");
    const auto& procedure = charter_->procedures.at(out.procedure);
    auto openings = node.engine.casework().openings(out.procedure, out.actor, {node.engine.now});
    if (openings.empty()) return std::nullopt;
    out.step = any(openings).step;
    const auto& step = *procedure.step(out.step);
    auto others = parties_;
    std::ranges::shuffle(others, random_);
    std::erase(others, node.engine.party());
    out.roles[step.by] = node.engine.party();
    for (const auto& role : procedure.roles)
      if (role.id != step.by) {
        out.roles[role.id] = others.back();
        others.pop_back();
      }
    fill(out, step);
    return out;
  }

  std::optional<Command> on_round(Node& node, const Case& of) {
    if (of.rounds.empty()) return std::nullopt;
    const auto& round = of.rounds[pick(of.rounds.size())];
    Command out;
    out.case_id = of.id;
    out.staffing = round.id;
    out.version = round.version;
    out.kind = any(std::vector{Command::Kind::concur, Command::Kind::concur, Command::Kind::nonconcur, Command::Kind::decide,
                               Command::Kind::decide, Command::Kind::amend, Command::Kind::withdraw});
    out.actor.seat = node.engine.party() + any(std::vector<std::string>{"-lawyer", "-treasurer", "-chief", "-watch"});
    out.reason.set_en("so");
    if (of.proposal) out.expected_proposal = of.proposal->bytes();
    return out;
  }

  std::optional<Command> next(Node& node) {
    auto cases = node.engine.casework().cases("real");
    std::erase_if(cases, [](const Case* one) { return one->ended; });
    if (cases.empty() || pick(12) == 0) return opening(node);
    const Case& of = *cases[pick(cases.size())];
    if (!of.rounds.empty() && pick(2) == 0) return on_round(node, of);
    Command out;
    out.case_id = of.id;
    out.actor.seat = node.engine.party() + any(std::vector<std::string>{"-cell", "-watch", "-chief"});
    const auto steps = node.engine.casework().available(of, out.actor, {node.engine.now});
    if (steps.empty()) return std::nullopt;
    out.step = any(steps).step;
    const auto& step = *charter_->procedures.at(of.procedure).step(out.step);
    if (step.replies && of.proposal) out.expected_proposal = of.proposal->bytes();
    fill(out, step);
    if (step.staffing && !step.proposes) out.fields.clear();
    return out;
  }

  void act(Node& node) {
    auto command = next(node);
    if (!command) return;
    auto done = node.engine.run(*command);
    if (!done) {
      // What is offered on a button can be done; rounds are tried blindly.
      ASSERT_FALSE(command->staffing.zero()) << command->step << ": " << describe(done.error());
      return;
    }
    ++acted;
    for (const auto& record : *done) {
      if (record.home()) continue;
      const auto& standing = record_of(node.engine.the(case_of(record)), record.digest).standing;
      ASSERT_TRUE(standing == Standing::effective || standing == Standing::remark) << "what was decided counts where it was decided";
    }
    node.queue.push_back(*std::move(done));
  }

  void send(Node& node) {
    if (node.queue.empty()) return;
    auto batch = node.queue.front();
    node.queue.erase(node.queue.begin());
    std::erase_if(batch, &Kept::home);
    if (batch.empty()) return;
    if (auto timely = node.engine.casework().decide_at_send(batch.back().digest); !timely)
      return withdraw(node, batch.back(), timely.error());
    for (const auto& record : batch)
      for (auto& other : engines_)
        if (other.engine.party() != node.engine.party() && std::ranges::count(record.envelope.audience(), other.engine.party()))
          other.inbox.push_back(record);
  }

  v1::Envelope notice(Node& node, const Kept& about, const std::vector<std::string>& audience) {
    v1::Envelope out = about.envelope;
    out.clear_body();
    out.clear_after();
    out.clear_audience();
    out.set_party(node.engine.party());
    out.set_seat("node");
    for (const auto& party : audience) out.add_audience(party);
    return out;
  }

  void withdraw(Node& node, const Kept& record, const Error& why) {
    ++voided;
    auto out = notice(node, record, {node.engine.party()});
    out.mutable_voided()->set_record(record.digest.bytes());
    out.mutable_voided()->set_code(why.code);
    node.engine.keep(sealed(out));
    const auto& standing = record_of(node.engine.the(case_of(record)), record.digest).standing;
    ASSERT_EQ(standing, Standing::void_late);
  }

  void deliver(Node& node) {
    if (node.inbox.empty()) return;
    const auto at = static_cast<std::ptrdiff_t>(pick(node.inbox.size()));
    const auto record = node.inbox[static_cast<std::size_t>(at)];
    node.inbox.erase(node.inbox.begin() + at);
    if (!record.envelope.has_refusal()) {
      const auto ok = node.engine.casework().admissible(record.envelope);
      ASSERT_TRUE(ok) << describe(ok.error());
    }
    if (record.envelope.has_step() && pick(25) == 0) return refuse(node, record);
    node.engine.keep(record);
  }

  void refuse(Node& node, const Kept& record) {
    ++refused;
    auto out = notice(node, record, {record.envelope.audience().begin(), record.envelope.audience().end()});
    out.mutable_refusal()->set_record(record.digest.bytes());
    out.mutable_refusal()->set_code("test.refused");
    node.engine.keep(sealed(out));
    node.queue.push_back({sealed(out)});
  }

  void heal() {
    for (bool more = true; more;) {
      more = false;
      for (auto& node : engines_) {
        while (!node.queue.empty()) send(node);
        while (!node.inbox.empty()) deliver(node);
        more = more || !node.queue.empty();
      }
      for (auto& node : engines_) more = more || !node.inbox.empty();
    }
  }

  void compare() {
    for (std::size_t i = 0; i < engines_.size(); ++i)
      for (std::size_t k = i + 1; k < engines_.size(); ++k) {
        compare_pair(engines_[i], engines_[k], {parties_[i], parties_[k]});
        compare_pair(engines_[i], engines_[k], {parties_.begin(), parties_.end()});
      }
    for (auto& node : engines_)
      for (const Case* one : node.engine.casework().cases("real")) {
        settled += one->settled.has_value();
        ended += one->ended;
        for (const auto& record : one->records) {
          ++standings[record.standing];
          ASSERT_NE(record.standing, Standing::held) << "healed, and still waiting for something";
          // Honest parties do only what is permitted; but what was built on a refused opening has lost its ground.
          if (record.standing == Standing::void_not_permitted) {
            ASSERT_EQ(record.why.code, "casework.not-opened");
          }
        }
      }
  }

  void compare_pair(Node& one, Node& other, const std::set<std::string>& audience) {
    const auto digest = one.engine.state(audience);
    ASSERT_EQ(digest, other.engine.state(audience));
    // A holder who has the same joint records, but got them shuffled.
    Engine fresh(one.engine.party(), charter_);
    auto records = one.engine.ledger();
    std::erase_if(records, [](const Kept& record) { return record.home() && !record.envelope.has_voided(); });
    std::ranges::shuffle(records, random_);
    for (const auto& record : records) fresh.keep(record);
    ASSERT_EQ(digest, fresh.state(audience));
  }

  std::mt19937 random_;
  std::vector<std::string> parties_;
  std::shared_ptr<const Charter> charter_;
  std::vector<Node> engines_;
};

void run_seeds(const std::vector<std::string>& parties, std::uint32_t seeds, int turns) {
  int settled = 0, voided = 0, refused = 0, ended = 0, acted = 0;
  std::map<Standing, int> standings;
  for (std::uint32_t seed = 1; seed <= seeds; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    World world(seed, parties);
    world.run(turns);
    if (::testing::Test::HasFatalFailure()) return;
    settled += world.settled;
    voided += world.voided;
    refused += world.refused;
    ended += world.ended;
    acted += world.acted;
    for (const auto& [standing, count] : world.standings) standings[standing] += count;
  }
  // The run must have met what it is about, or it shows nothing.
  EXPECT_GT(acted, static_cast<int>(seeds) * 10);
  EXPECT_GT(settled, static_cast<int>(seeds) / 4);
  EXPECT_GT(ended, 0);
  EXPECT_GT(voided, 0);
  EXPECT_GT(refused, 0);
  for (auto standing : {Standing::effective, Standing::remark, Standing::void_precedence, Standing::void_late, Standing::void_refused})
    EXPECT_GT(standings[standing], 0) << static_cast<int>(standing);
}

TEST(Convergence, TwoParties) { run_seeds({"ALPHA", "BRAVO"}, 150, 120); }
TEST(Convergence, ThreeParties) { run_seeds({"ALPHA", "BRAVO", "CHARL"}, 100, 160); }

}  // namespace
}  // namespace tsugite::casework::testing
