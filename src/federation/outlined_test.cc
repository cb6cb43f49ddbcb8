#include "federation/outlined.h"

#include <gtest/gtest.h>

#include "base/sha256.h"
#include "ledger/outline.h"

namespace tsugite::federation {
namespace {

struct Case {
  const char* name;
  const char* code;
  std::function<void(v1::Entries&)> change;
};

TEST(Outlined, StandOnlyWhereTheirOriginatorSaysSo) {
  const auto log = *ledger::SigningKey::from_seed(sha256("log").view());
  const ledger::KeyCertificate keys{"JPN", log.public_key(), log.public_key(), Digest{}, 1};
  const Digest record = sha256("a record");
  const Case cases[] = {
      {"as it was made", "", [](v1::Entries&) {}},
      {"behind the last record", "outline.position", [](v1::Entries& e) { e.mutable_outlined(0)->set_position(2); }},
      {"far behind", "outline.position", [](v1::Entries& e) { e.mutable_outlined(0)->set_position(~0u); }},
      {"twice", "outline.position", [](v1::Entries& e) { *e.add_outlined() = e.outlined(0); }},
      {"for no digest", "outline.position", [](v1::Entries& e) { e.mutable_outlined(0)->set_digest("short"); }},
      {"for another record", "outline.signature", [](v1::Entries& e) { e.mutable_outlined(0)->set_digest(sha256("another").bytes()); }},
      {"another outline", "outline.signature", [](v1::Entries& e) { e.set_record(1, "another outline"); }},
      {"unsigned", "outline.signature", [](v1::Entries& e) { e.mutable_outlined(0)->clear_signature(); }},
  };
  for (const auto& one : cases) {
    v1::Entries entries;
    entries.add_record("whole");
    entries.add_record("outline");
    auto& said = *entries.add_outlined();
    said.set_position(1);
    said.set_digest(record.bytes());
    said.set_signature(ledger::sign_outline(record, "outline", log));
    one.change(entries);
    const auto checked = check_outlined(entries.outlined(), entries.record(), 4, "origin", ledger::KeyHistory(keys));
    EXPECT_EQ(checked ? "" : checked.error().code, one.code) << one.name;
    if (checked) {
      EXPECT_EQ(checked->at(1).record, record);
    }
  }
}

// The thief of a key may sign outlines as he may sign checkpoints: for nothing that was numbered after the theft was told.
TEST(Outlined, AStolenKeyCountsUpToItsNumbersOnly) {
  const auto key = [](const char* name) { return *ledger::SigningKey::from_seed(sha256(name).view()); };
  const auto root = key("root"), log = key("log"), next = key("next");
  const ledger::KeyCertificate first{"JPN", log.public_key(), key("cosigner").public_key(), sha256("pin"), 1};
  const ledger::KeyCertificate second{"JPN", next.public_key(), key("new cosigner").public_key(), sha256("new pin"), 2, 1, {{"origin", 5}}};
  const auto keys = ledger::KeyHistory::open(first.sign(root) + second.sign(root), "JPN", root.public_key());
  ASSERT_TRUE(keys) << keys.error().code;
  const auto code = [&](std::uint64_t first_number, const ledger::SigningKey& by) {
    v1::Entries entries;
    entries.add_record("outline");
    auto& said = *entries.add_outlined();
    said.set_digest(sha256("a record").bytes());
    said.set_signature(ledger::sign_outline(sha256("a record"), "outline", by));
    const auto checked = check_outlined(entries.outlined(), entries.record(), first_number, "origin", *keys);
    return checked ? std::string() : checked.error().code;
  };
  EXPECT_EQ(code(4, log), "");
  EXPECT_EQ(code(5, log), "keys.revoked");
  EXPECT_EQ(code(5, next), "");
}

}  // namespace
}  // namespace tsugite::federation
