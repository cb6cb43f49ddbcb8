// The checkers of the invariants (design, section 3), each written from the invariant and not from the code it checks. A checker
// answers with the first thing that is wrong, in words, or with nothing.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "node.h"

namespace tsugite::sim {

using Wrong = std::optional<std::string>;

// 1 Door: looks at every plaintext frame that leaves a node.
class DoorCheck {
 public:
  explicit DoorCheck(const charter::Charter& charter) : charter_(charter) {}
  void frame(const Node& from, const std::string& to, const std::string& secret_mark, BytesView bytes);
  const Wrong& wrong() const { return wrong_; }

 private:
  void record(const Node& from, const std::string& to, BytesView bytes);
  const charter::Charter& charter_;
  Wrong wrong_;
};

// 4 Durable: everything acknowledged is in the store, byte for byte under its digest.
Wrong check_durable(const std::string& party, const Node& node, const std::vector<Acknowledged>& acknowledged);
// 5 Authentic: every record of a partner that a node folds stands in that partner's own ledger.
Wrong check_authentic(const std::map<std::string, Node>& nodes);
// 7 Convergent: what both hold has one digest, every step stands the same way on both sides, and nothing is left waiting.
Wrong check_convergent(const std::map<std::string, Node>& nodes, const std::string& context);
// 8 Committed only by its own word: found again from the raw ledgers, without the fold.
Wrong check_own_word(const std::map<std::string, Node>& nodes, const std::string& context, const charter::Charter& charter, std::uint64_t& settled);

}  // namespace tsugite::sim
