// The digest over a part of a case is the digest of a holder who has that part and nothing else, whichever
// part it is: so two sides that name it while records are still under way name the same.
#include "casework/test_lab.h"

namespace tsugite::casework::testing {
namespace {

TEST(PartDigest, IsThatOfAHolderOfThePartAlone) {
  const std::set<std::string> both{"ALPHA", "BRAVO"};
  Engine a("ALPHA"), b("BRAVO");
  const auto act = [&](Engine& engine, const Command& command) {
    auto done = engine.run(command);
    ASSERT_EQ(code_of(done), "");
    a.receive_all(b);
    b.receive_all(a);
  };
  auto need = a.run(Ask(a, "watch", "register").field(words("what", "water")));
  ASSERT_EQ(code_of(need), "");
  const auto id = case_of(need->back());
  act(a, Ask(a, "watch", "validate", id));
  act(a, Ask(a, "cell", "request", id).field(words("what", "water")).field(tons(5000)));
  act(b, Ask(b, "cell", "counter", id).field(tons(3000)));
  act(a, Ask(a, "cell", "agree", id).on(a.the(id)));
  act(a, Ask(a, "watch", "order", id).number("A-1").basis("act-83"));
  act(b, Ask(b, "watch", "order", id).number("B-7"));
  act(b, Ask(b, "watch", "progress", id).field(words("remark", "half")));

  std::vector<Kept> joint;
  for (const auto& record : b.ledger())
    if (!record.home()) joint.push_back(record);
  ASSERT_GE(joint.size(), 8u);
  for (std::uint32_t part = 0; part < (1u << joint.size()); ++part) {
    std::set<Digest> held;
    Engine holder("BRAVO");
    for (std::size_t i = 0; i < joint.size(); ++i)
      if (part >> i & 1u) {
        held.insert(joint[i].digest);
        holder.keep(joint[i]);
      }
    const auto digest = [&](Engine& of) {
      return of.casework().state_digest("real", both, [&](const Digest& record) { return held.contains(record); });
    };
    ASSERT_EQ(digest(a), holder.state(both)) << "part " << part;
    ASSERT_EQ(digest(b), holder.state(both)) << "part " << part;
  }
}

}  // namespace
}  // namespace tsugite::casework::testing
