// People: what the officers of one party do under simulation. They act only through commands, on what their node shows them.
//
// Public acts and secret acts come from different random streams; public ones never look at what secret ones made, so that a
// run with its secrets and one without are the same to the partner (invariant 3). Where one of three parties observes, what the others do
// together without it is no public act.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "node.h"
#include "rng.h"

namespace tsugite::sim {

// In such a history every text is so long that what may be under way is soon full.
inline bool wordy(std::uint64_t seed) { return seed % 10 == 7; }

struct Act {
  bool desk = false;
  core::CommandInput command;
  core::DeskAct decision;
  bool secret = false;
  bool confidential = false;  // the observer has no part in it
  std::optional<core::RecallInput> recall;
  std::optional<core::DisposeInput> disposal;
};

class People {
 public:
  People(std::string party, std::vector<std::string> contexts, std::uint64_t seed, std::string observer);

  std::optional<Act> act(const core::Core& core, std::uint64_t tick);
  // Something that may not leave: a report that names persons, or a need that stays at home. Its text carries secret().
  std::optional<Act> secret_act(const core::Core& core, std::uint64_t tick);
  // Something among those who are not the observer, in cases of which it has no part.
  std::optional<Act> confidential_act(const core::Core& core, std::uint64_t tick);
  bool has_confidants() const { return !observer_.empty() && observer_ != party_; }
  // What every secret text of this party holds: found in a frame, it is a leak.
  std::string secret_mark() const { return "SECRET-" + party_ + "-"; }
  void remember(const CaseId& id, bool confidential) { (confidential ? confidential_cases_ : secret_cases_).insert(id); }

 private:
  std::vector<casework::Actor> actors(const core::Core& core) const;
  std::optional<Act> any(const core::Core& core, Rng& rng);
  bool ours_to_see(const casework::Case& c) const;
  std::optional<Act> open(const core::Core& core, const casework::Actor& actor, Rng& rng);
  std::optional<Act> go_on(const core::Core& core, const casework::Actor& actor, Rng& rng);
  std::optional<Act> staff(const core::Core& core, const casework::Actor& actor, Rng& rng);
  std::optional<Act> recall(const core::Core& core, const casework::Actor& actor, Rng& rng) const;
  std::optional<Act> decide_release(const core::Core& core, const casework::Actor& actor, Rng& rng);
  void fill(const core::Core& core, casework::Command& command, const casework::Available& step, const charter::Procedure& procedure,
            Rng& rng) const;
  void cast(const core::Core& core, casework::Command& command, const charter::Procedure& procedure, Rng& rng) const;
  casework::Command blank(const casework::Actor& actor, Rng& rng) const;
  std::vector<const casework::Case*> open_cases(const core::Core& core) const;
  bool busy_with(const core::Core& core, const std::string& procedure);

  std::string party_, observer_;
  bool confidential_ = false;  // the act that is being thought of has no part for the observer
  std::vector<std::string> contexts_;
  std::string context_;         // of the act that is being thought of
  std::set<std::string> busy_;  // procedures that this history is about: a few, so that cases come to their end
  std::uint64_t seed_;
  std::string words_;  // at the end of every text: in some histories so many that what may be under way is soon full
  std::set<CaseId> secret_cases_, confidential_cases_;
};

}  // namespace tsugite::sim
