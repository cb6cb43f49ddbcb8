// Books: what one node's raw ledger says of its own records, as an auditor reads it: who released what to whom, what stands in whose
// stead, what was recalled, which rules stood, which ids and salts were used. For the checkers; written from the formats and not from the
// core's fold.
//
// Read on from where it stopped; a node that died or was set back is read anew. Nothing is kept of bodies but what the checks ask.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>

#include "node.h"

namespace tsugite::sim {

class Books {
 public:
  void read(const Node& node);

  // So many persons released it to that party, or it comes from before the node was set back: then a partner gave it back.
  bool released(const Digest& record, const std::string& to, std::size_t persons) const;
  // A rule made at the desk, which stood when the record was made, lets what is like it go to that party.
  bool by_rule(const Digest& record, const v1::Envelope& envelope, const std::string& to, const label::Policy& marking) const;
  // The parties that may hold it; nullptr: this ledger has no such record.
  const std::set<std::string>* audience(const Digest& record) const;
  std::optional<Digest> source_of(const Digest& derived) const;  // in whose stead it goes
  bool recalled(const Digest& record) const { return recalled_.contains(record); }
  // Another record of the same id or salt.
  std::optional<Digest> twin(const v1::Envelope& envelope, const Digest& record) const;

 private:
  void note(const ledger::Entry& entry);
  std::uint64_t lives_ = 0, next_ = 0;
  std::unordered_map<Digest, std::set<std::string>, FixedHash> audiences_;
  std::map<std::pair<Digest, std::string>, std::set<std::string>> persons_;  // by record and party: who released it
  std::unordered_map<Digest, Digest, FixedHash> proposals_;                  // of a step, the proposal that goes with it
  struct Rule {
    std::uint64_t from = 0, until = ~0ull;  // entries
    v1::StandingRule said;
  };
  std::map<Bytes, Rule> rules_;
  std::unordered_map<Digest, std::uint64_t, FixedHash> made_;  // our own, and its place
  std::set<Digest> again_;                                     // from before the node was set back
  std::map<Digest, Digest> sources_;
  std::set<Digest> recalled_;
  std::unordered_map<Bytes, Digest> ids_, salts_;
};

}  // namespace tsugite::sim
