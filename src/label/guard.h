// The guard 対外提供審査: the only door out of a node, to a partner, a browser or a gateway client.
//
// Default deny: an unknown policy, class, caveat, party or audience denies, and the decision says why in both languages.
// Nothing leaves but as Released<T>, which only the guard constructs and which names its recipient and the policy epoch;
// an outlet checks both again with still_valid() (attack cases 12, 14, 24). What a guard decides changes with its standing rules, which
// speak of what is not numbered yet: what was released before stays released, and the epoch is the same; and with the policy, where an
// amendment takes effect: what was released under the former one and has not left yet is stale. Not thread-safe.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "label/content/finding.h"
#include "label/label.h"

namespace tsugite::label {

// A partner's node, or one principal (a signed-in person, a gateway client) of a party.
struct Recipient {
  std::string party;
  std::string principal;  // empty: the partner's node
  int clearance = 0;      // rank; of principals only

  bool operator==(const Recipient&) const = default;
};

// What leaves by itself, what waits for a person, what never leaves: the private annex's release rules, in order; the
// first that matches decides; none matching means desk.
struct ReleaseRule {
  enum class Action { by_itself, desk, never };  // durable in no format
  std::string id;
  std::string kind;               // "procedure/step", "procedure/*", "*", "refusal"
  std::string recipient;          // party or "*"
  std::set<std::string> caveats;  // where not empty: the label carries at least one of these
  Action action = Action::desk;
  Text reason;
  bool two_persons = false;                                    // desk: two different persons release it
  std::set<content::Class> stops = content::stops_by_default;  // by_itself: what the content check must not find
};

// Made at the release desk beside the annex's rules: what is of this kind, for this recipient, marked no higher and with no other caveat
// leaves by itself where the annex's rules would ask one person. It answers no rule that asks two, no caveat and no "never".
struct StandingRule {
  std::string id;
  std::string kind;       // exactly this one
  std::string recipient;  // a party
  std::string classification;
  std::set<std::string> caveats;
  Text reason;
};

struct Subject {
  Label label;
  std::set<std::string> audience;
  std::string kind;  // "procedure/step", as in ReleaseRule
};

struct Decision {
  enum class Verdict { release, desk, never };
  Verdict verdict = Verdict::never;
  std::string code;  // "guard.caveat", "guard.rule", ...
  Text reason;
  std::string rule = {};                // id of the release rule that decided; empty: none did
  bool two_persons = false;             // where it waits, or was approved: two persons release it
  std::set<content::Class> stops = {};  // released by that rule: what of its content keeps it at the desk all the same

  bool released() const { return verdict == Verdict::release; }
};

template <class T>
class Released {
 public:
  const T& value() const { return value_; }
  const Recipient& recipient() const { return *recipient_; }
  std::uint64_t epoch() const { return epoch_; }
  // On its way out for good; nothing is left here.
  T take() && { return std::move(value_); }

 private:
  friend class Guard;
  using To = std::shared_ptr<const Recipient>;  // what goes together shares it
  Released(T value, To recipient, std::uint64_t epoch) : value_(std::move(value)), recipient_(std::move(recipient)), epoch_(epoch) {}
  Released(T value, Recipient recipient, std::uint64_t epoch)
      : Released(std::move(value), std::make_shared<const Recipient>(std::move(recipient)), epoch) {}
  T value_;
  To recipient_;
  std::uint64_t epoch_;
};

class Guard {
 public:
  // own: the party whose guard this is. epoch grows with every change of policy, rules, partners or clearances.
  Guard(Policy policy, std::vector<ReleaseRule> rules, std::string own, std::uint64_t epoch);

  // May this leave to that partner's node? `approved`: whoever must released exactly this record to it at the
  // desk, one person with authority or two; that answers a rule's "desk", never a "never", a caveat, a ceiling or an audience.
  Decision judge(const Subject& subject, const std::string& partner, bool approved = false) const;

  // From now on under this policy, which names all that the former one named (charter/supersedes.h).
  void amend(Policy policy);

  void adopt(StandingRule rule);
  void withdraw(const std::string& id);
  // Two persons release it by its rules or caveats, were there nothing that keeps it at home for good.
  bool asks_two(const Subject& subject, const std::string& partner) const;

