// Facts as tables: cases and records that a test puts in, with what the node would say of them.
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/sha256.h"
#include "server/facts.h"
#include "server/test_alliance.h"

namespace tsugite::server::test {

inline constexpr std::int64_t start_ms = 1'460'649'600'000;  // 2016-04-14T16:00:00Z

inline v1::Field text_field(const std::string& name, const std::string& ja, const std::string& en) {
  v1::Field out;
  out.set_name(name);
  out.mutable_text()->set_ja(ja);
  out.mutable_text()->set_en(en);
  out.mutable_text()->set_original("ja");
  return out;
}

class FakeFacts : public Facts {
 public:
  FakeFacts() : charter_(charter_of_two()), annex_(test::annex()), guard_(policy(), {}, "JPN", 1) {}

  // Adds a record and gives its digest.
  Digest add(casework::Case& c, v1::Envelope envelope, casework::Standing standing, const std::string& classification = "open") {
    const std::uint64_t index = envelopes.size();
    envelope.set_context(c.context);
    envelope.set_case_id(c.id.bytes());
    if (envelope.party().empty()) envelope.set_party("JPN");
    if (envelope.seat().empty()) envelope.set_seat(envelope.party() == "JPN" ? "jpn-watch" : "usa-j3");
    if (standing == casework::Standing::home) envelope.add_audience("JPN");
    else
      for (const char* party : {"JPN", "USA"}) envelope.add_audience(party);
    auto& label = *envelope.mutable_label();
    label.set_policy("test");
    label.set_classification(classification);
    label.add_releasable_to("JPN");
    label.add_releasable_to("USA");
    label.set_originator(envelope.party());
    envelope.set_salt(std::to_string(index));
    const Bytes bytes = envelope.SerializeAsString();
    const Digest digest = sha256(bytes);
    encodings.push_back(bytes);
    envelopes.push_back(std::move(envelope));
    places[digest] = index;
    owners[digest] = c.id;
    c.records.push_back({digest, index, start_ms + static_cast<std::int64_t>(index) * 1000, standing, {}});
    return digest;
  }
  casework::Case& open(const std::string& procedure, const std::string& name) {
    auto& c = table.emplace_back();
    c.id = *CaseId::from(sha256(name).bytes().substr(0, 16));
    c.procedure = procedure;
    c.context = "kumamoto";
    c.charter = charter_.digest;
    c.roles = {{"receiver", "JPN"}, {"provider", "USA"}};
    c.audience = {"JPN", "USA"};
    c.opened_by = "JPN";
    c.state = c.home_state = "start";
    return c;
  }

  const charter::Charter& charter() const override { return charter_; }
  const charter::Charter* charter(const Digest& digest) const override { return digest == charter_.digest ? &charter_ : nullptr; }
  const charter::Annex& annex() const override { return annex_; }
  const label::Guard& guard() const override { return guard_; }
  const std::string& party() const override { return party_; }
  const std::set<std::string>& partners() const override { return partners_; }
  std::vector<const casework::Case*> cases(const std::string& context) const override {
    std::vector<const casework::Case*> out;
    for (const auto& c : table)
      if (c.context == context) out.push_back(&c);
    return out;
  }
  const casework::Case* find(const CaseId& id) const override {
    for (const auto& c : table)
      if (c.id == id) return &c;
    return nullptr;
  }
  const casework::Case* case_of(const Digest& record) const override {
    auto hit = owners.find(record);
    return hit == owners.end() ? nullptr : find(hit->second);
  }
  WallTime now() const override { return {start_ms}; }
  std::vector<casework::Available> available(const casework::Case&, const casework::Actor&) const override { return steps; }
  std::vector<casework::Available> openings(const std::string& procedure, const casework::Actor&) const override {
    return procedure == "support" ? opening : std::vector<casework::Available>{};
  }
  std::vector<casework::Waiting> waiting(const std::string&, const casework::Actor&, WallTime) const override { return waits; }
  std::optional<std::uint64_t> index_of(const Digest& record) const override {
    auto hit = places.find(record);
    return hit == places.end() ? std::nullopt : std::optional(hit->second);
  }
  Result<v1::Envelope> envelope(std::uint64_t index) const override { return envelopes.at(index); }
  Result<Bytes> encoded(std::uint64_t index) const override { return encodings.at(index); }
  std::optional<Receipt> receipt(const Digest&) const override { return Receipt{"a cosigned checkpoint", 7}; }
  core::Delivery delivery(const Digest& record, const std::string&) const override {
    auto hit = deliveries.find(record);
    return hit == deliveries.end() ? core::Delivery{} : hit->second;
  }
  std::optional<core::RecallStatus> recall_of(const Digest& record) const override {
    for (const auto& one : recall_table)
      if (one.record == record) return one;
    return std::nullopt;
  }
  std::vector<core::RecallStatus> recalls(const std::string&) const override { return recall_table; }
  std::optional<core::Disposed> disposal_of(const Digest& record) const override {
    auto hit = disposed.find(record);
    return hit == disposed.end() ? std::nullopt : std::optional(hit->second);
  }
  std::vector<core::DueCase> due(const std::string&) const override { return due_cases; }
  std::optional<std::string> number_of(const CaseId&) const override { return "JPN-S-1"; }
  std::vector<core::DeskItem> desk_items(const std::string& context) const override {
    auto out = desk;
    std::erase_if(out, [&](const auto& item) { return item.context != context; });
    return out;
  }
  const std::vector<core::StandingRule>& standing_rules() const override { return rules_made; }
  std::vector<core::Sharing> sharing(const std::string& context) const override {
    auto out = shared;
    std::erase_if(out, [&](const auto& one) { return one.context != context; });
    return out;
  }
  Result<core::Preview> preview(const Digest& record, const std::string& partner) const override {
    auto hit = previews.find({record, partner});
    if (hit == previews.end()) return fail("desk.unknown", record.hex(), "no such record waits here", "その記録は審査にありません");
    return hit->second;
  }
  std::vector<core::LinkStatus> links() const override { return link_table; }
  std::uint64_t ledger_size() const override { return envelopes.size(); }
  Digest common_digest(const std::string& partner, const std::string& context) const override { return sha256(partner + context); }

  std::deque<casework::Case> table;
  std::vector<v1::Envelope> envelopes;
  std::vector<Bytes> encodings;
  std::map<Digest, std::uint64_t> places;
  std::map<Digest, CaseId> owners;
  std::map<Digest, core::Delivery> deliveries;
  std::vector<casework::Available> steps, opening;
  std::vector<casework::Waiting> waits;
  std::vector<core::DeskItem> desk;
  std::vector<core::StandingRule> rules_made;
  std::vector<core::Sharing> shared;
  std::map<std::pair<Digest, std::string>, core::Preview> previews;
  std::vector<core::LinkStatus> link_table;
  std::vector<core::RecallStatus> recall_table;
  std::map<Digest, core::Disposed> disposed;
  std::vector<core::DueCase> due_cases;
  charter::Charter charter_;
  charter::Annex annex_;
  label::Guard guard_;

 private:
  std::string party_ = "JPN";
  std::set<std::string> partners_ = {"USA"};
};

}  // namespace tsugite::server::test
