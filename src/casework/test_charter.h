// A small alliance built by hand for this room's tests: two or three parties, a support procedure with counter-proposals, and
// questions. Staffed steps are decided at ALPHA's and BRAVO's desks.
#pragma once

#include "charter/charter.h"

namespace tsugite::casework::testing {

using charter::Charter;
using charter::FieldSpec;
using charter::Procedure;
using charter::State;
using charter::StepSpec;

inline Text both(const std::string& text) { return {text + "（和）", text}; }

inline FieldSpec field(const std::string& id, FieldSpec::Type type, bool settles, bool required) {
  FieldSpec out;
  out.id = id;
  out.name = both(id);
  out.type = type;
  out.settles = settles;
  out.required = required;
  if (type == FieldSpec::Type::quantity) out.units = {"t", "flight"};
  if (type == FieldSpec::Type::choice) out.choices = {{"red", both("red")}, {"blue", both("blue")}};
  return out;
}

inline State state(const std::string& id, State::Kind kind, const std::string& waits_for = "") { return {id, both(id), kind, waits_for}; }

struct StepMaker {
  StepSpec step;
  StepMaker(const std::string& id, std::vector<std::string> from, const std::string& to, const std::string& by) {
    step.id = id;
    step.name = both(id);
    step.from = std::move(from);
    step.to = to;
    step.by = by;
  }
  // clang-format off
  StepMaker& set(bool StepSpec::*flag) { step.*flag = true; return *this; }
  StepMaker& remark() { step.exclusive = false; return *this; }
  StepMaker& first(int precedence) { step.precedence = precedence; return *this; }
  StepMaker& carry(std::vector<std::string> fields) { step.fields = std::move(fields); return *this; }
  StepMaker& at(std::vector<std::string> places) { step.at = std::move(places); return *this; }
  StepMaker& levels(std::vector<std::string> levels) { step.levels = std::move(levels); return *this; }
  StepMaker& after_home(const std::string& state) { step.requires_home = state; return *this; }
  // clang-format on
  StepMaker& basis(const std::string& party, const std::string& id) {
    step.legal_bases[party].push_back({id, both(id)});
    return *this;
  }
  operator StepSpec() const { return step; }
};

inline const std::vector<std::string> terms = {"what", "amount", "remark"};

inline std::vector<StepSpec> support_steps() {
  using S = StepSpec;
  return {
      StepMaker("register", {"start"}, "need", "receiver").set(&S::home).set(&S::opens).carry({"what", "remark"}),
      StepMaker("validate", {"need"}, "validated", "receiver").set(&S::home).carry({"remark"}),
      StepMaker("request", {"start"}, "requested", "receiver")
          .set(&S::opens)
          .set(&S::proposes)
          .after_home("validated")
          .carry(terms)
          .at({"CELL"}),
      StepMaker("offer", {"start"}, "offered", "provider").set(&S::opens).set(&S::proposes).carry(terms).at({"CELL"}),
      StepMaker("formal-offer", {"start"}, "offered", "provider")
          .set(&S::opens)
          .set(&S::proposes)
          .set(&S::staffing)
          .carry(terms)
          .at({"CELL"}),
      StepMaker("counter", {"requested", "offered"}, "", "any").set(&S::proposes).first(30).carry(terms).at({"CELL"}),
      StepMaker("formal-counter", {"requested", "offered"}, "", "any")
          .set(&S::proposes)
          .set(&S::staffing)
          .first(30)
          .carry(terms)
          .at({"CELL"}),
      StepMaker("agree", {"requested", "offered"}, "coordinated", "any").set(&S::replies).first(10).carry({"remark"}).at({"CELL"}),
      StepMaker("formal-agree", {"requested", "offered"}, "coordinated", "any")
          .set(&S::replies)
          .set(&S::staffing)
          .first(10)
          .carry({"remark"})
          .at({"CELL"}),
      StepMaker("unable", {"requested"}, "unable", "provider").first(40).carry({"reason"}).at({"CELL"}),
      StepMaker("not-needed", {"offered"}, "not-needed", "receiver").first(40).carry({"remark"}).at({"CELL"}),
      StepMaker("withdraw", {"requested", "offered"}, "withdrawn", "any").first(50).carry({"remark"}).at({"CELL"}),
      StepMaker("order", {"coordinated"}, "executing", "any")
          .set(&S::each)
          .set(&S::number)
          .carry({"remark"})
          .basis("ALPHA", "act-83")
          .basis("ALPHA", "act-84"),
      StepMaker("progress", {"coordinated", "executing"}, "", "any").remark().carry({"remark"}),
      StepMaker("revise", {"executing"}, "revising", "any").set(&S::proposes).carry(terms),
      StepMaker("agree-revision", {"revising"}, "coordinated", "any").set(&S::replies).first(10),
      StepMaker("confirm", {"executing"}, "confirmed", "receiver").first(20).carry({"remark"}),
      StepMaker("close", {"confirmed"}, "closed", "any").carry({"remark"}).levels({"director"}),
  };
}

inline Procedure support() {
  using T = FieldSpec::Type;
  using K = State::Kind;
  Procedure out;
  out.id = "support";
  out.title = both("support");
  out.roles = {{"receiver", both("receiver")}, {"provider", both("provider")}};
  out.fields = {field("what", T::text, true, true), field("amount", T::quantity, true, false), field("remark", T::text, false, false),
                field("reason", T::text, false, true), field("colour", T::choice, false, false)};
  out.states = {state("need", K::home),
                state("validated", K::home),
                state("requested", K::joint, "provider"),
                state("offered", K::joint, "receiver"),
                state("coordinated", K::joint, "each"),
                state("executing", K::joint, "receiver"),
                state("revising", K::joint, "each"),
                state("confirmed", K::joint, "each"),
                state("closed", K::end),
                state("unable", K::end),
                state("not-needed", K::end),
                state("withdrawn", K::end)};
  out.steps = support_steps();
  out.clocks = {{"requested", {7'200'000}, both("reply"), "provider"}, {"offered", {14'400'000}, both("reply"), "receiver"}};
  out.settled_states[""] = "coordinated";
  return out;
}

inline Procedure question() {
  using S = StepSpec;
  using K = State::Kind;
  Procedure out;
  out.id = "rfi";
  out.title = both("question");
  out.roles = {{"asker", both("asker")}, {"answerer", both("answerer")}};
  out.fields = {field("question", FieldSpec::Type::text, false, true), field("answer", FieldSpec::Type::text, false, true)};
  out.states = {state("asked", K::joint, "answerer"), state("answered", K::joint, "asker"), state("closed", K::end)};
  out.steps = {StepMaker("ask", {"start"}, "asked", "asker").set(&S::opens).carry({"question"}),
               StepMaker("answer", {"asked"}, "answered", "answerer").carry({"answer"}).first(10),
               StepMaker("close", {"asked", "answered"}, "closed", "asker").first(30)};
  out.clocks = {{"asked", {900'000}, both("answer"), "answerer"}};
  return out;
}

// Three parties plan a thing: it is settled when each has agreed to the one proposal.
inline Procedure plan() {
  using S = StepSpec;
  using K = State::Kind;
  Procedure out;
  out.id = "plan";
  out.title = both("plan");
  out.roles = {{"lead", both("lead")}, {"second", both("second")}, {"third", both("third")}};
  out.fields = {field("what", FieldSpec::Type::text, true, true)};
  out.states = {state("proposed", K::joint, "each"), state("settled", K::joint), state("dropped", K::end)};
  out.steps = {StepMaker("propose", {"start"}, "proposed", "lead").set(&S::opens).set(&S::proposes).carry({"what"}),
               StepMaker("amend", {"proposed"}, "", "any").set(&S::proposes).first(30).carry({"what"}),
               StepMaker("agree", {"proposed"}, "settled", "any").set(&S::replies).set(&S::each).first(10),
               StepMaker("force", {"proposed"}, "settled", "any").set(&S::replies).first(20),
               StepMaker("drop", {"proposed"}, "dropped", "lead").first(50)};
  out.settled_states[""] = "settled";
  return out;
}

// Settles two things, one after the other: terms first, then what they came to.
inline Procedure order() {
  using S = StepSpec;
  using K = State::Kind;
  Procedure out;
  out.id = "order";
  out.title = both("order");
  out.roles = {{"buyer", both("buyer")}, {"seller", both("seller")}};
  out.fields = {field("what", FieldSpec::Type::text, true, true), field("cost", FieldSpec::Type::text, true, true)};
  out.fields[0].settlement = "terms";
  out.fields[1].settlement = "value";
  out.states = {state("ordered", K::joint, "seller"), state("accepted", K::joint, "seller"), state("valued", K::joint, "buyer"),
                state("paid", K::end)};
  out.steps = {StepMaker("order", {"start"}, "ordered", "buyer").set(&S::opens).set(&S::proposes).carry({"what"}),
               StepMaker("accept", {"ordered"}, "accepted", "seller").set(&S::replies).first(10),
               StepMaker("value", {"accepted", "valued"}, "valued", "seller").set(&S::proposes).first(20).carry({"cost"}),
               // A state in which either may be replied to: only what was proposed last can be.
               StepMaker("accept-late", {"valued"}, "accepted", "buyer").set(&S::replies).first(15),
               StepMaker("agree", {"valued"}, "paid", "buyer").set(&S::replies).first(10)};
  out.settled_states = {{"terms", "accepted"}, {"value", "paid"}};
  return out;
}

// A question is closed once both colours were told, by ALPHA; by others once red was. Its answer is due when the asker says.
inline void ask_for_more(Procedure& rfi) {
  rfi.fields.push_back(field("colour", FieldSpec::Type::choice, false, true));
  rfi.fields.push_back(field("needed-by", FieldSpec::Type::time, false, false));
  rfi.steps[0].fields.push_back("needed-by");
  rfi.steps.push_back(StepMaker("told", {"asked", "answered"}, "", "any").remark().carry({"colour"}));
  rfi.steps[2].needs = {{"told", "colour", {"red"}, ""}, {"told", "colour", {"blue"}, "ALPHA"}};
  rfi.clocks = {{"asked", {900'000}, both("answer"), "answerer", "needed-by"}, {"answered", {0}, both("close"), "asker", "needed-by"}};
}

inline std::shared_ptr<const Charter> make_charter(const std::vector<std::string>& parties = {"ALPHA", "BRAVO"}) {
  auto out = std::make_shared<Charter>();
  out->digest.value.fill(static_cast<std::uint8_t>(parties.size()));
  out->id = "test";
  out->levels = {"desk", "director"};
  out->party_order = parties;
  out->marking.id = "test";
  out->marking.classifications = {{"open", {"open", 0, both("open")}}, {"guarded", {"guarded", 2, both("guarded")}}};
  for (const auto& id : parties) {
    charter::Party party;
    party.id = id;
    party.name = both(id);
    out->parties[id] = party;
    out->marking.parties.insert(id);
    for (const char* name : {"ops", "law", "money"}) out->organisations[id + "-" + name] = {id + "-" + name, id, both(id + name)};
    out->seats[id + "-watch"] = {id + "-watch", id + "-ops", both("watch"), "desk", {}};
    out->seats[id + "-cell"] = {id + "-cell", id + "-ops", both("cell"), "desk", {"CELL"}};
    out->seats[id + "-chief"] = {id + "-chief", id + "-ops", both("chief"), "director", {"CELL"}};
    out->seats[id + "-deputy"] = {id + "-deputy", id + "-ops", both("deputy"), "director", {"CELL"}};
    out->seats[id + "-lawyer"] = {id + "-lawyer", id + "-law", both("lawyer"), "desk", {}};
    out->seats[id + "-treasurer"] = {id + "-treasurer", id + "-money", both("treasurer"), "desk", {}};
  }
  charter::Body cell;
  cell.id = "CELL";
  out->bodies["CELL"] = cell;
  out->procedures["support"] = support();
  out->procedures["rfi"] = question();
  if (parties.size() == 3) out->procedures["plan"] = plan();
  return out;
}

inline std::shared_ptr<const charter::Annex> make_annex(const std::string& party) {
  auto out = std::make_shared<charter::Annex>();
  out->party = party;
  // The watch stands in the list of deciders by mistake: the step is not for its seat, so it decides nothing.
  out->clearance = {
      {"support", "formal-offer", {party + "-law", party + "-money"}, {party + "-chief", party + "-deputy", party + "-watch"}},
      {"support", "formal-agree", {party + "-law"}, {party + "-chief"}}};
  return out;
}

}  // namespace tsugite::casework::testing
