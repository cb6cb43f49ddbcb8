// The joint part of one case: its records as a graph over `after`, and the state the fold comes to. A pure function of the
// set of records: arrival order leaves no trace (convergence_test.cc shows it). A Joint can be copied, to ask "what if".
//
// Nodes are numbered within the case. One that others name before it is here is `absent`; whatever rests on it waits, linked
// to nothing. A node that a partner refused, or that we withdrew before it was sent, is `left out`: its edges are cut, so that
// a holder who never had its bytes folds the same.
#pragma once

#include <limits>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "casework/casework.h"
#include "casework/rulebook.h"

namespace tsugite::casework {

using NodeId = std::uint32_t;
inline constexpr NodeId no_node = std::numeric_limits<NodeId>::max();

struct Node {
  enum class Kind : std::uint8_t { absent, step, proposal };
  Digest digest;
  std::uint64_t index = 0;
  std::int64_t seen_ms = 0;
  const StepRule* step = nullptr;  // null if unknown
  std::uint32_t first_edge = 0;    // into Joint::edges: its parents
  std::uint32_t edge_count = 0;
  NodeId target = no_node;  // step: the proposal it names
  std::uint32_t rank = 0;   // place in the fold, from 1; 0: not linked
  std::uint32_t sees = 0;   // highest rank among its ancestors of an exclusive step that counts
  std::uint8_t party = no_party;
  Kind kind = Kind::absent;
  Standing standing = Standing::held;
  bool rejected = false;  // breaks a rule that needs no state: Joint::rejected says which
  bool left_out = false;
  bool has_child = false;  // one that counts
};

struct Noted {  // what a record said that others ask for
  NodeId node = no_node;
  const charter::FieldSpec* field = nullptr;
  std::int64_t value = 0;  // a time in milliseconds, or the place of a choice
};

struct Fit {  // a proposal that holds all of a settlement
  NodeId node = no_node;
  const ProcedureRule* procedure = nullptr;
  int settlement = -1;
  bool operator==(const Fit&) const = default;
};

struct ReplyAt {
  std::uint8_t party = no_party;
  NodeId record = no_node;
};

struct JointState {
  const ProcedureRule* procedure = nullptr;  // null: not opened
  std::string roles;                         // party number of each role
  std::uint8_t opened_by = no_party;
  int state = 0;
  std::int64_t since_ms = 0;
  NodeId proposal = no_node;
  int proposal_for = -1;        // the settlement
  std::vector<NodeId> settled;  // by settlement; empty while nothing is
  NodeId last_settled = no_node;
  std::vector<ReplyAt> replies;
  std::vector<std::pair<const StepRule*, Parties>> taken;  // steps for each party, in this state
  std::vector<ReplyAt> numbers;                            // the step that gave a party's latest own order number
  std::vector<NodeId> proposed;                            // proposals that were put forward
  std::uint32_t last_move = 0;                             // rank of the last exclusive step that counts
  std::vector<NodeId> run;                                 // it, and those before it that were the same step of each party
  std::uint32_t before_run = 0;                            // rank of the last exclusive step before those

  Parties in_roles() const;
  bool holds(int role, std::uint8_t party) const;  // role -1: any
  bool has_taken(const StepRule& step, std::uint8_t party) const;
  bool has_replied(std::uint8_t party) const;
  // Nothing settles before every party in a role has given its official reply on one proposal: would this step, taken by this
  // party now, lead to the settled state without that?
  bool settles_too_early(const StepRule& step, std::uint8_t party) const;
};

struct Joint {
  std::vector<Node> nodes;
  std::vector<NodeId> edges;
  std::vector<NodeId> heads;
  std::vector<std::pair<NodeId, std::string>> openings;  // roles that a step names
  std::vector<std::pair<NodeId, std::string>> numbers;   // own order numbers
  std::vector<Fit> fits;
  std::vector<Noted> noted;
  std::map<NodeId, Error> rejected;
  std::map<NodeId, Error> why;  // of what the fold voided
  JointState state;
  std::uint32_t last_rank = 0;
  std::uint32_t absent = 0;
  Parties authors = 0;  // of what is here

  NodeId find(const Digest& digest) const;
  NodeId find_or_absent(const Digest& digest, NodeId near);  // `near`: where it probably is, or no node at all
  std::span<const NodeId> parents(const Node& node) const { return {edges.data() + node.first_edge, node.edge_count}; }
  std::vector<bool> ancestors(NodeId of) const;  // without itself
  // What the step still waits for; null: nothing.
  const NeedRule* missing(const StepRule& step, std::uint8_t party) const;
  // What the latest record that counts says in this field.
  std::optional<std::int64_t> latest(const charter::FieldSpec& field) const;

  // Folds everything anew. left_out is the caller's to set before.
  void fold_all();
  // Folds one new node, the last of `nodes`, if it comes after everything there is; false: fold_all() is needed.
  bool fold_last();
  void forget_index() { by_digest_.clear(); }  // the nodes were replaced

 private:
  bool apply(NodeId id);
  bool apply_step(Node& node, NodeId id);
  bool permitted_here(Node& node, NodeId id);
  bool void_as(Node& node, NodeId id, Standing standing, Error why);
  bool void_here(Node& node, NodeId id, const char* en, const char* ja);
  bool open(Node& node, NodeId id);
  bool saw_what_moved(const Node& node, NodeId id) const;
  void moved(const Node& node, NodeId id);
  bool proposal_stands(Node& node, NodeId id);
  void take(const Node& node, NodeId id);

  mutable std::map<Digest, NodeId> by_digest_;  // only once the case is large
};

}  // namespace tsugite::casework
