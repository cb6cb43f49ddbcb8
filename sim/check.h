// The checkers of the invariants (design, section 3), each written from the invariant and not from the code it checks. A checker
// answers with the first thing that is wrong, in words, or with nothing.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "alliance.h"
#include "node.h"

namespace tsugite::sim {

using Wrong = std::optional<std::string>;

// One who does not keep to the protocol: nothing is asked of it, and what it shows is not believed.
using Excepted = std::optional<std::string>;

// 4 Durable: everything acknowledged is in the store, byte for byte under its digest. What a node lost by being set back is there again if
// anyone had it.
Wrong check_durable(const std::map<std::string, Node>& nodes, const std::string& party, const std::vector<Acknowledged>& acknowledged,
                    const Excepted& liar);
// 5 Authentic: every record that a node holds of another stands in that one's own ledger.
Wrong check_authentic(const std::map<std::string, Node>& nodes, const Excepted& liar);
// 7 Convergent, and 11 no head-of-line block: whatever a liar does beside them, what two hold has one digest, nothing is left waiting, and
// among honest nodes alone every step stands the same way on both sides.
Wrong check_convergent(const std::map<std::string, Node>& nodes, const std::string& context, const Excepted& liar);
// 8 Committed only by its own word: found again from the raw ledgers, without the fold.
Wrong check_own_word(const std::map<std::string, Node>& nodes, const std::string& context, const charter::Charter& charter,
                     const Excepted& liar, std::uint64_t& settled);
// 9 Originator control: what its originator recalled is given out by nobody who knows of it. `recalls` counts those that were in force.
Wrong check_recalled(const std::map<std::string, Node>& nodes, const Excepted& liar, std::uint64_t& recalls);
// 10 Contexts never mix: a case holds records of its own context alone, and so does every outbox.
Wrong check_contexts(const std::map<std::string, Node>& nodes, const std::vector<std::string>& contexts, const Excepted& liar);

}  // namespace tsugite::sim