  // The release itself: judges again, then wraps.
  template <class T>
  std::expected<Released<T>, Decision> release(T value, const Subject& subject, const std::string& partner, bool approved = false) const {
    Decision decision = judge(subject, partner, approved);
    if (!decision.released()) return std::unexpected(std::move(decision));
    return Released<T>(std::move(value), Recipient{partner, "", 0}, epoch_);
  }

  // A subject that many records share, judged once for each partner. Known only to this guard; never forgotten.
  using SubjectId = std::uint32_t;
  SubjectId know(const Subject& subject);
  const Decision& judge(SubjectId id, const std::string& partner) { return judged_for(id, partner).decision; }
  const Subject& known(SubjectId id) const { return known_[id].subject; }
  Decision judge_approved(SubjectId id, const std::string& partner) const { return judge(known_[id].subject, partner, true); }
  // As release() above. `approved` is judged anew each time.
  template <class T>
  std::expected<Released<T>, Decision> release(T value, SubjectId id, const std::string& partner, bool approved = false) {
    if (approved) return release(std::move(value), known_[id].subject, partner, true);
    const Judged& judged = judged_for(id, partner);
    if (!judged.decision.released()) return std::unexpected(judged.decision);
    return Released<T>(std::move(value), judged.recipient, epoch_);
  }
  // What the partner was released before and has a place in its outbox for: never withdrawn, only sent again (design, invariant 1).
  template <class T>
  Released<T> release_again(T value, const std::string& partner) const {
    return Released<T>(std::move(value), Recipient{partner, "", 0}, epoch_);
  }

  // What a partner made and sent us, handed back to it because it lost it: it goes to its originator alone.
  template <class T>
  Released<T> give_back(T value, const std::string& originator) const {
    return Released<T>(std::move(value), Recipient{originator, "", 0}, epoch_);
  }

  // May this be shown to a principal of our own party?
  Decision judge_view(const Label& label, const Recipient& reader) const;
  template <class T>
  std::expected<Released<T>, Decision> show(T value, const Label& label, const Recipient& reader) const {
    Decision decision = judge_view(label, reader);
    if (!decision.released()) return std::unexpected(std::move(decision));
    return Released<T>(std::move(value), reader, epoch_);
  }

  // Protocol and interface text that carries nothing of any record: hellos, errors, static files.
  template <class T>
  Released<T> unlabelled(T value, Recipient recipient) const {
    return Released<T>(std::move(value), std::move(recipient), epoch_);
  }

  // Builds one thing out of released parts for the same recipient, e.g. a page out of its rows. A part for another
  // recipient or of another epoch is a bug and aborts.
  template <class T, class Part>
  Released<T> compose(T whole, const std::vector<Released<Part>>& parts, Recipient recipient) const {
    const Recipient* same = nullptr;  // the one that was looked at last
    for (const auto& part : parts) {
      if (&part.recipient() != same || part.epoch() != epoch_) require_same(part.recipient(), part.epoch(), recipient);
      same = &part.recipient();
    }
    return Released<T>(std::move(whole), std::move(recipient), epoch_);
  }

  template <class T>
  bool still_valid(const Released<T>& released, const Recipient& to) const {
    return released.epoch() == epoch_ && released.recipient() == to;
  }

  const Policy& policy() const { return policy_; }
  std::uint64_t epoch() const { return epoch_; }

 private:
  void require_same(const Recipient& part, std::uint64_t epoch, const Recipient& whole) const;
  Policy policy_;
  std::optional<Decision> by_standing_rule(const Subject& subject, const std::string& partner) const;
  Decision by_rules(const ReleaseRule& rule, const Subject& subject, const std::string& partner, bool approved) const;
  void forget();
  std::vector<ReleaseRule> rules_;
  std::vector<StandingRule> standing_;
  std::string own_;
  std::uint64_t epoch_;
  struct Judged {
    std::shared_ptr<const Recipient> recipient;  // a partner's node
    Decision decision;
  };
  struct Known {
    Subject subject;
    std::vector<Judged> for_partners;
  };
  const Judged& judged_for(SubjectId id, const std::string& partner);
  std::vector<Known> known_;
  std::unordered_map<std::string, SubjectId> known_ids_;  // by the subject, spelled out
};

}  // namespace tsugite::label
