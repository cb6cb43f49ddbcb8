// Engines of several parties side by side, for this room's tests: each keeps its own records and folds what it is handed.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "base/sha256.h"
#include "casework/casework.h"
#include "casework/test_charter.h"
#include "ledger/envelope.h"

namespace tsugite::casework::testing {

inline constexpr std::int64_t today = 1'780'000'000'000;  // 2026-05-28: what ships is in effect

struct Kept {
  Digest digest;
  v1::Envelope envelope;
  bool home() const { return envelope.audience_size() == 1; }
};

inline Digest digest_of(const v1::Envelope& envelope) { return sha256(ledger::encode(envelope)); }
inline Kept sealed(const v1::Envelope& envelope) { return {digest_of(envelope), envelope}; }

inline v1::Field words(const std::string& name, const std::string& en) {
  v1::Field out;
  out.set_name(name);
  out.mutable_text()->set_en(en);
  return out;
}
inline v1::Field tons(std::int64_t milli, const std::string& unit = "t") {
  v1::Field out;
  out.set_name("amount");
  out.mutable_quantity()->set_milli(milli);
  out.mutable_quantity()->set_unit(unit);
  return out;
}

class Engine {
 public:
  explicit Engine(std::string party, std::shared_ptr<const Charter> charter = make_charter(),
                  std::shared_ptr<const charter::Annex> annex = nullptr)
      : Engine(std::move(party), std::vector{std::move(charter)}, std::move(annex)) {}
  Engine(std::string party, const std::vector<std::shared_ptr<const Charter>>& all, std::shared_ptr<const charter::Annex> annex = nullptr)
      : party_(std::move(party)), ledger_(std::make_shared<std::vector<Kept>>()) {
    std::map<Digest, std::shared_ptr<const Charter>> charters;
    for (const auto& one : all) charters.emplace(one->digest, one);
    casework_ = std::make_unique<Casework>(
        party_, std::move(charters), annex != nullptr ? annex : make_annex(party_),
        [ledger = ledger_](std::uint64_t index) -> Result<v1::Envelope> { return ledger->at(index).envelope; }, 2);
  }

  const std::string& party() const { return party_; }
  Casework& casework() { return *casework_; }
  const std::vector<Kept>& ledger() const { return *ledger_; }
  std::int64_t now = 1'000'000;

  // The records of a command, kept here; not handed to anyone.
  Result<std::vector<Kept>> run(Command command) {
    command.entropy = sha256(party_ + std::to_string(++drawn_)).bytes();
    command.context = command.context.empty() ? "real" : command.context;
    auto drafts = casework_->decide(command, {now}, [](const v1::Envelope& draft) -> Result<Digest> { return digest_of(draft); });
    if (!drafts) return std::unexpected(drafts.error());
    std::vector<Kept> out;
    for (const auto& draft : *drafts) {
      auto valid = ledger::seal(draft);
      EXPECT_TRUE(valid.has_value()) << (valid ? "" : describe(valid.error()));
      out.push_back(sealed(draft));
      keep(out.back());
    }
    return out;
  }

  void keep(const Kept& record) {
    ledger_->push_back(record);
    casework_->fold({record.digest, &ledger_->back().envelope, ledger_->size() - 1, now});
  }

  // Everything joint that the other has not yet: as a healed link would bring it.
  void receive_all(const Engine& from) {
    for (const auto& record : from.ledger())
      if (!record.home() && !casework_->knows(record.digest)) keep(record);
  }

  const Case& the(const CaseId& id) const {
    const auto* found = casework_->find(id);
    EXPECT_NE(found, nullptr);
    return *found;
  }

  Digest state(const std::set<std::string>& audience) const {
    return casework_->state_digest("real", audience, [](const Digest&) { return true; });
  }

 private:
  std::string party_;
  std::shared_ptr<std::vector<Kept>> ledger_;
  std::unique_ptr<Casework> casework_;
  int drawn_ = 0;
};

inline CaseId case_of(const Kept& record) { return *CaseId::from(record.envelope.case_id()); }

// A command in the making; the seat is named without its party.
struct Ask {
  Command command;
  Ask(const Engine& engine, const std::string& seat, const std::string& step, CaseId id = {}) {
    command.actor.seat = engine.party() + "-" + seat;
    command.step = step;
    command.case_id = id;
    if (id.zero()) command.procedure = "support";
  }
  Ask& field(v1::Field one) {
    command.fields.push_back(std::move(one));
    return *this;
  }
  Ask& kind(Command::Kind kind) {
    command.kind = kind;
    return *this;
  }
  Ask& number(const std::string& text) {
    command.number = text;
    return *this;
  }
  Ask& basis(const std::string& id) {
    command.legal_basis = id;
    return *this;
  }
  Ask& on(const Case& seen) {
    command.expected_proposal = seen.proposal ? seen.proposal->bytes() : Bytes();
    return *this;
  }
  Ask& round(const Round& of) {
    command.staffing = of.id;
    command.version = of.version;
    return *this;
  }
  Ask& why(const std::string& en) {
    command.reason.set_en(en);
    return *this;
  }
  operator Command() const { return command; }
};

inline std::string code_of(const Result<std::vector<Kept>>& result) { return result ? "" : result.error().code; }

// What the record that holds the last step of these says about itself.
inline const CaseRecord& record_of(const Case& of, const Digest& digest) {
  auto it = std::ranges::find(of.records, digest, &CaseRecord::digest);
  EXPECT_NE(it, of.records.end());
  return *it;
}

}  // namespace tsugite::casework::testing
