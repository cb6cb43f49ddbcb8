// Every step of every shipped procedure can be taken, by people who stand in the demonstration's annexes, on two engines side by side:
// staffed ones through their round. Walks choose what was taken least so far; a step that no walk ever offers fails the test. Along
// the way every party folds the same, nothing settles without the word of both, and no case says that somebody must act who cannot.
#include <gmock/gmock.h>

#include <deque>

#include "casework/test_settled.h"
#include "charter/test_files.h"

namespace tsugite::casework::testing {
namespace {

using Type = charter::FieldSpec::Type;

v1::Field filled(const charter::FieldSpec& spec, std::mt19937& dice) {
  v1::Field out;
  out.set_name(spec.id);
  switch (spec.type) {
    case Type::text: out.mutable_text()->set_en("text " + std::to_string(dice() % 1000)); break;
    case Type::place: out.mutable_place()->set_lat_e7(350'000'000); break;
    case Type::quantity:
      out.mutable_quantity()->set_milli(1000);
      out.mutable_quantity()->set_unit(spec.units.front());
      break;
    case Type::period: out.mutable_period()->set_to_ms(1); break;
    case Type::time: out.set_time_ms(1); break;
    case Type::choice: out.set_choice(spec.choices.at(dice() % spec.choices.size()).first); break;
    case Type::integer: out.set_integer(1); break;
    case Type::areas: out.mutable_areas()->add_area()->set_code("1"); break;
    case Type::record: out.set_record(std::string(Digest::size, 'r')); break;
  }
  return out;
}

struct Choice {
  Engine* engine = nullptr;
  std::string seat;
  const charter::StepSpec* step = nullptr;
};

class Walker {
 public:
  Walker(std::shared_ptr<const Charter> charter, const Procedure& procedure)
      : charter_(std::move(charter)), procedure_(procedure), dice_(static_cast<std::mt19937::result_type>(procedure.id.size())) {
    for (const auto* party : {"JPN", "USA"})
      annexes_[party] = std::make_shared<charter::Annex>(charter::load_annex(charter::shipped_annex(party), *charter_).annex);
  }

  // Steps that no walk could take, or the first thing that went wrong.
  std::string walk_all(int most) {
    for (int i = 0; i < most && taken_.size() < procedure_.steps.size() && wrong_.empty(); ++i) walk();
    if (!wrong_.empty()) return wrong_;
    std::string out;
    for (const auto& step : procedure_.steps)
      if (!taken_.contains(step.id)) out += step.id + " ";
    return out;
  }

 private:
  void walk() {
    engines_.clear();
    for (const auto& [party, annex] : annexes_) engines_.emplace_back(party, charter_, annex).now = today;
    id_ = {};
    way_.clear();
    for (int steps = 0; steps < 40 && wrong_.empty(); ++steps) {
      const auto choices = id_.zero() ? openings() : available();
      if (choices.empty()) break;
      take(pick(choices));
      check();
    }
    if (wrong_.empty()) check_outlines();
  }

  // Whoever has lost every text, and has the outlines alone, folds the same: joint states, and at home.
  void check_outlines() {
    for (auto& engine : engines_) {
      if (engine.ledger().empty()) continue;  // the other side's own matter: nothing of it came here
      Engine bare(engine.party(), charter_, annexes_.at(engine.party()));
      for (const auto& record : engine.ledger()) {
        const auto outline = engine.casework().outline(record.envelope);
        if (auto valid = ledger::seal(outline); !valid) wrong_ = describe(valid.error()) + ":" + way_;
        if (ledger::encode(outline).find("text ") != Bytes::npos) wrong_ = "an outline holds words:" + way_;
        bare.keep({record.digest, outline});
      }
      const auto *whole = engine.casework().find(id_), *left = bare.casework().find(id_);
      if (whole == nullptr || left == nullptr || engine.state({"JPN", "USA"}) != bare.state({"JPN", "USA"}) ||
          whole->home_state != left->home_state)
        wrong_ = "outlines fold otherwise:" + way_;
    }
  }

  std::set<std::string> seats(const Engine& engine) const {
    std::set<std::string> out;
    for (const auto& person : annexes_.at(engine.party())->people) out.insert(person.seats.begin(), person.seats.end());
    return out;
  }

  std::vector<Choice> openings() {
    std::vector<Choice> out;
    for (auto& engine : engines_)
      for (const auto& seat : seats(engine))
        for (const auto& one : engine.casework().openings(procedure_.id, {"", seat}, {engine.now}))
          out.push_back({&engine, seat, procedure_.step(one.step)});
    return out;
  }

  std::vector<Choice> available() {
    std::vector<Choice> out;
    for (auto& engine : engines_)
      if (const auto* found = engine.casework().find(id_))
        for (const auto& seat : seats(engine))
          for (const auto& one : engine.casework().available(*found, {"", seat}, {engine.now}))
            out.push_back({&engine, seat, procedure_.step(one.step)});
    return out;
  }

  const Choice& pick(const std::vector<Choice>& choices) {
    const auto count = [&](const Choice& one) { return taken_.contains(one.step->id) ? taken_.at(one.step->id) : 0; };
    if (dice_() % 3 == 0) return choices[dice_() % choices.size()];
    int least = count(choices.front());
    for (const auto& one : choices) least = std::min(least, count(one));
    std::vector<const Choice*> few;
    for (const auto& one : choices)
      if (count(one) == least) few.push_back(&one);
    return *few[dice_() % few.size()];
  }

  Command command(const Choice& choice) {
    Command out;
    out.actor.seat = choice.seat;
    out.step = choice.step->id;
    out.case_id = id_;
    if (id_.zero()) {
      out.procedure = procedure_.id;
      const std::string own = choice.engine->party(), other = own == "JPN" ? "USA" : "JPN";
      const bool first = dice_() % 2 == 0;  // where either role may open it
      for (std::size_t i = 0; i < procedure_.roles.size(); ++i) {
        const bool ours = choice.step->by == "any" ? (i == 0) == first : procedure_.roles[i].id == choice.step->by;
        out.roles[procedure_.roles[i].id] = ours ? own : other;
      }
    }
    for (const auto& field : choice.step->fields) {
      out.fields.push_back(filled(*procedure_.field(field), dice_));
      // A side names seats of its own, and gives its word on files that it holds.
      if (procedure_.field(field)->choices_from == "own-seats") out.fields.back().set_choice(choice.seat);
      if (procedure_.amends && field == procedure_.amends->digest) out.fields.back().mutable_text()->set_en(charter_->digest.hex());
    }
    if (choice.step->number) out.number = "No. " + std::to_string(dice_() % 1000);
    if (auto bases = choice.step->legal_bases.find(choice.engine->party()); bases != choice.step->legal_bases.end())
      out.legal_basis = bases->second.at(dice_() % bases->second.size()).first;
    if (!id_.zero())
      if (const auto& proposal = choice.engine->the(id_).proposal) out.expected_proposal = proposal->bytes();
    return out;
  }

  void take(const Choice& choice) {
    way_ += " " + choice.engine->party() + ":" + choice.step->id;
    auto what = command(choice);
    if (choice.step->staffing) what.kind = Command::Kind::draft;
    if (!run(*choice.engine, what)) return;
    if (id_.zero()) id_ = choice.engine->casework().case_of(choice.engine->ledger().back().digest)->id;
    if (choice.step->staffing) staff(*choice.engine);
    ++taken_[choice.step->id];
    engines_[0].receive_all(engines_[1]);
    engines_[1].receive_all(engines_[0]);
  }

  // Every organisation that is asked concurs, then one of the deciders decides: each by a seat that somebody fills.
  void staff(Engine& engine) {
    const auto filled_seats = seats(engine);
    const auto round = engine.the(id_).rounds.back();
    const auto act = [&](Command::Kind kind, const auto& may) {
      const auto seat = std::ranges::find_if(filled_seats, may);
      if (seat == filled_seats.end()) {
        wrong_ = "nobody can concur or decide:" + way_;
        return;
      }
      Command out;
      out.kind = kind;
      out.actor.seat = *seat;
      out.case_id = id_;
      out.staffing = round.id;
      out.version = round.version;
      run(engine, out);
    };
    for (const auto& [organisation, answer] : round.asked)
      act(Command::Kind::concur,
          [&, &organisation = organisation](const auto& seat) { return charter_->seat(seat)->organisation == organisation; });
    act(Command::Kind::decide, [&](const auto& seat) { return std::ranges::find(round.deciders, seat) != round.deciders.end(); });
  }

  bool run(Engine& engine, Command what) {
    if (!wrong_.empty()) return false;
    if (auto done = engine.run(std::move(what)); !done) wrong_ = describe(done.error()) + ":" + way_;
    return wrong_.empty();
  }

  void check() {
    if (!wrong_.empty()) return;
    if (engines_[0].state({"JPN", "USA"}) != engines_[1].state({"JPN", "USA"})) wrong_ = "the two sides differ:" + way_;
    for (auto& engine : engines_) {
      if (auto unsaid = unsettled(*charter_, engine); !unsaid.empty()) wrong_ = unsaid + ":" + way_;
      const auto* found = engine.casework().find(id_);
      if (found == nullptr) continue;
      for (const auto& record : found->records)
        if (record.standing != Standing::effective && record.standing != Standing::remark && record.standing != Standing::home)
          wrong_ = describe(record.why) + ":" + way_;
    }
  }

  std::shared_ptr<const Charter> charter_;
  const Procedure& procedure_;
  std::map<std::string, std::shared_ptr<const charter::Annex>> annexes_;
  std::mt19937 dice_;
  std::deque<Engine> engines_;
  CaseId id_;
  std::string way_, wrong_;
  std::map<std::string, int> taken_;
};

std::shared_ptr<const Charter> shipped() {
  static const auto charter = std::make_shared<const Charter>(charter::load_charter(charter::shipped_charter()).charter);
  return charter;
}

std::vector<std::string> procedures() {
  std::vector<std::string> out;
  for (const auto& [id, procedure] : shipped()->procedures) out.push_back(id);
  return out;
}

class EveryStep : public ::testing::TestWithParam<std::string> {};

TEST_P(EveryStep, CanBeTakenBySomebodyWhoIsThere) { EXPECT_EQ(Walker(shipped(), shipped()->procedures.at(GetParam())).walk_all(6000), ""); }

INSTANTIATE_TEST_SUITE_P(Shipped, EveryStep, ::testing::ValuesIn(procedures()), [](const auto& one) {
  std::string name = one.param;
  std::ranges::replace(name, '-', '_');
  return name;
});

}  // namespace
}  // namespace tsugite::casework::testing
